/** What the viewer is about to do: an action that still wants a target, a place or a slot. Pure. */
import type { Action, Position } from '@live/protocol';
import type { TurnRequest } from '@live/sync';
import { areaPosition, isAimed, type Aim } from '../map/area.ts';

export interface Choice {
  action: Action;
  entityId: string;
  /** Spell slot level; null for what needs none. */
  slot: number | null;
  /** Chosen so far, for actions with several targets; one may be named more than once. */
  targets: readonly string[];
}

export function beginChoice(entityId: string, action: Action): Choice {
  return { action, entityId, slot: action.slotLevels[0] ?? null, targets: [] };
}

/** Does the action go out as soon as it is pressed? */
export function needsNothing(action: Action): boolean {
  return (action.targetKind === 'none' || action.targetKind === 'self') && action.slotLevels.length < 2;
}

export function addTarget(choice: Choice, entityId: string): Choice {
  const most = choice.action.maxTargets ?? 1;
  return choice.targets.length >= most ? choice : { ...choice, targets: [...choice.targets, entityId] };
}

export function removeTarget(choice: Choice, index: number): Choice {
  return { ...choice, targets: choice.targets.filter((_, at) => at !== index) };
}

export function wantsPlace(action: Action): boolean {
  return action.targetKind === 'point' || action.targetKind === 'cell';
}

/** The action without any aim: what `none` and `self` send. */
export function plainRequest(entityId: string, action: Action, slot: number | null = null): TurnRequest {
  const parameters = parametersOf(action, slot);
  return {
    type: action.type,
    entityId,
    ...(action.actionId === undefined ? {} : { actionId: action.actionId }),
    ...(action.itemId === undefined ? {} : { itemId: action.itemId }),
    ...(action.spellId === undefined ? {} : { spellId: action.spellId }),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
  };
}

export function targetRequest(choice: Choice, target: string): TurnRequest {
  return { ...plainRequest(choice.entityId, choice.action, choice.slot), target };
}

export function targetsRequest(choice: Choice): TurnRequest {
  const parameters = { ...parametersOf(choice.action, choice.slot), targets: [...choice.targets] };
  return { ...plainRequest(choice.entityId, choice.action, choice.slot), parameters };
}

/** A place: a cell, a lattice point, or for cones and lines the cell aimed at. */
export function placeRequest(choice: Choice, aim: Aim): TurnRequest {
  const { action } = choice;
  const plain = plainRequest(choice.entityId, action, choice.slot);
  if (action.area === undefined) return { ...plain, position: aim.cell };
  const position = areaPosition(action.area, aim);
  if (!isAimed(action.area)) return { ...plain, position };
  return { ...plain, position, parameters: { ...parametersOf(action, choice.slot), aim: position } };
}

export function moveRequest(entityId: string, position: Position): TurnRequest {
  return { type: 'move', entityId, position };
}

/** The first attack that can reach a creature now: what a click on it means when nothing is chosen. */
export function attackOn(actions: readonly Action[], entityId: string): Action | null {
  return actions.find((one) => one.type === 'attack' && one.available && one.targets.includes(entityId)) ?? null;
}

/** What the server says makes it this action (the off hand, a bonus action), and the slot that was chosen. */
function parametersOf(action: Action, slot: number | null): Record<string, unknown> {
  const given = action.parameters;
  const own = typeof given === 'object' && given !== null ? { ...given } : {};
  return slot !== null && action.type === 'cast' ? { ...own, slot } : own;
}
