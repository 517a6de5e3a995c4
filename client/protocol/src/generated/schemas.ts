// Generated from the server's table of procedures. Do not edit.
import { z } from 'zod';

export const PositionSchema = z.object({
  x: z.int().min(-2147483648).max(2147483647),
  y: z.int().min(-2147483648).max(2147483647),
});

export const NearestOptionSchema = z.object({
  message: z.string(),
  path: z.array(PositionSchema),
  target: z.string().optional(),
});

export const RefusalSchema = z.object({
  code: z.string(),
  message: z.string(),
  rule: z.string(),
  nearest: NearestOptionSchema.optional(),
});

export const JoinRoomInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  requestId: z.string().min(1).max(64).optional(),
});

export const ViewerRoleSchema = z.enum(['dm', 'player', 'spectator']);

export const ViewerSchema = z.object({
  userId: z.string(),
  name: z.string(),
  role: ViewerRoleSchema,
  entityIds: z.array(z.string()),
});

export const InteractionStatusSchema = z.enum(['waiting', 'active', 'paused', 'completed']);

export const EntityTypeSchema = z.enum(['playerCharacter', 'npc', 'monster']);

export const InitiativeEntrySchema = z.object({
  entityId: z.string(),
  name: z.string(),
  entityType: EntityTypeSchema,
  initiative: z.int().min(-2147483648).max(2147483647).optional(),
});

export const HealthSchema = z.enum(['unhurt', 'wounded', 'bloodied', 'nearDeath', 'down', 'dead']);

export const StatusEffectSchema = z.object({
  name: z.string(),
  isCondition: z.boolean(),
  sourceId: z.string().optional(),
  roundsLeft: z.int().min(-2147483648).max(2147483647).optional(),
  until: z.string().optional(),
});

export const InventoryItemSchema = z.object({
  itemId: z.string(),
  name: z.string(),
  kind: z.string(),
  quantity: z.int().min(-2147483648).max(2147483647),
  equipped: z.boolean(),
  usable: z.boolean(),
  description: z.string(),
});

export const InventoryStateSchema = z.object({
  items: z.array(InventoryItemSchema),
});

export const ActionTypeSchema = z.enum(['move', 'attack', 'useItem', 'cast', 'interact', 'end']);

export const ActionCostSchema = z.enum(['action', 'bonusAction', 'reaction', 'free', 'movement']);

export const TargetKindSchema = z.enum(['none', 'self', 'creature', 'creatures', 'point', 'cell']);

export const ActionAreaSchema = z.object({
  shape: z.string(),
  sizeFt: z.int().min(-2147483648).max(2147483647),
  widthFt: z.int().min(-2147483648).max(2147483647).optional(),
});

export const ActionSchema = z.object({
  id: z.string(),
  type: ActionTypeSchema,
  name: z.string(),
  cost: ActionCostSchema,
  available: z.boolean(),
  reasonCode: z.string().optional(),
  reason: z.string().optional(),
  targetKind: TargetKindSchema,
  rangeFt: z.int().min(-2147483648).max(2147483647).optional(),
  longRangeFt: z.int().min(-2147483648).max(2147483647).optional(),
  area: ActionAreaSchema.optional(),
  maxTargets: z.int().min(-2147483648).max(2147483647).optional(),
  actionId: z.string().optional(),
  itemId: z.string().optional(),
  spellId: z.string().optional(),
  slotLevels: z.array(z.int().min(-2147483648).max(2147483647)),
  targets: z.array(z.string()),
  summary: z.string(),
  parameters: z.unknown().optional(),
});

export const ReachableCellSchema = z.object({
  x: z.int().min(-2147483648).max(2147483647),
  y: z.int().min(-2147483648).max(2147483647),
  costFt: z.int().min(-2147483648).max(2147483647),
});

export const TurnEconomySchema = z.object({
  action: z.boolean(),
  bonusAction: z.boolean(),
  reaction: z.boolean(),
  interaction: z.boolean(),
  attacksLeft: z.int().min(-2147483648).max(2147483647),
  movementLeftFt: z.int().min(-2147483648).max(2147483647),
  speedFt: z.int().min(-2147483648).max(2147483647),
});

export const DeathSavesSchema = z.object({
  successes: z.int().min(-2147483648).max(2147483647),
  failures: z.int().min(-2147483648).max(2147483647),
  stable: z.boolean(),
});

export const SpellSlotsSchema = z.object({
  level: z.int().min(-2147483648).max(2147483647),
  left: z.int().min(-2147483648).max(2147483647),
  total: z.int().min(-2147483648).max(2147483647),
});

