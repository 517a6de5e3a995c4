// Generated from the server's table of procedures. Do not edit.
import type {
  TRPCBuiltRouter, TRPCDefaultErrorData, TRPCErrorShape, TRPCMutationProcedure, TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server';

export interface Position {
  x: number;
  y: number;
}

export interface NearestOption {
  message: string;
  path: Position[];
  target?: string | undefined;
}

export interface Refusal {
  code: string;
  message: string;
  rule: string;
  nearest?: NearestOption | undefined;
}

export interface Placement {
  entityId: string;
  creatureId: string;
  name: string;
  position: Position;
  secret: boolean;
}

export interface InteractionSettings {
  turnTimeLimit?: number | undefined;
  ruleset?: string | undefined;
  chatEnabled?: boolean | undefined;
  allowPrivateChat?: boolean | undefined;
  fiveTenFive?: boolean | undefined;
}

export interface CreateInteractionInput {
  campaignId: string;
  name: string;
  description?: string | undefined;
  mapId: string;
  placements: Placement[];
  settings?: InteractionSettings | undefined;
  requestId?: string | undefined;
}

export type LiveState = 'idle' | 'live' | 'paused' | 'completed';

export interface Interaction {
  id: string;
  campaignId: string;
  name: string;
  description: string;
  liveStatus: LiveState;
  mapId: string;
  placements: Placement[];
  settings: InteractionSettings;
  lastActivity: number;
}

export interface EditInteractionInput {
  interactionId: string;
  name?: string | undefined;
  description?: string | undefined;
  mapId?: string | undefined;
  placements?: Placement[] | undefined;
  settings?: InteractionSettings | undefined;
}

export interface InteractionInput {
  interactionId: string;
}

export type ViewerRole = 'dm' | 'player' | 'spectator';

export interface CampaignMember {
  userId: string;
  name: string;
  role: ViewerRole;
}

export interface Campaign {
  id: string;
  name: string;
  description: string;
  role: ViewerRole;
  members: CampaignMember[];
}

export interface CampaignList {
  campaigns: Campaign[];
}

export interface CampaignInput {
  campaignId: string;
}

export type EntityType = 'playerCharacter' | 'npc' | 'monster';

export interface CreatureSummary {
  id: string;
  name: string;
  entityType: EntityType;
  description: string;
  userId?: string | undefined;
  maxHP?: number | undefined;
}

export interface CreatureList {
  creatures: CreatureSummary[];
}

export interface InteractionList {
  interactions: Interaction[];
}

export interface MapSummary {
  id: string;
  name: string;
  width: number;
  height: number;
  rows: string[];
}

export interface MapList {
  maps: MapSummary[];
}

export interface DmCommandInput {
  interactionId: string;
  reason?: string | undefined;
  requestId?: string | undefined;
}

export interface Die {
  sides: number;
  value: number;
  kept: boolean;
}

export interface RollModifier {
  source: string;
  value: number;
}

export interface Roll {
  label: string;
  mode: string;
  advantage: string[];
  disadvantage: string[];
  dice: Die[];
  modifiers: RollModifier[];
  total: number;
  target?: number | undefined;
  outcome?: string | undefined;
}

export interface LogEntry {
  timestamp: number;
  roundNumber: number;
  kind: string;
  entityId?: string | undefined;
  targetIds: string[];
  text: string;
  rolls: Roll[];
}

export interface Accepted {
  seq: number;
  requestId?: string | undefined;
  repeated: boolean;
  queued: boolean;
  log: LogEntry[];
}

export interface ChatHistoryInput {
  interactionId: string;
  before?: string | undefined;
  limit?: number | undefined;
}

export type ChatType = 'party' | 'dm' | 'private' | 'system';

export interface ChatMessage {
  id: string;
  userId: string;
  entityId?: string | undefined;
  content: string;
  type: ChatType;
  recipients?: string[] | undefined;
  timestamp: number;
  roll?: Roll | undefined;
}

export interface ChatHistoryResult {
  messages: ChatMessage[];
  more: boolean;
}

export type InteractionStatus = 'waiting' | 'active' | 'paused' | 'completed';

export interface Viewer {
  userId: string;
  name: string;
  role: ViewerRole;
  entityIds: string[];
}

export interface InitiativeEntry {
  entityId: string;
  name: string;
  entityType: EntityType;
  initiative?: number | undefined;
}

export type Health = 'unhurt' | 'wounded' | 'bloodied' | 'nearDeath' | 'down' | 'dead';

export interface StatusEffect {
  name: string;
  isCondition: boolean;
  sourceId?: string | undefined;
  roundsLeft?: number | undefined;
  until?: string | undefined;
}

export interface InventoryItem {
  itemId: string;
  name: string;
  kind: string;
  quantity: number;
  equipped: boolean;
  usable: boolean;
  description: string;
}

export interface InventoryState {
  items: InventoryItem[];
}

export type ActionType = 'move' | 'attack' | 'useItem' | 'cast' | 'interact' | 'end';

export type ActionCost = 'action' | 'bonusAction' | 'reaction' | 'free' | 'movement';

export type TargetKind = 'none' | 'self' | 'creature' | 'creatures' | 'point' | 'cell';

export interface ActionArea {
  shape: string;
  sizeFt: number;
  widthFt?: number | undefined;
}

export interface Action {
  id: string;
  type: ActionType;
  name: string;
  cost: ActionCost;
  available: boolean;
  reasonCode?: string | undefined;
  reason?: string | undefined;
  targetKind: TargetKind;
  rangeFt?: number | undefined;
  longRangeFt?: number | undefined;
  area?: ActionArea | undefined;
  maxTargets?: number | undefined;
  actionId?: string | undefined;
  itemId?: string | undefined;
  spellId?: string | undefined;
  slotLevels: number[];
  targets: string[];
  summary: string;
  parameters?: unknown | undefined;
}

export interface ReachableCell {
  x: number;
  y: number;
  costFt: number;
}

export interface TurnEconomy {
  action: boolean;
  bonusAction: boolean;
  reaction: boolean;
  interaction: boolean;
  attacksLeft: number;
  movementLeftFt: number;
  speedFt: number;
}

export interface DeathSaves {
  successes: number;
  failures: number;
  stable: boolean;
}

export interface SpellSlots {
  level: number;
  left: number;
  total: number;
}

export interface Resource {
  id: string;
  name: string;
  left: number;
  total: number;
}

export type TurnStatus = 'waiting' | 'active' | 'completed' | 'skipped';

export interface ParticipantState {
  entityId: string;
  entityType: EntityType;
  name: string;
  side: string;
  userId?: string | undefined;
  description: string;
  currentHP?: number | undefined;
  maxHP?: number | undefined;
  tempHP?: number | undefined;
  health: Health;
  armorClass?: number | undefined;
  position: Position;
  elevationFt: number;
  size: string;
  footprint: number;
  conditions: StatusEffect[];
  concentration?: string | undefined;
  inventory?: InventoryState | undefined;
  availableActions: Action[];
  reachable: ReachableCell[];
  economy?: TurnEconomy | undefined;
  deathSaves?: DeathSaves | undefined;
  spellSlots: SpellSlots[];
  resources: Resource[];
  turnStatus: TurnStatus;
  secret: boolean;
  hidden: boolean;
  controlled: boolean;
}

export interface MapState {
  mapId: string;
  name: string;
  width: number;
  height: number;
  rows: string[];
  light: string;
}

export type TurnOutcome = 'active' | 'completed' | 'skipped' | 'timeout';

export interface TurnRecord {
  turnNumber: number;
  roundNumber: number;
  entityId: string;
  entityType: EntityType;
  startTime: number;
  endTime?: number | undefined;
  status: TurnOutcome;
}

export interface Member {
  userId: string;
  name: string;
  role: ViewerRole;
  entityIds: string[];
  online: boolean;
}

export interface ReactionOption {
  id: string;
  name: string;
}

export interface Prompt {
  promptId: string;
  entityId: string;
  kind: string;
  text: string;
  options: ReactionOption[];
  deadline: number;
}

export interface Outcome {
  winner: string;
  rounds: number;
  text: string;
}

export interface GameState {
  interactionId: string;
  name: string;
  status: InteractionStatus;
  pauseReason?: string | undefined;
  ruleset: string;
  viewer: Viewer;
  initiativeOrder: InitiativeEntry[];
  currentTurnIndex: number;
  roundNumber: number;
  turnDeadline?: number | undefined;
  turnTimeLimit: number;
  participants: Record<string, ParticipantState>;
  mapState: MapState;
  turnHistory: TurnRecord[];
  log: LogEntry[];
  chatLog: ChatMessage[];
  members: Member[];
  prompts: Prompt[];
  outcome?: Outcome | undefined;
  timestamp: number;
}

export interface RoomStateResult {
  epoch: string;
  seq: number;
  state: GameState;
}

export interface HealthResult {
  status: string;
  version: string;
  now: number;
}

export interface JoinRoomInput {
  interactionId: string;
  requestId?: string | undefined;
}

export interface JoinRoomResult {
  interactionId: string;
  viewer: Viewer;
  epoch: string;
  seq: number;
  state: GameState;
}

export interface LiveStatusesInput {
  campaignId?: string | undefined;
  lastEventId?: string | undefined;
}

export interface LiveStatus {
  interactionId: string;
  status: LiveState;
  participantCount: number;
  currentTurn?: string | undefined;
  roundNumber: number;
  lastActivity: number;
  onlineUsers: string[];
}

export interface LiveStatuses {
  statuses: LiveStatus[];
}

export interface OverrideInput {
  interactionId: string;
  entityId: string;
  currentHP?: number | undefined;
  tempHP?: number | undefined;
  position?: Position | undefined;
  secret?: boolean | undefined;
  addCondition?: string | undefined;
  removeCondition?: string | undefined;
  reason?: string | undefined;
  requestId?: string | undefined;
}

export interface RespondInput {
  interactionId: string;
  promptId: string;
  optionId?: string | undefined;
  requestId?: string | undefined;
}

export interface RollInitiativeInput {
  interactionId: string;
  requestId?: string | undefined;
}

export interface RoomUpdatesInput {
  interactionId: string;
  lastEventId?: string | undefined;
}

export interface StateSnapshotUpdate {
  type: 'STATE_SNAPSHOT';
  seq: number;
  timestamp: number;
  interactionId: string;
  state: GameState;
}

export type DeltaType = 'participant' | 'turn' | 'map' | 'initiative' | 'chat';

export interface StateDelta {
  type: DeltaType;
  changes: unknown;
  timestamp: number;
}

export interface StateDeltaUpdate {
  type: 'STATE_DELTA';
  seq: number;
  timestamp: number;
  interactionId: string;
  changes: StateDelta;
}

export interface ParticipantJoinedUpdate {
  type: 'PARTICIPANT_JOINED';
  seq: number;
  timestamp: number;
  interactionId: string;
  userId: string;
  entityId: string;
}

export interface ParticipantLeftUpdate {
  type: 'PARTICIPANT_LEFT';
  seq: number;
  timestamp: number;
  interactionId: string;
  userId: string;
}

export interface TurnStartedUpdate {
  type: 'TURN_STARTED';
  seq: number;
  timestamp: number;
  interactionId: string;
  entityId: string;
  timeLimit: number;
}

export interface TurnActionRecord {
  type: ActionType;
  entityId: string;
  target?: string | undefined;
  position?: Position | undefined;
  itemId?: string | undefined;
  spellId?: string | undefined;
  actionId?: string | undefined;
}

export interface TurnCompletedUpdate {
  type: 'TURN_COMPLETED';
  seq: number;
  timestamp: number;
  interactionId: string;
  entityId: string;
  actions: TurnActionRecord[];
}

export interface TurnSkippedUpdate {
  type: 'TURN_SKIPPED';
  seq: number;
  timestamp: number;
  interactionId: string;
  entityId: string;
  reason: string;
}

export interface ChatMessageUpdate {
  type: 'CHAT_MESSAGE';
  seq: number;
  timestamp: number;
  interactionId: string;
  message: ChatMessage;
}

export interface InitiativeUpdatedUpdate {
  type: 'INITIATIVE_UPDATED';
  seq: number;
  timestamp: number;
  interactionId: string;
  order: InitiativeEntry[];
}

export interface InteractionPausedUpdate {
  type: 'INTERACTION_PAUSED';
  seq: number;
  timestamp: number;
  interactionId: string;
  reason: string;
}

export interface InteractionResumedUpdate {
  type: 'INTERACTION_RESUMED';
  seq: number;
  timestamp: number;
  interactionId: string;
}

export interface GameError {
  code: string;
  message: string;
}

export interface ErrorUpdate {
  type: 'ERROR';
  seq: number;
  timestamp: number;
  interactionId: string;
  error: GameError;
}

export type RoomUpdate = StateSnapshotUpdate | StateDeltaUpdate | ParticipantJoinedUpdate | ParticipantLeftUpdate | TurnStartedUpdate | TurnCompletedUpdate | TurnSkippedUpdate | ChatMessageUpdate | InitiativeUpdatedUpdate | InteractionPausedUpdate | InteractionResumedUpdate | ErrorUpdate;

export type ChatChannel = 'party' | 'dm' | 'private';

export interface SendChatMessageInput {
  interactionId: string;
  content: string;
  type: ChatChannel;
  entityId?: string | undefined;
  recipients?: string[] | undefined;
  requestId?: string | undefined;
}

export interface SkipTurnInput {
  interactionId: string;
  entityId?: string | undefined;
  reason?: string | undefined;
  requestId?: string | undefined;
}

export interface TurnAction {
  type: ActionType;
  entityId: string;
  target?: string | undefined;
  position?: Position | undefined;
  itemId?: string | undefined;
  spellId?: string | undefined;
  actionId?: string | undefined;
  parameters?: unknown | undefined;
  interactionId?: string | undefined;
  requestId?: string | undefined;
}

/** Members of `error.data` that this server may add. */
export type ErrorData = TRPCDefaultErrorData & {
  issues?: { path: string; message: string }[];
  refusal?: Refusal;
  retryAfterMs?: number;
};

type Root = { ctx: object; meta: object; errorShape: TRPCErrorShape<ErrorData>; transformer: false };
type Query<I, O> = TRPCQueryProcedure<{ meta: object; input: I; output: O }>;
type Mutation<I, O> = TRPCMutationProcedure<{ meta: object; input: I; output: O }>;
type Subscription<I, O> = TRPCSubscriptionProcedure<{ meta: object; input: I; output: AsyncIterable<O, void, any> }>;
/** What a subscription delivers: the event's id, from which a client resumes, and its data. */
export type Tracked<T> = { id: string; data: T };

export type AppRouter = TRPCBuiltRouter<Root, {
  campaign: {
    /** Makes an interaction from a map and placed creatures. Who: A DM of the campaign. */
    createInteraction: Mutation<CreateInteractionInput, Interaction>;
    /** Changes what is given; refused while the interaction is live or paused. Who: A DM of the campaign. */
    editInteraction: Mutation<EditInteractionInput, Interaction>;
    /** One interaction; what is placed in secret only to its DM. Who: Any member of the campaign. */
    getInteraction: Query<InteractionInput, Interaction>;
    /** The campaigns that the caller is a member of, with the caller's role. Who: Anyone signed in. */
    listCampaigns: Query<void, CampaignList>;
    /** The campaign's characters and NPCs. Who: Any member of the campaign. */
    listCharacters: Query<CampaignInput, CreatureList>;
    /** The campaign's interactions; what is placed in secret only to its DM. Who: Any member of the campaign. */
    listInteractions: Query<CampaignInput, InteractionList>;
    /** The campaign's maps; to its DM only. Who: Any member of the campaign. */
    listMaps: Query<CampaignInput, MapList>;
    /** The campaign's monsters; to its DM only. Who: Any member of the campaign. */
    listMonsters: Query<CampaignInput, CreatureList>;
  };
  interaction: {
    /** Ends the interaction and writes its outcomes back. Who: A DM of the interaction's campaign. */
    completeInteraction: Mutation<DmCommandInput, Accepted>;
    /** Older messages that the caller may read, a page at a time. Who: Any member of the interaction's campaign. */
    getChatHistory: Query<ChatHistoryInput, ChatHistoryResult>;
    /** The room as the caller may see it, with its place in the caller's stream. Who: Any member of the interaction's campaign. */
    getRoomState: Query<InteractionInput, RoomStateResult>;
    /** That the server answers, its version and its clock. Who: Anyone. */
    health: Query<void, HealthResult>;
    /** Enters a live room and gives the state as the caller may see it. Who: Any member of the interaction's campaign. */
    joinRoom: Mutation<JoinRoomInput, JoinRoomResult>;
    /** Leaves the room; the others are told. Who: Any member of the interaction's campaign. */
    leaveRoom: Mutation<JoinRoomInput, Accepted>;
    /** All live statuses first, then each as it changes. Who: Anyone signed in, for the campaigns they are a member of. */
    liveStatusUpdates: Subscription<LiveStatusesInput | undefined, Tracked<LiveStatuses>>;
    /** The live status of each interaction. Who: Anyone signed in, for the campaigns they are a member of. */
    liveStatuses: Query<LiveStatusesInput | undefined, LiveStatuses>;
    /** Sets hit points, place, conditions or secrecy of an entity, on record. Who: A DM of the interaction's campaign. */
    override: Mutation<OverrideInput, Accepted>;
    /** Pauses play and saves a snapshot; players may queue actions. Who: A DM of the interaction's campaign. */
    pauseInteraction: Mutation<DmCommandInput, Accepted>;
    /** Answers a reaction window; without optionId it is declined. Who: The player of the creature that may react, or a DM of the campaign. */
    respond: Mutation<RespondInput, Accepted>;
    /** Goes on from where it was paused. Who: A DM of the interaction's campaign. */
    resumeInteraction: Mutation<DmCommandInput, Accepted>;
    /** Rolls for everyone and starts the first turn. Who: A DM of the interaction's campaign. */
    rollInitiative: Mutation<RollInitiativeInput, Accepted>;
    /** Every change as the caller may see it: a snapshot first, or with lastEventId just what was missed. Who: Any member of the interaction's campaign. */
    roomUpdates: Subscription<RoomUpdatesInput, Tracked<RoomUpdate>>;
    /** Says something to the party, the DM or some members; `/roll 2d6+3` rolls. Who: Any member of the interaction's campaign. */
    sendChatMessage: Mutation<SendChatMessageInput, Accepted>;
    /** Opens the room with the interaction's participants and map. Who: A DM of the interaction's campaign. */
    setLive: Mutation<DmCommandInput, Accepted>;
    /** Ends the current turn from outside; its start and end still happen. Who: A DM of the interaction's campaign. */
    skipTurn: Mutation<SkipTurnInput, Accepted>;
    /** One action of a turn, checked against rules, inventory and map. Durable when answered. Who: The player of the entity, or a DM of the campaign. */
    takeTurn: Mutation<TurnAction, Accepted>;
  };
}>;
