import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
const axe = readFileSync('/work/main/node_modules/axe-core/axe.min.js', 'utf8');
const base = 'http://127.0.0.1:5199/.shots/index.html';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const want = process.argv.slice(2);
const shots = [
  ['wide-light', '?role=player', 1440, 900, 'light'],
  ['wide-dark', '?role=player', 1440, 900, 'dark'],
  ['dm-light', '?role=dm', 1440, 900, 'light', async (p) => { await p.getByTestId('initiative-goblin-4').click(); }],
  ['narrow-light', '?role=player', 390, 844, 'light'],
  ['narrow-dark-actions', '?role=player', 390, 844, 'dark', async (p) => { await p.getByTestId('tab-actions').click(); }],
  ['narrow-party', '?role=player', 390, 844, 'light', async (p) => { await p.getByTestId('tab-party').click(); }],
  ['narrow-chat', '?role=player', 390, 844, 'light', async (p) => { await p.getByTestId('tab-chat').click(); }],
  ['narrow-log', '?role=player', 390, 844, 'dark', async (p) => { await p.getByTestId('tab-log').click(); }],
  ['prompt', '?role=player&prompt=1', 1440, 900, 'light'],
  ['narrow-prompt', '?role=player&prompt=1', 390, 844, 'dark'],
  ['outcome', '?role=dm&outcome=1', 1440, 900, 'dark'],
  ['waiting-dm', '?role=dm&waiting=1', 1440, 900, 'light'],
  ['area', '?role=player', 1440, 900, 'light', async (p) => { await p.getByTestId('action-cast:burning-hands').click(); await p.getByTestId('map-cell-13-6').hover(); }],
  ['targets', '?role=player', 1440, 900, 'dark', async (p) => { await p.getByTestId('action-cast:magic-missile').click(); await p.getByTestId('token-goblin-1').click(); }],
  ['narrow-target', '?role=player', 390, 844, 'light', async (p) => { await p.getByTestId('tab-actions').click(); await p.getByTestId('action-cast:fire-bolt').click(); }],
  ['refusal', '?role=player', 1440, 900, 'light', async (p) => { await p.getByTestId('map-cell-20-2').click(); }],
  ['gear', '?role=player', 1440, 900, 'light', async (p) => { await p.getByTestId('tab-gear').click(); await p.getByTestId('map-cell-11-8').hover(); }],
  ['campaigns', '?page=campaigns&role=dm', 1200, 800, 'light'],
  ['list', '?page=list&role=dm', 1200, 800, 'light'],
  ['list-dark-narrow', '?page=list&role=dm', 390, 844, 'dark'],
  ['editor', '?page=editor&role=dm', 1300, 950, 'light', async (p) => { await p.getByTestId('add-goblin').click(); await p.getByTestId('add-fighter').click(); }],
];
for (const [name, query, width, height, colorScheme, act] of shots) {
  if (want.length && !want.includes(name)) continue;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, hasTouch: width < 500 });
  const page = await context.newPage();
  const errors = [];
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') errors.push(m.text().slice(0, 300)); });
  page.on('pageerror', (e) => errors.push(String(e).slice(0, 400)));
  await page.goto(base + query);
  await page.waitForTimeout(500);
  try { await act?.(page); } catch (e) { errors.push('ACT ' + String(e).slice(0, 500)); }
  await page.waitForTimeout(450);
  await page.screenshot({ path: `/tmp/webshots/${name}.png` });
  await page.evaluate(axe);
  const result = await page.evaluate(async () => { const r = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }); return r.violations.map((v) => `${v.impact} ${v.id} x${v.nodes.length}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' | ' + n.failureSummary.split('\n')[1]).join(' ;; ')}`); });
  console.log(name, errors.length ? errors : '', result.length ? result : 'axe ok');
  await context.close();
}
await browser.close();