export const ResourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  left: z.int().min(-2147483648).max(2147483647),
  total: z.int().min(-2147483648).max(2147483647),
});

export const TurnStatusSchema = z.enum(['waiting', 'active', 'completed', 'skipped']);

export const ParticipantStateSchema = z.object({
  entityId: z.string(),
  entityType: EntityTypeSchema,
  name: z.string(),
  side: z.string(),
  userId: z.string().optional(),
  description: z.string(),
  currentHP: z.int().min(-2147483648).max(2147483647).optional(),
  maxHP: z.int().min(-2147483648).max(2147483647).optional(),
  tempHP: z.int().min(-2147483648).max(2147483647).optional(),
  health: HealthSchema,
  armorClass: z.int().min(-2147483648).max(2147483647).optional(),
  position: PositionSchema,
  elevationFt: z.int().min(-2147483648).max(2147483647),
  size: z.string(),
  footprint: z.int().min(-2147483648).max(2147483647),
  conditions: z.array(StatusEffectSchema),
  concentration: z.string().optional(),
  inventory: InventoryStateSchema.optional(),
  availableActions: z.array(ActionSchema),
  reachable: z.array(ReachableCellSchema),
  economy: TurnEconomySchema.optional(),
  deathSaves: DeathSavesSchema.optional(),
  spellSlots: z.array(SpellSlotsSchema),
  resources: z.array(ResourceSchema),
  turnStatus: TurnStatusSchema,
  secret: z.boolean(),
  hidden: z.boolean(),
  controlled: z.boolean(),
});

export const MapStateSchema = z.object({
  mapId: z.string(),
  name: z.string(),
  width: z.int().min(-2147483648).max(2147483647),
  height: z.int().min(-2147483648).max(2147483647),
  rows: z.array(z.string()),
  light: z.string(),
});

export const TurnOutcomeSchema = z.enum(['active', 'completed', 'skipped', 'timeout']);

export const TurnRecordSchema = z.object({
  turnNumber: z.int().min(-2147483648).max(2147483647),
  roundNumber: z.int().min(-2147483648).max(2147483647),
  entityId: z.string(),
  entityType: EntityTypeSchema,
  startTime: z.int(),
  endTime: z.int().optional(),
  status: TurnOutcomeSchema,
});

export const DieSchema = z.object({
  sides: z.int().min(-2147483648).max(2147483647),
  value: z.int().min(-2147483648).max(2147483647),
  kept: z.boolean(),
});

export const RollModifierSchema = z.object({
  source: z.string(),
  value: z.int().min(-2147483648).max(2147483647),
});

export const RollSchema = z.object({
  label: z.string(),
  mode: z.string(),
  advantage: z.array(z.string()),
  disadvantage: z.array(z.string()),
  dice: z.array(DieSchema),
  modifiers: z.array(RollModifierSchema),
  total: z.int().min(-2147483648).max(2147483647),
  target: z.int().min(-2147483648).max(2147483647).optional(),
  outcome: z.string().optional(),
});

export const LogEntrySchema = z.object({
  timestamp: z.int(),
  roundNumber: z.int().min(-2147483648).max(2147483647),
  kind: z.string(),
  entityId: z.string().optional(),
  targetIds: z.array(z.string()),
  text: z.string(),
  rolls: z.array(RollSchema),
});

export const ChatTypeSchema = z.enum(['party', 'dm', 'private', 'system']);

export const ChatMessageSchema = z.object({
  id: z.string(),
  userId: z.string(),
  entityId: z.string().optional(),
  content: z.string(),
  type: ChatTypeSchema,
  recipients: z.array(z.string()).optional(),
  timestamp: z.int(),
  roll: RollSchema.optional(),
});

export const MemberSchema = z.object({
  userId: z.string(),
  name: z.string(),
  role: ViewerRoleSchema,
  entityIds: z.array(z.string()),
  online: z.boolean(),
});

export const ReactionOptionSchema = z.object({
  id: z.string(),
  name: z.string(),
});

export const PromptSchema = z.object({
  promptId: z.string(),
  entityId: z.string(),
  kind: z.string(),
  text: z.string(),
  options: z.array(ReactionOptionSchema),
  deadline: z.int(),
});

export const OutcomeSchema = z.object({
  winner: z.string(),
  rounds: z.int().min(-2147483648).max(2147483647),
  text: z.string(),
});

