// Plays a whole fight through the public procedures, as a DM may: every creature takes a simple, legal turn. It knows no
// rules: it picks among what the server says is available.
import type { Action, GameState, ParticipantState } from '@live/protocol';

import type { Client } from './client.ts';

export const DEMO = 'ambush';

export async function stateOf(client: Client, interactionId = DEMO): Promise<GameState> {
  return (await client.interaction.getRoomState.query({ interactionId })).state;
}

/** Sets the demo live and rolls initiative. */
export async function begin(dm: Client, interactionId = DEMO): Promise<void> {
  await dm.interaction.setLive.mutate({ interactionId });
  await dm.interaction.joinRoom.mutate({ interactionId });
  await dm.interaction.rollInitiative.mutate({ interactionId });
}

export function current(state: GameState): ParticipantState | undefined {
  const entry = state.initiativeOrder[state.currentTurnIndex];
  return entry === undefined ? undefined : state.participants[entry.entityId];
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
}

function enemies(state: GameState, of: ParticipantState): ParticipantState[] {
  return Object.values(state.participants).filter(
    (one) => one.side !== of.side && one.health !== 'dead' && one.health !== 'down',
  );
}

export interface Move {
  kind: 'attack' | 'move' | 'end';
  run: () => Promise<unknown>;
}

/** The next thing for the creature whose turn it is: an attack if one can be made, a step nearer, or the end. */
export function nextMove(client: Client, state: GameState, moved: boolean): Move {
  const actor = current(state);
  if (actor === undefined) throw new Error('nobody has the turn');
  const base = { interactionId: state.interactionId, entityId: actor.entityId };
  const foes = new Set(enemies(state, actor).map((one) => one.entityId));
  const attack = actor.availableActions.find(
    (action: Action) => action.type === 'attack' && action.available && action.targets.some((id) => foes.has(id)),
  );
  if (attack !== undefined) {
    const target = attack.targets.find((id) => foes.has(id)) as string;
    return {
      kind: 'attack',
      run: () =>
        client.interaction.takeTurn.mutate({ ...base, type: 'attack', target,
          ...(attack.actionId === undefined ? {} : { actionId: attack.actionId }),
          ...(attack.parameters === undefined ? {} : { parameters: attack.parameters }) }),
    };
  }
  const nearest = enemies(state, actor).sort(
    (a, b) => distance(a.position, actor.position) - distance(b.position, actor.position),
  )[0];
  if (!moved && nearest !== undefined) {
    const here = distance(actor.position, nearest.position);
    const step = [...actor.reachable].sort(
      (a, b) => distance(a, nearest.position) - distance(b, nearest.position) || a.costFt - b.costFt,
    )[0];
    if (step !== undefined && distance(step, nearest.position) < here) {
      return {
        kind: 'move',
        run: () => client.interaction.takeTurn.mutate({ ...base, type: 'move', position: { x: step.x, y: step.y } }),
      };
    }
  }
  return { kind: 'end', run: () => client.interaction.takeTurn.mutate({ ...base, type: 'end' }) };
}

export type TurnInput = Parameters<Client['interaction']['takeTurn']['mutate']>[0];

export interface Plan {
  kind: Move['kind'];
  input: TurnInput;
}

/** What `nextMove` would send, without sending it. */
export async function plan(state: GameState, moved: boolean): Promise<Plan> {
  const inputs: TurnInput[] = [];
  const note = { interaction: { takeTurn: { mutate: async (input: TurnInput) => void inputs.push(input) } } };
  const move = nextMove(note as unknown as Client, state, moved);
  await move.run();
  const [input] = inputs;
  if (input === undefined) throw new Error('nothing to do');
  return { kind: move.kind, input };
}

/** Declines every open prompt that the client may answer. */
export async function declinePrompts(client: Client, state: GameState): Promise<boolean> {
  for (const prompt of state.prompts) {
    await client.interaction.respond.mutate({ interactionId: state.interactionId, promptId: prompt.promptId });
  }
  return state.prompts.length > 0;
}

export interface FightReport {
  state: GameState;
  steps: number;
}

export interface Table {
  dm: Client;
  /** By user id; characters of players who are not here are played by the DM. */
  players?: Readonly<Record<string, Client>>;
}

/** Who acts for the creature whose turn it is. */
export function actingClient(table: Table, state: GameState): Client {
  return table.players?.[current(state)?.userId ?? ''] ?? table.dm;
}

/** Plays until there is an outcome, or `until` says so. */
export async function playFight(
  table: Table,
  options: { interactionId?: string; maxSteps?: number; until?: (state: GameState) => boolean } = {},
): Promise<FightReport> {
  const { interactionId = DEMO, maxSteps = 3000, until = () => false } = options;
  const everyone = [table.dm, ...Object.values(table.players ?? {})];
  let turn = '';
  let moved = false;
  for (let steps = 0; steps < maxSteps; steps += 1) {
    const state = await stateOf(table.dm, interactionId);
    if (state.outcome !== undefined || state.status === 'completed' || until(state)) return { state, steps };
    let answered = false;
    for (const client of everyone) answered = (await declinePrompts(client, await stateOf(client, interactionId))) || answered;
    if (answered) continue;
    const key = `${state.roundNumber}/${state.currentTurnIndex}`;
    if (key !== turn) [turn, moved] = [key, false];
    const client = actingClient(table, state);
    const move = nextMove(client, await stateOf(client, interactionId), moved);
    moved ||= move.kind === 'move';
    await move.run();
  }
  throw new Error(`no outcome after ${maxSteps} steps`);
}
