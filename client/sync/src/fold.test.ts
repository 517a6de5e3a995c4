import type { GameState, RoomUpdate } from '@live/protocol';
import { describe, expect, it } from 'vitest';
import { CHAT_KEPT, EMPTY, LOG_KEPT, TURNS_KEPT, fold, parseEventId, type Folded } from './fold.ts';
import { sampleParticipant, sampleState } from './testing/index.ts';

const head = (seq: number) => ({ seq, timestamp: 5, interactionId: 'ambush' });

const delta = (seq: number, type: string, changes: unknown): RoomUpdate =>
  ({ ...head(seq), type: 'STATE_DELTA', changes: { type, changes, timestamp: 5 } }) as RoomUpdate;

const snapshot = (seq: number, state: GameState): RoomUpdate => ({ ...head(seq), type: 'STATE_SNAPSHOT', state });

const opened: Folded = { state: sampleState(), at: { epoch: 'e', seq: 10 } };

function folded(type: string, changes: unknown, from: Folded = opened): GameState {
  const seq = (from.at?.seq ?? 0) + 1;
  const result = fold(from, 'e', delta(seq, type, changes));
  if (result.kind !== 'folded' || result.next.state === null) throw new Error(`not folded: ${result.kind}`);
  return result.next.state;
}

describe('folding a delta (R3.1)', () => {
  const cases: { name: string; type: string; changes: unknown; look: (state: GameState) => unknown; gives: unknown }[] = [
    { name: 'replaces the members of a participant that changed', type: 'participant', changes: { rogue: { currentHP: 3 } }, look: (s) => [s.participants['rogue']?.currentHP, s.participants['rogue']?.maxHP], gives: [3, 21] },
    { name: 'takes away a member that is null', type: 'participant', changes: { wizard: { concentration: null } }, look: (s) => 'concentration' in (s.participants['wizard'] ?? {}), gives: false },
    { name: 'takes away an entity that is null', type: 'participant', changes: { 'goblin-2': null }, look: (s) => 'goblin-2' in s.participants, gives: false },
    { name: 'adds an entity that was not there', type: 'participant', changes: { 'goblin-9': sampleParticipant({ entityId: 'goblin-9', name: 'Goblin 9' }) }, look: (s) => s.participants['goblin-9']?.name, gives: 'Goblin 9' },
    { name: 'replaces members of the state', type: 'turn', changes: { currentTurnIndex: 2, roundNumber: 3 }, look: (s) => [s.currentTurnIndex, s.roundNumber, s.name], gives: [2, 3, 'Ambush at the toll bridge'] },
    { name: 'takes away a member of the state that is null', type: 'turn', changes: { turnDeadline: null }, look: (s) => 'turnDeadline' in s, gives: false },
    { name: 'appends to the log', type: 'turn', changes: { log: [{ text: 'new' }] }, look: (s) => [s.log.length, s.log.at(-1)?.text], gives: [5, 'new'] },
    { name: 'merges the turn history by number', type: 'turn', changes: { turnHistory: [{ turnNumber: 4, status: 'completed' }, { turnNumber: 5, status: 'active' }] }, look: (s) => s.turnHistory.map((t) => `${t.turnNumber} ${t.status}`).slice(-2), gives: ['4 completed', '5 active'] },
    { name: 'replaces members of the map', type: 'map', changes: { light: 'dim' }, look: (s) => [s.mapState.light, s.mapState.width], gives: ['dim', 24] },
    { name: 'replaces the initiative order', type: 'initiative', changes: { initiativeOrder: [] }, look: (s) => s.initiativeOrder.length, gives: 0 },
    { name: 'appends to the chat', type: 'chat', changes: { chatLog: [{ id: 'c9', content: 'hello' }] }, look: (s) => s.chatLog.map((m) => m.id), gives: ['c1', 'c2', 'c3', 'c9'] },
    { name: 'appends a message once', type: 'chat', changes: { chatLog: [{ id: 'c3', content: 'again' }] }, look: (s) => s.chatLog.length, gives: 3 },
    { name: 'takes the timestamp of the event', type: 'turn', changes: {}, look: (s) => s.timestamp, gives: 5 },
    { name: 'leaves the state alone for a delta type it does not know', type: 'weather', changes: { status: 'completed' }, look: (s) => s.status, gives: 'active' },
  ];
  it.each(cases)('$name', ({ type, changes, look, gives }) => {
    expect(look(folded(type, changes))).toEqual(gives);
  });

  it('changes nothing in the state it was given', () => {
    const before = structuredClone(opened.state);
    folded('participant', { rogue: { currentHP: 1 }, 'goblin-1': null });
    folded('turn', { log: [{ text: 'x' }], turnHistory: [{ turnNumber: 1, status: 'skipped' }] });
    expect(opened.state).toEqual(before);
  });

  it('keeps an entity named __proto__ as an entity', () => {
    const state = folded('participant', JSON.parse('{"__proto__": {"entityId": "__proto__", "polluted": true}}'));
    expect(Object.keys(state.participants)).toContain('__proto__');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['log', 'turn', LOG_KEPT, (i: number) => ({ text: `line ${i}` }), (s: GameState) => s.log.length],
    ['chatLog', 'chat', CHAT_KEPT, (i: number) => ({ id: `m${i}` }), (s: GameState) => s.chatLog.length],
    ['turnHistory', 'turn', TURNS_KEPT, (i: number) => ({ turnNumber: i }), (s: GameState) => s.turnHistory.length],
  ])('keeps the newest of %s', (member, type, kept, make, count) => {
    const many = Array.from({ length: 300 }, (_, index) => make(index));
    expect(count(folded(type, { [member]: many }))).toBe(kept);
  });
});

