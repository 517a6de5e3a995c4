import type { ChatMessage, GameState, ParticipantState } from '@live/protocol';
import type { ConnectionStatus, LiveRoom, LiveRoomActions, LiveRoomSnapshot, Notice, OwnAction, RoomProblem } from '@live/sync';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useRooms } from './live-provider.tsx';

export interface LiveInteraction {
  gameState: GameState | null;
  connectionStatus: ConnectionStatus;
  /** The viewer's own character, if there is one. */
  currentUser: ParticipantState | null;
  /** What this client asked for lately, and what became of it. */
  ownActions: readonly OwnAction[];
  notices: readonly Notice[];
  earlierChat: readonly ChatMessage[];
  moreChat: boolean;
  /** Why there is no room to show. */
  problem: RoomProblem | null;
  /** Add to the local clock to get the server's. */
  clockOffsetMs: number;
  actions: LiveRoomActions;
}

/** Joins an interaction and follows it for as long as the component is shown. */
export function useLiveInteraction(interactionId: string): LiveInteraction {
  const rooms = useRooms();
  const [room, setRoom] = useState<LiveRoom | null>(null);
  useEffect(() => {
    setRoom(rooms.take(interactionId));
    return () => {
      setRoom(null);
      rooms.release(interactionId);
    };
  }, [rooms, interactionId]);
  const snapshot = useSyncExternalStore(room?.subscribe ?? never, room?.getSnapshot ?? nothingYet);
  return useMemo(
    () => ({
      ...snapshot,
      currentUser: ownCharacter(snapshot.gameState),
      actions: room?.actions ?? NO_ACTIONS,
    }),
    [snapshot, room],
  );
}

function ownCharacter(state: GameState | null): ParticipantState | null {
  const entityId = state?.viewer.entityIds[0];
  return entityId === undefined ? null : (state?.participants[entityId] ?? null);
}

const NOTHING: LiveRoomSnapshot = {
  gameState: null,
  connectionStatus: 'connecting',
  ownActions: [],
  earlierChat: [],
  moreChat: false,
  notices: [],
  problem: null,
  clockOffsetMs: 0,
  counters: { duplicates: 0, gaps: 0, unknownEvents: 0, malformed: 0 },
};

const never = (): (() => void) => () => undefined;
const nothingYet = (): LiveRoomSnapshot => NOTHING;

const notOpen = {
  ok: false as const,
  errorCode: 'DISCONNECTED',
  refusal: { code: 'room.notOpen', message: 'The table is still being opened.' },
};
const refuse = async (): Promise<typeof notOpen> => notOpen;
const nothing = async (): Promise<void> => undefined;

const NO_ACTIONS: LiveRoomActions = {
  joinRoom: nothing,
  leaveRoom: nothing,
  loadEarlierChat: nothing,
  takeTurn: refuse,
  endTurn: refuse,
  respond: refuse,
  sendChat: refuse,
  setLive: refuse,
  rollInitiative: refuse,
  pause: refuse,
  resume: refuse,
  complete: refuse,
  skipTurn: refuse,
  override: refuse,
};
