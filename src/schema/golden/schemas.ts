import { z } from 'zod';
import type { Node } from './types';

export const EntityIdSchema = z.string().min(1).max(64);

export const PositionSchema = z.object({
  x: z.int().min(-1000).max(1000),
  y: z.int().min(-1000).max(1000),
});

export const RulesetSchema = z.enum(['2014', '2024', 'houseRules']);

export const ParticipantSchema = z.object({
  entityId: EntityIdSchema,
  currentHP: z.int().min(-2147483648).max(2147483647),
  position: PositionSchema,
  nickName: z.string().optional(),
  target: PositionSchema.nullable(),
  ruleset: RulesetSchema,
});

export const CodeSchema = z.enum(['OUT_OF_RANGE', 'NOT_YOUR_TURN']);

export const TurnStartedSchema = z.object({
  type: z.literal('TURN_STARTED'),
  who: EntityIdSchema,
});

export const PausedSchema = z.object({
  type: z.literal('PAUSED'),
});

export const EventSchema = z.discriminatedUnion('type', [TurnStartedSchema, PausedSchema]);

export const NodeSchema = z.object({
  label: z.string(),
  children: z.array(z.lazy((): z.ZodType<Node> => NodeSchema)),
});

export const EverythingSchema = z.object({
  flag: z.boolean(),
  int8: z.int().min(-128).max(127),
  uint16: z.int().min(0).max(65535),
  int64: z.int(),
  uint64: z.int().min(0),
  seed: z.string().min(1).max(20),
  number: z.number(),
  text: z.string(),
  limited: z.string().min(1).max(8),
  raw: z.unknown(),
  nothing: z.undefined().optional(),
  participants: z.array(ParticipantSchema).max(3),
  pair: z.tuple([z.number(), z.number()]),
  bits: z.array(z.boolean()).optional(),
  byName: z.record(z.string(), z.array(z.int().min(-2147483648).max(2147483647))),
  byCode: z.partialRecord(CodeSchema, z.string().max(4)),
  byEntity: z.record(EntityIdSchema, z.int().min(0).max(255)),
  events: z.array(EventSchema),
  tree: NodeSchema.optional(),
});

export const SettingsSchema = z.object({
  turnTimeLimitSeconds: z.int().min(5).max(3600).optional(),
  title: z.string().optional(),
});
