/** How far the server's clock is ahead of ours: turn timers and prompts are the server's, shown by our clock. */
import type { LiveConnection } from './connection.ts';
import type { Timers } from './timers.ts';

/** Half the round trip is taken off, as a network time client does. Null when no answer came. */
export async function measureClockOffset(connection: LiveConnection, timers: Timers): Promise<number | null> {
  const sent = timers.now();
  try {
    const { now } = await connection.trpc.interaction.health.query();
    return Math.round(now - (sent + timers.now()) / 2);
  } catch {
    return null;
  }
}
