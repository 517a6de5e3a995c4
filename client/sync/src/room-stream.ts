/**
 * Follows one room's stream: folds events by `seq`, drops what came twice, and heals a gap by asking again from the
 * last event it has, or, when that did not help, for a snapshot.
 */
import { EMPTY, eventIdOf, fold, parseEventId, type Folded } from './fold.ts';
import { readTracked, type RoomEvent } from './events.ts';
import { readFailure, type CallFailure } from './refusal.ts';
import type { LiveConnection } from './connection.ts';

export interface StreamCounters {
  duplicates: number;
  gaps: number;
  unknownEvents: number;
  malformed: number;
}

export interface RoomStreamHandlers {
  /** The stream is running: it was accepted, or an event came. */
  onLive(): void;
  onFolded(folded: Folded, event: RoomEvent): void;
  /** An event outside of the log: something to tell, nothing to fold. */
  onAside(event: RoomEvent): void;
  /** The server refused the stream or ended it. The owner decides whether to open it again. */
  onEnded(failure: CallFailure | null): void;
}

export interface RoomStream {
  readonly counters: Readonly<StreamCounters>;
  readonly folded: Folded;
  /** Takes a state that came with an answer, unless the stream is already past it. */
  adopt(folded: Folded): void;
  open(): void;
  close(): void;
}

export function createRoomStream(
  connection: LiveConnection,
  interactionId: string,
  handlers: RoomStreamHandlers,
): RoomStream {
  const counters: StreamCounters = { duplicates: 0, gaps: 0, unknownEvents: 0, malformed: 0 };
  let folded: Folded = EMPTY;
  let stop: (() => void) | null = null;
  /** Where the last gap was asked about: asking twice from the same place would not help. */
  let healedFrom: string | null = null;
  /** Counts openings, so that a replaced subscription's late items are not heard. */
  let generation = 0;

  const open = (): void => {
    close();
    const mine = (generation += 1);
    const lastEventId = folded.at === null ? undefined : eventIdOf(folded.at);
    const input = { interactionId, ...(lastEventId === undefined ? {} : { lastEventId }) };
    const ifCurrent = (run: () => void): void => {
      if (mine === generation) run();
    };
    const subscription = connection.trpc.interaction.roomUpdates.subscribe(input, {
      onStarted: () => ifCurrent(handlers.onLive),
      onData: (item: unknown) => ifCurrent(() => take(item)),
      onError: (error: unknown) => ifCurrent(() => ended(readFailure(error))),
      onComplete: () => ifCurrent(() => ended(null)),
    });
    stop = () => subscription.unsubscribe();
  };

  const close = (): void => {
    generation += 1;
    stop?.();
    stop = null;
  };

  const ended = (failure: CallFailure | null): void => {
    close();
    handlers.onEnded(failure);
  };

  const take = (item: unknown): void => {
    const tracked = readTracked(item);
    const at = tracked === null ? null : parseEventId(tracked.id);
    if (tracked === null || at === null) {
      counters.malformed += 1;
      return;
    }
    if (!tracked.known) counters.unknownEvents += 1;
    const result = fold(folded, at.epoch, tracked.event);
    if (result.kind === 'duplicate') counters.duplicates += 1;
    else if (result.kind === 'aside') handlers.onAside(tracked.event);
    else if (result.kind === 'gap') heal();
    else {
      folded = result.next;
      handlers.onLive();
      handlers.onFolded(folded, tracked.event);
    }
  };

  const heal = (): void => {
    counters.gaps += 1;
    const from = folded.at === null ? null : eventIdOf(folded.at);
    if (from === null || healedFrom === from) folded = { state: folded.state, at: null };
    healedFrom = from;
    open();
  };

  return {
    counters,
    get folded() {
      return folded;
    },
    adopt(next) {
      const ahead = folded.at !== null && next.at !== null && folded.at.epoch === next.at.epoch;
      if (folded.state === null || folded.at === null || !ahead) folded = next;
    },
    open,
    close,
  };
}
