/**
 * The state of a room as one viewer sees it: a snapshot, and deltas folded over it in the order of `seq`.
 * Pure: the rules are those in the head comment of the server's event types (`event_types.hpp`).
 */
import type { ChatMessage, GameState, LogEntry, ParticipantState, RoomUpdate, TurnRecord } from '@live/protocol';

/** As many as a snapshot holds. */
export const LOG_KEPT = 200;
export const CHAT_KEPT = 200;
export const TURNS_KEPT = 50;

type Members = Readonly<Record<string, unknown>>;

/** Where a viewer's stream stands. */
export interface StreamPosition {
  epoch: string;
  seq: number;
}

export interface Folded {
  state: GameState | null;
  at: StreamPosition | null;
}

export type FoldResult =
  /** The event followed the last one and has been taken in. */
  | { kind: 'folded'; next: Folded }
  /** It had been taken in before. */
  | { kind: 'duplicate' }
  /** An ERROR: it stands outside of the log, carries the seq that the stream is at, and moves it no further. */
  | { kind: 'aside' }
  /** Events are missing before it; nothing was changed. */
  | { kind: 'gap'; expected: number; got: number };

export const EMPTY: Folded = { state: null, at: null };

/** "<epoch>.<seq>", the id of a tracked event; null for anything else. */
export function parseEventId(id: string): StreamPosition | null {
  const dot = id.lastIndexOf('.');
  if (dot < 1) return null;
  const digits = id.slice(dot + 1);
  const seq = Number(digits);
  return /^\d+$/.test(digits) && Number.isSafeInteger(seq) ? { epoch: id.slice(0, dot), seq } : null;
}

export function eventIdOf(at: StreamPosition): string {
  return `${at.epoch}.${at.seq}`;
}

/** Takes one event in. A snapshot opens or heals a stream, so it never counts as a gap. */
export function fold(folded: Folded, epoch: string, event: RoomUpdate): FoldResult {
  if (event.type === 'ERROR') return { kind: 'aside' };
  const { at } = folded;
  const sameStream = at !== null && at.epoch === epoch;
  if (event.type === 'STATE_SNAPSHOT') {
    if (sameStream && folded.state !== null && event.seq < at.seq) return { kind: 'duplicate' };
    return { kind: 'folded', next: { state: event.state, at: { epoch, seq: event.seq } } };
  }
  if (sameStream && event.seq <= at.seq) return { kind: 'duplicate' };
  if (!sameStream || folded.state === null || event.seq !== at.seq + 1) {
    return { kind: 'gap', expected: sameStream ? at.seq + 1 : 0, got: event.seq };
  }
  return { kind: 'folded', next: { state: evolve(folded.state, event), at: { epoch, seq: event.seq } } };
}

/** Only deltas change the state, the other events say in words what happened; but each brings it to its time. */
function evolve(state: GameState, event: RoomUpdate): GameState {
  const { timestamp } = event;
  if (event.type !== 'STATE_DELTA') return { ...state, timestamp };
  const { type, changes } = event.changes;
  return isMembers(changes) ? { ...applyDelta(state, type, changes), timestamp } : { ...state, timestamp };
}

function applyDelta(state: GameState, type: string, changes: Members): GameState {
  switch (type) {
    case 'participant':
      return { ...state, participants: mergeParticipants(state.participants, changes) };
    case 'turn':
      return mergeTurn(state, changes);
    case 'map':
      return { ...state, mapState: merge(state.mapState, changes) };
    case 'initiative':
      return merge(state, pick(changes, 'initiativeOrder'));
    case 'chat':
      return { ...state, chatLog: appendChat(state.chatLog, listOf<ChatMessage>(changes['chatLog'])) };
    default:
      return state;
  }
}

function mergeParticipants(
  participants: Readonly<Record<string, ParticipantState>>,
  changes: Members,
): Record<string, ParticipantState> {
  // A map first: assigning to a key of an object would treat "__proto__" as something else than a name.
  const next = new Map(Object.entries(participants));
  for (const [entityId, members] of Object.entries(changes)) {
    if (members === null) next.delete(entityId);
    else if (isMembers(members)) next.set(entityId, merge(next.get(entityId) ?? ({} as ParticipantState), members));
  }
  return Object.fromEntries(next);
}

function mergeTurn(state: GameState, changes: Members): GameState {
  const { log, turnHistory, ...rest } = changes;
  const next = merge(state, rest);
  if (log !== undefined) next.log = [...state.log, ...listOf<LogEntry>(log)].slice(-LOG_KEPT);
  if (turnHistory !== undefined) next.turnHistory = mergeTurns(state.turnHistory, listOf<TurnRecord>(turnHistory));
  return next;
}

function mergeTurns(turns: readonly TurnRecord[], changed: readonly TurnRecord[]): TurnRecord[] {
  const byNumber = new Map(turns.map((turn) => [turn.turnNumber, turn]));
  for (const turn of changed) byNumber.set(turn.turnNumber, turn);
  return [...byNumber.values()].sort((a, b) => a.turnNumber - b.turnNumber).slice(-TURNS_KEPT);
}

/** A message is appended once, whichever way it came (its own delta, or a page of the history). */
function appendChat(chat: readonly ChatMessage[], added: readonly ChatMessage[]): ChatMessage[] {
  const known = new Set(chat.map((message) => message.id));
  return [...chat, ...added.filter((message) => !known.has(message.id))].slice(-CHAT_KEPT);
}

/** Replaces members; null means absent from now on. */
function merge<T extends object>(target: T, changes: Members): T {
  const next = { ...target } as Record<string, unknown>;
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete next[name];
    else next[name] = value;
  }
  return next as T;
}

function pick(changes: Members, name: string): Members {
  return name in changes ? { [name]: changes[name] } : {};
}

function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [];
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
