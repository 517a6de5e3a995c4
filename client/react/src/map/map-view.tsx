import type { ParticipantState, Position } from '@live/protocol';
import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { wantsPlace } from '../table/choice.ts';
import { useTable } from '../table/table-context.tsx';
import { Icon } from '../ui/icon.tsx';
import { areaCells, type Aim } from './area.ts';
import { cellKey, describeCell, distanceFt, occupants } from './geometry.ts';
import { MapCells, useCellNames } from './map-cells.tsx';
import { CELL, MapGround } from './map-ground.tsx';
import { Token } from './map-tokens.tsx';
import { useZoom } from './use-zoom.ts';

const NO_CELLS: readonly Position[] = [];
const ORIGIN: Position = { x: 0, y: 0 };

export function MapView(): ReactNode {
  const table = useTable();
  const { state, acting, active, shown, choice } = table;
  const map = state.mapState;
  const view = useRef<HTMLDivElement>(null);
  const zoom = useZoom(view, map.width, map.height);
  const [aim, setAim] = useState<Aim | null>(null);
  const home = (acting ?? shown ?? active)?.position ?? null;
  // Until someone moves it, the cursor stays with whom the viewer plays.
  const [movedCursor, setCursor] = useState<Position | null>(null);
  const cursor = movedCursor ?? home ?? ORIGIN;

  const from = acting ?? shown;
  const stands = useMemo(() => occupants(state), [state]);
  const targets = useMemo(() => targetIds(choice?.action.targets, acting, state.participants), [choice, acting, state.participants]);
  const placing = choice !== null && wantsPlace(choice.action);
  const moves = useMemo(() => {
    const open = acting !== null && choice === null ? acting.reachable : [];
    return new Map(open.map((cell) => [cellKey(cell.x, cell.y), cell.costFt]));
  }, [acting, choice]);

  const area = useMemo(() => {
    if (choice === null || from === null || aim === null || choice.action.area === undefined) return NO_CELLS;
    return areaCells(map, choice.action.area, from, aim);
  }, [map, choice, from, aim]);
  const areaKeys = useMemo(() => new Set(area.map(({ x, y }) => cellKey(x, y))), [area]);

  const nameOf = useCallback(
    (x: number, y: number) => {
      const key = cellKey(x, y);
      const occupant = stands.get(key) ?? null;
      const isTarget = occupant !== null && targets.has(occupant.entityId);
      return describeCell({ map, x, y, from, fromActs: acting !== null, occupant, moveFt: moves.get(key) ?? null, isTarget, inArea: areaKeys.has(key) });
    },
    [map, from, acting, stands, targets, moves, areaKeys],
  );
  const names = useCellNames(map.width, map.height, nameOf);
  const stops = useMemo(() => stopsOf(state.participants, targets), [state.participants, targets]);

  useCentreOn(acting ?? shown, zoom.centre, zoom.cellPx);
  const act = useStable(table.actOn);
  const cancel = useStable(() => {
    if (choice === null) return false;
    table.cancelChoice();
    return true;
  });
  const pick = (event: MouseEvent): void => {
    const entity = (event.target as Element).closest('[data-entity]')?.getAttribute('data-entity');
    const one = entity === null || entity === undefined ? undefined : state.participants[entity];
    if (one === undefined) return;
    setCursor(one.position);
    const byFinger = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch';
    if (placing) act({ cell: one.position, corner: aim?.corner ?? one.position });
    else if (byFinger && choice === null) table.inspect(one.entityId);
    else table.pickTarget(one.entityId);
  };

  const pointed = aim?.cell ?? cursor;
  const pointedAt = aim === null ? undefined : stands.get(cellKey(aim.cell.x, aim.cell.y))?.entityId;
  return (
    <section className="lv-map" aria-label="Map">
      <div className="lv-map-view" ref={view} tabIndex={-1}>
        <div
          className="lv-map-sheet"
          style={{ width: map.width * zoom.cellPx, height: map.height * zoom.cellPx }}
          data-mode={placing ? 'place' : choice !== null ? 'target' : acting !== null ? 'move' : 'watch'}
        >
          <svg className="lv-map-drawing" viewBox={`0 0 ${map.width * CELL} ${map.height * CELL}`} aria-hidden="true" focusable="false">
            <MapGround map={map} />
            <Highlights moves={moves} area={area} />
          </svg>
          <MapCells
            width={map.width}
            height={map.height}
            label={`${map.name}, ${map.width} by ${map.height} cells`}
            names={names}
            stops={stops}
            home={home}
            cursor={cursor}
            onCursor={setCursor}
            onAim={setAim}
            onAct={act}
            onCancel={cancel}
          />
          <svg
            className="lv-map-tokens"
            viewBox={`0 0 ${map.width * CELL} ${map.height * CELL}`}
            aria-hidden="true"
            focusable="false"
            onClick={pick}
          >
            {inDrawingOrder(state.participants, active).map((one) => (
              <Token
                key={one.entityId}
                one={one}
                isActive={one.entityId === active?.entityId}
                isTarget={targets.has(one.entityId) || (area.length > 0 && touches(one, areaKeys))}
                isInspected={one.entityId === table.inspected}
                named={one.entityId === pointedAt || one.entityId === active?.entityId}
              />
            ))}
            <AimMarks aim={aim} from={from} moves={moves} placing={placing} area={choice?.action.area?.shape ?? null} />
          </svg>
        </div>
      </div>
      <div className="lv-map-tools" role="group" aria-label="Zoom">
        <Button className="lv-icon-button" aria-label="Zoom in" onPress={() => zoom.by(1.25)}><Icon name="plus" /></Button>
        <Button className="lv-icon-button" aria-label="Zoom out" onPress={() => zoom.by(0.8)}><Icon name="minus" /></Button>
        <Button className="lv-icon-button" aria-label="Show the whole map" onPress={zoom.fit}><Icon name="fit" /></Button>
        <Button className="lv-icon-button" aria-label="Go to who acts" isDisabled={home === null} onPress={() => home !== null && zoom.centre(home.x, home.y)}><Icon name="target" /></Button>
      </div>
      <p className="lv-map-caption">
        <span>{names[pointed.y]?.[pointed.x] ?? ''}</span>
        <kbd className="lv-wide-only">Arrows move · Enter acts · T next target · C back</kbd>
      </p>
      {area.length > 0 && from !== null && <AreaList from={from} inside={Object.values(state.participants).filter((one) => touches(one, areaKeys))} />}
    </section>
  );
}

