// What a visitor downloads before a page can be used, gzipped, against the budgets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { launchBrowser, type WatchedBrowser } from './support/browser.ts';
import { LabPage } from './support/lab.ts';
import { DIST, LABS, type ServedSite, serveSite } from './support/site.ts';

const KB = 1000;
const INDEX = 60 * KB;
const LAB = 250 * KB;
const TEACH = 150 * KB;

let browser: WatchedBrowser;
let site: ServedSite;
before(async () => {
  site = await serveSite();
  browser = await launchBrowser();
});
after(() => Promise.all([browser?.close(), site?.close()]));

/** The files of the site that a first visit asks for, workers and what they import included. */
async function filesLoadedBy(path: string): Promise<Map<string, number>> {
  const watched = await browser.newPage();
  try {
    const { page } = watched;
    const asked = new Set<string>();
    page.context().on('request', (request) => asked.add(new URL(request.url()).pathname));
    await page.goto(new URL(path, site.url).href, { waitUntil: 'networkidle' });
    if (/^(de\/)?lab\//.test(path)) await new LabPage(watched, page.url()).ready();
    watched.assertClean();
    const sizeOf = (file: string) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;
    return new Map(
      [...asked].map((name) => [name, sizeOf(name.endsWith('/') ? `${name}index.html` : name)] as const),
    );
  } finally {
    await watched.close();
  }
}

for (const [path, budget] of [
  ['', INDEX],
  ['teach/', TEACH],
  ...LABS.flatMap((id) => [[`lab/${id}/`, LAB] as const, [`de/lab/${id}/`, LAB] as const]),
] as const) {
  test(`${path || 'the index'}: a first visit is within ${budget / KB} kB`, async (t) => {
    const files = await filesLoadedBy(path);
    const list = [...files].map(([file, size]) => `${file} ${(size / KB).toFixed(1)}`).join('\n');
    const sum = [...files.values()].reduce((total, size) => total + size, 0);
    t.diagnostic(`${(sum / KB).toFixed(1)} kB of ${budget / KB} kB`);
    assert.ok(sum <= budget, `${(sum / KB).toFixed(1)} kB:\n${list}`);
    // One model's module, and that of no other lab; none where nothing is computed.
    const modules = [...files.keys()].filter((file) => file.endsWith('.wasm'));
    assert.equal(modules.length, path.includes('lab/') ? 1 : 0, list);
  });
}
