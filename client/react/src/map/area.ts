/**
 * Which cells an area covers, for the preview alone: the server decides. Half-cell units as in the rules (§18), so
 * that all sums are exact. Walls are left out; what stands behind one is for the server to say.
 */
import type { ActionArea, MapState, ParticipantState, Position } from '@live/protocol';
import { groundAt } from './geometry.ts';

/** Where the pointer or the cursor is: the cell, and the lattice point nearest to it (north-west corner of a cell). */
export interface Aim {
  cell: Position;
  corner: Position;
}

export function isAimed(area: ActionArea): boolean {
  return area.shape === 'cone' || area.shape === 'line';
}

/** What `takeTurn` gets as position: a lattice point, the least cell of a cube, or the cell aimed at. */
export function areaPosition(area: ActionArea, aim: Aim): Position {
  if (isAimed(area)) return aim.cell;
  if (area.shape === 'cube') {
    const back = Math.floor((area.sizeFt / 5 - 1) / 2);
    return { x: aim.cell.x - back, y: aim.cell.y - back };
  }
  return aim.corner;
}

export function areaCells(map: MapState, area: ActionArea, caster: ParticipantState, aim: Aim): Position[] {
  const covers = testOf(area, caster, aim);
  const cells: Position[] = [];
  for (let y = 0; y < map.height; y += 1) {
    for (let x = 0; x < map.width; x += 1) {
      if (groundAt(map, x, y) !== '#' && covers(x, y)) cells.push({ x, y });
    }
  }
  return cells;
}

type CellTest = (x: number, y: number) => boolean;

function testOf(area: ActionArea, caster: ParticipantState, aim: Aim): CellTest {
  switch (area.shape) {
    case 'cone':
      return coneTest(area.sizeFt, caster, aim.cell);
    case 'line':
      return lineTest(area.sizeFt, area.widthFt ?? 5, caster, aim.cell);
    case 'cube':
      return cubeTest(area.sizeFt, areaPosition(area, aim));
    case 'emanation':
      return emanationTest(area.sizeFt, caster);
    default:
      return sphereTest(area.sizeFt, aim.corner);
  }
}

function sphereTest(radiusFt: number, origin: Position): CellTest {
  const radius = (2 * radiusFt) / 5;
  return (x, y) => (2 * x + 1 - 2 * origin.x) ** 2 + (2 * y + 1 - 2 * origin.y) ** 2 <= radius ** 2;
}

function cubeTest(sideFt: number, least: Position): CellTest {
  const cells = sideFt / 5;
  return (x, y) => x >= least.x && x < least.x + cells && y >= least.y && y < least.y + cells;
}

function emanationTest(distanceFt: number, caster: ParticipantState): CellTest {
  const reach = distanceFt / 5;
  const { x: left, y: top } = caster.position;
  const far = caster.footprint - 1 + reach;
  return (x, y) =>
    x >= left - reach && x <= left + far && y >= top - reach && y <= top + far && !inSpace(caster, x, y);
}

function coneTest(lengthFt: number, caster: ParticipantState, aim: Position): CellTest {
  const n = caster.footprint;
  const apex = { x: 2 * caster.position.x + n, y: 2 * caster.position.y + n };
  const v = { x: 2 * aim.x + 1 - apex.x, y: 2 * aim.y + 1 - apex.y };
  const length = (2 * lengthFt) / 5 + n;
  return (x, y) => {
    if (inSpace(caster, x, y)) return false;
    const w = { x: 2 * x + 1 - apex.x, y: 2 * y + 1 - apex.y };
    const along = dot(w, v);
    return along > 0 && 2 * Math.abs(cross(w, v)) <= along && along ** 2 <= length ** 2 * dot(v, v);
  };
}

/** From the centre of the caster's cell that is nearest to the aim. */
function lineTest(lengthFt: number, widthFt: number, caster: ParticipantState, aim: Position): CellTest {
  const last = caster.footprint - 1;
  const near = (start: number, value: number): number => 2 * Math.min(Math.max(value, start), start + last) + 1;
  const start = { x: near(caster.position.x, aim.x), y: near(caster.position.y, aim.y) };
  const v = { x: 2 * aim.x + 1 - start.x, y: 2 * aim.y + 1 - start.y };
  return (x, y) => {
    if (inSpace(caster, x, y)) return false;
    const w = { x: 2 * x + 1 - start.x, y: 2 * y + 1 - start.y };
    const along = dot(w, v);
    const size = dot(v, v);
    return (
      along > 0 &&
      cross(w, v) ** 2 <= (widthFt / 5) ** 2 * size &&
      along ** 2 <= ((2 * lengthFt) / 5 + 1) ** 2 * size
    );
  };
}

function inSpace(one: ParticipantState, x: number, y: number): boolean {
  const { x: left, y: top } = one.position;
  return x >= left && x < left + one.footprint && y >= top && y < top + one.footprint;
}

const dot = (a: Position, b: Position): number => a.x * b.x + a.y * b.y;
const cross = (a: Position, b: Position): number => a.x * b.y - a.y * b.x;
