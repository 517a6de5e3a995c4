// B4: what a player may not know never reaches the player's socket. The fourth goblin of the demo is known to the DM
// only; a whole round is played around it, it acts, and every byte that two players and a spectator got is searched.
import { expect, it } from 'vitest';

import { connect } from '../support/client.ts';
import { begin, current, DEMO, playFight, stateOf } from '../support/fight.ts';
import { LiveServer } from '../support/server.ts';
import { eventually } from './helpers.ts';

it('B4: no byte about the hidden goblin before it is revealed, and all of it after', async () => {
  const server = await LiveServer.start({ args: ['--user-rate-burst', '100000', '--connection-rate-burst', '100000'] });
  const [mira, ana, ben, sol] = await Promise.all(['mira', 'ana', 'ben', 'sol'].map((user) => connect(server, user)));
  if (!mira || !ana || !ben || !sol) throw new Error('no connections');
  const outsiders = [ana, ben, sol];
  await begin(mira.client);
  for (const one of outsiders) {
    await one.client.interaction.joinRoom.mutate({ interactionId: DEMO });
    one.client.interaction.roomUpdates.subscribe({ interactionId: DEMO }, { onData: () => undefined });
  }
  const known = await stateOf(mira.client);
  expect(known.initiativeOrder.some((entry) => entry.entityId === 'goblin-4')).toBe(true);

  // Until the hidden one has had its turn: it only ends it, so that it stays hidden.
  let acted = false;
  await playFight({ dm: mira.client, players: { ana: ana.client, ben: ben.client } }, { until: (state) => current(state)?.entityId === 'goblin-4' });
  if (current(await stateOf(mira.client))?.entityId === 'goblin-4') {
    await mira.client.interaction.takeTurn.mutate({ interactionId: DEMO, type: 'end', entityId: 'goblin-4' });
    acted = true;
  }
  expect(acted).toBe(true);

  await mira.client.interaction.sendChatMessage.mutate({ interactionId: DEMO, content: 'mark', type: 'party' });
  for (const one of outsiders) await eventually(() => one.received.some((frame) => frame.includes('"mark"')), 'the mark');
  for (const one of outsiders) {
    const leaks = one.received.filter((frame) => /goblin-4|Goblin 4/.test(frame));
    expect(leaks).toEqual([]);
    const state = await stateOf(one.client);
    expect(state.initiativeOrder).toHaveLength(known.initiativeOrder.length - 1);
    expect(Object.values(state.participants).filter((each) => each.entityType === 'monster' && each.currentHP !== undefined)).toEqual([]);
  }

  await mira.client.interaction.override.mutate({ interactionId: DEMO, entityId: 'goblin-4', secret: false });
  for (const one of outsiders) {
    await eventually(() => one.received.some((frame) => frame.includes('Goblin 4')), 'the revealed goblin');
  }
  await Promise.all([mira, ...outsiders].map((one) => one.close()));
  await server.stop();
  server.removeData();
});
