/** What all pages share: the frame, the title, and how waiting and failing look. */
import { ThemeToggle } from '@live/react';
import { useEffect, type ReactNode } from 'react';
import type { Loaded } from './use-loaded.ts';
import { Link, paths } from './routes.tsx';

export interface PageProps {
  title: string;
  user?: ReactNode;
  children: ReactNode;
}

export function Page({ title, user, children }: PageProps): ReactNode {
  useTitle(title);
  return (
    <div className="lv-root app">
      <a className="app-skip" href="#main">Skip to the content</a>
      <header className="app-header">
        <Link to={paths.campaigns} className="app-brand">
          <span aria-hidden="true" className="app-mark" />
          Live Interaction System
        </Link>
        <div className="app-user">{user}</div>
        <ThemeToggle />
      </header>
      <main id="main" className="app-main">
        <h1>{title}</h1>
        {children}
      </main>
      <Footer />
    </div>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Live Interaction System`;
  }, [title]);
}

/** The sentences that the licences of both SRDs ask for, word for word. */
function Footer(): ReactNode {
  return (
    <footer className="app-footer">
      <p>
        This work includes material taken from the System Reference Document 5.1 (“SRD 5.1”) by Wizards of the Coast LLC
        and available at{' '}
        <a href="https://dnd.wizards.com/resources/systems-reference-document">https://dnd.wizards.com/resources/systems-reference-document</a>.
        The SRD 5.1 is licensed under the Creative Commons Attribution 4.0 International License available at{' '}
        <a href="https://creativecommons.org/licenses/by/4.0/legalcode">https://creativecommons.org/licenses/by/4.0/legalcode</a>.
      </p>
      <p>
        This work includes material from the System Reference Document 5.2.1 (“SRD 5.2.1”) by Wizards of the Coast LLC,
        available at <a href="https://www.dndbeyond.com/srd">https://www.dndbeyond.com/srd</a>. The SRD 5.2.1 is licensed
        under the Creative Commons Attribution 4.0 International License, available at{' '}
        <a href="https://creativecommons.org/licenses/by/4.0/legalcode">https://creativecommons.org/licenses/by/4.0/legalcode</a>.
      </p>
    </footer>
  );
}

export function Awaited<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ReactNode }): ReactNode {
  if (of.state === 'loading') return <p className="lv-empty" role="status">Loading…</p>;
  if (of.state === 'failed') return <p className="app-failed" role="alert">{of.message}</p>;
  return children(of.value);
}
