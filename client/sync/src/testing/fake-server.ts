/**
 * A scripted server behind a tRPC link: for tests, and for looking at the components without a server.
 * The stock client stays in use; only the transport is replaced.
 */
import type { AppRouter } from '@live/protocol';
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createLinkedConnection, type ConnectionState, type LiveConnection } from '../connection.ts';
import { createStore } from '../store.ts';

export interface FakeCall {
  path: string;
  input: Record<string, unknown>;
}

type Handler = (input: Record<string, unknown>) => unknown;

interface Subscriber {
  path: string;
  input: Record<string, unknown>;
  next(id: string, data: unknown): void;
  fail(code: string, data?: Record<string, unknown>): void;
  complete(): void;
}

export interface FakeServer {
  readonly connection: LiveConnection;
  /** Every call in the order of arrival, subscriptions included. */
  readonly calls: FakeCall[];
  /** Open subscriptions. */
  readonly subscribers: readonly Subscriber[];
  /** What a query or mutation answers; throw `refusal(...)` to refuse, return a promise to answer later. */
  on(path: string, handler: Handler): void;
  callsTo(path: string): FakeCall[];
  /** Sends one tracked item to every subscriber of a path. */
  emit(path: string, id: string, data: unknown): void;
  /** The socket is lost: unanswered calls fail without an answer. */
  drop(): void;
  /** The socket is open again. */
  reopen(): void;
}

/** A refusal as the server words it. */
export function refusal(code: string, refusalMembers?: Record<string, unknown>): FakeRefusal {
  return new FakeRefusal(code, refusalMembers);
}

class FakeRefusal extends Error {
  readonly code: string;
  readonly members: Record<string, unknown> | undefined;
  constructor(code: string, members?: Record<string, unknown>) {
    super(String(members?.['message'] ?? code));
    this.code = code;
    this.members = members;
  }
}

export function createFakeServer(): FakeServer {
  const state = createStore<ConnectionState>({ status: 'connected', opened: 1 });
  const handlers = new Map<string, Handler>();
  const calls: FakeCall[] = [];
  const subscribers: Subscriber[] = [];
  const unanswered = new Set<() => void>();

  const link: TRPCLink<AppRouter> = () => ({ op }) =>
    observable((observer) => {
      const input = (op.input ?? {}) as Record<string, unknown>;
      calls.push({ path: op.path, input });
      const fail = (code: string, message: string, members?: Record<string, unknown>): void => {
        const data = { code, httpStatus: 400, path: op.path, ...(members === undefined ? {} : { refusal: members }) };
        observer.error(TRPCClientError.from({ error: { code: -32600, message, data } }));
      };
      if (op.type === 'subscription') {
        const subscriber: Subscriber = {
          path: op.path,
          input,
          next: (id, data) => observer.next({ result: { type: 'data', id, data: { id, data } } }),
          fail: (code, members) => {
            remove(subscriber);
            fail(code, code, members);
          },
          complete: () => {
            remove(subscriber);
            observer.complete();
          },
        };
        subscribers.push(subscriber);
        observer.next({ result: { type: 'started' } });
        return () => remove(subscriber);
      }
      const lose = (): void => observer.error(TRPCClientError.from(new Error('Unknown error')));
      unanswered.add(lose);
      void (async () => {
        try {
          const data = await handlers.get(op.path)?.(input);
          if (!unanswered.delete(lose)) return;
          observer.next({ result: { type: 'data', data } });
          observer.complete();
        } catch (error) {
          if (!unanswered.delete(lose)) return;
          if (error instanceof FakeRefusal) fail(error.code, error.message, error.members);
          else lose();
        }
      })();
      return () => void unanswered.delete(lose);
    });

  const remove = (subscriber: Subscriber): void => {
    const index = subscribers.indexOf(subscriber);
    if (index >= 0) subscribers.splice(index, 1);
  };

  return {
    connection: createLinkedConnection([link], state),
    calls,
    subscribers,
    on: (path, handler) => void handlers.set(path, handler),
    callsTo: (path) => calls.filter((call) => call.path === path),
    emit(path, id, data) {
      for (const subscriber of [...subscribers]) if (subscriber.path === path) subscriber.next(id, data);
    },
    drop() {
      state.set({ ...state.getSnapshot(), status: 'disconnected' });
      const lost = [...unanswered];
      unanswered.clear();
      for (const lose of lost) lose();
    },
    reopen() {
      state.set({ status: 'connected', opened: state.getSnapshot().opened + 1 });
    },
  };
}
