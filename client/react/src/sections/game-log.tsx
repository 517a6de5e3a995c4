import type { LogEntry, TurnRecord } from '@live/protocol';
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTable } from '../table/table-context.tsx';
import { useStickToEnd } from '../ui/use-stick-to-end.ts';
import { RollLine } from './roll-line.tsx';

/** The story with every roll behind it, and the turns as they were taken. */
export function GameLog(): ReactNode {
  return (
    <Tabs className="lv-log" keyboardActivation="manual">
      <TabList className="lv-subtabs" aria-label="Records">
        <Tab id="rolls" className="lv-subtab">Log</Tab>
        <Tab id="turns" className="lv-subtab" data-testid="tab-turns">Turns</Tab>
      </TabList>
      <TabPanel id="rolls" className="lv-fill"><RollLog /></TabPanel>
      <TabPanel id="turns" className="lv-fill"><TurnHistory /></TabPanel>
    </Tabs>
  );
}

function RollLog(): ReactNode {
  const { state } = useTable();
  const list = useStickToEnd<HTMLOListElement>(state.log.at(-1));
  if (state.log.length === 0) return <p className="lv-empty">Nothing has happened yet.</p>;
  return (
    <ol ref={list} className="lv-log-list" aria-label="Log" tabIndex={0}>
      {state.log.map((entry, index) => (
        <LogLine key={`${entry.timestamp}-${index}`} entry={entry} newRound={entry.roundNumber !== state.log[index - 1]?.roundNumber} />
      ))}
    </ol>
  );
}

function LogLine({ entry, newRound }: { entry: LogEntry; newRound: boolean }): ReactNode {
  return (
    <li data-testid="log-entry" data-kind={entry.kind}>
      {newRound && entry.roundNumber > 0 && <h3 className="lv-log-round">Round {entry.roundNumber}</h3>}
      <p>{entry.text}</p>
      {entry.rolls.map((roll, index) => <RollLine key={index} roll={roll} />)}
    </li>
  );
}

function TurnHistory(): ReactNode {
  const { state } = useTable();
  if (state.turnHistory.length === 0) return <p className="lv-empty">No turn has been taken yet.</p>;
  return (
    <ol className="lv-turns" aria-label="Turns, newest first" tabIndex={0}>
      {[...state.turnHistory].reverse().map((turn) => (
        <li key={turn.turnNumber} data-status={turn.status}>
          <span className="lv-turns-round">R{turn.roundNumber}</span>
          <span>{state.participants[turn.entityId]?.name ?? turn.entityId}</span>
          <span className="lv-turns-status">{statusWords(turn)}</span>
        </li>
      ))}
    </ol>
  );
}

function statusWords(turn: TurnRecord): string {
  if (turn.status === 'active') return 'now';
  if (turn.status === 'timeout') return 'out of time';
  if (turn.status === 'skipped') return 'skipped';
  return turn.endTime === undefined ? 'done' : `${Math.max(1, Math.round((turn.endTime - turn.startTime) / 1000))} s`;
}
