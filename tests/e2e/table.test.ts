// The whole way, as people go it: a DM on a wide screen, a player in the dark, a player on a phone. They sign in, the DM
// sets the demo live, and they fight it to its end by clicking. What to do next is worked out from the state that each of
// them may see; everything is done through the page.
import type { Browser } from 'playwright-core';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { launch, Person } from '../support/browser.ts';
import type { GameState } from '@live/protocol';
import { type Client, type Connection, connect } from '../support/client.ts';
import { current, DEMO, plan, stateOf } from '../support/fight.ts';
import { LiveServer, root } from '../support/server.ts';

const shots = join(root, 'build', 'screens');
let server: LiveServer;
let browser: Browser;
let people: { mira: Person; ana: Person; ben: Person };
const minds = new Map<string, Connection>();

async function shot(person: Person, name: string): Promise<void> {
  await person.page.screenshot({ path: join(shots, `${name}.png`) });
}

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  server = await LiveServer.start({ args: ['--user-rate-burst', '100000', '--connection-rate-burst', '100000'] });
  browser = await launch();
  people = {
    mira: await Person.signIn(browser, server, 'mira', { viewport: { width: 1440, height: 900 } }),
    ana: await Person.signIn(browser, server, 'ana', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }),
    ben: await Person.signIn(browser, server, 'ben', { viewport: { width: 390, height: 844 } }),
  };
  for (const user of ['mira', 'ana', 'ben']) minds.set(user, await connect(server, user));
});

afterAll(async () => {
  for (const mind of minds.values()) await mind.close();
  await browser.close();
  await server.stop();
  server.removeData();
});

function mindOf(user: string): Client {
  const mind = minds.get(user);
  if (mind === undefined) throw new Error(`nobody called ${user}`);
  return mind.client;
}

/** Goes from the campaign to the table by the list. */
async function sitDown(person: Person): Promise<void> {
  await person.page.goto(`${server.url}/campaigns/goblin-road`);
  await person.press('join');
  await person.at('live-modal').waitFor();
}

/** R9.3: from who acts to the cell by arrow keys, then Enter. */
async function walkByKeyboard(person: Person, state: GameState, to: { x: number; y: number }): Promise<void> {
  const from = current(state)?.position ?? to;
  const { keyboard } = person.page;
  await person.page.locator('[role="gridcell"][tabindex="0"]').focus();
  await keyboard.press('c');
  for (let x = from.x; x !== to.x; x += Math.sign(to.x - x)) await keyboard.press(to.x > x ? 'ArrowRight' : 'ArrowLeft');
  for (let y = from.y; y !== to.y; y += Math.sign(to.y - y)) await keyboard.press(to.y > y ? 'ArrowDown' : 'ArrowUp');
  await keyboard.press('Enter');
}

/** Does through the page what `nextMove` would have done by a call. */
async function playOne(person: Person, moved: boolean): Promise<'attack' | 'move' | 'end'> {
  const state = await stateOf(mindOf(person.userId));
  const { kind, input } = await plan(state, moved);
  if (kind === 'attack') {
    await person.show('actions');
    const action = current(state)?.availableActions.find(
      (one) => one.type === 'attack' && one.available && one.actionId === input.actionId &&
        (one.cost === 'bonusAction') === (input.parameters !== undefined),
    );
    await person.press(`action-${action?.id}`);
    await person.press(`target-${input.target}`);
  } else if (kind === 'move') {
    await person.show('map');
    const { x, y } = input.position ?? { x: 0, y: 0 };
    if (person.userId === 'mira') await walkByKeyboard(person, state, { x, y });
    else await person.at(`map-cell-${x}-${y}`).click();
  } else {
    await person.press('end-turn');
  }
  return kind;
}

async function seqOf(user: string): Promise<number> {
  return (await mindOf(user).interaction.getRoomState.query({ interactionId: DEMO })).seq;
}

