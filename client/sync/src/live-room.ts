/**
 * A live interaction as a store. It joins the room, follows its stream, survives lost connections, and offers what a
 * viewer can do as `actions`. Nothing here decides a rule: the server's answer is the truth.
 */
import type { Accepted, ChatMessage, GameState, OverrideInput, ShownRefusal, SendChatMessageInput, TurnAction } from '@live/protocol';
import { measureClockOffset } from './clock.ts';
import { createLiveConnection, type ConnectionStatus, type LiveConnection } from './connection.ts';
import type { RoomEvent } from './events.ts';
import { createOwnActions, type ActionResult, type OwnAction } from './own-actions.ts';
import { readFailure, type CallFailure } from './refusal.ts';
import { createRoomStream, type StreamCounters } from './room-stream.ts';
import { createStore, type Store } from './store.ts';
import { backoffMs, systemTimers, type Timers } from './timers.ts';

/** Why there is no room to show: not live yet, not entitled, no such interaction. */
export interface RoomProblem {
  errorCode: string;
  refusal: ShownRefusal;
}

export interface Notice {
  /** Rises with each notice. */
  id: number;
  event: RoomEvent;
}

export interface LiveRoomSnapshot {
  gameState: GameState | null;
  connectionStatus: ConnectionStatus;
  ownActions: readonly OwnAction[];
  /** Earlier messages than the state holds, fetched on demand. */
  earlierChat: readonly ChatMessage[];
  moreChat: boolean;
  /** What happened lately besides deltas: turns started, people joined… */
  notices: readonly Notice[];
  problem: RoomProblem | null;
  /** Add to the local clock to get the server's. */
  clockOffsetMs: number;
  counters: Readonly<StreamCounters>;
}

export type TurnRequest = Omit<TurnAction, 'interactionId' | 'requestId'>;
export type ChatRequest = Omit<SendChatMessageInput, 'interactionId' | 'requestId'>;
export type OverrideRequest = Omit<OverrideInput, 'interactionId' | 'requestId'>;

export interface LiveRoomActions {
  joinRoom(): Promise<void>;
  leaveRoom(): Promise<void>;
  takeTurn(action: TurnRequest): Promise<ActionResult>;
  endTurn(entityId: string): Promise<ActionResult>;
  /** Without an option the reaction is declined. */
  respond(promptId: string, optionId?: string): Promise<ActionResult>;
  sendChat(message: ChatRequest): Promise<ActionResult>;
  loadEarlierChat(): Promise<void>;
  setLive(): Promise<ActionResult>;
  rollInitiative(): Promise<ActionResult>;
  pause(reason?: string): Promise<ActionResult>;
  resume(): Promise<ActionResult>;
  complete(): Promise<ActionResult>;
  skipTurn(entityId?: string, reason?: string): Promise<ActionResult>;
  override(change: OverrideRequest): Promise<ActionResult>;
}

export interface LiveRoom extends Store<LiveRoomSnapshot> {
  readonly interactionId: string;
  readonly actions: LiveRoomActions;
  /** Stops following; the connection is closed only if the room made it. */
  close(): void;
}

export interface LiveRoomOptions {
  interactionId: string;
  /** A shared connection… */
  connection?: LiveConnection;
  /** …or where to make an own one. */
  url?: string;
  getToken?: () => Promise<string | null> | string | null;
  timers?: Timers;
  newRequestId?: () => string;
}

const NOTICES_KEPT = 50;
const MAX_REOPENINGS = 5;
const HOPELESS: ReadonlySet<string> = new Set(['UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND']);