/** The chosen action's targets; without one, the foes that an attack can reach now. */
function targetIds(
  chosen: readonly string[] | undefined,
  acting: ParticipantState | null,
  participants: Readonly<Record<string, ParticipantState>>,
): ReadonlySet<string> {
  if (chosen !== undefined) return new Set(chosen);
  if (acting === null) return new Set();
  const attacks = acting.availableActions.filter((one) => one.type === 'attack' && one.available);
  return new Set(attacks.flatMap((one) => one.targets).filter((id) => participants[id]?.side !== acting.side));
}

/** What T goes through: the targets, or, when there are none, everybody else. */
function stopsOf(participants: Readonly<Record<string, ParticipantState>>, targets: ReadonlySet<string>): Position[] {
  const all = Object.values(participants).filter((one) => one.health !== 'dead');
  const wanted = all.filter((one) => targets.has(one.entityId));
  return (wanted.length > 0 ? wanted : all).map((one) => one.position);
}

function touches(one: ParticipantState, cells: ReadonlySet<string>): boolean {
  if (cells.size === 0) return false;
  for (let dy = 0; dy < one.footprint; dy += 1) {
    for (let dx = 0; dx < one.footprint; dx += 1) {
      if (cells.has(cellKey(one.position.x + dx, one.position.y + dy))) return true;
    }
  }
  return false;
}

