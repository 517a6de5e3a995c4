import { LiveProvider, ToastList, ToastProvider } from '@live/react';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Page } from './page.tsx';
import { CampaignPage } from './pages/campaign-page.tsx';
import { CampaignsPage } from './pages/campaigns-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { Link, paths, routeOf, usePath, type Route } from './routes.tsx';
import { storedUser, storeUser, tokenFor, type DemoUser } from './session.ts';

// The table and the editor are loaded when they are opened: the lists need neither.
const InteractionPage = lazy(async () => ({ default: (await import('./pages/interaction-page.tsx')).InteractionPage }));
const NewInteractionPage = lazy(async () => ({ default: (await import('./pages/editor-pages.tsx')).NewInteractionPage }));
const EditInteractionPage = lazy(async () => ({ default: (await import('./pages/editor-pages.tsx')).EditInteractionPage }));

export function App(): ReactNode {
  const [user, setUser] = useState<DemoUser | null>(storedUser);
  const signIn = (chosen: DemoUser | null): void => {
    storeUser(chosen);
    setUser(chosen);
  };
  if (user === null) return <SignInPage onSignIn={signIn} />;
  return <SignedIn key={user.id} user={user} onSignOut={() => signIn(null)} />;
}

function SignedIn({ user, onSignOut }: { user: DemoUser; onSignOut: () => void }): ReactNode {
  const path = usePath();
  const badge = useMemo(
    () => (
      <>
        <span data-testid="signed-in-as">{user.name}</span>
        <Button className="lv-button" data-testid="sign-out" onPress={onSignOut}>Sign out</Button>
      </>
    ),
    [user.name],
  );
  return (
    <LiveProvider url="/trpc" getToken={() => tokenFor(user.id)}>
      <ToastProvider>
        <Suspense fallback={<Page title="One moment" user={badge}><p className="lv-empty" role="status">Loading…</p></Page>}>
          {pageOf(routeOf(path), badge)}
        </Suspense>
        <div className="lv-root app-toasts"><ToastList /></div>
      </ToastProvider>
    </LiveProvider>
  );
}

function pageOf(route: Route, badge: ReactNode): ReactNode {
  switch (route.page) {
    case 'campaigns':
      return <CampaignsPage user={badge} />;
    case 'campaign':
      return <CampaignPage campaignId={route.campaignId} user={badge} />;
    case 'newInteraction':
      return <NewInteractionPage campaignId={route.campaignId} user={badge} />;
    case 'interaction':
      return <InteractionPage interactionId={route.interactionId} user={badge} />;
    case 'editInteraction':
      return <EditInteractionPage interactionId={route.interactionId} user={badge} />;
    default:
      return (
        <Page title="Nothing here" user={badge}>
          <p>There is no page at this address. <Link to={paths.campaigns}>To the campaigns</Link></p>
        </Page>
      );
  }
}
