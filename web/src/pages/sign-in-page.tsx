import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Awaited, Page } from '../page.tsx';
import { demoUsers, type DemoUser } from '../session.ts';
import { useLoaded } from '../use-loaded.ts';

export function SignInPage({ onSignIn }: { onSignIn: (user: DemoUser) => void }): ReactNode {
  const [users] = useLoaded('users', demoUsers);
  return (
    <Page title="Who is playing?">
      <p className="app-lead">Choose one of the demo’s people. Each browser tab can be someone else.</p>
      <Awaited of={users}>
        {(found) => (
          <ul className="app-users">
            {found.map((user) => (
              <li key={user.id}>
                <Button className="app-card app-user-card" data-testid={`sign-in-user-${user.id}`} onPress={() => onSignIn(user)}>
                  <span className="app-avatar" data-role={user.role} aria-hidden="true">{user.name.charAt(0)}</span>
                  <span>
                    <strong>{user.name}</strong>
                    <small>{user.role === 'dm' ? 'Dungeon Master' : user.role}</small>
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Awaited>
    </Page>
  );
}
