// Stock @trpc/client against the running server, typed by the AppRouter that the server's descriptions generate.
import { createTRPCClient, createWSClient, httpBatchLink, httpLink, wsLink } from '@trpc/client';
import type { AppRouter } from '@live/protocol';
import { WebSocket } from 'ws';

import type { LiveServer } from './server.ts';

export type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

export interface Connection {
  client: Client;
  /** Every text frame received, as it was: for tests of what may never be sent. */
  received: string[];
  /** The close code of its first socket. */
  closed: Promise<number>;
  close(): Promise<void>;
}

export async function connect(server: LiveServer, userId: string): Promise<Connection> {
  const token = await server.token(userId);
  return connectWithToken(server, token);
}

export function connectWithToken(server: LiveServer, token: string): Connection {
  const received: string[] = [];
  let tellClosed: (code: number) => void = () => undefined;
  const closed = new Promise<number>((resolve) => {
    tellClosed = resolve;
  });
  // Node has no WebSocket of its own in every supported version; this one also keeps what it receives.
  class RecordingWebSocket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      this.on('message', (data) => received.push(String(data)));
      this.on('close', (code) => tellClosed(code));
    }
  }
  const socket = createWSClient({
    url: server.wsUrl,
    connectionParams: () => ({ token }),
    WebSocket: RecordingWebSocket as unknown as typeof globalThis.WebSocket,
    keepAlive: { enabled: true },
  });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  return { client, received, closed, close: () => socket.close() };
}

export async function connectHttp(server: LiveServer, userId: string, batch = false): Promise<Client> {
  const token = await server.token(userId);
  const options = { url: `${server.url}/trpc`, headers: { authorization: `Bearer ${token}` } };
  return createTRPCClient<AppRouter>({ links: [batch ? httpBatchLink(options) : httpLink(options)] });
}