export function createLiveRoom(options: LiveRoomOptions): LiveRoom {
  const { interactionId } = options;
  const timers = options.timers ?? systemTimers;
  const connection = options.connection ?? ownConnection(options);
  const calls = connection.trpc.interaction;
  const own = createOwnActions(timers, options.newRequestId ?? (() => crypto.randomUUID()));
  let streamLive = false;
  let joined = false;
  let closed = false;
  let reopenings = 0;
  let lastNotice = 0;
  let openedSeen = connection.state.getSnapshot().opened;
  let cancelReopening: (() => void) | null = null;

  const stream = createRoomStream(connection, interactionId, {
    onLive() {
      streamLive = true;
      refreshStatus();
    },
    onFolded(folded, event) {
      reopenings = 0;
      store.update((now) => ({ ...now, gameState: folded.state, problem: null, counters: { ...stream.counters } }));
      if (event.type !== 'STATE_DELTA' && event.type !== 'STATE_SNAPSHOT') notice(event);
    },
    onAside: (event) => notice(event),
    onEnded: (failure) => streamEnded(failure),
  });

  const store = createStore<LiveRoomSnapshot>({
    gameState: null,
    connectionStatus: 'connecting',
    ownActions: [],
    earlierChat: [],
    moreChat: true,
    notices: [],
    problem: null,
    clockOffsetMs: 0,
    counters: { ...stream.counters },
  });

  const notice = (event: RoomEvent): void => {
    lastNotice += 1;
    const added = { id: lastNotice, event };
    store.update((now) => ({ ...now, notices: [...now.notices, added].slice(-NOTICES_KEPT) }));
  };

  const refreshStatus = (): void => {
    const { status } = connection.state.getSnapshot();
    const shown: ConnectionStatus = status === 'connected' && !streamLive && joined ? 'connecting' : status;
    store.update((now) => (now.connectionStatus === shown ? now : { ...now, connectionStatus: shown }));
  };

  const streamEnded = (failure: CallFailure | null): void => {
    streamLive = false;
    refreshStatus();
    if (closed || store.getSnapshot().gameState?.status === 'completed') return;
    const hopeless = failure !== null && HOPELESS.has(failure.errorCode) && reopenings > 0;
    if (failure !== null && (hopeless || reopenings >= MAX_REOPENINGS)) return fail(failure);
    const wait = backoffMs(reopenings, 300, 10_000);
    reopenings += 1;
    cancelReopening = timers.after(wait, () => void join());
  };

  const fail = (failure: CallFailure): void => {
    const problem = { errorCode: failure.errorCode, refusal: failure.refusal };
    store.update((now) => ({ ...now, problem }));
  };

  /** Greets the room, takes its state if there is none yet, and opens the stream if it is not open. */
  const join = async (): Promise<void> => {
    cancelReopening?.();
    try {
      const answer = await calls.joinRoom.mutate({ interactionId });
      if (closed) return;
      joined = true;
      stream.adopt({ state: answer.state, at: { epoch: answer.epoch, seq: answer.seq } });
      store.update((now) => ({ ...now, gameState: stream.folded.state, problem: null }));
      if (!streamLive) stream.open();
    } catch (error) {
      if (closed) return;
      const failure = readFailure(error);
      // An unanswered greeting is repeated when the socket is open again: see `connectionChanged`.
      if (failure.answered) fail(failure);
      else cancelReopening = timers.after(1_000, () => void join());
    }
  };

  const connectionChanged = (): void => {
    const { status, opened } = connection.state.getSnapshot();
    if (status === 'disconnected') streamLive = false;
    refreshStatus();
    if (opened === openedSeen) return;
    const first = openedSeen === 0;
    openedSeen = opened;
    void syncClock();
    // The socket resubscribes by itself; the room must only hear that we are back.
    if (!first && joined) void calls.joinRoom.mutate({ interactionId }).catch(() => undefined);
  };

  const syncClock = async (): Promise<void> => {
    const offset = await measureClockOffset(connection, timers);
    if (offset !== null && !closed) store.update((now) => ({ ...now, clockOffsetMs: offset }));
  };

  const send = (
    kind: string,
    entityId: string | null,
    call: (head: { interactionId: string; requestId: string }) => Promise<Accepted>,
  ): Promise<ActionResult> => own.send(kind, entityId, (requestId) => call({ interactionId, requestId }));

  const actions: LiveRoomActions = {
    joinRoom: join,
    async leaveRoom() {
      joined = false;
      streamLive = false;
      stream.close();
      await calls.leaveRoom.mutate({ interactionId }).catch(() => undefined);
    },
    takeTurn: (action) => send('takeTurn', action.entityId, (head) => calls.takeTurn.mutate({ ...action, ...head })),
    endTurn: (entityId) =>
      send('takeTurn', entityId, (head) => calls.takeTurn.mutate({ type: 'end', entityId, ...head })),
    respond: (promptId, optionId) =>
      send('respond', null, (head) =>
        calls.respond.mutate({ promptId, ...(optionId === undefined ? {} : { optionId }), ...head }),
      ),
    sendChat: (message) =>
      send('sendChatMessage', message.entityId ?? null, (head) => calls.sendChatMessage.mutate({ ...message, ...head })),
    loadEarlierChat,
    async setLive() {
      const result = await send('setLive', null, (head) => calls.setLive.mutate(head));
      if (result.ok) await join();
      return result;
    },
    rollInitiative: () => send('rollInitiative', null, (head) => calls.rollInitiative.mutate(head)),
    pause: (reason) => send('pauseInteraction', null, (head) => calls.pauseInteraction.mutate(withReason(head, reason))),
    resume: () => send('resumeInteraction', null, (head) => calls.resumeInteraction.mutate(head)),
    complete: () => send('completeInteraction', null, (head) => calls.completeInteraction.mutate(head)),
    skipTurn: (entityId, reason) =>
      send('skipTurn', entityId ?? null, (head) =>
        calls.skipTurn.mutate({ ...withReason(head, reason), ...(entityId === undefined ? {} : { entityId }) }),
      ),
    override: (change) => send('override', change.entityId, (head) => calls.override.mutate({ ...change, ...head })),
  };

  async function loadEarlierChat(): Promise<void> {
    const { earlierChat, gameState } = store.getSnapshot();
    const before = (earlierChat[0] ?? gameState?.chatLog[0])?.id;
    try {
      const page = await calls.getChatHistory.query({ interactionId, limit: 50, ...(before === undefined ? {} : { before }) });
      store.update((now) => ({ ...now, earlierChat: [...page.messages, ...now.earlierChat], moreChat: page.more }));
    } catch {
      // Older messages are a convenience: the button stays, and can be pressed again.
    }
  }

  const stopConnection = connection.state.subscribe(connectionChanged);
  const stopOwn = own.subscribe(() => store.update((now) => ({ ...now, ownActions: own.getSnapshot() })));
  if (openedSeen > 0) void syncClock();
  refreshStatus();
  void join();

  return {
    interactionId,
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    actions,
    close() {
      closed = true;
      cancelReopening?.();
      stopConnection();
      stopOwn();
      stream.close();
      if (options.connection === undefined) connection.close();
    },
  };
}

function withReason<T extends object>(head: T, reason: string | undefined): T & { reason?: string } {
  return reason === undefined || reason === '' ? head : { ...head, reason };
}

function ownConnection(options: LiveRoomOptions): LiveConnection {
  if (options.url === undefined) throw new Error('createLiveRoom: give a connection or a url');
  return createLiveConnection({ url: options.url, getToken: options.getToken ?? (() => null) });
}
