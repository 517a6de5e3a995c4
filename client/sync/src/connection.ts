/**
 * One connection to the live server, shared by all rooms and lists of a page: a stock tRPC client over WebSocket.
 * The socket reconnects by itself and resubscribes with the last event's id; what was in flight is sent again by
 * `actions.ts`, under the same requestId.
 */
import type { AppRouter } from '@live/protocol';
import { createTRPCClient, createWSClient, wsLink, type TRPCClient, type TRPCLink } from '@trpc/client';
import { createStore, type Store } from './store.ts';

export type ConnectionStatus = 'connecting' | 'connected' | 'disconnected';

export interface ConnectionState {
  status: ConnectionStatus;
  /** Counts the times that a socket was opened: whoever must greet the server anew watches it. */
  opened: number;
}

export interface LiveConnection {
  readonly trpc: TRPCClient<AppRouter>;
  readonly state: Store<ConnectionState>;
  close(): void;
}

export interface ConnectionOptions {
  /** "ws://host/trpc" or "/trpc", which is taken relative to the page. */
  url: string;
  /** Asked for anew at every connection; null connects without a token. */
  getToken: () => Promise<string | null> | string | null;
  /** For environments without a global WebSocket. */
  WebSocket?: typeof globalThis.WebSocket;
}

const KEEP_ALIVE = { enabled: true, intervalMs: 5_000, pongTimeoutMs: 4_000 };

export function createLiveConnection(options: ConnectionOptions): LiveConnection {
  const state = createStore<ConnectionState>({ status: 'connecting', opened: 0 });
  const socket = createWSClient({
    url: () => absoluteUrl(options.url),
    connectionParams: async () => {
      const token = await options.getToken();
      return token === null ? null : { token };
    },
    keepAlive: KEEP_ALIVE,
    ...(options.WebSocket === undefined ? {} : { WebSocket: options.WebSocket }),
    onOpen: () => state.update((now) => ({ status: 'connected', opened: now.opened + 1 })),
    onClose: () => state.update((now) => ({ ...now, status: 'disconnected' })),
  });
  return {
    trpc: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
    state,
    close: () => void socket.close(),
  };
}

/** A connection over any tRPC links: another transport, or a test's own. */
export function createLinkedConnection(
  links: TRPCLink<AppRouter>[],
  state: Store<ConnectionState> = createStore<ConnectionState>({ status: 'connected', opened: 1 }),
): LiveConnection {
  return { trpc: createTRPCClient<AppRouter>({ links }), state, close: () => undefined };
}

function absoluteUrl(url: string): string {
  if (/^wss?:/.test(url)) return url;
  const absolute = new URL(url, globalThis.location.href);
  absolute.protocol = absolute.protocol === 'https:' ? 'wss:' : 'ws:';
  return absolute.href;
}