export const GameStateSchema = z.object({
  interactionId: z.string(),
  name: z.string(),
  status: InteractionStatusSchema,
  pauseReason: z.string().optional(),
  ruleset: z.string(),
  viewer: ViewerSchema,
  initiativeOrder: z.array(InitiativeEntrySchema),
  currentTurnIndex: z.int().min(-2147483648).max(2147483647),
  roundNumber: z.int().min(-2147483648).max(2147483647),
  turnDeadline: z.int().optional(),
  turnTimeLimit: z.int().min(-2147483648).max(2147483647),
  participants: z.record(z.string(), ParticipantStateSchema),
  mapState: MapStateSchema,
  turnHistory: z.array(TurnRecordSchema),
  log: z.array(LogEntrySchema),
  chatLog: z.array(ChatMessageSchema),
  members: z.array(MemberSchema),
  prompts: z.array(PromptSchema),
  outcome: OutcomeSchema.optional(),
  timestamp: z.int(),
});

export const JoinRoomResultSchema = z.object({
  interactionId: z.string(),
  viewer: ViewerSchema,
  epoch: z.string(),
  seq: z.int(),
  state: GameStateSchema,
});

export const AcceptedSchema = z.object({
  seq: z.int(),
  requestId: z.string().optional(),
  repeated: z.boolean(),
  queued: z.boolean(),
  log: z.array(LogEntrySchema),
});

export const InteractionInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
});

export const RoomStateResultSchema = z.object({
  epoch: z.string(),
  seq: z.int(),
  state: GameStateSchema,
});

export const RoomUpdatesInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  lastEventId: z.string().optional(),
});

export const StateSnapshotUpdateSchema = z.object({
  type: z.literal('STATE_SNAPSHOT'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  state: GameStateSchema,
});

export const DeltaTypeSchema = z.enum(['participant', 'turn', 'map', 'initiative', 'chat']);

export const StateDeltaSchema = z.object({
  type: DeltaTypeSchema,
  changes: z.unknown(),
  timestamp: z.int(),
});

export const StateDeltaUpdateSchema = z.object({
  type: z.literal('STATE_DELTA'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  changes: StateDeltaSchema,
});

export const ParticipantJoinedUpdateSchema = z.object({
  type: z.literal('PARTICIPANT_JOINED'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  userId: z.string(),
  entityId: z.string(),
});

export const ParticipantLeftUpdateSchema = z.object({
  type: z.literal('PARTICIPANT_LEFT'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  userId: z.string(),
});

export const TurnStartedUpdateSchema = z.object({
  type: z.literal('TURN_STARTED'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  entityId: z.string(),
  timeLimit: z.int().min(-2147483648).max(2147483647),
});

export const TurnActionRecordSchema = z.object({
  type: ActionTypeSchema,
  entityId: z.string(),
  target: z.string().optional(),
  position: PositionSchema.optional(),
  itemId: z.string().optional(),
  spellId: z.string().optional(),
  actionId: z.string().optional(),
});

export const TurnCompletedUpdateSchema = z.object({
  type: z.literal('TURN_COMPLETED'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  entityId: z.string(),
  actions: z.array(TurnActionRecordSchema),
});

export const TurnSkippedUpdateSchema = z.object({
  type: z.literal('TURN_SKIPPED'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  entityId: z.string(),
  reason: z.string(),
});

export const ChatMessageUpdateSchema = z.object({
  type: z.literal('CHAT_MESSAGE'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  message: ChatMessageSchema,
});

export const InitiativeUpdatedUpdateSchema = z.object({
  type: z.literal('INITIATIVE_UPDATED'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  order: z.array(InitiativeEntrySchema),
});

export const InteractionPausedUpdateSchema = z.object({
  type: z.literal('INTERACTION_PAUSED'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  reason: z.string(),
});

export const InteractionResumedUpdateSchema = z.object({
  type: z.literal('INTERACTION_RESUMED'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
});

export const GameErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
});

export const ErrorUpdateSchema = z.object({
  type: z.literal('ERROR'),
  seq: z.int(),
  timestamp: z.int(),
  interactionId: z.string(),
  error: GameErrorSchema,
});

export const RoomUpdateSchema = z.discriminatedUnion('type', [StateSnapshotUpdateSchema, StateDeltaUpdateSchema, ParticipantJoinedUpdateSchema, ParticipantLeftUpdateSchema, TurnStartedUpdateSchema, TurnCompletedUpdateSchema, TurnSkippedUpdateSchema, ChatMessageUpdateSchema, InitiativeUpdatedUpdateSchema, InteractionPausedUpdateSchema, InteractionResumedUpdateSchema, ErrorUpdateSchema]);

export const TurnActionSchema = z.object({
  type: ActionTypeSchema,
  entityId: z.string().min(1).max(64),
  target: z.string().min(1).max(64).optional(),
  position: PositionSchema.optional(),
  itemId: z.string().min(1).max(64).optional(),
  spellId: z.string().min(1).max(64).optional(),
  actionId: z.string().min(1).max(64).optional(),
  parameters: z.unknown().optional(),
  interactionId: z.string().min(1).max(64).optional(),
  requestId: z.string().min(1).max(64).optional(),
});

export const RespondInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  promptId: z.string().min(1).max(64),
  optionId: z.string().min(1).max(64).optional(),
  requestId: z.string().min(1).max(64).optional(),
});

export const ChatChannelSchema = z.enum(['party', 'dm', 'private']);

export const SendChatMessageInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  content: z.string().min(1).max(2000),
  type: ChatChannelSchema,
  entityId: z.string().min(1).max(64).optional(),
  recipients: z.array(z.string().min(1).max(64)).max(16).optional(),
  requestId: z.string().min(1).max(64).optional(),
});

export const ChatHistoryInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  before: z.string().optional(),
  limit: z.int().min(1).max(200).optional(),
});

export const ChatHistoryResultSchema = z.object({
  messages: z.array(ChatMessageSchema),
  more: z.boolean(),
});

export const DmCommandInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  reason: z.string().max(200).optional(),
  requestId: z.string().min(1).max(64).optional(),
});

export const RollInitiativeInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  requestId: z.string().min(1).max(64).optional(),
});

