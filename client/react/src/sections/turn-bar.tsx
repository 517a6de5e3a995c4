/** Whose turn it is, how long it lasts, what is left of it, and its end: in reach of a thumb, always in view. */
import type { TurnEconomy } from '@live/protocol';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTable } from '../table/table-context.tsx';
import { Icon } from '../ui/icon.tsx';
import { Countdown } from './countdown.tsx';

export function TurnBar(): ReactNode {
  const { state, active, acting, actions, run, busy, clockOffsetMs, isDm } = useTable();
  const turn = state.initiativeOrder[state.currentTurnIndex];
  const name = active?.name ?? turn?.name;
  const mine = acting !== null && (!isDm || acting.userId === undefined || acting.userId === state.viewer.userId);
  return (
    <section className="lv-turnbar" aria-label="Turn" data-mine={mine}>
      <div className="lv-turnbar-who">
        <span className="lv-round" data-testid="round-number">{state.roundNumber > 0 ? `Round ${state.roundNumber}` : 'Before the fight'}</span>
        <h2 data-testid="turn-entity" data-entity={turn?.entityId ?? ''}>{turnTitle(state.status, name, mine && !isDm)}</h2>
      </div>
      {state.turnDeadline !== undefined && turn !== undefined && (
        <Countdown
          deadline={state.turnDeadline}
          spanMs={state.turnTimeLimit * 1000}
          offsetMs={clockOffsetMs}
          running={state.status === 'active'}
          label="Time left of this turn"
          announced={acting !== null}
        />
      )}
      {acting?.economy !== undefined && <Economy economy={acting.economy} />}
      {acting !== null && state.status === 'active' && (
        <Button
          className="lv-button lv-primary"
          data-testid="end-turn"
          isDisabled={busy}
          onPress={() => void run(actions.endTurn(acting.entityId))}
        >
          <Icon name="check" /> End turn
        </Button>
      )}
    </section>
  );
}

function turnTitle(status: string, name: string | undefined, own: boolean): string {
  if (status === 'completed') return 'The fight is over';
  if (status === 'paused') return 'Paused';
  if (name === undefined) return status === 'waiting' ? 'Waiting for initiative' : 'Between turns';
  return own ? `Your turn, ${name}` : `${name}’s turn`;
}

/** What is still to spend: each part by a word, a shape and a state. */
export function Economy({ economy }: { economy: TurnEconomy }): ReactNode {
  const parts: { name: string; left: boolean; shape: string }[] = [
    { name: economy.attacksLeft > 0 ? `Attacks: ${economy.attacksLeft}` : 'Action', left: economy.action || economy.attacksLeft > 0, shape: 'circle' },
    { name: 'Bonus', left: economy.bonusAction, shape: 'triangle' },
    { name: 'Reaction', left: economy.reaction, shape: 'diamond' },
  ];
  return (
    <ul className="lv-economy" aria-label="Left this turn">
      {parts.map((part) => (
        <li key={part.name} data-left={part.left} data-shape={part.shape}>
          <i aria-hidden="true" />
          {part.name}
          <span className="lv-hidden">{part.left ? ', available' : ', spent'}</span>
        </li>
      ))}
      <li data-left={economy.movementLeftFt > 0} data-shape="bar" data-testid="movement-left">
        {economy.movementLeftFt} / {economy.speedFt} ft
        <span className="lv-hidden"> of movement left</span>
      </li>
    </ul>
  );
}
