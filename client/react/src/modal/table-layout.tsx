import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs, type Key } from 'react-aria-components';
import { MapView } from '../map/map-view.tsx';
import { Announcer } from '../sections/announcer.tsx';
import { Chat } from '../sections/chat.tsx';
import { Composer } from '../sections/composer.tsx';
import { DMControls } from '../sections/dm-controls.tsx';
import { GameLog } from '../sections/game-log.tsx';
import { InitiativeOrder } from '../sections/initiative-order.tsx';
import { Inventory } from '../sections/inventory.tsx';
import { Members } from '../sections/members.tsx';
import { Prompts } from '../sections/prompts.tsx';
import { TurnBar } from '../sections/turn-bar.tsx';
import { TurnInterface } from '../sections/turn-interface.tsx';
import { useTable } from '../table/table-context.tsx';
import { Icon } from '../ui/icon.tsx';
import { useMedia } from '../ui/use-media.ts';

/** Three columns where there is room, one panel above a row of tabs where there is not. */
export function TableLayout(): ReactNode {
  const { isDm, choice, cancelChoice, state } = useTable();
  const wide = useMedia('(min-width: 1000px)');
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || choice === null) return;
    // Escape gives up the chosen action; only then does it leave the table.
    event.stopPropagation();
    cancelChoice();
  };
  return (
    <div className="lv-table" data-layout={wide ? 'wide' : 'narrow'} data-status={state.status} onKeyDown={onKeyDown}>
      {isDm && <DMControls />}
      <Banner />
      {wide ? <WideTable /> : <NarrowTable />}
      <Announcer />
    </div>
  );
}

function Banner(): ReactNode {
  const { state } = useTable();
  if (state.outcome !== undefined) {
    return (
      <p className="lv-banner" data-kind="outcome" data-testid="outcome" data-winner={state.outcome.winner} role="status">
        {state.outcome.text}
      </p>
    );
  }
  if (state.status !== 'paused') return null;
  const reason = state.pauseReason ?? '';
  return (
    <p className="lv-banner" data-kind="paused" data-testid="paused" role="status">
      The game is paused{reason === '' ? '.' : `: ${reason}`} What you do now waits until it goes on.
    </p>
  );
}

function WideTable(): ReactNode {
  return (
    <div className="lv-columns">
      <div className="lv-column">
        <div className="lv-panel lv-panel-grow2"><InitiativeOrder /></div>
        <div className="lv-panel lv-panel-grow"><Members /><Chat /></div>
      </div>
      <div className="lv-column lv-column-map">
        <TurnBar />
        <Prompts />
        <MapView />
      </div>
      <div className="lv-column">
        <div className="lv-panel lv-panel-grow2"><ActionsAndGear /></div>
        <div className="lv-panel lv-panel-grow"><GameLog /></div>
      </div>
    </div>
  );
}

function NarrowTable(): ReactNode {
  const { choice, state } = useTable();
  const [tab, setTab] = useState<Key>('map');
  const chosen = choice?.action.id;
  // What was chosen is aimed on the map.
  useEffect(() => {
    if (chosen !== undefined) setTab('map');
  }, [chosen]);
  const chatSeen = useSeen(state.chatLog.at(-1)?.id, tab === 'chat');
  return (
    <Tabs className="lv-narrow" selectedKey={tab} onSelectionChange={setTab}>
      {/* First for tab order and screen readers; at the bottom for thumbs. */}
      <div className="lv-dock">
        <Prompts />
        {choice !== null && tab === 'map' && <Composer choice={choice} />}
        <TurnBar />
        <TabList className="lv-tabbar" aria-label="Table">
          <Tab id="map" className="lv-tab" data-testid="tab-map"><Icon name="map" />Map</Tab>
          <Tab id="actions" className="lv-tab" data-testid="tab-actions"><Icon name="sword" />Actions</Tab>
          <Tab id="party" className="lv-tab" data-testid="tab-party"><Icon name="party" />Party</Tab>
          <Tab id="chat" className="lv-tab" data-testid="tab-chat">
            <Icon name="chat" />Chat{!chatSeen && <span className="lv-unread"><span className="lv-hidden">, new messages</span></span>}
          </Tab>
          <Tab id="log" className="lv-tab" data-testid="tab-log"><Icon name="scroll" />Log</Tab>
        </TabList>
      </div>
      <TabPanel id="map" className="lv-narrow-panel lv-narrow-map"><MapView /></TabPanel>
      <TabPanel id="actions" className="lv-narrow-panel"><ActionsAndGear /></TabPanel>
      <TabPanel id="party" className="lv-narrow-panel"><Members /><InitiativeOrder /></TabPanel>
      <TabPanel id="chat" className="lv-narrow-panel"><Chat /></TabPanel>
      <TabPanel id="log" className="lv-narrow-panel"><GameLog /></TabPanel>
    </Tabs>
  );
}

function ActionsAndGear(): ReactNode {
  return (
    <Tabs className="lv-log" keyboardActivation="manual">
      <TabList className="lv-subtabs" aria-label="What you can do">
        <Tab id="actions" className="lv-subtab" data-testid="tab-actions-list">Actions</Tab>
        <Tab id="gear" className="lv-subtab" data-testid="tab-gear">Gear</Tab>
      </TabList>
      <TabPanel id="actions" className="lv-fill"><TurnInterface /></TabPanel>
      <TabPanel id="gear" className="lv-fill"><Inventory /></TabPanel>
    </Tabs>
  );
}

/** Has the newest been looked at? What was there at the beginning counts as seen. */
function useSeen(newest: string | undefined, looking: boolean): boolean {
  const [seen, setSeen] = useState(newest);
  useEffect(() => {
    if (looking) setSeen(newest);
  }, [looking, newest]);
  return looking || seen === newest;
}
