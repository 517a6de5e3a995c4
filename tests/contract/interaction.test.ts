// The procedures as a stock tRPC client sees them, against the real process. One server, one demo fight.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { GameState } from '@live/protocol';
import { type Connection, connect, connectHttp } from '../support/client.ts';
import { actingClient, begin, current, DEMO, nextMove, stateOf } from '../support/fight.ts';
import { LiveServer } from '../support/server.ts';
import { eventually, failureOf } from './helpers.ts';

let server: LiveServer;
let mira: Connection;
let ana: Connection;
let ben: Connection;

/** The client that plays the creature whose turn it is. */
function acting(state: GameState) {
  return actingClient({ dm: mira.client, players: { ana: ana.client, ben: ben.client } }, state);
}

beforeAll(async () => {
  server = await LiveServer.start({ args: ['--user-rate-burst', '100000', '--connection-rate-burst', '100000'] });
  [mira, ana, ben] = await Promise.all([connect(server, 'mira'), connect(server, 'ana'), connect(server, 'ben')]);
});

afterAll(async () => {
  await Promise.all([mira.close(), ana.close(), ben.close()]);
  expect(await server.stop()).toBe(0);
  server.removeData();
});

describe('before it is live', () => {
  it('R1.1, R8.1: lists the created interaction as idle', async () => {
    const { statuses } = await ana.client.interaction.liveStatuses.query({});
    expect(statuses).toEqual([expect.objectContaining({ interactionId: DEMO, status: 'idle', participantCount: 0 })]);
  });

  it('R7.4: lets only a DM of that campaign set it live', async () => {
    const failure = await failureOf(ana.client.interaction.setLive.mutate({ interactionId: DEMO }));
    expect(failure.code).toBe('FORBIDDEN');
  });

  it('B4: shows players no secret placement, and the DM all of them', async () => {
    const forDm = await mira.client.campaign.getInteraction.query({ interactionId: DEMO });
    const forPlayer = await ana.client.campaign.getInteraction.query({ interactionId: DEMO });
    expect(forDm.placements).toHaveLength(11);
    expect(forPlayer.placements).toHaveLength(10);
  });
});

