/** What the one who acts can do, grouped by what it costs; what cannot be done now says why. */
import type { Action, ActionCost } from '@live/protocol';
import type { ReactNode } from 'react';
import { actionName } from '../table/action-name.ts';
import { useTable } from '../table/table-context.tsx';
import { Composer } from './composer.tsx';
import { SheetSummary } from './participant-card.tsx';

const GROUPS: readonly { cost: ActionCost; title: string }[] = [
  { cost: 'action', title: 'Actions' },
  { cost: 'bonusAction', title: 'Bonus actions' },
  { cost: 'movement', title: 'Movement' },
  { cost: 'free', title: 'Free' },
  { cost: 'reaction', title: 'Reactions' },
];

const ORDER: readonly Action['type'][] = ['attack', 'cast', 'useItem', 'interact', 'move', 'end'];

export function TurnInterface(): ReactNode {
  const { shown, acting, active, state, choice } = useTable();
  if (shown === null) {
    return <p className="lv-empty">{state.viewer.role === 'spectator' ? 'You are watching.' : emptyWords(active?.name)}</p>;
  }
  const offered = shown.availableActions.filter((one) => !isElsewhere(one));
  return (
    <section className="lv-turn" aria-label={`Actions of ${shown.name}`}>
      <SheetSummary one={shown} />
      {acting === null && active !== null && <p className="lv-waiting">Waiting for {active.name}.</p>}
      {choice !== null && <Composer choice={choice} />}
      {GROUPS.map(({ cost, title }) => (
        <ActionGroup key={cost} title={title} actions={offered.filter((one) => one.cost === cost)} />
      ))}
      {offered.length === 0 && <p className="lv-empty">Nothing to do at the moment.</p>}
    </section>
  );
}

/** Moving is done on the map, ending by its own button, and gear is handled with the gear. */
function isElsewhere(action: Action): boolean {
  return action.type === 'end' || action.type === 'move' || action.actionId === 'equip' || action.actionId === 'unequip';
}

/** Not said of each action: the line above the list says it of all. */
const SAID_ONCE = 'turn.notYours';

function emptyWords(name: string | undefined): string {
  return name === undefined ? 'No turn is running.' : `Waiting for ${name}.`;
}

function ActionGroup({ title, actions }: { title: string; actions: readonly Action[] }): ReactNode {
  if (actions.length === 0) return null;
  const rank = (one: Action): number => (one.available ? 0 : 100) + ORDER.indexOf(one.type);
  const sorted = [...actions].sort((a, b) => rank(a) - rank(b));
  return (
    <div className="lv-action-group">
      <h3>{title}</h3>
      <ul>
        {sorted.map((action) => <ActionButton key={action.id} action={action} />)}
      </ul>
    </div>
  );
}

function ActionButton({ action }: { action: Action }): ReactNode {
  const { choose, choice, busy } = useTable();
  const chosen = choice?.action.id === action.id;
  const facts = [action.summary, rangeWords(action)].filter((part) => part !== '').join(' · ');
  return (
    <li>
      <button
        type="button"
        className="lv-action"
        data-type={action.type}
        data-testid={`action-${action.id}`}
        aria-disabled={!action.available || busy}
        aria-pressed={chosen}
        onClick={() => choose(action)}
      >
        <span className="lv-action-name">{actionName(action)}</span>
        {action.slotLevels.length > 0 && (
          <span className="lv-action-slots" title="Spell slots it can be cast with">
            <span className="lv-hidden">slot level </span>{action.slotLevels.join(' ')}
          </span>
        )}
        {facts !== '' && <span className="lv-action-facts">{facts}</span>}
        {!action.available && action.reasonCode !== SAID_ONCE && (
          <span className="lv-action-reason">{action.reason ?? 'Not now.'}</span>
        )}
      </button>
    </li>
  );
}

function rangeWords(action: Action): string {
  const { rangeFt, longRangeFt, area } = action;
  const words: string[] = [];
  if (rangeFt !== undefined && rangeFt > 0) words.push(longRangeFt === undefined ? `${rangeFt} ft` : `${rangeFt}/${longRangeFt} ft`);
  if (area !== undefined) words.push(`${area.sizeFt}-ft ${area.shape}`);
  return words.join(', ');
}
