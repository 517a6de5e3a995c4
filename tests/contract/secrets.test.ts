// B4: what a player may not know never reaches the player's socket. The fourth goblin of the demo is known to the DM
// only; a whole round is played around it, it acts, and every byte that two players and a spectator got is searched.
import { expect, it } from 'vitest';

import { type Connection, connect } from '../support/client.ts';
import { begin, current, declinePrompts, DEMO, type Plan, plan, stateOf } from '../support/fight.ts';
import { LiveServer } from '../support/server.ts';
import { eventually } from './helpers.ts';

async function anyDeclined(people: Connection[]): Promise<boolean> {
  for (const one of people) if (await declinePrompts(one.client, await stateOf(one.client))) return true;
  return false;
}

function endOf(entityId: string): Plan {
  return { kind: 'end', input: { interactionId: DEMO, type: 'end', entityId } };
}

it('B4, R5.6: no byte about the hidden goblin before it is revealed, and all of it after', async () => {
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

  // The monsters come on and shoot until the hidden one has had its turn, in which it only waits. The party stands still,
  // so that nobody bumps into it.
  const players: Record<string, Connection> = { ana, ben };
  for (let actor = '', moved = false; actor !== 'goblin-4'; ) {
    if (await anyDeclined([mira, ana, ben])) continue;
    const state = await stateOf(mira.client);
    const acting = current(state);
    if (acting === undefined) throw new Error('nobody has the turn');
    if (acting.entityId !== actor) [actor, moved] = [acting.entityId, false];
    const owner = players[acting.userId ?? ''] ?? mira;
    const waits = acting.userId !== undefined || actor === 'goblin-4';
    const step: Plan = waits ? endOf(actor) : await plan(state, moved);
    moved ||= step.kind === 'move';
    await owner.client.interaction.takeTurn.mutate(step.input);
  }

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
