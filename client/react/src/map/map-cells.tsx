/**
 * The map as a grid of cells for keyboard, screen reader and pointer. One cell is in the tab order; arrow keys move
 * the cursor, Enter acts, T and Shift+T go through the targets, C comes back to who acts. Each cell's name says all
 * that the drawing shows of it.
 */
import { memo, useCallback, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import type { Position } from '@live/protocol';
import type { Aim } from './area.ts';
import { cellKey } from './geometry.ts';

export interface MapCellsProps {
  width: number;
  height: number;
  label: string;
  /** Each cell's name, row by row. */
  names: readonly (readonly string[])[];
  /** Cells worth jumping to, in order. */
  stops: readonly Position[];
  home: Position | null;
  cursor: Position;
  onCursor(cell: Position): void;
  onAim(aim: Aim | null): void;
  onAct(aim: Aim): void;
  onCancel(): boolean;
}

export function MapCells(props: MapCellsProps): ReactNode {
  const { width, height, label, names, stops, home, cursor, onCursor, onAim, onAct, onCancel } = props;
  const grid = useRef<HTMLDivElement>(null);
  const lastTouch = useRef('');
  const [touchAsk, setTouchAsk] = useState<Position | null>(null);

  const go = (to: Position): void => {
    const x = Math.min(width - 1, Math.max(0, to.x));
    const y = Math.min(height - 1, Math.max(0, to.y));
    onCursor({ x, y });
    onAim({ cell: { x, y }, corner: { x, y } });
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cellKey(x, y)}"]`)?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = keyTarget(event, cursor, { width, height, stops, home });
    if (to !== null) {
      event.preventDefault();
      return go(to);
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onAct({ cell: cursor, corner: cursor });
    } else if (event.key === 'Escape' && onCancel()) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const aimOf = useCallback((event: MouseEvent): Aim | null => {
    const box = grid.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return null;
    const across = ((event.clientX - box.left) / box.width) * width;
    const down = ((event.clientY - box.top) / box.height) * height;
    const cell = { x: Math.floor(across), y: Math.floor(down) };
    if (cell.x < 0 || cell.y < 0 || cell.x >= width || cell.y >= height) return null;
    return { cell, corner: { x: Math.round(across), y: Math.round(down) } };
  }, [width, height]);

  const onPointerMove = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') onAim(aimOf(event));
  };
  const onPointerDown = (event: PointerEvent): void => {
    lastTouch.current = event.pointerType;
  };
  const onClick = (event: MouseEvent): void => {
    const aim = aimOf(event);
    if (aim === null) return;
    onCursor(aim.cell);
    onAim(aim);
    // A finger is not exact: the first tap shows what would happen, the second on the same cell does it.
    const sure = lastTouch.current !== 'touch' || (touchAsk?.x === aim.cell.x && touchAsk.y === aim.cell.y);
    setTouchAsk(sure ? null : aim.cell);
    if (sure) onAct(aim);
  };

  return (
    <div
      ref={grid}
      className="lv-cells"
      role="grid"
      aria-label={label}
      aria-rowcount={height}
      aria-colcount={width}
      style={{ gridTemplateColumns: `repeat(${width}, 1fr)`, gridTemplateRows: `repeat(${height}, 1fr)` }}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerDown={onPointerDown}
      onPointerLeave={() => onAim(null)}
      onClick={onClick}
    >
      {names.map((row, y) => (
        <CellRow key={y} y={y} names={row} cursorX={cursor.y === y ? cursor.x : -1} />
      ))}
    </div>
  );
}

const CellRow = memo(function CellRow({ y, names, cursorX }: { y: number; names: readonly string[]; cursorX: number }) {
  return (
    <div role="row" aria-rowindex={y + 1} className="lv-cell-row">
      {names.map((name, x) => (
        <div
          key={x}
          role="gridcell"
          aria-colindex={x + 1}
          aria-label={name}
          tabIndex={x === cursorX ? 0 : -1}
          className="lv-cell"
          data-cell={cellKey(x, y)}
          data-testid={`map-cell-${x}-${y}`}
        />
      ))}
    </div>
  );
}, sameRow);

type RowProps = { y: number; names: readonly string[]; cursorX: number };

function sameRow(before: RowProps, after: RowProps): boolean {
  return (
    before.cursorX === after.cursorX &&
    before.names.length === after.names.length &&
    before.names.every((name, x) => name === after.names[x])
  );
}

interface KeyWorld {
  width: number;
  height: number;
  stops: readonly Position[];
  home: Position | null;
}

/** Where a key takes the cursor; null for keys that do not move it. */
function keyTarget(event: KeyboardEvent, at: Position, world: KeyWorld): Position | null {
  if (event.altKey || event.metaKey) return null;
  switch (event.key) {
    case 'ArrowLeft':
      return { x: at.x - 1, y: at.y };
    case 'ArrowRight':
      return { x: at.x + 1, y: at.y };
    case 'ArrowUp':
      return { x: at.x, y: at.y - 1 };
    case 'ArrowDown':
      return { x: at.x, y: at.y + 1 };
    case 'Home':
      return event.ctrlKey ? { x: 0, y: 0 } : { x: 0, y: at.y };
    case 'End':
      return event.ctrlKey ? { x: world.width - 1, y: world.height - 1 } : { x: world.width - 1, y: at.y };
    case 'PageUp':
      return { x: at.x, y: at.y - 6 };
    case 'PageDown':
      return { x: at.x, y: at.y + 6 };
    case 't':
    case 'T':
      return nextStop(world.stops, at, event.shiftKey ? -1 : 1);
    case 'c':
    case 'C':
      return world.home;
    default:
      return null;
  }
}

function nextStop(stops: readonly Position[], at: Position, step: number): Position | null {
  if (stops.length === 0) return null;
  const here = stops.findIndex((stop) => stop.x === at.x && stop.y === at.y);
  const next = here < 0 ? (step > 0 ? 0 : stops.length - 1) : (here + step + stops.length) % stops.length;
  return stops[next] ?? null;
}

/** Names for all cells; a row whose names did not change keeps its array. */
export function useCellNames(width: number, height: number, nameOf: (x: number, y: number) => string): string[][] {
  return useMemo(
    () => Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => nameOf(x, y))),
    [width, height, nameOf],
  );
}
