/** Who stands on the map. The cells' grid says the same in words, so the drawing is hidden from screen readers. */
import type { ParticipantState } from '@live/protocol';
import { memo, type ReactNode } from 'react';
import { initials } from './geometry.ts';
import { CELL } from './map-ground.tsx';

const SHARE: Readonly<Record<ParticipantState['health'], number>> = {
  unhurt: 1,
  wounded: 0.75,
  bloodied: 0.45,
  nearDeath: 0.18,
  down: 0,
  dead: 0,
};

/** How much of the ring is full: exact where hit points are known, by level where they are not. */
export function healthShare(one: ParticipantState): number {
  if (one.currentHP === undefined || one.maxHP === undefined || one.maxHP <= 0) return SHARE[one.health];
  return Math.min(1, Math.max(0, one.currentHP / one.maxHP));
}

export interface TokenProps {
  one: ParticipantState;
  isActive: boolean;
  isTarget: boolean;
  isInspected: boolean;
  named: boolean;
}

export const Token = memo(function Token({ one, isActive, isTarget, isInspected, named }: TokenProps): ReactNode {
  const side = one.footprint * CELL;
  const radius = side / 2 - 4;
  const ring = 2 * Math.PI * radius;
  const dead = one.health === 'dead';
  const conditions = one.conditions.length + (one.concentration === undefined ? 0 : 1);
  return (
    <g
      className="lv-token"
      data-testid={`token-${one.entityId}`}
      data-entity={one.entityId}
      data-x={one.position.x}
      data-y={one.position.y}
      data-side={sideOf(one)}
      data-health={one.health}
      data-active={isActive}
      data-target={isTarget}
      data-inspected={isInspected}
      data-secret={one.secret || one.hidden}
      style={{ transform: `translate(${one.position.x * CELL}px, ${one.position.y * CELL}px)` }}
    >
      <g transform={`translate(${side / 2} ${side / 2})`}>
        {isActive && <circle className="lv-token-turn" r={radius + 7} />}
        {isTarget && <path className="lv-token-aim" d={corners(radius + 3)} />}
        <Shape one={one} radius={radius - 2} />
        <circle className="lv-token-ring-bed" r={radius} />
        {!dead && (
          <circle
            className="lv-token-ring"
            r={radius}
            strokeDasharray={`${ring * healthShare(one)} ${ring}`}
            transform="rotate(-90)"
          />
        )}
        <text className="lv-token-name" dy="0.35em">{initials(one.name)}</text>
        {dead && <path className="lv-token-cross" d={`M${-radius * 0.6} ${-radius * 0.6}L${radius * 0.6} ${radius * 0.6}M${radius * 0.6} ${-radius * 0.6}L${-radius * 0.6} ${radius * 0.6}`} />}
        {one.health === 'down' && <path className="lv-token-cross" d={`M${-radius * 0.6} ${radius * 0.55}H${radius * 0.6}`} />}
        {conditions > 0 && !dead && (
          <g transform={`translate(${radius * 0.74} ${radius * 0.74})`}>
            <circle className="lv-token-badge" r={7} />
            <text className="lv-token-count" dy="0.36em">{conditions}</text>
          </g>
        )}
        {named && <text className="lv-token-label" y={radius + 13}>{one.name}</text>}
      </g>
    </g>
  );
});

function sideOf(one: ParticipantState): string {
  return one.entityType === 'playerCharacter' ? 'party' : one.entityType === 'npc' ? 'npc' : 'foe';
}

/** The kind is told by shape as well as by colour: characters are round, NPCs square, monsters pointed. */
function Shape({ one, radius }: { one: ParticipantState; radius: number }): ReactNode {
  const near = radius * 0.94;
  if (one.entityType === 'playerCharacter') return <circle className="lv-token-body" r={radius} />;
  if (one.entityType === 'npc') {
    return <rect className="lv-token-body" x={-near * 0.85} y={-near * 0.85} width={near * 1.7} height={near * 1.7} rx={4} />;
  }
  const points = [0, 60, 120, 180, 240, 300].map((angle) => {
    const radians = ((angle - 90) * Math.PI) / 180;
    return `${(Math.cos(radians) * radius).toFixed(2)},${(Math.sin(radians) * radius).toFixed(2)}`;
  });
  return <polygon className="lv-token-body" points={points.join(' ')} />;
}

function corners(reach: number): string {
  const arm = reach * 0.42;
  return [[-1, -1], [1, -1], [1, 1], [-1, 1]]
    .map(([sx = 1, sy = 1]) => `M${sx * reach} ${sy * (reach - arm)}V${sy * reach}H${sx * (reach - arm)}`)
    .join('');
}
