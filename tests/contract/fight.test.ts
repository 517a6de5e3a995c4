// A whole fight by stock clients: from set-live to an outcome, and what each viewer folded on the way is what the server
// says they see.
import { EMPTY, fold, type Folded, parseEventId } from '@live/sync';
import type { GameState, RoomUpdate } from '@live/protocol';
import { expect, it } from 'vitest';

import { type Connection, connect } from '../support/client.ts';
import { begin, DEMO, playFight, stateOf } from '../support/fight.ts';
import { LiveServer } from '../support/server.ts';
import { eventually } from './helpers.ts';

/** Folds a viewer's stream as the client package does. */
class Follower {
  folded: Folded = EMPTY;
  readonly gaps: unknown[] = [];
  readonly types = new Set<string>();

  constructor(readonly who: Connection) {
    who.client.interaction.roomUpdates.subscribe(
      { interactionId: DEMO },
      {
        onData: ({ id, data }) => {
          this.types.add(data.type);
          const result = fold(this.folded, parseEventId(id)?.epoch ?? '', data as RoomUpdate);
          if (result.kind === 'folded') this.folded = result.next;
          else this.gaps.push(result);
        },
      },
    );
  }

  get state(): GameState {
    if (this.folded.state === null) throw new Error('no snapshot yet');
    return this.folded.state;
  }
}

/** `timestamp` is that of the last change a viewer was shown. */
function comparable(state: GameState): unknown {
  return { ...state, timestamp: 0 };
}

it('R3.1, R3.7, R4.5: the demo is played to its end, and every viewer has folded what the server shows', async () => {
  const server = await LiveServer.start({ args: ['--user-rate-burst', '100000', '--connection-rate-burst', '100000'] });
  const [mira, ana, ben, sol] = await Promise.all(['mira', 'ana', 'ben', 'sol'].map((user) => connect(server, user)));
  if (!mira || !ana || !ben || !sol) throw new Error('no connections');
  await mira.client.interaction.setLive.mutate({ interactionId: DEMO });
  const followers = [mira, ana, ben, sol].map((who) => new Follower(who));
  for (const { who } of followers) await who.client.interaction.joinRoom.mutate({ interactionId: DEMO });
  await begin(mira.client).catch(() => undefined);

  const { state, steps } = await playFight({ dm: mira.client, players: { ana: ana.client, ben: ben.client } });
  expect(state.outcome).toBeDefined();
  expect(steps).toBeGreaterThan(20);

  for (const follower of followers) {
    const asked = await follower.who.client.interaction.getRoomState.query({ interactionId: DEMO });
    await eventually(() => follower.folded.at?.seq === asked.seq, 'the last event');
    expect(follower.gaps).toEqual([]);
    expect(comparable(follower.state)).toEqual(comparable(asked.state));
    expect(follower.types).toContain('TURN_STARTED');
    expect(follower.types).toContain('TURN_COMPLETED');
  }
  // What both players may know is the same to the byte.
  const [anas, bens] = [await stateOf(ana.client), await stateOf(ben.client)];
  expect(anas.log).toEqual(bens.log);
  expect(anas.initiativeOrder).toEqual(bens.initiativeOrder);

  const done = await mira.client.interaction.completeInteraction.mutate({ interactionId: DEMO });
  expect(done.repeated).toBe(false);
  await eventually(() => followers.every((one) => one.state.status === 'completed'), 'everyone to see the end');
  const { statuses } = await ana.client.interaction.liveStatuses.query({});
  expect(statuses[0]?.status).toBe('completed');

  await Promise.all(followers.map(({ who }) => who.close()));
  await server.stop();
  server.removeData();
});