/** The dead lie below the living, and whoever acts is on top. */
function inDrawingOrder(participants: Readonly<Record<string, ParticipantState>>, active: ParticipantState | null): ParticipantState[] {
  const rank = (one: ParticipantState): number => (one.health === 'dead' ? 0 : one.entityId === active?.entityId ? 2 : 1);
  return Object.values(participants).sort((a, b) => rank(a) - rank(b));
}

function Highlights({ moves, area }: { moves: ReadonlyMap<string, number>; area: readonly Position[] }): ReactNode {
  const square = (x: number, y: number): string => `M${x * CELL + 1.5} ${y * CELL + 1.5}h${CELL - 3}v${CELL - 3}h${3 - CELL}z`;
  const reach = [...moves.keys()].map((key) => {
    const [x = 0, y = 0] = key.split(',').map(Number);
    return square(x, y);
  });
  return (
    <>
      {reach.length > 0 && <path className="lv-reach" d={reach.join('')} />}
      {area.length > 0 && <path className="lv-area" d={area.map(({ x, y }) => square(x, y)).join('')} />}
    </>
  );
}

interface AimMarksProps {
  aim: Aim | null;
  from: ParticipantState | null;
  moves: ReadonlyMap<string, number>;
  placing: boolean;
  area: string | null;
}

/** A line from who acts to the pointed cell, with what the way costs or how far it is. */
function AimMarks({ aim, from, moves, placing, area }: AimMarksProps): ReactNode {
  if (aim === null || from === null) return null;
  const { x, y } = aim.cell;
  const cost = moves.get(cellKey(x, y));
  if (cost === undefined && !placing) return null;
  const onCorner = placing && (area === 'sphere' || area === 'cylinder');
  const to = onCorner ? { x: aim.corner.x * CELL, y: aim.corner.y * CELL } : { x: (x + 0.5) * CELL, y: (y + 0.5) * CELL };
  const middle = from.footprint / 2;
  const centre = { x: (from.position.x + middle) * CELL, y: (from.position.y + middle) * CELL };
  const length = Math.hypot(to.x - centre.x, to.y - centre.y) || 1;
  const edge = Math.min(1, (middle * CELL) / length);
  const start = { x: centre.x + (to.x - centre.x) * edge, y: centre.y + (to.y - centre.y) * edge };
  const words = cost === undefined ? `${distanceFt(from, aim.cell)} ft` : `${cost} ft`;
  return (
    <g className="lv-aim">
      <line x1={start.x} y1={start.y} x2={to.x} y2={to.y} />
      {onCorner ? <circle cx={to.x} cy={to.y} r={5} /> : <rect x={x * CELL + 2} y={y * CELL + 2} width={CELL - 4} height={CELL - 4} rx={4} />}
      <g transform={`translate(${to.x} ${to.y - CELL * 0.7})`}>
        <rect className="lv-aim-tag" x={-24} y={-11} width={48} height={20} rx={10} />
        <text className="lv-aim-words" dy="0.28em">{words}</text>
      </g>
    </g>
  );
}

/** Who is inside the area; friends are named as such before the fire falls on them. */
function AreaList({ from, inside }: { from: ParticipantState; inside: readonly ParticipantState[] }): ReactNode {
  const names = inside
    .filter((one) => one.health !== 'dead')
    .map((one) => (one.side === from.side ? `${one.name} (own side)` : one.name));
  return (
    <p className="lv-area-list" role="status">
      {names.length === 0 ? 'Nobody you see is inside.' : `Inside: ${names.join(', ')}`}
    </p>
  );
}

/** Brings whoever acts into view when the turn passes, where the map is larger than its place. */
function useCentreOn(one: ParticipantState | null, centre: (x: number, y: number) => void, cellPx: number): void {
  const latest = useStable(centre);
  const entityId = one?.entityId;
  const position = useRef(one?.position);
  position.current = one?.position;
  useEffect(() => {
    if (position.current !== undefined) latest(position.current.x, position.current.y);
  }, [entityId, cellPx === 32, latest]);
}

function useStable<Args extends unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result {
  const newest = useRef(run);
  newest.current = run;
  return useCallback((...args: Args) => newest.current(...args), []);
}
