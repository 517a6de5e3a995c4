/** The drawn ground: paper, grid, walls, trees, and what slows or shelters. It changes only with the map. */
import type { MapState } from '@live/protocol';
import { memo, type ReactNode } from 'react';
import { groundAt } from './geometry.ts';

/** Units of the drawing along one cell. */
export const CELL = 40;

/** A number in [0, 1) that is always the same for the same cell: drawings must not flicker. */
function chance(x: number, y: number, salt: number): number {
  const value = Math.sin(x * 127.1 + y * 311.7 + salt * 74.7) * 43758.5453;
  return value - Math.floor(value);
}

export const MapGround = memo(function MapGround({ map }: { map: MapState }): ReactNode {
  const width = map.width * CELL;
  const height = map.height * CELL;
  const features: ReactNode[] = [];
  for (let y = 0; y < map.height; y += 1) {
    for (let x = 0; x < map.width; x += 1) {
      const drawing = feature(map, x, y);
      if (drawing !== null) features.push(<g key={`${x},${y}`} transform={`translate(${x * CELL} ${y * CELL})`}>{drawing}</g>);
    }
  }
  return (
    <g className="lv-ground" data-light={map.light}>
      <rect className="lv-paper" width={width} height={height} />
      <path className="lv-gridlines" d={gridLines(map)} />
      {features}
      <path className="lv-wall-fill" d={wallFill(map)} />
      <path className="lv-wall-edge" d={wallEdges(map)} />
    </g>
  );
});

function gridLines(map: MapState): string {
  let path = '';
  for (let x = 1; x < map.width; x += 1) path += `M${x * CELL} 0V${map.height * CELL}`;
  for (let y = 1; y < map.height; y += 1) path += `M0 ${y * CELL}H${map.width * CELL}`;
  return path;
}

function wallFill(map: MapState): string {
  let path = '';
  for (let y = 0; y < map.height; y += 1) {
    for (let x = 0; x < map.width; x += 1) {
      if (groundAt(map, x, y) === '#') path += `M${x * CELL} ${y * CELL}h${CELL}v${CELL}h${-CELL}z`;
    }
  }
  return path;
}

/** Ink only where a wall meets what is not wall. */
function wallEdges(map: MapState): string {
  const open = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < map.width && y < map.height && groundAt(map, x, y) !== '#';
  let path = '';
  for (let y = 0; y < map.height; y += 1) {
    for (let x = 0; x < map.width; x += 1) {
      if (groundAt(map, x, y) !== '#') continue;
      const [left, top] = [x * CELL, y * CELL];
      if (open(x, y - 1)) path += `M${left} ${top}h${CELL}`;
      if (open(x, y + 1)) path += `M${left} ${top + CELL}h${CELL}`;
      if (open(x - 1, y)) path += `M${left} ${top}v${CELL}`;
      if (open(x + 1, y)) path += `M${left + CELL} ${top}v${CELL}`;
    }
  }
  return path;
}

function feature(map: MapState, x: number, y: number): ReactNode {
  switch (groundAt(map, x, y)) {
    case 'T':
      return <Tree x={x} y={y} />;
    case '~':
      return <Rubble x={x} y={y} />;
    case ',':
      return <Grass x={x} y={y} />;
    case 'w':
      return <Water x={x} y={y} />;
    case 'h':
      return <rect className="lv-cover" x={6} y={12} width={28} height={16} rx={3} />;
    case 'q':
      return (
        <>
          <rect className="lv-cover" x={5} y={5} width={30} height={30} rx={3} />
          <path className="lv-cover-line" d="M5 15h30M5 25h30M15 5v10M25 15v10M15 25v10" />
        </>
      );
    case '+':
    case '/':
      return <Door open={groundAt(map, x, y) === '/'} upright={groundAt(map, x, y - 1) === '#' && groundAt(map, x, y + 1) === '#'} />;
    default:
      return null;
  }
}

function Tree({ x, y }: { x: number; y: number }): ReactNode {
  const size = 15 + chance(x, y, 1) * 3;
  const turn = chance(x, y, 2) * 360;
  const lobes = [0, 72, 144, 216, 288].map((angle) => {
    const radians = ((angle + turn) * Math.PI) / 180;
    return <circle key={angle} cx={20 + Math.cos(radians) * 7} cy={20 + Math.sin(radians) * 7} r={size - 5} />;
  });
  return (
    <g className="lv-tree">
      <g className="lv-tree-shade">{lobes}</g>
      <g className="lv-tree-crown" transform="translate(20 20) scale(0.84) translate(-20 -20)">{lobes}</g>
      <circle className="lv-tree-light" cx={16} cy={15} r={4.5} />
    </g>
  );
}

function Rubble({ x, y }: { x: number; y: number }): ReactNode {
  const stones = [0, 1, 2, 3, 4].map((n) => {
    const cx = 7 + chance(x, y, n) * 26;
    const cy = 7 + chance(x, y, n + 9) * 26;
    const size = 2.5 + chance(x, y, n + 20) * 3;
    return <ellipse key={n} cx={cx} cy={cy} rx={size * 1.3} ry={size} transform={`rotate(${chance(x, y, n + 30) * 90} ${cx} ${cy})`} />;
  });
  return (
    <>
      <rect className="lv-rubble-bed" width={CELL} height={CELL} />
      <g className="lv-rubble">{stones}</g>
    </>
  );
}

function Grass({ x, y }: { x: number; y: number }): ReactNode {
  let path = '';
  for (let n = 0; n < 4; n += 1) {
    const [left, foot] = [6 + chance(x, y, n) * 26, 14 + chance(x, y, n + 5) * 20];
    path += `M${left} ${foot}q-1-5-3-7M${left} ${foot}v-9M${left} ${foot}q1-5 3-7`;
  }
  return <path className="lv-grass" d={path} />;
}

function Water({ x, y }: { x: number; y: number }): ReactNode {
  const shift = chance(x, y, 3) * 8;
  return (
    <>
      <rect className="lv-water" width={CELL} height={CELL} />
      <path className="lv-wave" d={`M${3 + shift} 13q4-4 8 0t8 0M${9 - shift / 2} 27q4-4 8 0t8 0`} />
    </>
  );
}

function Door({ open, upright }: { open: boolean; upright: boolean }): ReactNode {
  const turn = upright ? 'rotate(90 20 20)' : '';
  return (
    <g transform={turn}>
      <rect className="lv-door-sill" x={0} y={15} width={CELL} height={10} />
      {open ? (
        <rect className="lv-door" x={2} y={20} width={6} height={20} rx={1.5} />
      ) : (
        <>
          <rect className="lv-door" x={2} y={15} width={36} height={10} rx={1.5} />
          <circle className="lv-door-ring" cx={31} cy={20} r={2} />
        </>
      )}
    </g>
  );
}
