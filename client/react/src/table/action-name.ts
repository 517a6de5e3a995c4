/** What an action is called: a name for people as it is, a name from the rules ("standUp", "second-wind") in words. */
import type { Action } from '@live/protocol';

export function actionName(action: Pick<Action, 'name'>): string {
  const { name } = action;
  if (/\s/.test(name)) return capital(name);
  const words = name.replace(/[-_]+/g, ' ').replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return capital(words);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
