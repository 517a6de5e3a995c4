import { createRoot } from 'react-dom/client';
import '@live/react/styles.css';
import '../src/app.css';
import { LiveProvider, ToastProvider, LiveInteractionModal, ToastList } from '@live/react';
import { createFakeServer, sampleState, refusal } from '@live/sync/testing';
import { CampaignPage } from '../src/pages/campaign-page.tsx';
import { CampaignsPage } from '../src/pages/campaigns-page.tsx';
import { NewInteractionPage } from '../src/pages/editor-pages.tsx';

const q = new URLSearchParams(location.search);
const role = (q.get('role') ?? 'player') as 'player' | 'dm';
const server = createFakeServer();
let state = sampleState(role, Date.now());
if (q.has('prompt')) state = { ...state, prompts: [{ promptId: 'p1', entityId: 'wizard', kind: 'opportunityAttack', text: 'Goblin 1 leaves your reach. Strike at it?', options: [{ id: 'quarterstaff', name: 'Opportunity attack with quarterstaff' }], deadline: Date.now() + 15000 }] };
if (q.has('outcome')) state = { ...state, status: 'completed', outcome: { winner: 'party', rounds: 4, text: 'The party stands after 4 rounds.' } };
if (q.has('waiting')) state = { ...state, status: 'waiting', currentTurnIndex: -1, roundNumber: 0, initiativeOrder: [] };
let seq = 10;
(globalThis as any).calls = server.calls;
const emit = (type: string, changes: unknown) => { seq += 1; server.emit('interaction.roomUpdates', `e.${seq}`, { seq, timestamp: Date.now(), interactionId: 'ambush', type: 'STATE_DELTA', changes: { type, changes, timestamp: Date.now() } }); };
(globalThis as any).emit = emit;
server.on('interaction.joinRoom', () => ({ interactionId: 'ambush', viewer: state.viewer, epoch: 'e', seq: 10, state }));
server.on('interaction.leaveRoom', () => ({ seq: 10, repeated: false, queued: false, log: [] }));
server.on('interaction.health', () => ({ status: 'ok', version: '1', now: Date.now() }));
server.on('interaction.takeTurn', (input) => {
  if (input.type === 'move') {
    const p = input.position as { x: number; y: number };
    if (p.x > 17) throw refusal('BAD_REQUEST', { code: 'move.path', message: 'You cannot get there: it costs 45 ft and you have 30 ft left.', rule: '§6', nearest: { message: 'You could stop at P8.' } });
    emit('participant', { wizard: { position: p, reachable: [] } });
  }
  return { seq, repeated: false, queued: false, log: [] };
});
server.on('interaction.respond', () => ({ seq, repeated: false, queued: false, log: [] }));
server.on('interaction.sendChatMessage', (input) => { emit('chat', { chatLog: [{ id: `n${seq}`, userId: state.viewer.userId, content: input.content, type: input.type, timestamp: Date.now() }] }); return { seq, repeated: false, queued: false, log: [] }; });
const members = state.members.map(({ userId, name, role }) => ({ userId, name, role }));
server.on('campaign.listCampaigns', () => ({ campaigns: [{ id: 'goblin-road', name: 'The Goblin Road', description: 'A toll bridge, a broken keep, and those who took both.', role, members }] }));
server.on('campaign.listInteractions', () => ({ interactions: [
  { id: 'ambush', campaignId: 'goblin-road', name: 'Ambush at the toll bridge', description: 'Six goblins and their chief hold the crossing.', liveStatus: 'live', mapId: 'm', placements: [], settings: {}, lastActivity: 0 },
  { id: 'camp', campaignId: 'goblin-road', name: 'The camp by night', description: 'Fires in the trees.', liveStatus: 'idle', mapId: 'm', placements: [], settings: {}, lastActivity: 0 },
  { id: 'keep', campaignId: 'goblin-road', name: 'Into the keep', description: 'What waits behind the door.', liveStatus: 'paused', mapId: 'm', placements: [], settings: {}, lastActivity: 0 } ] }));
server.on('interaction.liveStatuses', () => ({ statuses: [{ interactionId: 'ambush', status: 'live', participantCount: 3, currentTurn: 'Ilse Farrow', roundNumber: 2, lastActivity: 0, onlineUsers: [] }] }));
server.on('campaign.listMaps', () => ({ maps: [{ ...state.mapState, id: 'm' }] }));
server.on('campaign.listCharacters', () => ({ creatures: Object.values(state.participants).filter((p) => p.entityType === 'playerCharacter').map((p) => ({ id: p.entityId, name: p.name, entityType: p.entityType, description: p.description, maxHP: p.maxHP ?? 7, armorClass: 15 })) }));
server.on('campaign.listMonsters', () => ({ creatures: [{ id: 'goblin', name: 'Goblin', entityType: 'monster', description: 'Small humanoid', maxHP: 7, armorClass: 15 }] }));
const page = q.get('page') ?? 'modal';
const user = <span>Dana</span>;
createRoot(document.getElementById('root')!).render(
  <LiveProvider connection={server.connection}>
    <ToastProvider>
      {page === 'campaigns' ? <CampaignsPage user={user} /> : page === 'editor' ? <NewInteractionPage campaignId="goblin-road" user={user} /> : <CampaignPage campaignId="goblin-road" user={user} />}
      {page === 'modal' && <LiveInteractionModal interactionId="ambush" isOpen onClose={() => undefined} />}
      <div className="lv-root app-toasts"><ToastList /></div>
    </ToastProvider>
  </LiveProvider>,
);
