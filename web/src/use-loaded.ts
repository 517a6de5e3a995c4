import { readFailure } from '@live/sync';
import { useCallback, useEffect, useRef, useState } from 'react';

export type Loaded<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed'; message: string };

/** Loads when `key` changes or `reload` is called; what was shown stays while it is loaded anew. */
export function useLoaded<T>(key: string, load: () => Promise<T>): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const newest = useRef(load);
  newest.current = load;
  useEffect(() => {
    let wanted = true;
    let again: ReturnType<typeof setTimeout> | undefined;
    const failed = (error: unknown): void => {
      if (!wanted) return;
      if (!isCall(error)) return setLoaded({ state: 'failed', message: wordsOf(error) });
      const failure = readFailure(error);
      if (failure.answered) setLoaded({ state: 'failed', message: failure.refusal.message });
      // The connection was lost under way: asking again is harmless, and waits until it is back.
      else again = setTimeout(() => setRound((count) => count + 1), RETRY_MS);
    };
    newest.current().then((value) => wanted && setLoaded({ state: 'ready', value }), failed);
    return () => {
      wanted = false;
      clearTimeout(again);
    };
  }, [key, round]);
  return [loaded, useCallback(() => setRound((count) => count + 1), [])];
}

const RETRY_MS = 1_000;

function isCall(error: unknown): boolean {
  return error instanceof Error && error.name === 'TRPCClientError';
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'This could not be loaded.';
}
