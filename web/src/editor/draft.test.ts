import type { CreatureSummary, MapSummary } from '@live/protocol';
import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT, addCreature, canStand, changePlacement, faults, freeCell, removePlacement } from './draft.ts';

const map: MapSummary = { id: 'm', name: 'Yard', width: 4, height: 3, rows: ['####', '#.T#', '#..#'] };
const goblin: CreatureSummary = { id: 'goblin', name: 'Goblin', entityType: 'monster', description: '', maxHP: 7 };
const bram: CreatureSummary = { id: 'bram', name: 'Bram', entityType: 'playerCharacter', description: '', maxHP: 28 };

describe('placing creatures', () => {
  it('numbers monsters, and never gives an id twice', () => {
    let draft = addCreature(addCreature(EMPTY_DRAFT, goblin, map), goblin, map);
    draft = addCreature(removePlacement(draft, 'goblin-1'), goblin, map);
    expect(draft.placements.map((one) => one.entityId)).toEqual(['goblin-2', 'goblin-3']);
  });
  it('places a character once, under its own id', () => {
    const draft = addCreature(addCreature(EMPTY_DRAFT, bram, map), bram, map);
    expect(draft.placements.map((one) => [one.entityId, one.name])).toEqual([['bram', 'Bram']]);
  });
  it('finds a free cell that is neither wall nor tree', () => {
    const draft = addCreature(EMPTY_DRAFT, goblin, map);
    expect(draft.placements[0]?.position).toEqual({ x: 1, y: 1 });
    expect(freeCell(draft, map)).toEqual({ x: 1, y: 2 });
    expect(canStand(draft, map, { x: 2, y: 1 })).toBe(false);
    expect(canStand(draft, map, { x: 9, y: 9 })).toBe(false);
  });
});

it('says what keeps a draft from being saved', () => {
  expect(faults(EMPTY_DRAFT, undefined)).toEqual(['Give it a name.', 'Choose a map.']);
  const two = addCreature(addCreature({ ...EMPTY_DRAFT, name: 'Fight' }, goblin, map), goblin, map);
  expect(faults(two, map)).toEqual([]);
  const crowded = changePlacement(two, 'goblin-2', { position: { x: 1, y: 1 } });
  expect(faults(crowded, map)).toEqual(['Goblin 1 cannot stand where it is placed.', 'Goblin 2 cannot stand where it is placed.']);
});
