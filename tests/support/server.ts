// Starts the real server as its own process, on a free port and a data folder of its own, and ends it by its own id.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const binary = process.env['LIVE_SERVER'] ?? join(root, 'build', 'release', 'src', 'server', 'live-server');

/** A test that dies must not leave its servers behind. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface ServerOptions {
  /** A folder to go on with; a fresh one when absent. */
  data?: string;
  args?: string[];
}

export class LiveServer {
  readonly output: string[] = [];
  private exited: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly data: string,
  ) {
    running.add(child);
    this.exited = new Promise((resolve) =>
      child.once('exit', (code) => {
        running.delete(child);
        resolve(code);
      }),
    );
  }

  url = '';

  get wsUrl(): string {
    return `${this.url.replace('http', 'ws')}/trpc`;
  }

  /** Resolves when the server says that it listens; rejects with its output when it ends before. */
  static async start(options: ServerOptions = {}): Promise<LiveServer> {
    const data = options.data ?? mkdtempSync(join(tmpdir(), 'live-test-'));
    const child = spawn(
      binary,
      ['--port', '0', '--data', data, '--content', join(root, 'content'), '--web', join(root, 'web', 'dist'),
        ...(options.args ?? [])],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const server = new LiveServer(child, data);
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        const text = chunk.toString();
        server.output.push(text);
        const found = /listening on (http:\/\/\S+)/.exec(server.output.join(''));
        if (found?.[1] !== undefined && server.url === '') {
          server.url = found[1];
          resolve();
        }
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`server ended with ${code}:\n${server.output.join('')}`)));
    });
    return server;
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** kill -9: nothing is flushed, nobody is told. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** SIGTERM; the exit code. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exited;
  }

  removeData(): void {
    rmSync(this.data, { recursive: true, force: true });
  }

  async token(userId: string): Promise<string> {
    const answer = await fetch(`${this.url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId }),
    });
    if (!answer.ok) throw new Error(`/dev/token: ${answer.status} ${await answer.text()}`);
    const { token } = (await answer.json()) as { token: string };
    return token;
  }
}
