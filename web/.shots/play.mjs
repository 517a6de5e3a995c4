import { chromium } from 'playwright-core';
const base = 'http://127.0.0.1:5199/.shots/index.html';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const ok = (name, cond, extra='') => console.log(cond ? 'ok  ' : 'FAIL', name, extra);
const calls = (p) => p.evaluate(() => globalThis.calls.filter((c) => c.path === 'interaction.takeTurn').map((c) => c.input));
{
  const p = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  p.on('pageerror', (e) => console.log('PAGEERROR', String(e)));
  await p.goto(base + '?role=player');
  await p.getByTestId('map-cell-10-6').click();
  await p.waitForTimeout(300);
  let c = await calls(p); ok('click moves', c.at(-1)?.type === 'move' && c.at(-1).position.x === 10, JSON.stringify(c.at(-1)));
  ok('token moved', await p.getByTestId('token-wizard').getAttribute('data-x') === '10');
  // keyboard
  await p.getByTestId('map-cell-10-6').focus();
  await p.keyboard.press('ArrowRight'); await p.keyboard.press('ArrowDown');
  ok('arrow focus', await p.evaluate(() => document.activeElement?.getAttribute('data-testid')) === 'map-cell-11-7');
  await p.keyboard.press('t');
  ok('T with no targets goes to someone', (await p.evaluate(() => document.activeElement?.getAttribute('aria-label')))?.length > 10, await p.evaluate(() => document.activeElement?.getAttribute('aria-label')));
  await p.getByTestId('action-cast:fire-bolt').click();
  await p.getByTestId('map-cell-11-7').focus();
  await p.keyboard.press('t');
  const label = await p.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  ok('T goes to a target', label.includes('a valid target'), label);
  await p.keyboard.press('Enter'); await p.waitForTimeout(200);
  c = await calls(p); ok('Enter casts', c.at(-1)?.type === 'cast' && c.at(-1).target === 'goblin-1', JSON.stringify(c.at(-1)));
  ok('choice done', await p.getByTestId('composer').count() === 0);
  // Escape
  await p.getByTestId('action-cast:shatter').click();
  ok('composer', await p.getByTestId('composer').count() === 1);
  await p.keyboard.press('Escape'); await p.waitForTimeout(100);
  ok('Escape cancels choice only', await p.getByTestId('composer').count() === 0 && await p.getByTestId('live-modal').count() === 1);
  await p.getByTestId('action-cast:shatter').click();
  const box = await p.getByTestId('map-cell-13-6').boundingBox();
  await p.mouse.move(box.x + box.width - 2, box.y + box.height - 2);
  await p.mouse.click(box.x + box.width - 2, box.y + box.height - 2); await p.waitForTimeout(200);
  c = await calls(p); ok('sphere corner', c.at(-1)?.position?.x === 14 && c.at(-1).position.y === 7 && c.at(-1).parameters.slot === 2, JSON.stringify(c.at(-1)));
  await p.getByTestId('action-cast:magic-missile').click();
  await p.getByTestId('token-goblin-1').click(); await p.getByTestId('token-goblin-1').click(); await p.getByTestId('target-boss').click();
  await p.getByTestId('confirm-action').click(); await p.waitForTimeout(200);
  c = await calls(p); ok('missiles', JSON.stringify(c.at(-1)?.parameters?.targets) === '["goblin-1","goblin-1","boss"]', JSON.stringify(c.at(-1)));
  const before = (await calls(p)).length;
  await p.getByTestId('action-hide').click({ force: true }); await p.waitForTimeout(100);
  ok('unavailable says why, sends nothing', (await calls(p)).length === before && await p.getByText('Hide: Goblin 1 can see you clearly.').count() === 1);
  await p.getByTestId('chat-input').fill('hello'); await p.getByTestId('chat-send').click(); await p.waitForTimeout(150);
  ok('chat', await p.getByTestId('chat-message').last().innerText().then((x) => x.includes('hello')));
  await p.getByTestId('chat-input').fill('two'); await p.keyboard.press('Enter'); await p.waitForTimeout(150);
  ok('chat by Enter', await p.getByTestId('chat-message').last().innerText().then((x) => x.includes('two')));
  await p.getByTestId('end-turn').click(); await p.waitForTimeout(150);
  c = await calls(p); ok('end', c.at(-1)?.type === 'end' && c.at(-1).entityId === 'wizard');
  await p.getByTestId('tab-gear').click(); await p.getByTestId('equip-dagger').click(); await p.waitForTimeout(150);
  c = await calls(p); ok('equip', c.at(-1)?.actionId === 'equip' && c.at(-1).itemId === 'dagger');
  await p.getByTestId('live-modal').getByRole('button', { name: 'Use dark colours' }).click(); await p.waitForTimeout(100);
  ok('theme', await p.evaluate(() => document.documentElement.dataset.liveTheme) === 'dark');
}
{
  const p = await (await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })).newPage();
  p.on('pageerror', (e) => console.log('PAGEERROR', String(e)));
  await p.goto(base + '?role=player'); await p.waitForTimeout(500);
  await p.getByTestId('map-cell-10-6').tap(); await p.waitForTimeout(200);
  ok('first tap asks', (await calls(p)).length === 0);
  await p.screenshot({ path: '/tmp/webshots/tap.png' });
  await p.getByTestId('map-cell-10-6').tap(); await p.waitForTimeout(200);
  ok('second tap moves', (await calls(p)).at(-1)?.type === 'move');
  await p.getByTestId('token-goblin-1').tap(); await p.waitForTimeout(200);
  ok('tap on a creature only looks', (await calls(p)).length === 1);
  const w = await p.evaluate(() => [document.documentElement.scrollWidth, innerWidth]); ok('no sideways scroll', w[0] <= w[1], String(w));
}
await browser.close();
