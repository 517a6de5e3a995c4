import type { ParticipantState, StatusEffect } from '@live/protocol';
import type { ReactNode } from 'react';
import { healthShare } from '../map/map-tokens.tsx';
import { actionName } from '../table/action-name.ts';
import { Icon } from '../ui/icon.tsx';

const HEALTH_WORDS: Readonly<Record<ParticipantState['health'], string>> = {
  unhurt: 'Unhurt',
  wounded: 'Wounded',
  bloodied: 'Bloodied',
  nearDeath: 'Near death',
  down: 'Down',
  dead: 'Dead',
};

/** Hit points where the viewer may know them, else the level. */
export function HealthBadge({ one }: { one: ParticipantState }): ReactNode {
  const exact = one.currentHP !== undefined && one.maxHP !== undefined;
  return (
    <span className="lv-health" data-health={one.health} data-testid={`health-${one.entityId}`}>
      <span className="lv-health-bar" aria-hidden="true"><span style={{ transform: `scaleX(${healthShare(one)})` }} /></span>
      <span className="lv-health-word">
        {exact ? `${one.currentHP}/${one.maxHP}` : HEALTH_WORDS[one.health]}
        {exact && <span className="lv-hidden"> hit points, {HEALTH_WORDS[one.health]}</span>}
        {(one.tempHP ?? 0) > 0 && <span className="lv-temp"> +{one.tempHP}<span className="lv-hidden"> temporary</span></span>}
      </span>
    </span>
  );
}

/** `brief` leaves running effects out: conditions are what everybody must see at a glance. */
export function Conditions({ one, brief = false }: { one: ParticipantState; brief?: boolean }): ReactNode {
  const effects = one.conditions.filter((effect) => !brief || effect.isCondition);
  if (effects.length === 0 && one.concentration === undefined) return null;
  return (
    <ul className="lv-conditions" aria-label={`Conditions of ${one.name}`}>
      {one.concentration !== undefined && <li data-kind="concentration">Concentrating: {one.concentration}</li>}
      {effects.map((effect, index) => (
        <li key={`${effect.name}-${index}`} data-kind={effect.isCondition ? 'condition' : 'effect'}>{effectWords(effect)}</li>
      ))}
    </ul>
  );
}

function effectWords(effect: StatusEffect): string {
  if (effect.roundsLeft !== undefined) return `${effect.name}, ${effect.roundsLeft} ${effect.roundsLeft === 1 ? 'round' : 'rounds'}`;
  return effect.until === undefined ? effect.name : `${effect.name}, until ${effect.until}`;
}

/** The head of a sheet: who, how well, how protected, what is left to spend. */
export function SheetSummary({ one }: { one: ParticipantState }): ReactNode {
  return (
    <header className="lv-sheet">
      <div className="lv-sheet-name">
        <h2>{one.name}</h2>
        <span>{one.description}</span>
      </div>
      <div className="lv-sheet-facts">
        <HealthBadge one={one} />
        {one.armorClass !== undefined && <span className="lv-fact"><Icon name="shield" /><span className="lv-hidden">Armour class </span>{one.armorClass}</span>}
        {one.spellSlots.map((slots) => (
          <span key={slots.level} className="lv-fact" title={`Level ${slots.level} spell slots`}>
            <span className="lv-fact-label">Slots {slots.level}</span>
            <Pips left={slots.left} total={slots.total} />
          </span>
        ))}
        {one.resources.map((resource) => (
          <span key={resource.id} className="lv-fact">
            <span className="lv-fact-label">{actionName(resource)}</span>
            <Pips left={resource.left} total={resource.total} />
          </span>
        ))}
      </div>
      {one.deathSaves !== undefined && <DeathSaveMarks saves={one.deathSaves} />}
      <Conditions one={one} />
    </header>
  );
}

function Pips({ left, total }: { left: number; total: number }): ReactNode {
  if (total > 8) return <span>{left}/{total}</span>;
  return (
    <span className="lv-pips">
      <span className="lv-hidden">{left} of {total} left</span>
      {Array.from({ length: total }, (_, index) => <i key={index} aria-hidden="true" data-full={index < left} />)}
    </span>
  );
}

function DeathSaveMarks({ saves }: { saves: NonNullable<ParticipantState['deathSaves']> }): ReactNode {
  if (saves.stable) return <p className="lv-death">Stable</p>;
  return (
    <p className="lv-death">
      Death saves: {saves.successes} {saves.successes === 1 ? 'success' : 'successes'}, {saves.failures} {saves.failures === 1 ? 'failure' : 'failures'}
    </p>
  );
}
