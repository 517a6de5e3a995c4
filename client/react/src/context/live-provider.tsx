import { createLiveConnection, createLiveRoom, type LiveConnection, type LiveRoom } from '@live/sync';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';

/** Rooms that are open on this page: every component that looks at an interaction shares one. */
interface Rooms {
  connection: LiveConnection;
  take(interactionId: string): LiveRoom;
  release(interactionId: string): void;
  closeAll(): void;
}

const LiveContext = createContext<Rooms | null>(null);

export interface LiveProviderProps {
  /** A connection made by the app… */
  connection?: LiveConnection;
  /** …or where to make one: "/trpc", or "wss://live.example.com/trpc". */
  url?: string;
  /** The session token, asked for at every connection. Read when the provider is first shown. */
  getToken?: () => Promise<string | null> | string | null;
  children: ReactNode;
}

/** Holds the page's one connection to the live server. */
export function LiveProvider({ connection, url = '/trpc', getToken, children }: LiveProviderProps): ReactNode {
  const [rooms, setRooms] = useState<Rooms | null>(null);
  useEffect(() => {
    const used = connection ?? createLiveConnection({ url, getToken: getToken ?? (() => null) });
    const made = createRooms(used);
    setRooms(made);
    return () => {
      made.closeAll();
      if (connection === undefined) used.close();
    };
    // A new token function alone must not cost the connection: it is asked for anew each time anyway.
  }, [connection, url]);
  return rooms === null ? null : <LiveContext value={rooms}>{children}</LiveContext>;
}

export function useRooms(): Rooms {
  const rooms = use(LiveContext);
  if (rooms === null) throw new Error('Put a <LiveProvider> above the components of @live/react.');
  return rooms;
}

/** The page's connection, for an app's own calls. */
export function useLiveConnection(): LiveConnection {
  return useRooms().connection;
}

/** How long an unwatched room is kept: React shows, hides and shows again what it mounts twice. */
const KEPT_UNWATCHED_MS = 1_000;

function createRooms(connection: LiveConnection): Rooms {
  const open = new Map<string, { room: LiveRoom; watchers: number; closing: ReturnType<typeof setTimeout> | null }>();
  const close = (interactionId: string): void => {
    const entry = open.get(interactionId);
    if (entry === undefined) return;
    open.delete(interactionId);
    void entry.room.actions.leaveRoom();
    entry.room.close();
  };
  return {
    connection,
    take(interactionId) {
      let entry = open.get(interactionId);
      if (entry === undefined) {
        entry = { room: createLiveRoom({ interactionId, connection }), watchers: 0, closing: null };
        open.set(interactionId, entry);
      }
      if (entry.closing !== null) clearTimeout(entry.closing);
      entry.closing = null;
      entry.watchers += 1;
      return entry.room;
    },
    release(interactionId) {
      const entry = open.get(interactionId);
      if (entry === undefined) return;
      entry.watchers -= 1;
      if (entry.watchers <= 0) entry.closing = setTimeout(() => close(interactionId), KEPT_UNWATCHED_MS);
    },
    closeAll() {
      for (const interactionId of [...open.keys()]) close(interactionId);
    },
  };
}
