// Workload W1: R rooms of six clients (a DM and five others), each with one WebSocket and one room subscription. In each
// room the creature whose turn it is takes one-step moves and ends its turn; every action is checked by the rules, made
// durable, answered, and shown to all six. Prints the server's CPU per action (user and system, from /proc), resident
// memory per idle connection, and the time to join. The figures belong to the machine and the moment: quote ratios of
// one run.
//
//   node bench/w1.mjs [--rooms 20] [--actions 4000] [--idle 500] [--server build/release/src/server/live-server]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';

const { values } = parseArgs({
  options: {
    rooms: { type: 'string', default: '20' },
    actions: { type: 'string', default: '4000' },
    idle: { type: 'string', default: '500' },
    server: { type: 'string', default: 'build/release/src/server/live-server' },
  },
});
const rooms = Number(values.rooms);
const actions = Number(values.actions);
const idle = Number(values.idle);
const audience = ['ana', 'ana', 'ben', 'ben', 'sol'];

const data = mkdtempSync(join(tmpdir(), 'live-bench-'));
const server = spawn(values.server, [
  '--port', '0', '--data', data, '--content', 'content', '--shards', '1', '--user-rate-burst', '100000',
  '--connection-rate-burst', '100000', '--user-rate-per-s', '100000', '--connection-rate-per-s', '100000', '--max-connections', '30000', '--dm-absence-grace-s', '3600',
], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = await new Promise((resolve, reject) => {
  server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  let text = '';
  server.stdout.on('data', (chunk) => {
    text += chunk;
    const found = /listening on (http:\/\/\S+)/.exec(text);
    if (found) resolve(found[1]);
  });
});

/** CPU seconds of the server so far, user and system. */
function cpu() {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return { user: Number(fields[11]) / 100, system: Number(fields[12]) / 100 };
}
function residentKiB() {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]);
}

async function token(userId) {
  const answer = await fetch(`${url}/dev/token`, { method: 'POST', body: JSON.stringify({ userId }) });
  return (await answer.json()).token;
}

/** The smallest client: calls by id, counts frames, keeps the last snapshot's state for nobody. */
class Client {
  constructor(socket) {
    this.socket = socket;
    this.next = 1;
    this.waiting = new Map();
    this.bytes = 0;
    socket.on('message', (message) => {
      this.bytes += message.length;
      const text = String(message);
      if (text === 'PING') return socket.send('PONG');
      const id = /^\{"id":(\d+)/.exec(text);
      const call = id && this.waiting.get(Number(id[1]));
      if (!call) return;
      this.waiting.delete(Number(id[1]));
      const { result, error } = JSON.parse(text);
      if (error) call.reject(Object.assign(new Error(error.message), { data: error.data }));
      else call.resolve(result.data);
    });
  }
  static open(userToken) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc?token=${encodeURIComponent(userToken)}`, { perMessageDeflate: false });
      socket.once('open', () => resolve(new Client(socket)));
      socket.once('error', reject);
    });
  }
  call(method, path, input) {
    const id = this.next++;
    const done = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.socket.send(JSON.stringify({ id, method, params: { path, input } }));
    return done;
  }
  subscribe(interactionId) {
    this.socket.send(JSON.stringify({ id: this.next++, method: 'subscription', params: { path: 'interaction.roomUpdates', input: { interactionId } } }));
  }
}

const tokens = Object.fromEntries(await Promise.all(['mira', 'ana', 'ben', 'sol'].map(async (id) => [id, await token(id)])));
const dm = await Client.open(tokens.mira);
const demo = await dm.call('query', 'campaign.getInteraction', { interactionId: 'ambush' });

async function openRoom(index) {
  const { id: interactionId } = await dm.call('mutation', 'campaign.createInteraction', {
    campaignId: demo.campaignId, name: `Bench ${index}`, mapId: demo.mapId, placements: demo.placements, settings: { turnTimeLimit: 3600 },
  });
  const own = await Client.open(tokens.mira);
  await own.call('mutation', 'interaction.setLive', { interactionId });
  const others = await Promise.all(audience.map((user) => Client.open(tokens[user])));
  for (const one of [own, ...others]) one.subscribe(interactionId);
  await own.call('mutation', 'interaction.rollInitiative', { interactionId });
  return { interactionId, own, players: { ana: others[0], ben: others[2] }, plan: [] };
}

/** One action: a step if the turn allows, else the end of the turn. */
async function act(room) {
  const { interactionId } = room;
  if (room.plan.length === 0) {
    const seen = await room.own.call('query', 'interaction.getRoomState', { interactionId });
    const { entityId } = seen.state.initiativeOrder[seen.state.currentTurnIndex];
    room.actor = room.players[seen.state.participants[entityId].userId] ?? room.own;
    const { state } = await room.actor.call('query', 'interaction.getRoomState', { interactionId });
    const { position, reachable } = state.participants[entityId];
    const next = reachable.find((cell) => cell.costFt === 5);
    if (next) {
      const back = { x: position.x, y: position.y };
      const there = { x: next.x, y: next.y };
      for (let step = 0; step < 4; step += 1) room.plan.push({ type: 'move', entityId, position: step % 2 ? back : there });
    }
    room.plan.push({ type: 'end', entityId });
  }
  const action = room.plan.shift();
  try {
    await room.actor.call('mutation', 'interaction.takeTurn', { interactionId, ...action });
  } catch (error) {
    if (error.data?.refusal === undefined) throw error;
    room.plan = [];
    // A window may be open or the ground may be taken: the DM passes the turn on.
    await room.own.call('mutation', 'interaction.skipTurn', { interactionId });
  }
}

const joinStart = performance.now();
const joinCpu = cpu();
const table = [];
for (let index = 0; index < rooms; index += 1) table.push(await openRoom(index));
const joinMs = performance.now() - joinStart;
const joined = cpu();
const joins = rooms * (audience.length + 1);

for (const room of table) for (let n = 0; n < 5; n += 1) await act(room);  // warm

const before = cpu();
const start = performance.now();
let done = 0;
await Promise.all(table.map(async (room) => {
  while (done < actions) {
    done += 1;
    await act(room);
  }
}));
const seconds = (performance.now() - start) / 1000;
const after = cpu();
const user = ((after.user - before.user) / done) * 1e6;
const system = ((after.system - before.system) / done) * 1e6;

const restBefore = residentKiB();
const resting = [];
for (let n = 0; n < idle; n += 1) resting.push(await Client.open(tokens.sol));
const restAfter = residentKiB();

console.log(`rooms ${rooms}, clients ${joins}, actions ${done}, ${(done / seconds).toFixed(0)} actions/s (limited by this generator)`);
console.log(`server CPU per action: ${(user + system).toFixed(0)} µs (user ${user.toFixed(0)}, system ${system.toFixed(0)}), fan-out 6, durable`);
console.log(`join: ${(joinMs / joins).toFixed(2)} ms each, server CPU ${(((joined.user - joinCpu.user + joined.system - joinCpu.system) / joins) * 1e6).toFixed(0)} µs each (room set-up included)`);
console.log(`resident per idle connection: ${((restAfter - restBefore) / idle).toFixed(1)} KiB (server in all: ${restAfter} KiB)`);

server.removeAllListeners('exit');
server.kill('SIGKILL');
rmSync(data, { recursive: true, force: true });
process.exit(0);