export const SkipTurnInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  entityId: z.string().min(1).max(64).optional(),
  reason: z.string().max(200).optional(),
  requestId: z.string().min(1).max(64).optional(),
});

export const OverrideInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  entityId: z.string().min(1).max(64),
  currentHP: z.int().min(-2147483648).max(2147483647).optional(),
  tempHP: z.int().min(-2147483648).max(2147483647).optional(),
  position: PositionSchema.optional(),
  secret: z.boolean().optional(),
  addCondition: z.string().min(1).max(64).optional(),
  removeCondition: z.string().min(1).max(64).optional(),
  reason: z.string().max(200).optional(),
  requestId: z.string().min(1).max(64).optional(),
});

export const LiveStatusesInputSchema = z.object({
  campaignId: z.string().min(1).max(64).optional(),
  lastEventId: z.string().optional(),
});

export const LiveStateSchema = z.enum(['idle', 'live', 'paused', 'completed']);

export const LiveStatusSchema = z.object({
  interactionId: z.string(),
  status: LiveStateSchema,
  participantCount: z.int().min(-2147483648).max(2147483647),
  currentTurn: z.string().optional(),
  roundNumber: z.int().min(-2147483648).max(2147483647),
  lastActivity: z.int(),
  onlineUsers: z.array(z.string()),
});

export const LiveStatusesSchema = z.object({
  statuses: z.array(LiveStatusSchema),
});

export const HealthResultSchema = z.object({
  status: z.string(),
  version: z.string(),
  now: z.int(),
});

export const CampaignMemberSchema = z.object({
  userId: z.string(),
  name: z.string(),
  role: ViewerRoleSchema,
});

export const CampaignSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  role: ViewerRoleSchema,
  members: z.array(CampaignMemberSchema),
});

export const CampaignListSchema = z.object({
  campaigns: z.array(CampaignSchema),
});

export const CampaignInputSchema = z.object({
  campaignId: z.string().min(1).max(64),
});

export const CreatureSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  entityType: EntityTypeSchema,
  description: z.string(),
  userId: z.string().optional(),
  maxHP: z.int().min(-2147483648).max(2147483647).optional(),
});

export const CreatureListSchema = z.object({
  creatures: z.array(CreatureSummarySchema),
});

export const MapSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  width: z.int().min(-2147483648).max(2147483647),
  height: z.int().min(-2147483648).max(2147483647),
  rows: z.array(z.string()),
});

export const MapListSchema = z.object({
  maps: z.array(MapSummarySchema),
});

export const PlacementSchema = z.object({
  entityId: z.string().min(1).max(64),
  creatureId: z.string().min(1).max(64),
  name: z.string().max(60),
  position: PositionSchema,
  secret: z.boolean(),
});

