/** An interaction as it is being edited. Pure, so that placing and naming can be tested. */
import type { CreateInteractionInput, CreatureSummary, Interaction, MapSummary, Placement, Position } from '@live/protocol';

export interface Draft {
  name: string;
  description: string;
  mapId: string;
  placements: readonly Placement[];
  turnTimeLimit: number;
  fiveTenFive: boolean;
}

export const EMPTY_DRAFT: Draft = {
  name: '',
  description: '',
  mapId: '',
  placements: [],
  turnTimeLimit: 90,
  fiveTenFive: false,
};

export function draftOf(interaction: Interaction): Draft {
  return {
    name: interaction.name,
    description: interaction.description,
    mapId: interaction.mapId,
    placements: interaction.placements,
    turnTimeLimit: interaction.settings.turnTimeLimit ?? EMPTY_DRAFT.turnTimeLimit,
    fiveTenFive: interaction.settings.fiveTenFive ?? false,
  };
}

export function inputOf(draft: Draft): Omit<CreateInteractionInput, 'campaignId'> {
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    mapId: draft.mapId,
    placements: [...draft.placements],
    settings: { turnTimeLimit: draft.turnTimeLimit, fiveTenFive: draft.fiveTenFive },
  };
}

/** A character keeps its own id and is there once; of monsters there can be many, and each gets a number. */
export function addCreature(draft: Draft, creature: CreatureSummary, map: MapSummary): Draft {
  const same = draft.placements.filter((one) => one.creatureId === creature.id);
  const single = creature.entityType === 'playerCharacter';
  if (single && same.length > 0) return draft;
  const taken = new Set(draft.placements.map((one) => one.entityId));
  let number = same.length + 1;
  while (!single && taken.has(`${creature.id}-${number}`)) number += 1;
  const placement: Placement = {
    entityId: single ? creature.id : `${creature.id}-${number}`,
    creatureId: creature.id,
    name: single ? creature.name : `${creature.name} ${number}`,
    position: freeCell(draft, map),
    secret: false,
  };
  return { ...draft, placements: [...draft.placements, placement] };
}

export function changePlacement(draft: Draft, entityId: string, change: Partial<Placement>): Draft {
  return { ...draft, placements: draft.placements.map((one) => (one.entityId === entityId ? { ...one, ...change } : one)) };
}

export function removePlacement(draft: Draft, entityId: string): Draft {
  return { ...draft, placements: draft.placements.filter((one) => one.entityId !== entityId) };
}

/** The first cell, row by row, where someone can stand and nobody does. */
export function freeCell(draft: Draft, map: MapSummary): Position {
  for (let y = 0; y < map.height; y += 1) {
    for (let x = 0; x < map.width; x += 1) if (canStand(draft, map, { x, y })) return { x, y };
  }
  return { x: 0, y: 0 };
}

export function canStand(draft: Draft, map: MapSummary, { x, y }: Position, except?: string): boolean {
  const ground = map.rows[y]?.[x];
  if (ground === undefined || '#T+'.includes(ground)) return false;
  return !draft.placements.some((one) => one.entityId !== except && one.position.x === x && one.position.y === y);
}

/** What keeps the draft from being saved, as sentences; empty when nothing does. */
export function faults(draft: Draft, map: MapSummary | undefined): string[] {
  const found: string[] = [];
  if (draft.name.trim() === '') found.push('Give it a name.');
  if (map === undefined) return [...found, 'Choose a map.'];
  for (const one of draft.placements) {
    if (!canStand(draft, map, one.position, one.entityId)) found.push(`${one.name} cannot stand where it is placed.`);
  }
  return found;
}