describe('live', () => {
  beforeAll(async () => {
    await begin(mira.client);
  });

  it('R1.2: makes the room with the interaction\'s creatures and map', async () => {
    const state = await stateOf(mira.client);
    expect(state.status).toBe('active');
    expect(Object.keys(state.participants)).toHaveLength(11);
    expect(state.mapState.rows).toHaveLength(18);
    expect(state.initiativeOrder).toHaveLength(11);
  });

  it('R3.2: a joiner gets the complete current state', async () => {
    const joined = await ana.client.interaction.joinRoom.mutate({ interactionId: DEMO });
    expect(joined.viewer.role).toBe('player');
    expect(joined.viewer.entityIds.sort()).toEqual(['brannor', 'maelis']);
    expect(Object.keys(joined.state.participants)).toHaveLength(10);
  });

  it('R7.2: a player commands only their own characters', async () => {
    await ben.client.interaction.joinRoom.mutate({ interactionId: DEMO });
    const failure = await failureOf(
      ben.client.interaction.takeTurn.mutate({ interactionId: DEMO, type: 'end', entityId: 'brannor' }),
    );
    expect(failure.code).toBe('FORBIDDEN');
  });

  it('B8, R7.3: an action out of turn is refused with a stable code and a sentence', async () => {
    const actor = current(await stateOf(mira.client))?.entityId;
    const own = actor === 'brannor' ? 'maelis' : 'brannor';
    const failure = await failureOf(
      ana.client.interaction.takeTurn.mutate({ interactionId: DEMO, type: 'interact', actionId: 'dodge', entityId: own }),
    );
    expect(failure.code).toBe('PRECONDITION_FAILED');
    expect(failure.refusal?.code).toBe('turn.notYours');
    expect(failure.refusal?.message.length).toBeGreaterThan(10);
  });

  it('names the path of what is wrong with an input', async () => {
    const bad = { interactionId: DEMO, type: 'move', entityId: 'brannor', position: { x: 'three', y: 1 } };
    const failure = await failureOf(ana.client.interaction.takeTurn.mutate(bad as never));
    expect(failure.code).toBe('BAD_REQUEST');
    expect(failure.issues?.[0]?.path).toBe('position.x');
  });

  it('answers unknown interactions and entities with NOT_FOUND', async () => {
    const nowhere = await failureOf(ana.client.interaction.getRoomState.query({ interactionId: 'nowhere' }));
    expect(nowhere.code).toBe('NOT_FOUND');
    const nobody = await failureOf(
      mira.client.interaction.takeTurn.mutate({ interactionId: DEMO, type: 'end', entityId: 'nobody' }),
    );
    expect(nobody.code).toBe('NOT_FOUND');
  });

  it('B1: a repeated requestId gets the first answer and does nothing twice', async () => {
    const said = { interactionId: DEMO, content: 'once', type: 'party' as const, requestId: 'say-1' };
    const first = await ana.client.interaction.sendChatMessage.mutate(said);
    const again = await ana.client.interaction.sendChatMessage.mutate(said);
    expect(first.repeated).toBe(false);
    expect(again.repeated).toBe(true);
    const { messages } = await ana.client.interaction.getChatHistory.query({ interactionId: DEMO });
    expect(messages.filter((message) => message.content === 'once')).toHaveLength(1);
  });

  it('R3.1, B2: streams a snapshot, then every change; a returning client gets just the gap', async () => {
    const ids: string[] = [];
    const types: string[] = [];
    const open = (client: Connection, lastEventId?: string) =>
      client.client.interaction.roomUpdates.subscribe(
        { interactionId: DEMO, ...(lastEventId === undefined ? {} : { lastEventId }) },
        {
          onData: (event) => {
            ids.push(event.id);
            types.push(event.data.type);
          },
        },
      );
    const stream = open(ana);
    await eventually(() => types.includes('STATE_SNAPSHOT'), 'the snapshot');
    await mira.client.interaction.sendChatMessage.mutate({ interactionId: DEMO, content: 'first', type: 'party' });
    await eventually(() => types.includes('CHAT_MESSAGE'), 'the message');
    stream.unsubscribe();
    const last = ids.at(-1) as string;

    await mira.client.interaction.sendChatMessage.mutate({ interactionId: DEMO, content: 'second', type: 'party' });
    ids.length = 0;
    types.length = 0;
    const back = open(ana, last);
    await eventually(() => types.includes('CHAT_MESSAGE'), 'the missed message');
    back.unsubscribe();
    expect(types).not.toContain('STATE_SNAPSHOT');
    const [epoch, seq] = last.split('.');
    expect(ids[0]).toBe(`${epoch}.${Number(seq) + 1}`);
  });

  it('R3.4: of two equal actions at once the first wins and the other is told why', async () => {
    const state = await stateOf(mira.client);
    const actor = current(state)?.entityId as string;
    const dodge = { interactionId: DEMO, type: 'interact' as const, actionId: 'dodge', entityId: actor };
    const results = await Promise.allSettled([
      acting(state).interaction.takeTurn.mutate(dodge),
      acting(state).interaction.takeTurn.mutate(dodge),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
    const refused = (results[1] as PromiseRejectedResult).reason as { data?: { refusal?: { code?: string } } };
    expect(refused.data?.refusal?.code).toBe('economy.noAction');
  });

  it('R2.4: a finished turn passes to the next in the order', async () => {
    const before = await stateOf(mira.client);
    await acting(before).interaction.takeTurn.mutate({
      interactionId: DEMO, type: 'end', entityId: current(before)?.entityId as string,
    });
    const after = await stateOf(mira.client);
    expect([after.roundNumber, after.currentTurnIndex]).not.toEqual([before.roundNumber, before.currentTurnIndex]);
  });

  it('R2.7, R5.4: the DM skips a turn; a player may not', async () => {
    expect((await failureOf(ana.client.interaction.skipTurn.mutate({ interactionId: DEMO }))).code).toBe('FORBIDDEN');
    const before = await stateOf(mira.client);
    await mira.client.interaction.skipTurn.mutate({ interactionId: DEMO, reason: 'away' });
    expect((await stateOf(mira.client)).currentTurnIndex).not.toBe(before.currentTurnIndex);
  });

  it('finds the room from the entity when no interaction is named', async () => {
    const state = await stateOf(mira.client);
    const accepted = await acting(state).interaction.takeTurn.mutate({
      type: 'end', entityId: current(state)?.entityId as string,
    });
    expect(accepted.seq).toBeGreaterThan(0);
  });

  it('R4.4: private chat reaches its recipient and nobody else', async () => {
    const secret = `the gate code is ${Math.trunc(Date.now())}`;
    const watching = [ana, ben].map((one) =>
      one.client.interaction.roomUpdates.subscribe({ interactionId: DEMO }, { onData: () => undefined }),
    );
    await ana.client.interaction.sendChatMessage.mutate({
      interactionId: DEMO, content: secret, type: 'private', recipients: ['mira'],
    });
    await ana.client.interaction.sendChatMessage.mutate({ interactionId: DEMO, content: 'after', type: 'party' });
    await eventually(() => ben.received.some((frame) => frame.includes('"after"')), 'the later message');
    for (const one of watching) one.unsubscribe();
    expect(ben.received.some((frame) => frame.includes(secret))).toBe(false);
    const { messages } = await mira.client.interaction.getChatHistory.query({ interactionId: DEMO });
    expect(messages.some((message) => message.content === secret)).toBe(true);
  });

  it('R1.4, R6.3: a pause keeps everything; a player may queue; resume goes on', async () => {
    const before = await stateOf(mira.client);
    await mira.client.interaction.pauseInteraction.mutate({ interactionId: DEMO, reason: 'tea' });
    const paused = await stateOf(ana.client);
    expect(paused.status).toBe('paused');
    expect(paused.pauseReason).toContain('tea');
    const queued = await ana.client.interaction.takeTurn.mutate({
      interactionId: DEMO, type: 'interact', actionId: 'dodge', entityId: 'brannor',
    });
    expect(queued.queued).toBe(true);
    await mira.client.interaction.resumeInteraction.mutate({ interactionId: DEMO });
    const after = await stateOf(mira.client);
    expect(after.status).toBe('active');
    expect(after.roundNumber).toBe(before.roundNumber);
  });

  it('plays a turn from what the server says is available', async () => {
    const client = acting(await stateOf(mira.client));
    await nextMove(client, await stateOf(client), false).run();
  });
});

describe('over HTTP', () => {
  it('answers a query, a mutation and a mixed batch like the WebSocket does', async () => {
    const plain = await connectHttp(server, 'ana');
    expect((await plain.interaction.health.query()).status).toBe('ok');
    const said = await plain.interaction.sendChatMessage.mutate({ interactionId: DEMO, content: 'by post', type: 'party' });
    expect(said.seq).toBeGreaterThan(0);
    const batched = await connectHttp(server, 'ana', true);
    const [state, missing] = await Promise.allSettled([
      batched.interaction.getRoomState.query({ interactionId: DEMO }),
      batched.interaction.getRoomState.query({ interactionId: 'nowhere' }),
    ]);
    expect(state.status).toBe('fulfilled');
    expect(missing.status).toBe('rejected');
  });
});
