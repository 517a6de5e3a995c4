/** The door of the package: a live interaction as a store, without any framework. */
export { createLiveConnection, createLinkedConnection } from './connection.ts';
export type { ConnectionOptions, ConnectionState, ConnectionStatus, LiveConnection } from './connection.ts';
export { createLiveRoom } from './live-room.ts';
export type {
  ChatRequest, LiveRoom, LiveRoomActions, LiveRoomOptions, LiveRoomSnapshot, Notice, OverrideRequest, RoomProblem,
  TurnRequest,
} from './live-room.ts';
export { createLiveStatuses } from './live-statuses.ts';
export type { LiveStatusFeed, LiveStatusMap } from './live-statuses.ts';
export { inFlight } from './own-actions.ts';
export type { ActionResult, OwnAction, OwnActionState } from './own-actions.ts';
export { readFailure } from './refusal.ts';
export type { CallFailure } from './refusal.ts';
export type { RoomEvent } from './events.ts';
export type { Store } from './store.ts';
export type { Timers } from './timers.ts';
export { EMPTY, fold, parseEventId } from './fold.ts';
export type { Folded, FoldResult, StreamPosition } from './fold.ts';
