import type { InventoryItem, ParticipantState } from '@live/protocol';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTable } from '../table/table-context.tsx';

/** Use, equip, put away. What an item does when used is asked of the server's own list of actions where it has one. */
export function Inventory(): ReactNode {
  const { shown } = useTable();
  const items = shown?.inventory?.items ?? [];
  if (shown === null || items.length === 0) return <p className="lv-empty">Nothing is carried.</p>;
  return (
    <section className="lv-inventory" aria-label={`Inventory of ${shown.name}`}>
      <ul>
        {items.map((item) => <Item key={item.itemId} item={item} owner={shown} />)}
      </ul>
    </section>
  );
}

const WORN: ReadonlySet<string> = new Set(['weapon', 'armor', 'shield']);

function Item({ item, owner }: { item: InventoryItem; owner: ParticipantState }): ReactNode {
  const { choose, submit, acting, busy, toasts } = useTable();
  const { itemId } = item;
  const useAction = owner.availableActions.find((one) => one.type === 'useItem' && one.itemId === itemId);
  const handling = item.equipped ? 'unequip' : 'equip';
  const handleAction = owner.availableActions.find((one) => one.actionId === handling && one.itemId === itemId);
  const mayAct = acting?.entityId === owner.entityId && !busy;
  const handle = (): void => {
    if (handleAction?.available === false) return toasts.say(`${item.name}: ${handleAction.reason ?? 'not now.'}`);
    void submit({ type: 'interact', entityId: owner.entityId, actionId: handling, itemId });
  };
  const use = (): void => {
    if (useAction !== undefined) return choose(useAction);
    void submit({ type: 'useItem', entityId: owner.entityId, itemId });
  };
  const handleWord = item.equipped ? 'Put away' : 'Equip';
  return (
    <li data-equipped={item.equipped}>
      <div className="lv-item-words">
        <strong>{item.name}</strong>
        {item.quantity !== 1 && <span className="lv-item-count">×{item.quantity}</span>}
        {item.equipped && <span className="lv-tag">equipped</span>}
        <p>{item.description}</p>
      </div>
      <div className="lv-row">
        {item.usable && (
          <Button className="lv-button" data-testid={`use-${itemId}`} isDisabled={!mayAct} aria-label={`Use ${item.name}`} onPress={use}>
            Use
          </Button>
        )}
        {WORN.has(item.kind) && (
          <Button
            className="lv-button"
            data-testid={`${handling}-${itemId}`}
            isDisabled={!mayAct}
            aria-label={`${handleWord} ${item.name}`}
            onPress={handle}
          >
            {handleWord}
          </Button>
        )}
      </div>
    </li>
  );
}
