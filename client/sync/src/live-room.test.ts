import { describe, expect, it } from 'vitest';
import { createLiveRoom, type LiveRoom } from './live-room.ts';
import { createFakeServer, createFakeTimers, refusal, sampleState, settle, type FakeServer, type FakeTimers } from './testing/index.ts';

const UPDATES = 'interaction.roomUpdates';

interface Table {
  server: FakeServer;
  timers: FakeTimers;
  room: LiveRoom;
}

async function seated(): Promise<Table> {
  const server = createFakeServer();
  const timers = createFakeTimers();
  const state = sampleState();
  server.on('interaction.joinRoom', () => ({ interactionId: 'ambush', viewer: state.viewer, epoch: 'e', seq: 10, state }));
  server.on('interaction.health', () => ({ status: 'ok', version: '1', now: timers.now() + 5_000 }));
  let requests = 0;
  const room = createLiveRoom({
    interactionId: 'ambush',
    connection: server.connection,
    timers,
    newRequestId: () => `request-${(requests += 1)}`,
  });
  await settle();
  return { server, timers, room };
}

function emitTurn(server: FakeServer, seq: number, changes: Record<string, unknown>, epoch = 'e'): void {
  const head = { seq, timestamp: 1, interactionId: 'ambush' };
  server.emit(UPDATES, `${epoch}.${seq}`, { ...head, type: 'STATE_DELTA', changes: { type: 'turn', changes, timestamp: 1 } });
}

const accepted = { seq: 11, repeated: false, queued: false, log: [] };

describe('joining', () => {
  it('shows the complete state at once and follows the stream from there (R3.2)', async () => {
    const { server, room } = await seated();
    expect(room.getSnapshot().gameState?.name).toBe('Ambush at the toll bridge');
    expect(room.getSnapshot().connectionStatus).toBe('connected');
    expect(server.callsTo(UPDATES)[0]?.input).toEqual({ interactionId: 'ambush', lastEventId: 'e.10' });
  });

  it('says why there is no room to show, and joins when asked again', async () => {
    const { server, room } = await seated();
    const closedServer = createFakeServer();
    closedServer.on('interaction.joinRoom', () => {
      throw refusal('PRECONDITION_FAILED', { code: 'interaction.notLive', message: 'It is not live yet.' });
    });
    const waiting = createLiveRoom({ interactionId: 'ambush', connection: closedServer.connection });
    await settle();
    expect(waiting.getSnapshot().problem?.refusal.message).toBe('It is not live yet.');
    const state = sampleState();
    closedServer.on('interaction.joinRoom', () => ({ interactionId: 'ambush', viewer: state.viewer, epoch: 'e', seq: 1, state }));
    await waiting.actions.joinRoom();
    expect(waiting.getSnapshot().problem).toBeNull();
    expect(waiting.getSnapshot().gameState).not.toBeNull();
    waiting.close();
    room.close();
    expect(server.subscribers).toHaveLength(0);
  });

  it('knows how far the server’s clock is ahead', async () => {
    const { room } = await seated();
    expect(room.getSnapshot().clockOffsetMs).toBe(5_000);
  });
});

