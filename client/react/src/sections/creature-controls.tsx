/** What the DM may set on one creature. Each use is on record (rules §28). */
import type { ParticipantState } from '@live/protocol';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, Input, Label, NumberField } from 'react-aria-components';
import { useTable } from '../table/table-context.tsx';
import { Icon } from '../ui/icon.tsx';

const CONDITIONS = [
  'blinded', 'charmed', 'deafened', 'frightened', 'grappled', 'incapacitated', 'invisible', 'paralyzed', 'petrified',
  'poisoned', 'prone', 'restrained', 'stunned', 'unconscious',
];

export function CreatureControls({ one }: { one: ParticipantState }): ReactNode {
  const { actions, run } = useTable();
  const [hitPoints, setHitPoints] = useState(one.currentHP ?? 0);
  const [condition, setCondition] = useState('prone');
  const has = one.conditions.some((effect) => effect.name === condition);
  const { entityId } = one;

  const setHp = (event: FormEvent): void => {
    event.preventDefault();
    if (Number.isFinite(hitPoints)) void run(actions.override({ entityId, currentHP: hitPoints }));
  };
  return (
    <div className="lv-creature-controls">
      <form className="lv-row" onSubmit={setHp}>
        <NumberField className="lv-number" minValue={0} maxValue={9999} value={hitPoints} onChange={setHitPoints}>
          <Label>Hit points</Label>
          <Input data-testid={`override-hp-${entityId}`} />
        </NumberField>
        <Button type="submit" className="lv-button" data-testid={`set-hp-${entityId}`}>Set</Button>
        <Button className="lv-button" data-testid={`reveal-${entityId}`} onPress={() => void run(actions.override({ entityId, secret: !one.secret }))}>
          <Icon name="eye" /> {one.secret ? 'Reveal' : 'Make secret'}
        </Button>
      </form>
      <div className="lv-row">
        <label className="lv-field">
          <span>Condition</span>
          <select className="lv-select" value={condition} onChange={(event) => setCondition(event.target.value)}>
            {CONDITIONS.map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
        <Button
          className="lv-button"
          onPress={() => void run(actions.override({ entityId, ...(has ? { removeCondition: condition } : { addCondition: condition }) }))}
        >
          {has ? 'Remove' : 'Add'}
        </Button>
      </div>
    </div>
  );
}
