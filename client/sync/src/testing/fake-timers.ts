/** Time that moves when the test says so. */
import type { Timers } from '../timers.ts';

export interface FakeTimers extends Timers {
  advance(ms: number): Promise<void>;
}

export function createFakeTimers(start = 1_000_000): FakeTimers {
  let now = start;
  let waiting: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const entry = { at: now + ms, run };
      waiting.push(entry);
      return () => void (waiting = waiting.filter((one) => one !== entry));
    },
    async advance(ms) {
      now += ms;
      const due = waiting.filter((entry) => entry.at <= now);
      waiting = waiting.filter((entry) => entry.at > now);
      for (const entry of due) entry.run();
      await settle();
    },
  };
}

/** Lets every promise that can settle do so. */
export async function settle(): Promise<void> {
  await new Promise<void>((resume) => void setTimeout(resume, 0));
}
