import type { Interaction, LiveState, LiveStatus } from '@live/protocol';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Icon } from '../ui/icon.tsx';

/** What the list shows of an interaction; a campaign app's own record has at least this. */
export type ListedInteraction = Pick<Interaction, 'id' | 'name' | 'description'> & { liveStatus?: LiveState };

export interface InteractionsListProps {
  interactions: readonly ListedInteraction[];
  /** By interaction id: see `useLiveStatuses`. */
  liveStatuses: ReadonlyMap<string, LiveStatus>;
  /** What the person may do here. */
  role: 'dm' | 'player' | 'spectator';
  onJoinLiveInteraction: (interactionId: string) => void;
  onSetInteractionLive?: (interactionId: string) => void;
  onPauseInteraction?: (interactionId: string) => void;
  onResumeInteraction?: (interactionId: string) => void;
  onCompleteInteraction?: (interactionId: string) => void;
  onEditInteraction?: (interactionId: string) => void;
}

const WORDS: Readonly<Record<LiveState, string>> = {
  idle: 'Not live',
  live: 'Live',
  paused: 'Paused',
  completed: 'Completed',
};

/** A campaign's interactions with their live status; the buttons follow from status and role. */
export function InteractionsList(props: InteractionsListProps): ReactNode {
  const { interactions, liveStatuses } = props;
  if (interactions.length === 0) return <p className="lv-empty">No interactions yet.</p>;
  return (
    <ul className="lv-root lv-interactions">
      {interactions.map((interaction) => (
        <InteractionRow key={interaction.id} {...props} interaction={interaction} live={liveStatuses.get(interaction.id)} />
      ))}
    </ul>
  );
}

type RowProps = InteractionsListProps & { interaction: ListedInteraction; live: LiveStatus | undefined };

function InteractionRow({ interaction, live, ...props }: RowProps): ReactNode {
  const status = live?.status ?? interaction.liveStatus ?? 'idle';
  return (
    <li className="lv-interaction" data-testid={`interaction-${interaction.id}`} data-status={status}>
      <div className="lv-interaction-words">
        <h3>{interaction.name}</h3>
        <p>{interaction.description}</p>
        <p className="lv-interaction-live" aria-live="polite">
          <span className="lv-live-tag" data-status={status} data-testid="live-status"><i aria-hidden="true" />{WORDS[status]}</span>
          {live !== undefined && status !== 'completed' && <LiveFacts live={live} />}
        </p>
      </div>
      <RowButtons {...props} id={interaction.id} name={interaction.name} status={status} />
    </li>
  );
}

function LiveFacts({ live }: { live: LiveStatus }): ReactNode {
  const facts: string[] = [];
  if (live.status !== 'idle') facts.push(live.participantCount === 1 ? '1 person here' : `${live.participantCount} people here`);
  if (live.roundNumber > 0) facts.push(`round ${live.roundNumber}`);
  if (live.currentTurn !== undefined) facts.push(`${live.currentTurn}’s turn`);
  return <span>{facts.join(' · ')}</span>;
}

type ButtonsProps = Omit<RowProps, 'interaction' | 'live'> & { id: string; name: string; status: LiveState };

function RowButtons(props: ButtonsProps): ReactNode {
  const { id, name, status, role } = props;
  const dm = role === 'dm';
  const open = status === 'live' || status === 'paused';
  return (
    <div className="lv-row lv-interaction-buttons">
      {(open || status === 'completed') && (
        <Button
          className={open ? 'lv-button lv-primary' : 'lv-button'}
          data-testid="join"
          aria-label={`${joinWord(status, dm)}: ${name}`}
          onPress={() => props.onJoinLiveInteraction(id)}
        >
          <Icon name={open ? 'play' : 'scroll'} /> {joinWord(status, dm)}
        </Button>
      )}
      {dm && status === 'idle' && <RowButton id={id} testId="set-live" primary label="Set live" name={name} act={props.onSetInteractionLive} />}
      {dm && status === 'live' && <RowButton id={id} testId="list-pause" label="Pause" name={name} act={props.onPauseInteraction} />}
      {dm && status === 'paused' && <RowButton id={id} testId="list-resume" label="Resume" name={name} act={props.onResumeInteraction} />}
      {dm && open && <RowButton id={id} testId="list-complete" label="Complete" name={name} act={props.onCompleteInteraction} />}
      {dm && status === 'idle' && <RowButton id={id} testId="list-edit" label="Edit" name={name} act={props.onEditInteraction} />}
    </div>
  );
}

function joinWord(status: LiveState, dm: boolean): string {
  if (status === 'completed') return 'Look back';
  return dm ? 'Open table' : 'Join';
}

interface RowButtonProps {
  id: string;
  name: string;
  testId: string;
  label: string;
  primary?: boolean;
  act: ((interactionId: string) => void) | undefined;
}

function RowButton({ id, name, testId, label, primary = false, act }: RowButtonProps): ReactNode {
  if (act === undefined) return null;
  return (
    <Button className={primary ? 'lv-button lv-primary' : 'lv-button'} data-testid={testId} aria-label={`${label}: ${name}`} onPress={() => act(id)}>
      {label}
    </Button>
  );
}