describe('the table', () => {
  it('R1.1, R1.3, R8.2, R8.4: the DM sets the interaction live from the list, and the players see it and join', async () => {
    const { mira, ana, ben } = people;
    await mira.page.goto(`${server.url}/campaigns/goblin-road`);
    await ana.page.goto(`${server.url}/campaigns/goblin-road`);
    await ana.at(`interaction-${DEMO}`).waitFor();
    await shot(mira, 'list-light');
    await mira.press('set-live');
    await ana.at('join').waitFor();
    await shot(ana, 'list-dark');
    await mira.at('live-modal').waitFor({ timeout: 2000 }).catch(() => sitDown(mira));
    await sitDown(ana);
    await sitDown(ben);
    await mira.press('roll-initiative');
    for (const one of [mira, ana, ben]) await one.at('turn-entity').and(one.page.locator('[data-entity]:not([data-entity=""])')).waitFor();
  });

  it('R9.1, R9.2: has no serious accessibility fault on a turn, wide or narrow, light or dark', async () => {
    for (const person of Object.values(people)) {
      await person.page.evaluate(axe.source);
      const { violations } = await person.page.evaluate(async () =>
        (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
      );
      const serious = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical');
      expect(serious.map((one) => `${one.id}: ${one.nodes[0]?.html}`), person.userId).toEqual([]);
    }
  });

  it('B4: shows the hidden goblin to the DM alone', async () => {
    await people.mira.at('token-goblin-4').waitFor();
    expect(await people.ana.at('token-goblin-4').count()).toBe(0);
    expect(await people.ana.page.content()).not.toContain('Goblin 4');
  });

  it('R4.4: a message to the party reaches everyone', async () => {
    const { mira, ana, ben } = people;
    await ana.at('chat-input').fill('Shields up!');
    await ana.press('chat-send');
    await mira.page.getByText('Shields up!').first().waitFor();
    await ben.show('chat');
    await ben.page.getByText('Shields up!').first().waitFor();
    await shot(ben, 'phone-chat');
  });

  it('R2.1, R2.3, R2.4, R2.6, R4.1, R4.2, R4.3, R5.1, R5.2, R9.4, R9.5: three people fight to the end, and see the same', async () => {
    const { mira, ana, ben } = people;
    const byUser: Record<string, Person> = { ana, ben };
    const taken = { mira: false, ana: false, ben: false };
    let turn = '';
    let moved = false;
    for (let step = 0; step < 1500; step += 1) {
      const state = await stateOf(mindOf('mira'));
      if (state.outcome !== undefined) break;
      const key = `${state.roundNumber}/${state.currentTurnIndex}`;
      if (key !== turn) [turn, moved] = [key, false];
      let answered = false;
      for (const person of [mira, ana, ben]) {
        const own = await stateOf(mindOf(person.userId));
        if (own.prompts.length === 0) continue;
        await person.at('prompt-decline').first().waitFor();
        await shot(person, `prompt-${person.userId}`);
        const before = await seqOf(person.userId);
        await person.press('prompt-decline');
        await expect.poll(() => seqOf(person.userId), { timeout: 10_000 }).toBeGreaterThan(before);
        answered = true;
        break;
      }
      if (answered) continue;
      const actor = current(state);
      const person = byUser[actor?.userId ?? ''] ?? mira;
      await person.at('turn-entity').and(person.page.locator(`[data-entity="${actor?.entityId}"]`)).waitFor();
      if (!taken[person.userId as keyof typeof taken]) {
        taken[person.userId as keyof typeof taken] = true;
        await person.show('map');
        await shot(person, `turn-${person.userId}`);
      }
      const before = await seqOf('mira');
      const kind = await playOne(person, moved);
      moved ||= kind === 'move';
      await expect.poll(() => seqOf('mira'), { timeout: 10_000 }).toBeGreaterThan(before);
    }
    const end = await stateOf(mindOf('mira'));
    expect(end.outcome).toBeDefined();
    for (const person of [mira, ana, ben]) {
      await person.at('outcome').waitFor();
      expect(await person.at('outcome').getAttribute('data-winner')).toBe(end.outcome?.winner);
      expect(await person.at('round-number').textContent()).toContain(String(end.roundNumber));
    }
    await shot(mira, 'end-dm');
    await shot(ana, 'end-dark');
    await shot(ben, 'end-phone');
    for (const person of [mira, ana, ben]) expect(person.faults, person.userId).toEqual([]);
  });

  it('R1.5: the DM completes it, and the list says so', async () => {
    const { mira, ana } = people;
    await mira.press('complete');
    await mira.press('complete-confirm');
    await ana.page.goto(`${server.url}/campaigns/goblin-road`);
    await ana.at(`interaction-${DEMO}`).and(ana.page.locator('[data-status="completed"]')).waitFor();
  });
});
