// What Lighthouse says of a page apart from the speed of the machine: `npm run lighthouse` measures that, and every page.
// One lab stands here for all: they share their template, and axe looks at each of them.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import lighthouse from 'lighthouse';
import type { Browser } from 'playwright-core';
import { launchChromium } from './support/browser.ts';
import { LABS, type ServedSite, serveSite } from './support/site.ts';

/** Until the largest text is painted, in milliseconds, on Lighthouse's line and with a server and a processor that take no time. */
const LCP = 1200;

let browser: Browser;
let site: ServedSite;
let port: number;
before(async () => {
  site = await serveSite({ compressed: true });
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
  test(`${path || 'the index'}: accessibility and best practices are at 100, nothing moves, and the first paint waits for little`, async (t) => {
    const url = site.url + path;
    const { origin } = new URL(url);
    const result = await lighthouse(
      url,
      { port, logLevel: 'error' },
      {
        extends: 'lighthouse:default',
        settings: {
          onlyCategories: ['accessibility', 'best-practices', 'performance'],
          throttling: { cpuSlowdownMultiplier: 0.001 },
          precomputedLanternData: {
            additionalRttByOrigin: { [origin]: 0 },
            serverResponseTimeByOrigin: { [origin]: 0 },
          },
        },
      },
    );
    assert.ok(result);
    const { categories, audits } = result.lhr;
    const auditsOf = (id: string) => categories[id]?.auditRefs.map((ref) => audits[ref.id]) ?? [];
    const failed = [...auditsOf('accessibility'), ...auditsOf('best-practices')].filter(
      (audit) => audit?.scoreDisplayMode === 'binary' && audit.score === 0,
    );
    assert.deepEqual(
      failed.map((audit) => `${audit?.id}: ${audit?.title}`),
      [],
    );
    for (const id of ['accessibility', 'best-practices'])
      assert.equal(categories[id]?.score, 1, categories[id]?.title);
    assert.equal(audits['cumulative-layout-shift']?.numericValue, 0);
    const lcp = audits['largest-contentful-paint']?.numericValue ?? Number.NaN;
    t.diagnostic(`LCP, as far as the line decides it: ${Math.round(lcp)} ms`);
    assert.ok(lcp <= LCP, `LCP ${lcp} ms`);
  });
}
