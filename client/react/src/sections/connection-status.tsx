import type { ConnectionStatus as Status } from '@live/sync';
import type { ReactNode } from 'react';

const WORDS: Readonly<Record<Status, string>> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  disconnected: 'Connection lost – trying again',
};

export function ConnectionStatus({ status }: { status: Status }): ReactNode {
  return (
    <span className="lv-connection" role="status" data-testid="connection-status" data-status={status}>
      <i aria-hidden="true" />
      {WORDS[status]}
    </span>
  );
}
