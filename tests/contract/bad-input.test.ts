// What may come from a hostile or broken client: each gets a clear, typed answer and nobody else notices.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import { type Connection, connect, connectWithToken } from '../support/client.ts';
import { LiveServer } from '../support/server.ts';
import { eventually, failureOf } from './helpers.ts';

let server: LiveServer;
let ana: Connection;

beforeAll(async () => {
  server = await LiveServer.start();
  ana = await connect(server, 'ana');
  await ana.client.interaction.health.query();
});

afterAll(async () => {
  // Whatever the tests threw at it, the neighbour's connection still answers.
  expect((await ana.client.interaction.health.query()).status).toBe('ok');
  await ana.close();
  await server.stop();
  server.removeData();
});

interface Raw {
  socket: WebSocket;
  frames: string[];
  closed: Promise<number>;
}

async function raw(query = ''): Promise<Raw> {
  const socket = new WebSocket(`${server.wsUrl}${query}`);
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return { socket, frames, closed };
}

describe('R7.1: tokens', () => {
  it('refuses every procedure but health without one', async () => {
    const nobody = connectWithToken(server, '');
    expect((await failureOf(nobody.client.campaign.listCampaigns.query())).code).toBe('UNAUTHORIZED');
    expect((await nobody.client.interaction.health.query()).status).toBe('ok');
    await nobody.close();
  });

  it.each([
    ['garbage', 'not.a.token'],
    ['an unsigned one', `${btoa('{"alg":"none"}')}.${btoa('{"sub":"mira"}')}.`],
  ])('answers %s with UNAUTHORIZED over HTTP', async (_, token) => {
    const answer = await fetch(`${server.url}/trpc/campaign.listCampaigns`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(401);
    expect(((await answer.json()) as { error: { data: { code: string } } }).error.data.code).toBe('UNAUTHORIZED');
  });

  it('refuses a bad token in the URL at the upgrade', async () => {
    const socket = new WebSocket(`${server.wsUrl}?token=broken`);
    const status = await new Promise((resolve) => {
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.once('open', () => resolve('opened'));
      socket.once('error', () => undefined);
    });
    expect(status).toBe(401);
  });

  it('takes a good token from the URL', async () => {
    const token = await server.token('ana');
    const answer = await fetch(`${server.url}/trpc/campaign.listCampaigns?token=${encodeURIComponent(token)}`);
    expect(answer.status).toBe(200);
  });

  it('gives no token for a user that does not exist', async () => {
    const answer = await fetch(`${server.url}/dev/token`, { method: 'POST', body: JSON.stringify({ userId: 'eve' }) });
    expect(answer.status).toBe(404);
    const broken = await fetch(`${server.url}/dev/token`, { method: 'POST', body: '{"userId":7}' });
    expect(broken.status).toBe(400);
  });
});

describe('frames', () => {
  it.each(['{', '7', '{}', '{"id":1,"method":"dance"}', '"PING"'])('answers %s with PARSE_ERROR and goes on', async (text) => {
    const one = await raw();
    one.socket.send(text);
    one.socket.send('{"id":9,"method":"query","params":{"path":"interaction.health"}}');
    await eventually(() => one.frames.length >= 2, 'both answers');
    expect(one.frames.some((frame) => frame.includes('"PARSE_ERROR"'))).toBe(true);
    expect(one.frames.some((frame) => frame.includes('"id":9') && frame.includes('"status":"ok"'))).toBe(true);
    one.socket.terminate();
  });

  it('closes with 1009 on a message over the limit', async () => {
    const one = await raw();
    one.socket.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'interaction.health', input: 'x'.repeat(300_000) } }));
    expect(await one.closed).toBe(1009);
  });

  it('answers 413 to a body over the limit', async () => {
    const answer = await fetch(`${server.url}/trpc/interaction.takeTurn`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: `"${'x'.repeat(300_000)}"`,
    });
    expect(answer.status).toBe(413);
  });

  it('answers a text PING', async () => {
    const one = await raw();
    one.socket.send('PING');
    await eventually(() => one.frames.includes('PONG'), 'PONG');
    one.socket.terminate();
  });
});

describe('R7.6: floods', () => {
  it('answers TOO_MANY_REQUESTS past the bucket, with when to come back', async () => {
    const ben = await connect(server, 'ben');
    const results: PromiseSettledResult<unknown>[] = [];
    for (let burst = 0; burst < 8; burst += 1) {
      const calls = Array.from({ length: 25 }, () => ben.client.interaction.health.query());
      results.push(...(await Promise.allSettled(calls)));
    }
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(results.some((result) => result.status === 'fulfilled')).toBe(true);
    const data = (refused[0]?.reason as { data: { code: string; retryAfterMs: number } }).data;
    expect(data.code).toBe('TOO_MANY_REQUESTS');
    expect(data.retryAfterMs).toBeGreaterThan(0);
    await ben.close();
  });
});
