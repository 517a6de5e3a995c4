import { chromium } from 'playwright-core';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const p = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
await p.goto('http://127.0.0.1:5199/.shots/index.html?role=player'); await p.waitForTimeout(800);
console.log(await p.evaluate(() => [...document.body.children].map((e) => e.cloneNode(false).outerHTML + ' > ' + [...e.children].map((c) => c.cloneNode(false).outerHTML).join(' '))));
await browser.close();
