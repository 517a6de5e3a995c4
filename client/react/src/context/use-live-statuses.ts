import { createLiveStatuses, type LiveStatusFeed, type LiveStatusMap } from '@live/sync';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useLiveConnection } from './live-provider.tsx';

const EMPTY: LiveStatusMap = new Map();
const never = (): (() => void) => () => undefined;
const none = (): LiveStatusMap => EMPTY;

/** The live status of a campaign's interactions, by interaction id, kept up to date. */
export function useLiveStatuses(campaignId?: string): LiveStatusMap {
  const connection = useLiveConnection();
  const [feed, setFeed] = useState<LiveStatusFeed | null>(null);
  useEffect(() => {
    const made = createLiveStatuses(connection, campaignId);
    setFeed(made);
    return () => made.close();
  }, [connection, campaignId]);
  return useSyncExternalStore(feed?.subscribe ?? never, feed?.getSnapshot ?? none);
}
