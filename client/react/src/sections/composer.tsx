/** The chosen action until it goes out: slot, targets, place. Everything the map offers by pointing is here by name. */
import type { ParticipantState } from '@live/protocol';
import type { ReactNode } from 'react';
import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import { spaceDistanceFt } from '../map/geometry.ts';
import { actionName } from '../table/action-name.ts';
import { wantsPlace, type Choice } from '../table/choice.ts';
import { useTable } from '../table/table-context.tsx';
import { HealthBadge } from './participant-card.tsx';

export function Composer({ choice }: { choice: Choice }): ReactNode {
  const { cancelChoice, setSlot, confirmTargets, busy } = useTable();
  const { action, slot, targets } = choice;
  const several = action.targetKind === 'creatures';
  const plain = action.targetKind === 'none' || action.targetKind === 'self';
  return (
    <div className="lv-composer" data-testid="composer">
      <p className="lv-composer-title" role="status">
        <strong>{actionName(action)}</strong> {instruction(choice)}
      </p>
      {action.slotLevels.length > 1 && (
        <RadioGroup className="lv-slots" orientation="horizontal" value={String(slot)} onChange={(level) => setSlot(Number(level))}>
          <Label>Slot level</Label>
          {action.slotLevels.map((level) => (
            <Radio key={level} value={String(level)} className="lv-slot">{level}</Radio>
          ))}
        </RadioGroup>
      )}
      {(several || action.targetKind === 'creature') && <TargetList choice={choice} />}
      {several && <ChosenTargets choice={choice} />}
      <div className="lv-row">
        {(several || plain) && (
          <Button
            className="lv-button lv-primary"
            data-testid="confirm-action"
            isDisabled={busy || (several && targets.length === 0)}
            onPress={confirmTargets}
          >
            {several ? `Confirm (${targets.length} of ${action.maxTargets ?? 1})` : 'Confirm'}
          </Button>
        )}
        <Button className="lv-button" data-testid="cancel-action" onPress={cancelChoice}>Cancel</Button>
      </div>
    </div>
  );
}

function instruction({ action }: Choice): string {
  if (wantsPlace(action)) return action.area === undefined ? '– choose a cell on the map.' : '– aim on the map.';
  if (action.targetKind === 'creatures') return `– choose up to ${action.maxTargets ?? 1} targets.`;
  if (action.targetKind === 'creature') return '– choose a target.';
  return '– confirm.';
}

function TargetList({ choice }: { choice: Choice }): ReactNode {
  const { state, pickTarget, acting, shown, busy } = useTable();
  const from = acting ?? shown;
  const own = (one: ParticipantState): boolean => one.side === from?.side;
  const found = choice.action.targets.flatMap((id) => state.participants[id] ?? []);
  // Nobody should strike a friend because that name came first.
  if (choice.action.type === 'attack') found.sort((a, b) => Number(own(a)) - Number(own(b)));
  if (found.length === 0) return <p className="lv-empty">Nobody is a legal target now.</p>;
  return (
    <ul className="lv-targets" aria-label="Targets">
      {found.map((one) => (
        <li key={one.entityId}>
          <Button className="lv-target" data-testid={`target-${one.entityId}`} isDisabled={busy} onPress={() => pickTarget(one.entityId)}>
            <span>
              {one.name}
              {own(one) && one.entityId !== from?.entityId && <em className="lv-own-side"> own side</em>}
            </span>
            <HealthBadge one={one} />
            {from !== null && <span className="lv-target-distance">{one.entityId === from.entityId ? 'self' : `${spaceDistanceFt(from, one)} ft`}</span>}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function ChosenTargets({ choice }: { choice: Choice }): ReactNode {
  const { state, dropTarget } = useTable();
  if (choice.targets.length === 0) return null;
  return (
    <ol className="lv-chosen" aria-label="Chosen targets">
      {choice.targets.map((id, index) => (
        <li key={`${id}-${index}`}>
          <Button className="lv-chip" onPress={() => dropTarget(index)} aria-label={`Remove ${state.participants[id]?.name ?? id}`}>
            {state.participants[id]?.name ?? id} <span aria-hidden="true">×</span>
          </Button>
        </li>
      ))}
    </ol>
  );
}
