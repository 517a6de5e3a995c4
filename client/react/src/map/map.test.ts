import { sampleParticipant, sampleState } from '@live/sync/testing';
import type { ActionArea, MapState } from '@live/protocol';
import { describe, expect, it } from 'vitest';
import { areaCells, areaPosition } from './area.ts';
import { cellName, describeCell, distanceFt, initials, occupants } from './geometry.ts';

const open: MapState = {
  mapId: 'm', name: 'Open field', width: 60, height: 60, light: 'bright',
  rows: Array.from({ length: 60 }, () => '.'.repeat(60)),
};
const caster = sampleParticipant({ entityId: 'c', name: 'Caster', position: { x: 30, y: 30 } });
const at = (x: number, y: number) => ({ cell: { x, y }, corner: { x, y } });
const count = (area: ActionArea, x: number, y: number): number => areaCells(open, area, caster, at(x, y)).length;

describe('areas cover the cells that the rules say (§18)', () => {
  it.each([[5, 4], [10, 12], [15, 32], [20, 52], [30, 112]])('a sphere of %i ft covers %i cells', (sizeFt, cells) => {
    expect(count({ shape: 'sphere', sizeFt }, 20, 20)).toBe(cells);
  });
  it('a cone of 15 ft covers seven cells east and six on the exact diagonal', () => {
    expect(count({ shape: 'cone', sizeFt: 15 }, 33, 30)).toBe(7);
    expect(count({ shape: 'cone', sizeFt: 15 }, 33, 33)).toBe(6);
  });
  it('a cube of 15 ft covers nine cells around the aim', () => {
    expect(areaPosition({ shape: 'cube', sizeFt: 15 }, at(20, 20))).toEqual({ x: 19, y: 19 });
    expect(count({ shape: 'cube', sizeFt: 15 }, 20, 20)).toBe(9);
  });
  it('a line of 30 ft covers six cells and never the caster', () => {
    const cells = areaCells(open, { shape: 'line', sizeFt: 30 }, caster, at(40, 30));
    expect(cells.map(({ x }) => x)).toEqual([31, 32, 33, 34, 35, 36]);
  });
  it('leaves walls out', () => {
    const walled = { ...open, rows: open.rows.map((row, y) => (y === 20 ? '#'.repeat(60) : row)) };
    expect(areaCells(walled, { shape: 'sphere', sizeFt: 5 }, caster, at(20, 20))).toHaveLength(2);
  });
});

describe('words for a cell (R9.3, B9)', () => {
  it.each([[0, 0, 'A1'], [3, 4, 'D5'], [25, 0, 'Z1'], [26, 9, 'AA10']])('%i,%i is %s', (x, y, name) => {
    expect(cellName(x, y)).toBe(name);
  });

  it('says ground, distance, who is there and how they are, and what can be done', () => {
    const state = sampleState();
    const from = state.participants['wizard'] ?? null;
    const facts = { map: state.mapState, from, fromActs: true, moveFt: null, isTarget: true, inArea: false, x: 15, y: 8 };
    const occupant = occupants(state).get('15,8') ?? null;
    expect(describeCell({ ...facts, occupant })).toBe('P9, 30 feet away, Goblin 2, bloodied, poisoned, a valid target');
    expect(describeCell({ ...facts, x: 8, y: 9, occupant: null, isTarget: false, moveFt: 15 })).toBe(
      'I10, difficult ground, 10 feet away, reachable for 15 feet',
    );
  });

  it('measures from the nearest cell of a large creature', () => {
    const ogre = sampleParticipant({ entityId: 'o', name: 'Ogre', footprint: 2, position: { x: 4, y: 4 } });
    expect(distanceFt(ogre, { x: 6, y: 5 })).toBe(5);
    expect(distanceFt(ogre, { x: 2, y: 4 })).toBe(10);
    expect(distanceFt(ogre, { x: 5, y: 5 })).toBe(0);
  });

  it.each([['Goblin 2', 'G2'], ['Ilse Farrow', 'IF'], ['Hrakk the Toll-Keeper', 'HT'], ['Bram', 'Br']])(
    'shortens %s to %s',
    (name, short) => expect(initials(name)).toBe(short),
  );
});
