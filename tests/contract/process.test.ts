// The binary itself: its help, its configuration errors, its store's refusals, its clean stop.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { connect } from '../support/client.ts';
import { binary, LiveServer, root } from '../support/server.ts';

function run(args: string[]): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(binary, args, { encoding: 'utf8', cwd: root });
  return { status, text: stdout + stderr };
}

describe('configuration', () => {
  it('explains each key', () => {
    const { status, text } = run(['--help']);
    expect(status).toBe(0);
    for (const key of ['--host', '--port', '--data', '--config', 'LIVE_PORT']) expect(text).toContain(key);
  });

  it.each([
    [['--port', 'seven'], 'port'],
    [['--port', '70000'], 'port'],
    [['--config', '/nowhere/live.toml'], 'config'],
    [['--prot', '1'], 'prot'],
  ])('%s stops the start and names the key', (args, key) => {
    const { status, text } = run(args);
    expect(status).not.toBe(0);
    expect(text).toContain(key);
  });

  it('refuses development sign-in beyond loopback', () => {
    const data = mkdtempSync(join(tmpdir(), 'live-test-'));
    const { status, text } = run(['--host', '0.0.0.0', '--port', '0', '--data', data, '--content', 'content']);
    rmSync(data, { recursive: true });
    expect(status).toBe(2);
    expect(text).toContain('loopback');
  });
});

describe('the database file', () => {
  async function filled(): Promise<string> {
    const server = await LiveServer.start();
    expect(await server.stop()).toBe(0);
    return server.data;
  }

  it.each([
    ['newer', (file: string) => execFileSync('sqlite3', [file, 'PRAGMA user_version = 99']), /newer/i],
    ['corrupt', (file: string) => {
      const bytes = readFileSync(file);
      bytes.fill(0x5a, 4096, Math.min(bytes.length, 4096 * 6));
      writeFileSync(file, bytes);
    }, /corrupt|damaged|malformed/i],
    ['foreign', (file: string) => writeFileSync(file, 'a shopping list'), /not/i],
  ])('%s: the server says why, and leaves it untouched', async (_, spoil, message) => {
    const data = await filled();
    const file = join(data, 'live.sqlite3');
    spoil(file);
    const hash = (): string => createHash('sha256').update(readFileSync(file)).digest('hex');
    const before = hash();
    const { status, text } = run(['--port', '0', '--data', data, '--content', 'content']);
    expect(status).toBe(3);
    expect(text).toMatch(message);
    expect(hash()).toBe(before);
    rmSync(data, { recursive: true });
  });

  it('is one process\'s at a time', async () => {
    const server = await LiveServer.start();
    const { status, text } = run(['--port', '0', '--data', server.data, '--content', 'content']);
    expect(status).toBe(3);
    expect(text).toContain(String(server.pid));
    await server.stop();
    server.removeData();
  });
});

describe('a clean stop', () => {
  it('answers what is in flight, closes sockets with 1012 and exits with 0', async () => {
    const server = await LiveServer.start();
    const ana = await connect(server, 'ana');
    await ana.client.interaction.health.query();
    // Stopped as soon as the first of many is answered: each of the others gets its result, or is told that it was not
    // run. None is left without an answer.
    const calls = Array.from({ length: 40 }, () => ana.client.campaign.listCampaigns.query());
    await calls[0];
    const stopping = server.stop();
    const results = await Promise.allSettled(calls);
    expect(await stopping).toBe(0);
    for (const result of results) {
      if (result.status === 'rejected') {
        expect((result.reason as { data: { code: string } | null }).data?.code).toBe('SERVICE_UNAVAILABLE');
      }
    }
    expect(await ana.closed).toBe(1012);
    await ana.close();
    server.removeData();
  });

  it('serves the health pages', async () => {
    const server = await LiveServer.start();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' });
    await server.stop();
    server.removeData();
  });
});
