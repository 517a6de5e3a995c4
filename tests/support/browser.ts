// A real browser: Debian's Chromium, driven by playwright-core. Each person has a context of their own.
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

import type { LiveServer } from './server.ts';

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/** A person at a screen, signed in through the page. */
export class Person {
  readonly faults: string[] = [];

  private constructor(
    readonly userId: string,
    readonly page: Page,
    readonly narrow: boolean,
  ) {
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
  }

  static async signIn(browser: Browser, server: LiveServer, userId: string, options: BrowserContextOptions): Promise<Person> {
    const context = await browser.newContext(options);
    const person = new Person(userId, await context.newPage(), (options.viewport?.width ?? 1440) < 700);
    await person.page.goto(server.url);
    await person.press(`sign-in-user-${userId}`);
    await person.at(`sign-in-user-${userId}`).waitFor({ state: 'detached' });
    return person;
  }

  at(testId: string) {
    return this.page.getByTestId(testId);
  }

  async press(testId: string): Promise<void> {
    await this.at(testId).first().click();
  }

  /** On a narrow screen the table is in tabs. */
  async show(tab: 'map' | 'actions' | 'log' | 'chat' | 'party'): Promise<void> {
    if (this.narrow) await this.press(`tab-${tab}`);
  }
}
