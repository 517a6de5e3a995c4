/** Distances and words for cells. What a cell is called and how far it is must be one thing for all who look. */
import type { GameState, MapState, ParticipantState, Position } from '@live/protocol';

/** "D5": columns by letters from the west, rows by numbers from the north, both from the first cell. */
export function cellName(x: number, y: number): string {
  let letters = '';
  for (let n = x; n >= 0; n = Math.floor(n / 26) - 1) letters = String.fromCharCode(65 + (n % 26)) + letters;
  return `${letters}${y + 1}`;
}

/** Feet from a creature's space to a cell, each diagonal counted as one cell (rules §6, 5-5-5). */
export function distanceFt(from: ParticipantState, to: Position): number {
  const gap = (start: number, value: number): number => {
    const end = start + from.footprint - 1;
    return value < start ? start - value : value > end ? value - end : 0;
  };
  return 5 * Math.max(gap(from.position.x, to.x), gap(from.position.y, to.y));
}

export function spaceDistanceFt(from: ParticipantState, to: ParticipantState): number {
  let least = Infinity;
  for (const cell of cellsOf(to)) least = Math.min(least, distanceFt(from, cell));
  return least;
}

export function cellsOf(one: ParticipantState): Position[] {
  const cells: Position[] = [];
  for (let dy = 0; dy < one.footprint; dy += 1) {
    for (let dx = 0; dx < one.footprint; dx += 1) cells.push({ x: one.position.x + dx, y: one.position.y + dy });
  }
  return cells;
}

export const cellKey = (x: number, y: number): string => `${x},${y}`;

/** Who stands where; of two in one cell the one that lives is found. */
export function occupants(state: GameState): Map<string, ParticipantState> {
  const found = new Map<string, ParticipantState>();
  for (const one of Object.values(state.participants)) {
    for (const { x, y } of cellsOf(one)) {
      const key = cellKey(x, y);
      if (!found.has(key) || one.health !== 'dead') found.set(key, one);
    }
  }
  return found;
}

const GROUND: Readonly<Record<string, string>> = {
  '#': 'wall',
  '~': 'difficult ground',
  T: 'tree',
  h: 'half cover',
  q: 'three-quarters cover',
  '+': 'closed door',
  '/': 'open door',
  w: 'water',
  ',': 'undergrowth',
};

export function groundAt(map: MapState, x: number, y: number): string {
  return map.rows[y]?.[x] ?? '#';
}

/** The ground in a word; empty for plain floor. */
export function groundName(ground: string): string {
  return GROUND[ground] ?? '';
}

export function healthWord(one: ParticipantState): string {
  const { health, currentHP, maxHP } = one;
  const word = health === 'nearDeath' ? 'near death' : health;
  return currentHP !== undefined && maxHP !== undefined ? `${word}, ${currentHP} of ${maxHP} hit points` : word;
}

export interface CellFacts {
  map: MapState;
  x: number;
  y: number;
  /** From whom distances count. */
  from: ParticipantState | null;
  /** Is it their turn, or do they only look? */
  fromActs: boolean;
  occupant: ParticipantState | null;
  /** What it costs to move there now; absent when it cannot be reached. */
  moveFt: number | null;
  isTarget: boolean;
  inArea: boolean;
}

/** "D5, difficult ground, 15 feet away, Goblin 2, wounded": what a screen reader says of a cell. */
export function describeCell({ map, x, y, from, fromActs, occupant, moveFt, isTarget, inArea }: CellFacts): string {
  const parts = [cellName(x, y)];
  const ground = groundName(groundAt(map, x, y));
  if (ground !== '') parts.push(ground);
  if (from !== null && occupant?.entityId !== from.entityId) parts.push(`${distanceFt(from, { x, y })} feet away`);
  if (occupant !== null) {
    const own = occupant.entityId === from?.entityId;
    parts.push(own ? `${occupant.name}, ${fromActs ? 'acting' : 'your own'}` : occupant.name, healthWord(occupant));
    const names = occupant.conditions.map((condition) => condition.name);
    if (names.length > 0) parts.push(names.join(', '));
    if (occupant.secret) parts.push('secret');
  }
  if (isTarget) parts.push('a valid target');
  if (inArea) parts.push('inside the area');
  if (moveFt !== null) parts.push(`reachable for ${moveFt} feet`);
  return parts.join(', ');
}

/** "G2" for "Goblin 2", "IF" for "Ilse Farrow", "Hr" for "Hrakk". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word) && !/^(the|of|von|de)$/i.test(word));
  const [first = name, second] = words;
  return second === undefined ? first.slice(0, 2) : `${first.charAt(0)}${second.charAt(0)}`.toUpperCase();
}
