import { sampleAction } from '@live/sync/testing';
import { describe, expect, it } from 'vitest';
import { actionName } from './action-name.ts';
import { addTarget, attackOn, beginChoice, needsNothing, placeRequest, plainRequest, removeTarget, targetRequest, targetsRequest } from './choice.ts';

const fireball = sampleAction({
  id: 'cast:fireball', name: 'Fireball', type: 'cast', spellId: 'fireball', targetKind: 'point',
  area: { shape: 'sphere', sizeFt: 20 }, slotLevels: [3, 4],
});
const hands = sampleAction({ ...fireball, id: 'cast:burning-hands', spellId: 'burning-hands', area: { shape: 'cone', sizeFt: 15 }, slotLevels: [1] });
const darts = sampleAction({ id: 'cast:magic-missile', name: 'Magic Missile', type: 'cast', spellId: 'magic-missile', targetKind: 'creatures', maxTargets: 3, slotLevels: [1] });
const sword = sampleAction({ id: 'attack:longsword', name: 'Longsword', type: 'attack', actionId: 'longsword', targetKind: 'creature', targets: ['goblin-1'] });
const aim = { cell: { x: 7, y: 3 }, corner: { x: 8, y: 3 } };

describe('what is sent for a chosen action (R4.3)', () => {
  it('an attack names its weapon and its target', () => {
    expect(targetRequest(beginChoice('bram', sword), 'goblin-1')).toEqual({
      type: 'attack', entityId: 'bram', actionId: 'longsword', target: 'goblin-1',
    });
  });
  it('what the server says makes it this action goes with it', () => {
    expect(plainRequest('b', { ...sword, parameters: { mode: 'offhand' } }).parameters).toEqual({ mode: 'offhand' });
    const dash = sampleAction({ id: 'dash', name: 'Dash', type: 'interact', actionId: 'dash', parameters: { as: 'bonus' } });
    expect(plainRequest('b', dash)).toEqual({ type: 'interact', entityId: 'b', actionId: 'dash', parameters: { as: 'bonus' } });
  });
  it('an area spell is placed on a lattice point, with the least slot unless another is chosen', () => {
    expect(placeRequest(beginChoice('ilse', fireball), aim)).toEqual({
      type: 'cast', entityId: 'ilse', spellId: 'fireball', position: { x: 8, y: 3 }, parameters: { slot: 3 },
    });
    expect(placeRequest({ ...beginChoice('ilse', fireball), slot: 4 }, aim).parameters).toEqual({ slot: 4 });
  });
  it('a cone is aimed at a cell', () => {
    expect(placeRequest(beginChoice('ilse', hands), aim)).toMatchObject({
      position: { x: 7, y: 3 }, parameters: { slot: 1, aim: { x: 7, y: 3 } },
    });
  });
  it('several targets are sent together, one may be named twice, and no more than allowed', () => {
    let choice = beginChoice('ilse', darts);
    for (const target of ['a', 'b', 'a', 'c']) choice = addTarget(choice, target);
    expect(targetsRequest(choice).parameters).toEqual({ slot: 1, targets: ['a', 'b', 'a'] });
    expect(targetsRequest(removeTarget(choice, 1)).parameters).toEqual({ slot: 1, targets: ['a', 'a'] });
  });
});

it('goes out at once only when nothing is left to choose', () => {
  expect(needsNothing(sampleAction({ id: 'dodge', name: 'Dodge', type: 'interact' }))).toBe(true);
  expect(needsNothing(sword)).toBe(false);
  expect(needsNothing(sampleAction({ id: 's', name: 'S', type: 'cast', targetKind: 'self', slotLevels: [1, 2] }))).toBe(false);
});

it('a click on a creature means the first attack that can reach it now', () => {
  expect(attackOn([{ ...sword, available: false }, { ...sword, id: 'x' }], 'goblin-1')?.id).toBe('x');
  expect(attackOn([sword], 'goblin-2')).toBeNull();
});

it.each([
  ['Fire Bolt', 'Fire Bolt'],
  ['standUp', 'Stand up'],
  ['second-wind', 'Second wind'],
  ['dash', 'Dash'],
  ['shove prone', 'Shove prone'],
])('an action named %s is shown as %s', (name, shown) => {
  expect(actionName({ name })).toBe(shown);
});
