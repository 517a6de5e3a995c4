// B1: an acknowledgement means durable. The server is killed with -9 in mid-fight while several clients keep it busy,
// and started again on the same data: every acknowledged action is there, none is there twice, and play goes on.
import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';

import { type Connection, connect } from '../support/client.ts';
import { begin, current, DEMO, declinePrompts, plan, stateOf, type TurnInput } from '../support/fight.ts';
import { LiveServer } from '../support/server.ts';

const RATES = ['--user-rate-burst', '100000', '--connection-rate-burst', '100000', '--dm-absence-grace-s', '600'];
const KILLS = 5;

/** Everybody talks at once and without a pause: chat lines are actions that can be counted one by one. */
async function chatter(who: Connection, name: string, acknowledged: Set<string>, stopped: () => boolean): Promise<void> {
  for (let n = 0; !stopped(); n += 1) {
    const content = `${name} ${n}`;
    try {
      await who.client.interaction.sendChatMessage.mutate({
        interactionId: DEMO, content, type: 'party', requestId: content.replaceAll(' ', '-'),
      });
      acknowledged.add(content);
    } catch {
      return;
    }
  }
}

interface Played {
  actions: number;
  /** Of the last answer: the DM's stream had come so far. */
  seq: number;
  last: TurnInput | null;
}

async function fightOn(dm: Connection, played: Played, stopped: () => boolean): Promise<void> {
  let moved = false;
  let turn = '';
  while (!stopped()) {
    try {
      const state = await stateOf(dm.client);
      if (state.outcome !== undefined) return;
      if (await declinePrompts(dm.client, state)) continue;
      const key = `${state.roundNumber}/${state.currentTurnIndex}`;
      if (key !== turn) [turn, moved] = [key, false];
      const { kind, input } = await plan(state, moved);
      const request = { ...input, requestId: `act-${played.actions}` };
      moved ||= kind === 'move';
      const answer = await dm.client.interaction.takeTurn.mutate(request);
      played.actions += 1;
      played.seq = answer.seq;
      played.last = request;
    } catch (error) {
      if (!stopped() && error instanceof TRPCClientError && error.data !== null && error.data !== undefined) throw error;
      return;
    }
  }
}

async function allMessages(reader: Connection): Promise<string[]> {
  const contents: string[] = [];
  let before: string | undefined;
  for (;;) {
    const page = await reader.client.interaction.getChatHistory.query({
      interactionId: DEMO, limit: 200, ...(before === undefined ? {} : { before }),
    });
    contents.unshift(...page.messages.map((message) => message.content));
    before = page.messages[0]?.id;
    if (!page.more || before === undefined) return contents;
  }
}

it('B1, R1.6: survives kill -9 under load with everything acknowledged present once', async () => {
  let server = await LiveServer.start({ args: RATES });
  let mira = await connect(server, 'mira');
  await begin(mira.client);
  const played: Played = { actions: 0, seq: 0, last: null };

  for (let kill = 0; kill < KILLS; kill += 1) {
    const people = await Promise.all(['ana', 'ben', 'sol'].map((user) => connect(server, user)));
    const acknowledged = new Set<string>();
    let stop = false;
    const stopped = (): boolean => stop;
    const work = people.map((one, index) => chatter(one, `k${kill} p${index}`, acknowledged, stopped));
    work.push(fightOn(mira, played, stopped));
    while (acknowledged.size < 200) await new Promise((resolve) => setImmediate(resolve));
    await server.kill();
    stop = true;
    for (const one of [mira, ...people]) await one.close();
    await Promise.allSettled(work);

    server = await LiveServer.start({ data: server.data, args: RATES });
    mira = await connect(server, 'mira');
    const contents = await allMessages(mira);
    for (const content of acknowledged) expect(contents.filter((one) => one === content), content).toHaveLength(1);
    expect(new Set(contents).size, 'nothing is there twice').toBe(contents.length);
    const { state, seq } = await mira.client.interaction.getRoomState.query({ interactionId: DEMO });
    expect(seq, 'the stream goes on from where it was').toBeGreaterThanOrEqual(played.seq);
    if (played.last !== null) expect((await mira.client.interaction.takeTurn.mutate(played.last)).repeated).toBe(true);
    expect(['active', 'paused']).toContain(state.status);
    if (state.status === 'paused') await mira.client.interaction.resumeInteraction.mutate({ interactionId: DEMO });

    // A client that never heard the answer repeats its request and learns that it was done.
    const [known] = acknowledged;
    const again = await connect(server, 'ana');
    const own = [...acknowledged].find((content) => content.includes(' p0 '));
    if (known !== undefined && own !== undefined) {
      const answer = await again.client.interaction.sendChatMessage.mutate({
        interactionId: DEMO, content: own, type: 'party', requestId: own.replaceAll(' ', '-'),
      });
      expect(answer.repeated).toBe(true);
    }
    await again.close();
  }
  expect(played.actions).toBeGreaterThan(KILLS);
  const state = await stateOf(mira.client);
  expect(state.outcome !== undefined || current(state) !== undefined).toBe(true);
  await mira.close();
  await server.stop();
  server.removeData();
});

it('R2.2: the turn timer goes on over a kill', async () => {
  let server = await LiveServer.start({ args: RATES });
  let mira = await connect(server, 'mira');
  await begin(mira.client);
  const before = await stateOf(mira.client);
  await server.kill();
  await mira.close();
  server = await LiveServer.start({ data: server.data, args: RATES });
  mira = await connect(server, 'mira');
  const after = await stateOf(mira.client);
  expect(after.turnDeadline).toBe(before.turnDeadline);
  expect(after.currentTurnIndex).toBe(before.currentTurnIndex);
  await mira.close();
  await server.stop();
  server.removeData();
});