export const InteractionSettingsSchema = z.object({
  turnTimeLimit: z.int().min(10).max(3600).optional(),
  ruleset: z.string().max(4).optional(),
  chatEnabled: z.boolean().optional(),
  allowPrivateChat: z.boolean().optional(),
  fiveTenFive: z.boolean().optional(),
});

export const InteractionSchema = z.object({
  id: z.string(),
  campaignId: z.string(),
  name: z.string(),
  description: z.string(),
  liveStatus: LiveStateSchema,
  mapId: z.string(),
  placements: z.array(PlacementSchema),
  settings: InteractionSettingsSchema,
  lastActivity: z.int(),
});

export const InteractionListSchema = z.object({
  interactions: z.array(InteractionSchema),
});

export const CreateInteractionInputSchema = z.object({
  campaignId: z.string().min(1).max(64),
  name: z.string().min(1).max(100),
  description: z.string().max(2000).optional(),
  mapId: z.string().min(1).max(64),
  placements: z.array(PlacementSchema).max(64),
  settings: InteractionSettingsSchema.optional(),
  requestId: z.string().min(1).max(64).optional(),
});

export const EditInteractionInputSchema = z.object({
  interactionId: z.string().min(1).max(64),
  name: z.string().min(1).max(100).optional(),
  description: z.string().max(2000).optional(),
  mapId: z.string().min(1).max(64).optional(),
  placements: z.array(PlacementSchema).max(64).optional(),
  settings: InteractionSettingsSchema.optional(),
});

export const procedures = {
  'interaction.joinRoom': { kind: 'mutation', input: JoinRoomInputSchema, output: JoinRoomResultSchema },
  'interaction.leaveRoom': { kind: 'mutation', input: JoinRoomInputSchema, output: AcceptedSchema },
  'interaction.getRoomState': { kind: 'query', input: InteractionInputSchema, output: RoomStateResultSchema },
  'interaction.roomUpdates': { kind: 'subscription', input: RoomUpdatesInputSchema, output: RoomUpdateSchema },
  'interaction.takeTurn': { kind: 'mutation', input: TurnActionSchema, output: AcceptedSchema },
  'interaction.respond': { kind: 'mutation', input: RespondInputSchema, output: AcceptedSchema },
  'interaction.sendChatMessage': { kind: 'mutation', input: SendChatMessageInputSchema, output: AcceptedSchema },
  'interaction.getChatHistory': { kind: 'query', input: ChatHistoryInputSchema, output: ChatHistoryResultSchema },
  'interaction.setLive': { kind: 'mutation', input: DmCommandInputSchema, output: AcceptedSchema },
  'interaction.rollInitiative': { kind: 'mutation', input: RollInitiativeInputSchema, output: AcceptedSchema },
  'interaction.skipTurn': { kind: 'mutation', input: SkipTurnInputSchema, output: AcceptedSchema },
  'interaction.pauseInteraction': { kind: 'mutation', input: DmCommandInputSchema, output: AcceptedSchema },
  'interaction.resumeInteraction': { kind: 'mutation', input: DmCommandInputSchema, output: AcceptedSchema },
  'interaction.completeInteraction': { kind: 'mutation', input: DmCommandInputSchema, output: AcceptedSchema },
  'interaction.override': { kind: 'mutation', input: OverrideInputSchema, output: AcceptedSchema },
  'interaction.liveStatuses': { kind: 'query', input: LiveStatusesInputSchema.optional(), output: LiveStatusesSchema },
  'interaction.liveStatusUpdates': { kind: 'subscription', input: LiveStatusesInputSchema.optional(), output: LiveStatusesSchema },
  'interaction.health': { kind: 'query', input: z.undefined(), output: HealthResultSchema },
  'campaign.listCampaigns': { kind: 'query', input: z.undefined(), output: CampaignListSchema },
  'campaign.listCharacters': { kind: 'query', input: CampaignInputSchema, output: CreatureListSchema },
  'campaign.listMonsters': { kind: 'query', input: CampaignInputSchema, output: CreatureListSchema },
  'campaign.listMaps': { kind: 'query', input: CampaignInputSchema, output: MapListSchema },
  'campaign.listInteractions': { kind: 'query', input: CampaignInputSchema, output: InteractionListSchema },
  'campaign.getInteraction': { kind: 'query', input: InteractionInputSchema, output: InteractionSchema },
  'campaign.createInteraction': { kind: 'mutation', input: CreateInteractionInputSchema, output: InteractionSchema },
  'campaign.editInteraction': { kind: 'mutation', input: EditInteractionInputSchema, output: InteractionSchema },
} as const;
