/** What the sections of an open table share: the state, what the viewer is about to do, and how to do it. */
import type { Action, GameState, ParticipantState, Position } from '@live/protocol';
import type { ActionResult, TurnRequest } from '@live/sync';
import { inFlight } from '@live/sync';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import type { LiveInteraction } from '../context/use-live-interaction.ts';
import { distanceFt } from '../map/geometry.ts';
import type { Aim } from '../map/area.ts';
import { useToasts, type Toasts } from '../ui/toasts.tsx';
import { actionName } from './action-name.ts';
import * as choices from './choice.ts';
import type { Choice } from './choice.ts';

export interface Table extends Omit<LiveInteraction, 'gameState'> {
  state: GameState;
  isDm: boolean;
  /** Whose turn it is, as far as the viewer may know. */
  active: ParticipantState | null;
  /** Whose turn it is, when the viewer may act for it. */
  acting: ParticipantState | null;
  /** Whose sheet is shown: who acts, else the own character that was chosen, else the first. */
  shown: ParticipantState | null;
  choice: Choice | null;
  busy: boolean;
  inspected: string | null;
  inspect(entityId: string | null): void;
  choose(action: Action): void;
  setSlot(level: number): void;
  dropTarget(index: number): void;
  cancelChoice(): void;
  confirmTargets(): void;
  /** A cell was clicked, tapped or entered: moves, aims or picks, as things stand. */
  actOn(aim: Aim): void;
  pickTarget(entityId: string): void;
  submit(request: TurnRequest): Promise<void>;
  /** Shows a refusal, if that is what comes back. */
  run(result: Promise<ActionResult>): Promise<boolean>;
  toasts: Toasts;
}

const TableContext = createContext<Table | null>(null);

export function useTable(): Table {
  const table = use(TableContext);
  if (table === null) throw new Error('This section belongs inside a LiveInteractionModal.');
  return table;
}

export interface TableProviderProps {
  live: LiveInteraction;
  state: GameState;
  children: ReactNode;
}

export function TableProvider({ live, state, children }: TableProviderProps): ReactNode {
  const toasts = useToasts();
  const [wanted, setChoice] = useState<Choice | null>(null);
  const [inspected, inspect] = useState<string | null>(null);
  const { active, acting, shown } = useMemo(
    () => whoIsWho(state, live.currentUser, inspected),
    [state, live.currentUser, inspected],
  );
  const choice = current(wanted, acting ?? shown);
  const busy = live.ownActions.some((one) => inFlight(one) && one.kind === 'takeTurn');

  const run = useCallback(
    async (result: Promise<ActionResult>): Promise<boolean> => {
      const answer = await result;
      if (!answer.ok) toasts.refuse(answer.refusal);
      else if (answer.accepted.queued) toasts.say('The game is paused: this will be done when it goes on.');
      return answer.ok;
    },
    [toasts],
  );

  // Handlers read the newest values, so that the map's many cells need not be made anew for each change.
  const now = useRef({ state, acting, shown, choice, busy, actions: live.actions });
  now.current = { state, acting, shown, choice, busy, actions: live.actions };

  const handlers = useMemo(() => {
    const submit = async (request: TurnRequest): Promise<void> => {
      if (now.current.busy) return;
      const done = await run(now.current.actions.takeTurn(request));
      if (done) setChoice(null);
    };
    const pickTarget = (entityId: string): void => {
      const { choice: chosen, acting: actor, state: table } = now.current;
      if (chosen === null) {
        // Without a chosen action a click strikes foes only; a friend must be meant by choosing the action first.
        const isFoe = actor !== null && table.participants[entityId]?.side !== actor.side;
        const attack = actor !== null && isFoe ? choices.attackOn(actor.availableActions, entityId) : null;
        if (actor === null || attack === null) return inspect(entityId);
        return void submit(choices.targetRequest(choices.beginChoice(actor.entityId, attack), entityId));
      }
      if (chosen.action.targetKind === 'creatures') return setChoice(choices.addTarget(chosen, entityId));
      if (chosen.action.targetKind === 'creature') return void submit(choices.targetRequest(chosen, entityId));
    };
    const actOn = (aim: Aim): void => {
      const { choice: chosen, acting: actor, state: table } = now.current;
      if (chosen !== null && choices.wantsPlace(chosen.action)) return void submit(choices.placeRequest(chosen, aim));
      const occupant = standingAt(table, aim.cell);
      if (occupant !== null) return pickTarget(occupant.entityId);
      if (chosen !== null) return toasts.say(`${actionName(chosen.action)} wants a creature: choose one that is marked.`);
      if (actor === null) return;
      // What cannot be reached is sent too: the server knows why not, and what would be the nearest way.
      void submit(choices.moveRequest(actor.entityId, aim.cell));
    };
    const choose = (action: Action): void => {
      const owner = now.current.acting ?? now.current.shown;
      if (owner === null) return;
      if (!action.available) return toasts.say(`${actionName(action)}: ${action.reason ?? 'not now.'}`);
      if (choices.needsNothing(action)) return void submit(choices.plainRequest(owner.entityId, action, action.slotLevels[0] ?? null));
      setChoice(choices.beginChoice(owner.entityId, action));
    };
    return {
      submit,
      pickTarget,
      actOn,
      choose,
      setSlot: (level: number) => setChoice((chosen) => (chosen === null ? null : { ...chosen, slot: level })),
      dropTarget: (index: number) => setChoice((chosen) => (chosen === null ? null : choices.removeTarget(chosen, index))),
      cancelChoice: () => setChoice(null),
      confirmTargets: () => {
        const chosen = now.current.choice;
        if (chosen === null) return;
        const { targetKind } = chosen.action;
        if (targetKind === 'creatures') void submit(choices.targetsRequest(chosen));
        else void submit(choices.plainRequest(chosen.entityId, chosen.action, chosen.slot));
      },
    };
  }, [run, toasts]);

  const { gameState: _, ...rest } = live;
  const table: Table = {
    ...rest,
    ...handlers,
    state,
    isDm: state.viewer.role === 'dm',
    active,
    acting,
    shown,
    choice,
    busy,
    inspected,
    inspect,
    run,
    toasts,
  };
  return <TableContext value={table}>{children}</TableContext>;
}

interface WhoIsWho {
  active: ParticipantState | null;
  acting: ParticipantState | null;
  shown: ParticipantState | null;
}

/** Between own turns, whoever plays several characters looks at the one that was chosen in the order. */
function whoIsWho(state: GameState, own: ParticipantState | null, inspected: string | null): WhoIsWho {
  const turn = state.initiativeOrder[state.currentTurnIndex];
  const active = turn === undefined ? null : (state.participants[turn.entityId] ?? null);
  const acting = active !== null && active.controlled && state.status !== 'completed' ? active : null;
  const mayLook = inspected !== null && (state.viewer.role === 'dm' || state.viewer.entityIds.includes(inspected));
  const looked = mayLook ? (state.participants[inspected] ?? null) : null;
  return { active, acting, shown: acting ?? looked ?? own };
}

/** A choice lives only as long as its action can still be done by the one who chose it. */
function current(choice: Choice | null, owner: ParticipantState | null): Choice | null {
  if (choice === null || owner === null || choice.entityId !== owner.entityId) return null;
  const action = owner.availableActions.find((one) => one.id === choice.action.id);
  return action === undefined || !action.available ? null : { ...choice, action };
}

function standingAt(state: GameState, cell: Position): ParticipantState | null {
  const here = Object.values(state.participants).filter((one) => distanceFt(one, cell) === 0);
  return here.find((one) => one.health !== 'dead') ?? null;
}