describe('following the stream', () => {
  it('folds deltas in order (R3.1)', async () => {
    const { server, room } = await seated();
    emitTurn(server, 11, { roundNumber: 3 });
    emitTurn(server, 12, { roundNumber: 4 });
    expect(room.getSnapshot().gameState?.roundNumber).toBe(4);
  });

  it('drops what comes twice', async () => {
    const { server, room } = await seated();
    emitTurn(server, 11, { log: [{ text: 'once' }] });
    emitTurn(server, 11, { log: [{ text: 'once' }] });
    expect(room.getSnapshot().gameState?.log.filter((line) => line.text === 'once')).toHaveLength(1);
    emitTurn(server, 12, {});
    expect(room.getSnapshot().counters.duplicates).toBe(1);
  });

  it('asks again from the last event it has when one is missing (B2)', async () => {
    const { server, room } = await seated();
    emitTurn(server, 11, { roundNumber: 3 });
    emitTurn(server, 13, { roundNumber: 5 });
    expect(room.getSnapshot().gameState?.roundNumber).toBe(3);
    expect(server.callsTo(UPDATES).at(-1)?.input['lastEventId']).toBe('e.11');
    emitTurn(server, 12, { roundNumber: 4 });
    emitTurn(server, 13, { roundNumber: 5 });
    expect(room.getSnapshot().gameState?.roundNumber).toBe(5);
    expect(server.subscribers).toHaveLength(1);
  });

  it('asks for a snapshot when the gap stays', async () => {
    const { server, room } = await seated();
    emitTurn(server, 13, {});
    emitTurn(server, 13, {});
    expect(server.callsTo(UPDATES).at(-1)?.input).toEqual({ interactionId: 'ambush' });
    const state = { ...sampleState(), roundNumber: 9 };
    server.emit(UPDATES, 'e.13', { seq: 13, timestamp: 1, interactionId: 'ambush', type: 'STATE_SNAPSHOT', state });
    expect(room.getSnapshot().gameState?.roundNumber).toBe(9);
  });

  it('counts an event of a type it does not know, and goes on', async () => {
    const { server, room } = await seated();
    server.emit(UPDATES, 'e.11', { seq: 11, timestamp: 1, interactionId: 'ambush', type: 'WEATHER_CHANGED', rain: true });
    emitTurn(server, 12, { roundNumber: 6 });
    expect(room.getSnapshot().counters.unknownEvents).toBe(1);
    expect(room.getSnapshot().gameState?.roundNumber).toBe(6);
  });

  it('tells of an ERROR and stays where it is', async () => {
    const { server, room } = await seated();
    const error = { code: 'store.slow', message: 'Saving takes long.' };
    server.emit(UPDATES, 'e.10', { seq: 10, timestamp: 1, interactionId: 'ambush', type: 'ERROR', error });
    expect(room.getSnapshot().notices.at(-1)?.event).toMatchObject({ type: 'ERROR', error });
    emitTurn(server, 11, { roundNumber: 3 });
    expect(room.getSnapshot().gameState?.roundNumber).toBe(3);
  });

  it('opens the stream again, after greeting, when the server ends it', async () => {
    const { server, timers, room } = await seated();
    emitTurn(server, 11, {});
    server.subscribers[0]?.complete();
    expect(room.getSnapshot().connectionStatus).toBe('connecting');
    await timers.advance(300);
    expect(server.callsTo(UPDATES).at(-1)?.input['lastEventId']).toBe('e.11');
    expect(room.getSnapshot().connectionStatus).toBe('connected');
  });
});

describe('acting', () => {
  it('sends the interaction and a fresh requestId with every action', async () => {
    const { server, room } = await seated();
    server.on('interaction.takeTurn', () => accepted);
    await room.actions.takeTurn({ type: 'move', entityId: 'wizard', position: { x: 4, y: 4 } });
    await room.actions.endTurn('wizard');
    expect(server.callsTo('interaction.takeTurn').map((call) => call.input)).toEqual([
      { type: 'move', entityId: 'wizard', position: { x: 4, y: 4 }, interactionId: 'ambush', requestId: 'request-1' },
      { type: 'end', entityId: 'wizard', interactionId: 'ambush', requestId: 'request-2' },
    ]);
    expect(room.getSnapshot().ownActions.map((action) => action.state)).toEqual(['acknowledged', 'acknowledged']);
  });

  it('sends the very same request again when the connection is lost before the answer (B1, R6.5)', async () => {
    const { server, timers, room } = await seated();
    server.on('interaction.takeTurn', () => new Promise(() => undefined));
    const result = room.actions.endTurn('wizard');
    await settle();
    server.drop();
    await settle();
    expect(room.getSnapshot().connectionStatus).toBe('disconnected');
    expect(room.getSnapshot().ownActions[0]?.state).toBe('resent');
    server.on('interaction.takeTurn', () => ({ ...accepted, repeated: true }));
    server.reopen();
    await timers.advance(200);
    expect(await result).toMatchObject({ ok: true, accepted: { repeated: true } });
    const ids = server.callsTo('interaction.takeTurn').map((call) => call.input['requestId']);
    expect(ids).toEqual(['request-1', 'request-1']);
  });

  it('hands back a refusal as the server words it, and does not repeat it (B8)', async () => {
    const { server, room } = await seated();
    server.on('interaction.takeTurn', () => {
      throw refusal('CONFLICT', { code: 'turn.notYours', message: 'It is Goblin 1’s turn.', rule: '§5', nearest: { message: 'You are next.', path: [] } });
    });
    const result = await room.actions.endTurn('wizard');
    expect(result).toEqual({
      ok: false,
      errorCode: 'CONFLICT',
      refusal: { code: 'turn.notYours', message: 'It is Goblin 1’s turn.', rule: '§5', nearest: 'You are next.' },
    });
    expect(server.callsTo('interaction.takeTurn')).toHaveLength(1);
    expect(room.getSnapshot().ownActions[0]).toMatchObject({ state: 'refused', refusal: { code: 'turn.notYours' } });
  });

  it('shows an action as queued while the interaction is paused (R6.3)', async () => {
    const { server, room } = await seated();
    server.on('interaction.takeTurn', () => ({ ...accepted, queued: true }));
    await room.actions.endTurn('wizard');
    expect(room.getSnapshot().ownActions[0]?.state).toBe('queued');
  });

  it('greets the room again on a new socket (R6.2)', async () => {
    const { server, room } = await seated();
    server.drop();
    server.reopen();
    await settle();
    expect(server.callsTo('interaction.joinRoom')).toHaveLength(2);
    room.close();
  });
});
