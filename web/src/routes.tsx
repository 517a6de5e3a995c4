/** The addresses of the app. Small enough to be written out. */
import { useSyncExternalStore, type MouseEvent, type ReactNode } from 'react';

export type Route =
  | { page: 'campaigns' }
  | { page: 'campaign'; campaignId: string }
  | { page: 'newInteraction'; campaignId: string }
  | { page: 'interaction'; interactionId: string }
  | { page: 'editInteraction'; interactionId: string }
  | { page: 'notFound' };

export const paths = {
  campaigns: '/',
  campaign: (id: string) => `/campaigns/${encodeURIComponent(id)}`,
  newInteraction: (campaignId: string) => `/campaigns/${encodeURIComponent(campaignId)}/new`,
  interaction: (id: string) => `/interactions/${encodeURIComponent(id)}`,
  editInteraction: (id: string) => `/interactions/${encodeURIComponent(id)}/edit`,
};

export function routeOf(path: string): Route {
  const [first = '', id = '', action = '', ...rest] = path.split('/').slice(1).map(decode);
  if (first === '' && id === '') return { page: 'campaigns' };
  if (rest.length > 0 || id === '') return { page: 'notFound' };
  if (first === 'campaigns' && action === '') return { page: 'campaign', campaignId: id };
  if (first === 'campaigns' && action === 'new') return { page: 'newInteraction', campaignId: id };
  if (first === 'interactions' && action === '') return { page: 'interaction', interactionId: id };
  if (first === 'interactions' && action === 'edit') return { page: 'editInteraction', interactionId: id };
  return { page: 'notFound' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const MOVED = 'live-moved';

export function go(path: string, replace = false): void {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  dispatchEvent(new Event(MOVED));
}

export function usePath(): string {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('popstate', listener);
      addEventListener(MOVED, listener);
      return () => {
        removeEventListener('popstate', listener);
        removeEventListener(MOVED, listener);
      };
    },
    () => location.pathname,
  );
}

export function Link({ to, children, className }: { to: string; children: ReactNode; className?: string }): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={follow} {...(className === undefined ? {} : { className })}>
      {children}
    </a>
  );
}
