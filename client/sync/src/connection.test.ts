/**
 * The whole client against a stock tRPC server over real sockets: the tests of the C++ server's contract are elsewhere;
 * here it is shown that a lost socket loses nothing and doubles nothing.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { initTRPC, tracked } from '@trpc/server';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { afterEach, beforeEach, expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { createLiveConnection, type LiveConnection } from './connection.ts';
import { createLiveRoom } from './live-room.ts';
import { sampleState } from './testing/index.ts';

interface Input {
  requestId?: string;
  lastEventId?: string;
}

const t = initTRPC.create();
const procedure = t.procedure.input((value: unknown) => (value ?? {}) as Input);

let http: Server;
let sockets: WebSocketServer;
let connection: LiveConnection;
let turnRequests: string[];
let applied: Set<string>;
let resumedFrom: (string | undefined)[];
let tokens: unknown[];
let publish: (() => void)[];
let latest: number;

/** Counts rounds: each applied request is one event. */
function router() {
  return t.router({
    interaction: t.router({
      joinRoom: procedure.mutation(() => {
        const state = { ...sampleState(), roundNumber: latest };
        return { interactionId: 'ambush', viewer: state.viewer, epoch: 'e', seq: latest, state };
      }),
      leaveRoom: procedure.mutation(() => ({ seq: 0, repeated: false, queued: false, log: [] })),
      health: procedure.query(() => ({ status: 'ok', version: '1', now: Date.now() })),
      takeTurn: procedure.mutation(async ({ input }) => {
        const id = input.requestId ?? '';
        turnRequests.push(id);
        const repeated = applied.has(id);
        applied.add(id);
        if (!repeated) {
          latest += 1;
          for (const wake of publish) wake();
        }
        // The first answer is never given: the socket is lost instead.
        if (turnRequests.length === 1) {
          for (const socket of sockets.clients) socket.terminate();
          await new Promise(() => undefined);
        }
        return { seq: latest, requestId: id, repeated, queued: false, log: [] };
      }),
      roomUpdates: procedure.subscription(async function* ({ input, signal }) {
        resumedFrom.push(input.lastEventId);
        let sent = Number((input.lastEventId ?? 'e.0').split('.')[1]);
        while (signal?.aborted !== true) {
          while (sent < latest) {
            sent += 1;
            const changes = { type: 'turn', changes: { roundNumber: sent }, timestamp: 1 };
            yield tracked(`e.${sent}`, { seq: sent, timestamp: 1, interactionId: 'ambush', type: 'STATE_DELTA', changes });
          }
          await new Promise<void>((wake) => {
            publish.push(wake);
            signal?.addEventListener('abort', () => wake(), { once: true });
          });
        }
      }),
    }),
  });
}

beforeEach(async () => {
  [turnRequests, applied, resumedFrom, tokens, publish, latest] = [[], new Set(), [], [], [], 10];
  http = createServer();
  sockets = new WebSocketServer({ server: http });
  applyWSSHandler({
    wss: sockets,
    router: router(),
    createContext: ({ info }) => {
      tokens.push(info.connectionParams?.['token']);
      return {};
    },
  });
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  const { port } = http.address() as AddressInfo;
  let issued = 0;
  connection = createLiveConnection({
    url: `ws://127.0.0.1:${port}/trpc`,
    getToken: () => `token-${(issued += 1)}`,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  });
});

afterEach(async () => {
  connection.close();
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  await new Promise((done) => http.close(done));
});

it('a socket lost before the answer: the same request again, done once, and the stream goes on without a hole (B1, B2)', async () => {
  const room = createLiveRoom({ interactionId: 'ambush', connection });
  await expect.poll(() => room.getSnapshot().connectionStatus).toBe('connected');
  const result = await room.actions.endTurn('wizard');
  expect(result).toMatchObject({ ok: true, accepted: { repeated: true, seq: 11 } });
  expect(new Set(turnRequests).size).toBe(1);
  expect(turnRequests.length).toBeGreaterThan(1);
  await room.actions.endTurn('wizard');
  await expect.poll(() => room.getSnapshot().gameState?.roundNumber).toBe(12);
  expect(room.getSnapshot().counters).toMatchObject({ gaps: 0, malformed: 0 });
  expect(resumedFrom[0]).toBe('e.10');
  expect(tokens.slice(0, 2)).toEqual(['token-1', 'token-2']);
  room.close();
});
