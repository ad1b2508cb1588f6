// What Lighthouse says of a page apart from its speed, which is the machine's too: `npm run lighthouse` measures that, and
// every page. One lab stands here for all: they share their template, and axe looks at each of them.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import lighthouse from 'lighthouse';
import type { Browser } from 'playwright-core';
import { launchChromium } from './support/browser.ts';
import { LABS, type ServedSite, serveSite } from './support/site.ts';

let browser: Browser;
let site: ServedSite;
let port: number;
before(async () => {
  site = await serveSite();
  port = await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });
  browser = await launchChromium([`--remote-debugging-port=${port}`]);
});
after(() => Promise.all([browser?.close(), site?.close()]));

for (const path of ['', `lab/${LABS[0]}/`]) {
  test(`${path || 'the index'}: accessibility and best practices are at 100`, async () => {
    const result = await lighthouse(site.url + path, {
      port,
      logLevel: 'error',
      onlyCategories: ['accessibility', 'best-practices'],
      throttlingMethod: 'provided',
    });
    assert.ok(result);
    const { categories, audits } = result.lhr;
    const failed = Object.values(audits).filter(
      ({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score === 0,
    );
    assert.deepEqual(
      failed.map(({ id, title }) => `${id}: ${title}`),
      [],
    );
    for (const { title, score } of Object.values(categories)) assert.equal(score, 1, title);
  });
}
