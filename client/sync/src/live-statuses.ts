/** The live status of a campaign's interactions, for a list: a stream whose every item is complete. */
import type { LiveStatus } from '@live/protocol';
import type { LiveConnection } from './connection.ts';
import { isRecord } from './events.ts';
import { createStore, type Store } from './store.ts';
import { backoffMs, systemTimers, type Timers } from './timers.ts';

export type LiveStatusMap = ReadonlyMap<string, LiveStatus>;

export interface LiveStatusFeed extends Store<LiveStatusMap> {
  close(): void;
}

export function createLiveStatuses(
  connection: LiveConnection,
  campaignId?: string,
  timers: Timers = systemTimers,
): LiveStatusFeed {
  const store = createStore<LiveStatusMap>(new Map());
  const input = campaignId === undefined ? {} : { campaignId };
  let closed = false;
  let attempt = 0;
  let stop: () => void = () => undefined;

  /** Items may name some or all of the interactions: each replaces what was known of those it names. */
  const take = (statuses: readonly LiveStatus[]): void => {
    attempt = 0;
    store.update((now) => new Map([...now, ...statuses.map((one) => [one.interactionId, one] as const)]));
  };

  const again = (): void => {
    if (closed) return;
    stop = timers.after(backoffMs(attempt, 500, 15_000), open);
    attempt += 1;
  };

  function open(): void {
    const subscription = connection.trpc.interaction.liveStatusUpdates.subscribe(input, {
      onData: (item: unknown) => {
        if (isRecord(item) && isRecord(item['data']) && Array.isArray(item['data']['statuses'])) {
          take(item['data']['statuses'] as LiveStatus[]);
        }
      },
      onError: again,
      onComplete: again,
    });
    stop = () => subscription.unsubscribe();
  }

  open();
  void connection.trpc.interaction.liveStatuses.query(input).then(
    (answer) => {
      if (!closed && store.getSnapshot().size === 0) take(answer.statuses);
    },
    () => undefined,
  );
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    close() {
      closed = true;
      stop();
    },
  };
}
