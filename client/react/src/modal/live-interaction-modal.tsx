import { useEffect, useRef, type ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useLiveInteraction, type LiveInteraction } from '../context/use-live-interaction.ts';
import { ConnectionStatus } from '../sections/connection-status.tsx';
import { TableProvider } from '../table/table-context.tsx';
import { Icon } from '../ui/icon.tsx';
import { ThemeToggle } from '../ui/theme.tsx';
import { ToastList, ToastProvider, useToasts } from '../ui/toasts.tsx';
import { TableLayout } from './table-layout.tsx';

export interface LiveInteractionModalProps {
  interactionId: string;
  isOpen: boolean;
  onClose: () => void;
}

/** The live table. Put a `<LiveProvider>` above it and import `@live/react/styles.css` once. */
export function LiveInteractionModal({ interactionId, isOpen, onClose }: LiveInteractionModalProps): ReactNode {
  return (
    <ModalOverlay className="lv-root lv-overlay" isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Modal className="lv-modal">
        <Dialog className="lv-dialog" data-testid="live-modal">
          <ToastProvider>
            <OpenTable interactionId={interactionId} onClose={onClose} />
          </ToastProvider>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function OpenTable({ interactionId, onClose }: { interactionId: string; onClose: () => void }): ReactNode {
  const live = useLiveInteraction(interactionId);
  const { gameState } = live;
  return (
    <>
      <header className="lv-header">
        <Heading slot="title" className="lv-title">{gameState?.name ?? 'Live table'}</Heading>
        <ConnectionStatus status={live.connectionStatus} />
        {gameState !== null && <ViewerName live={live} />}
        <ThemeToggle />
        <Button className="lv-icon-button" data-testid="close-modal" aria-label="Leave the table" onPress={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      {gameState === null ? (
        <Lobby live={live} />
      ) : (
        <TableProvider live={live} state={gameState}>
          <TableLayout />
        </TableProvider>
      )}
      <Notices live={live} />
      <ToastList />
    </>
  );
}

function ViewerName({ live }: { live: LiveInteraction }): ReactNode {
  const viewer = live.gameState?.viewer;
  if (viewer === undefined) return null;
  const role = { dm: 'Dungeon Master', player: 'player', spectator: 'spectator' }[viewer.role];
  return (
    <span className="lv-viewer lv-wide-only">
      {viewer.name} <small>{role}</small>
    </span>
  );
}

/** Before there is a room to show: opening, or why it cannot be opened. */
function Lobby({ live }: { live: LiveInteraction }): ReactNode {
  const { problem, actions } = live;
  const waiting = problem !== null && problem.errorCode !== 'FORBIDDEN' && problem.errorCode !== 'UNAUTHORIZED';
  // The table may go live at any moment; whoever waits in front of it should not have to knock.
  useEffect(() => {
    if (!waiting) return;
    const knock = setInterval(() => void actions.joinRoom(), 4_000);
    return () => clearInterval(knock);
  }, [waiting, actions]);
  return (
    <div className="lv-lobby" role="status">
      {problem === null ? (
        <p>Opening the table…</p>
      ) : (
        <>
          <p data-testid="problem">{problem.refusal.message}</p>
          {waiting && <p className="lv-empty">You will be seated as soon as it is live.</p>}
          <Button className="lv-button" onPress={() => void actions.joinRoom()}>Try again</Button>
        </>
      )}
    </div>
  );
}

/** People who come and go, and pauses, as short notes. */
function Notices({ live }: { live: LiveInteraction }): ReactNode {
  const toasts = useToasts();
  const seen = useRef<number | null>(null);
  const { notices, gameState } = live;
  useEffect(() => {
    const fresh = notices.filter((notice) => notice.id > (seen.current ?? 0));
    const last = notices.at(-1);
    if (last !== undefined) seen.current = last.id;
    for (const { event } of fresh) {
      const words = noticeWords(event, gameState);
      if (words !== null) toasts.say(words);
    }
  }, [notices, gameState, toasts]);
  return null;
}

function noticeWords(event: LiveInteraction['notices'][number]['event'], state: LiveInteraction['gameState']): string | null {
  const name = (userId: string): string => state?.members.find((member) => member.userId === userId)?.name ?? 'Someone';
  const own = state?.viewer.userId;
  switch (event.type) {
    case 'PARTICIPANT_JOINED':
      return event.userId === own ? null : `${name(event.userId)} is at the table.`;
    case 'PARTICIPANT_LEFT':
      return event.userId === own ? null : `${name(event.userId)} has left the table.`;
    case 'INTERACTION_PAUSED':
      return event.reason === '' ? 'The game is paused.' : `The game is paused: ${event.reason}`;
    case 'INTERACTION_RESUMED':
      return 'The game goes on.';
    case 'TURN_SKIPPED':
      // Everybody finds it in the log; only whom it concerns is told as well.
      if (state?.viewer.entityIds.includes(event.entityId) !== true) return null;
      return `The turn of ${state?.participants[event.entityId]?.name ?? 'someone'} was skipped${event.reason === '' ? '' : `: ${event.reason}`}.`;
    case 'ERROR':
      return event.error.message;
    default:
      return null;
  }
}
