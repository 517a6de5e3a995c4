/** What arrives is checked as far as the fold relies on it; the rest is the server's promise, proven by its tests. */
import type { RoomUpdate } from '@live/protocol';

const KNOWN: ReadonlySet<string> = new Set<RoomUpdate['type']>([
  'STATE_SNAPSHOT',
  'STATE_DELTA',
  'PARTICIPANT_JOINED',
  'PARTICIPANT_LEFT',
  'TURN_STARTED',
  'TURN_COMPLETED',
  'TURN_SKIPPED',
  'CHAT_MESSAGE',
  'INITIATIVE_UPDATED',
  'INTERACTION_PAUSED',
  'INTERACTION_RESUMED',
  'ERROR',
]);

/** One event of a room's stream, under the header that each carries. */
export type RoomEvent = RoomUpdate;

export interface TrackedEvent {
  id: string;
  event: RoomEvent;
  /** False for a type that a newer server sends: it counts in the sequence and changes nothing. */
  known: boolean;
}

/** Reads one item of the stream; null when it is not an event at all. */
export function readTracked(item: unknown): TrackedEvent | null {
  if (!isRecord(item) || typeof item['id'] !== 'string' || !isRecord(item['data'])) return null;
  const data = item['data'];
  if (typeof data['type'] !== 'string' || typeof data['seq'] !== 'number') return null;
  if (data['type'] === 'STATE_SNAPSHOT' && !isRecord(data['state'])) return null;
  if (data['type'] === 'STATE_DELTA' && !isRecord(data['changes'])) return null;
  return { id: item['id'], event: data as unknown as RoomEvent, known: KNOWN.has(data['type']) };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