describe('the order of events (B2)', () => {
  it('opens with a snapshot at any seq', () => {
    const result = fold(EMPTY, 'e', snapshot(41, sampleState()));
    expect(result).toMatchObject({ kind: 'folded', next: { at: { epoch: 'e', seq: 41 } } });
  });
  it('sees a hole before an event, and changes nothing', () => {
    expect(fold(opened, 'e', delta(12, 'turn', {}))).toEqual({ kind: 'gap', expected: 11, got: 12 });
  });
  it('drops an event it has had', () => {
    expect(fold(opened, 'e', delta(10, 'turn', {}))).toEqual({ kind: 'duplicate' });
    expect(fold(opened, 'e', snapshot(9, sampleState()))).toEqual({ kind: 'duplicate' });
  });
  it('does not fold a delta of another epoch over its state', () => {
    expect(fold(opened, 'f', delta(11, 'turn', {})).kind).toBe('gap');
  });
  it('takes a snapshot of another epoch, even at a lower seq', () => {
    expect(fold(opened, 'f', snapshot(1, sampleState())).kind).toBe('folded');
  });
  it('counts an event that changes nothing', () => {
    const joined: RoomUpdate = { ...head(11), type: 'PARTICIPANT_JOINED', userId: 'u', entityId: '' };
    const result = fold(opened, 'e', joined);
    expect(result).toMatchObject({ kind: 'folded', next: { at: { seq: 11 }, state: { timestamp: 5 } } });
  });
  it('takes an ERROR as said aside: it is at the stream’s seq and moves it no further', () => {
    const error: RoomUpdate = { ...head(10), type: 'ERROR', error: { code: 'store', message: 'Not saved yet.' } };
    expect(fold(opened, 'e', error)).toEqual({ kind: 'aside' });
  });
});

describe('event ids', () => {
  it.each([
    ['a1.7', { epoch: 'a1', seq: 7 }],
    ['2026.01.7', { epoch: '2026.01', seq: 7 }],
    ['7', null],
    ['.7', null],
    ['a.', null],
    ['a.-1', null],
    ['a.1e3', null],
  ])('reads %s', (id, gives) => expect(parseEventId(id)).toEqual(gives));
});
