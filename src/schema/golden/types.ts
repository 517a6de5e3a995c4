export type EntityId = string;

export interface Position {
  x: number;
  y: number;
}

export type Ruleset = '2014' | '2024' | 'houseRules';

/** One who takes part.
 * Comments end with * / here. */
export interface Participant {
  entityId: EntityId;
  currentHP: number;
  position: Position;
  nickName?: string | undefined;
  target: Position | null;
  ruleset: Ruleset;
}

export type Code = 'OUT_OF_RANGE' | 'NOT_YOUR_TURN';

export interface TurnStarted {
  type: 'TURN_STARTED';
  who: EntityId;
}

export interface Paused {
  type: 'PAUSED';
}

export type Event = TurnStarted | Paused;

export interface Node {
  label: string;
  children: Node[];
}

export interface Everything {
  flag: boolean;
  int8: number;
  uint16: number;
  int64: number;
  uint64: number;
  seed: string;
  number: number;
  text: string;
  limited: string;
  raw: unknown;
  nothing?: undefined;
  participants: Participant[];
  pair: [number, number];
  bits?: boolean[] | undefined;
  byName: Record<string, number[]>;
  byCode: Partial<Record<Code, string>>;
  byEntity: Record<EntityId, number>;
  events: Event[];
  tree?: Node | undefined;
}

export interface Settings {
  turnTimeLimitSeconds?: number | undefined;
  title?: string | undefined;
}
