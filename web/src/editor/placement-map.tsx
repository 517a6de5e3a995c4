import type { MapSummary, Placement, Position } from '@live/protocol';
import { CELL, MapGround, initials } from '@live/react';
import { useMemo, type MouseEvent, type ReactNode } from 'react';

export interface PlacementMapProps {
  map: MapSummary;
  placements: readonly Placement[];
  selected: string | null;
  /** Ids of the creatures that are characters: they are drawn in the party's colour. */
  characters: ReadonlySet<string>;
  onSelect: (entityId: string) => void;
  onPlace: (position: Position) => void;
}

/** For the pointer; the list beside it does the same by keyboard, so this drawing is not in the tab order. */
export function PlacementMap({ map, placements, selected, characters, onSelect, onPlace }: PlacementMapProps): ReactNode {
  const ground = useMemo(() => ({ mapId: map.id, name: map.name, width: map.width, height: map.height, rows: map.rows, light: 'bright' }), [map]);
  const click = (event: MouseEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.floor(((event.clientX - box.left) / box.width) * map.width);
    const y = Math.floor(((event.clientY - box.top) / box.height) * map.height);
    const there = placements.find((one) => one.position.x === x && one.position.y === y);
    if (there !== undefined) onSelect(there.entityId);
    else onPlace({ x, y });
  };
  return (
    <svg
      className="app-placement-map"
      viewBox={`0 0 ${map.width * CELL} ${map.height * CELL}`}
      role="img"
      aria-label={`${map.name} with ${placements.length} placed`}
      data-testid="placement-map"
      onClick={click}
    >
      <MapGround map={ground} />
      {placements.map((one) => (
        <g
          key={one.entityId}
          className="app-placed"
          data-side={characters.has(one.creatureId) ? 'party' : 'foe'}
          data-secret={one.secret}
          data-selected={one.entityId === selected}
          transform={`translate(${(one.position.x + 0.5) * CELL} ${(one.position.y + 0.5) * CELL})`}
        >
          <circle r={CELL * 0.42} />
          <text dy="0.35em">{initials(one.name)}</text>
        </g>
      ))}
    </svg>
  );
}
