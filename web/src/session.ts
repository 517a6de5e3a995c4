/** Who is signed in. Kept for the tab alone, so that a DM and two players can sit in three tabs of one browser. */
import { isRecord } from './guards.ts';

export interface DemoUser {
  id: string;
  name: string;
  role: string;
}

const KEY = 'live-demo-user';

export async function demoUsers(): Promise<DemoUser[]> {
  const answer: unknown = await (await request('/dev/users')).json();
  const users = isRecord(answer) && Array.isArray(answer['users']) ? answer['users'] : [];
  return users.filter(isUser);
}

/** The development issuer's token; asked for anew at every connection, so that it never expires in use. */
export async function tokenFor(userId: string): Promise<string> {
  const answer: unknown = await (
    await request('/dev/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId }),
    })
  ).json();
  if (!isRecord(answer) || typeof answer['token'] !== 'string') throw new Error('The server gave no token.');
  return answer['token'];
}

export function storedUser(): DemoUser | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return isUser(value) ? value : null;
  } catch {
    return null;
  }
}

export function storeUser(user: DemoUser | null): void {
  try {
    if (user === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(user));
  } catch {
    // Without storage the sign-in lasts until the page is loaded anew.
  }
}

async function request(path: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(path, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return answer;
}

function isUser(value: unknown): value is DemoUser {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string' && typeof value['role'] === 'string';
}
