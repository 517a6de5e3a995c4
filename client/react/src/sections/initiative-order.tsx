import { useEffect, useRef, type ReactNode } from 'react';
import { useTable } from '../table/table-context.tsx';
import { CreatureControls } from './creature-controls.tsx';
import { Conditions, HealthBadge } from './participant-card.tsx';
import { initials } from '../map/geometry.ts';

/** Who acts when; choosing an entry shows what the viewer may know of it. */
export function InitiativeOrder(): ReactNode {
  const { state, inspected, inspect, isDm } = useTable();
  const rolled = state.initiativeOrder.length > 0;
  const entries = rolled
    ? state.initiativeOrder
    : Object.values(state.participants).map(({ entityId, name, entityType }) => ({ entityId, name, entityType, initiative: undefined }));
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [state.currentTurnIndex]);
  return (
    <section className="lv-initiative" aria-labelledby="lv-initiative-title">
      <h2 id="lv-initiative-title" className="lv-panel-title">{rolled ? 'Initiative' : 'At the table'}</h2>
      <ol ref={list}>
        {entries.map((entry, index) => {
          const one = state.participants[entry.entityId];
          const now = rolled && index === state.currentTurnIndex;
          const open = inspected === entry.entityId;
          return (
            <li key={entry.entityId} data-now={now} data-dead={one?.health === 'dead'} data-secret={one?.secret === true} aria-current={now ? 'step' : undefined}>
              <button
                type="button"
                className="lv-initiative-entry"
                data-testid={`initiative-${entry.entityId}`}
                aria-expanded={open}
                onClick={() => inspect(open ? null : entry.entityId)}
              >
                <span className="lv-initiative-count">{entry.initiative ?? '–'}</span>
                <span className="lv-initiative-mark" data-type={entry.entityType} aria-hidden="true">{initials(entry.name)}</span>
                <span className="lv-initiative-name">
                  {entry.name}
                  {one?.secret === true && <em> secret</em>}
                  {one?.hidden === true && one.secret !== true && <em> hidden</em>}
                </span>
                {one !== undefined && <HealthBadge one={one} />}
              </button>
              {one !== undefined && <Conditions one={one} brief={!open} />}
              {one !== undefined && open && (
                <div className="lv-initiative-more">
                  <p>
                    {one.description}
                    {one.armorClass !== undefined && ` · AC ${one.armorClass}`}
                    {one.elevationFt !== 0 && ` · ${one.elevationFt} ft up`}
                  </p>
                  {isDm && <CreatureControls one={one} />}
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
