/**
 * What this client asked for, and what became of it. Each request carries a fresh requestId; when the connection is
 * lost before the answer, the very same request is sent again, and the server answers a repeated requestId with its
 * first answer: nothing is lost and nothing happens twice.
 */
import type { Accepted, ShownRefusal } from '@live/protocol';
import { readFailure } from './refusal.ts';
import { createStore, type Store } from './store.ts';
import { backoffMs, type Timers } from './timers.ts';

export type OwnActionState = 'sent' | 'resent' | 'acknowledged' | 'queued' | 'refused';

export interface OwnAction {
  requestId: string;
  /** The procedure's name: takeTurn, respond, sendChatMessage… */
  kind: string;
  /** Whom it acts for, where it acts for someone. */
  entityId: string | null;
  state: OwnActionState;
  sentAt: number;
  refusal: ShownRefusal | null;
}

export type ActionResult =
  | { ok: true; accepted: Accepted }
  | { ok: false; errorCode: string; refusal: ShownRefusal };

export interface OwnActions extends Store<readonly OwnAction[]> {
  /** Never rejects. `call` gets the requestId to send. */
  send(kind: string, entityId: string | null, call: (requestId: string) => Promise<Accepted>): Promise<ActionResult>;
}

const KEPT = 20;
const MAX_ATTEMPTS = 8;

export function createOwnActions(timers: Timers, newRequestId: () => string): OwnActions {
  const store = createStore<readonly OwnAction[]>([]);

  const change = (requestId: string, members: Partial<OwnAction>): void => {
    store.update((all) => all.map((one) => (one.requestId === requestId ? { ...one, ...members } : one)));
  };

  const attempt = async (
    requestId: string,
    call: (requestId: string) => Promise<Accepted>,
    tries: number,
  ): Promise<ActionResult> => {
    try {
      const accepted = await call(requestId);
      change(requestId, { state: accepted.queued ? 'queued' : 'acknowledged' });
      return { ok: true, accepted };
    } catch (error) {
      const failure = readFailure(error);
      if (!failure.answered && tries + 1 < MAX_ATTEMPTS) {
        change(requestId, { state: 'resent' });
        await new Promise<void>((resume) => void timers.after(backoffMs(tries, 200, 4_000), resume));
        return attempt(requestId, call, tries + 1);
      }
      change(requestId, { state: 'refused', refusal: failure.refusal });
      return { ok: false, errorCode: failure.errorCode, refusal: failure.refusal };
    }
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    send(kind, entityId, call) {
      const requestId = newRequestId();
      const action: OwnAction = { requestId, kind, entityId, state: 'sent', sentAt: timers.now(), refusal: null };
      store.update((all) => [...all, action].slice(-KEPT));
      return attempt(requestId, call, 0);
    },
  };
}

export function inFlight(action: OwnAction): boolean {
  return action.state === 'sent' || action.state === 'resent';
}
