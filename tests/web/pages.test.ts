import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  axe,
  describeViolations,
  horizontalOverflow,
  launchBrowser,
  layoutShift,
  type PageOptions,
  type WatchedBrowser,
  type WatchedPage,
} from './support/browser.ts';
import { DIST, LABS, type ServedSite, serveSite } from './support/site.ts';

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html default',
].join('; ');
const PAGES = ['', 'teach/', ...LABS.map((id) => `lab/${id}/`)];
const WIDTHS = [1366, 390, 320];
const MAX_FONT_BYTES = 45_000;

let browser: WatchedBrowser;
let site: ServedSite;
before(async () => {
  // The site first: where it is missing, no browser must be left running.
  site = await serveSite({ base: '/courses/elbo/' });
  browser = await launchBrowser();
});
after(() => Promise.all([browser?.close(), site?.close()]));

async function visit(path: string, options: PageOptions, look: (w: WatchedPage) => Promise<void>) {
  const watched = await browser.newPage(options);
  try {
    await watched.page.goto(new URL(path, site.url).href, { waitUntil: 'networkidle' });
    if (options.javaScriptEnabled ?? true) await watched.page.evaluate(() => document.fonts.ready);
    await look(watched);
  } finally {
    await watched.close();
  }
}

describe('index page', () => {
  test('lists every lab with its phenomenon and source, and its links lead there', async () => {
    await visit('', {}, async ({ page, assertClean }) => {
      const cards = page.locator('.cards > .card');
      assert.equal(await cards.count(), LABS.length);
      const hrefs = await cards.locator('a').evaluateAll((a) => a.map((e) => e.getAttribute('href') ?? ''));
      assert.deepEqual([...hrefs].sort(), LABS.map((id) => `./lab/${id}/`).sort());
      for (const card of await cards.all()) {
        assert.ok(((await card.locator('.phenomenon').textContent()) ?? '').length > 20);
        assert.ok(((await card.locator('.source').textContent()) ?? '').length > 5);
      }
      for (const href of hrefs) {
        await page.goto(site.url);
        await page.locator(`a[href="${href}"]`).click();
        await page.waitForURL(new URL(href, site.url).href);
        assert.ok(await page.locator('h1').textContent());
        await page.locator('a.labs').click();
        await page.waitForURL(site.url);
      }
      assertClean();
    });
  });

  test('has no script', async () => {
    assert.doesNotMatch(readFileSync(join(DIST, 'index.html'), 'utf8'), /<script|modulepreload/);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing wrong (${colorScheme})`, async () => {
      await visit('', { colorScheme }, async ({ page }) => {
        assert.deepEqual(describeViolations(await axe(page)), []);
      });
    });
  }
});

for (const path of PAGES) {
  describe(`/${path}`, () => {
    // One visit serves the tests that only look.
    let watched: WatchedPage;
    before(async () => {
      watched = await browser.newPage();
      await watched.page.goto(new URL(path, site.url).href, { waitUntil: 'networkidle' });
      await watched.page.evaluate(() => document.fonts.ready);
    });
    after(() => watched?.close());

    test('carries the strict policy, nothing inline, and only relative addresses', () => {
      const html = readFileSync(join(DIST, path, 'index.html'), 'utf8');
      assert.ok(html.includes(`content="${POLICY}"`));
      assert.doesNotMatch(html, /\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
      const icon = /<link rel="icon" href="data:image\/svg\+xml,[^"]*"/;
      assert.match(html, icon); // in the page, and alone in that
      for (const [, address = ''] of html.replace(icon, '').matchAll(/<[^>]*\s(?:href|src)="([^"]*)"/g)) {
        assert.match(address, /^(\.{1,2}\/|#)/);
      }
    });

    test('loads without a message, a violation or a foreign request', () => watched.assertClean());

    test('nothing moves while it loads', async () => {
      // Zero to the three digits that tools report: a box that moves is far above, a glyph's rounding far below.
      const { sum, moved } = await layoutShift(watched.page);
      assert.equal(sum.toFixed(3), '0.000', moved.join('\n'));
    });

    test('has one title, one first-level heading, landmarks and no skipped level', async () => {
      const { page } = watched;
      assert.match(await page.title(), /ELBO Lab/);
      assert.equal(await page.locator('html[lang=en]').count(), 1);
      for (const landmark of ['h1', 'main', 'header.top', 'a.skip']) {
        assert.equal(await page.locator(landmark).count(), 1, landmark);
      }
      const levels = await page
        .locator('h1, h2, h3, h4, h5, h6')
        .evaluateAll((headings) => headings.map((h) => Number(h.tagName[1])));
      for (const [i, level] of levels.entries()) {
        assert.ok(level <= (levels[i - 1] ?? 0) + 1, `levels ${levels}`);
      }
      const target = await page.locator('a.skip').getAttribute('href');
      assert.equal(await page.locator(target ?? 'none').count(), 1);
    });

    test(`loads at most ${MAX_FONT_BYTES} bytes of fonts, the text font among them`, async () => {
      const fonts = [...watched.transferred].filter(([url]) => url.endsWith('.woff2'));
      assert.ok(fonts.some(([url]) => url.includes('SourceSans3')));
      assert.ok(await watched.page.evaluate(() => document.fonts.check("17px 'Source Sans 3'")));
      const bytes = fonts.reduce((sum, [, length]) => sum + length, 0);
      assert.ok(bytes <= MAX_FONT_BYTES, `${bytes} bytes`);
    });

    for (const width of WIDTHS) {
      test(`does not scroll sideways at ${width} px`, async () => {
        await watched.page.setViewportSize({ width, height: 800 });
        assert.deepEqual(await horizontalOverflow(watched.page), []);
      });
    }
  });
}

for (const id of LABS) {
  describe(`lab ${id} without JavaScript`, () => {
    test('tells the whole story, with equations in every font they need', async () => {
      await visit(`lab/${id}/`, { javaScriptEnabled: false }, async ({ page, assertClean }) => {
        const words = (await page.locator('#about p').allTextContents()).join(' ').split(/\s+/);
        assert.ok(words.length > 250, 'the text of page.md');
        assert.ok(await page.locator('#about').isVisible());
        assert.ok((await page.locator('#about .katex-display math').count()) >= 2, 'equations, with MathML');
        assert.equal(await page.locator('.katex-error').count(), 0);
        for (const section of ['stage', 'bound', 'why', 'transport', 'controls', 'data']) {
          const said = await page.locator(`#${section} .body`).textContent();
          assert.match(said ?? '', /\w+ \w+ \w+/, section);
          assert.equal(await page.locator(`#${section} > h2`).count(), 1, section);
        }
        assert.ok(await page.locator('#stage noscript').isVisible());
        assertClean();
      });
    });
  });
}

describe('scripts', () => {
  const read = (name: string) => readFileSync(join(DIST, 'assets', name), 'utf8');
  const scripts = readdirSync(join(DIST, 'assets')).filter((name) => name.endsWith('.js'));

  test('of Chart.js a visitor gets the scales that are used, and no others', () => {
    const chart = scripts.filter((name) => name.startsWith('chartjs-'));
    assert.equal(chart.length, 1);
    const scales = [...read(chart[0] ?? '').matchAll(/static id=[`'"](\w+)[`'"]/g)].map(([, id]) => id);
    assert.ok(scales.includes('linear') && scales.includes('logarithmic'), `${scales}`);
    for (const unused of ['time', 'timeseries', 'radialLinear', 'category'])
      assert.ok(!scales.includes(unused), unused);
  });

  test('the glue of WebAssembly comes with a model of the worker, one for each, and with nothing else', () => {
    const glue = scripts.filter((name) => /WebAssembly\.instantiate/.test(read(name)));
    const modules = readdirSync(join(DIST, 'assets')).filter((name) => name.endsWith('.wasm'));
    const stem = (name: string) => name.replace(/(_module)?-.*/, '');
    assert.deepEqual(glue.map(stem).sort(), modules.map(stem).sort());
    const users = scripts.filter((name) => glue.some((file) => file !== name && read(name).includes(file)));
    assert.deepEqual(
      users.map((name) => name.replace(/-.*/, '')),
      ['worker_by_model'],
    );
  });
});

test('every colour of the dark theme is there before the script has read a choice, and the choice beats the system', async () => {
  const names = [
    ...readFileSync(new URL('../../web/src/styles/tokens.css', import.meta.url), 'utf8').matchAll(
      /(--[\w-]+): light-dark\(/g,
    ),
  ].map(([, name = '']) => name);
  assert.ok(names.includes('--paper') && names.includes('--k6'));
  const colours = async (options: PageOptions, theme?: string) => {
    const found: string[] = [];
    await visit('', options, async ({ page }) => {
      found.push(
        ...(await page.evaluate(
          ([wanted, chosen]) => {
            const root = document.documentElement;
            if (chosen) root.dataset.theme = chosen;
            return wanted.map((name) => {
              root.style.color = `var(${name})`;
              return getComputedStyle(root).color;
            });
          },
          [names, theme] as const,
        )),
      );
    });
    return found;
  };
  const light = await colours({ colorScheme: 'light', javaScriptEnabled: false });
  const dark = await colours({ colorScheme: 'dark', javaScriptEnabled: false });
  for (const [i, name] of names.entries()) assert.notEqual(dark[i], light[i], name);
  assert.deepEqual(await colours({ colorScheme: 'light' }, 'dark'), dark);
  assert.deepEqual(await colours({ colorScheme: 'dark' }, 'light'), light);
});

test('a lab reads the same from the root of a host', async () => {
  const root = await serveSite();
  const { page, assertClean, close } = await browser.newPage();
  try {
    for (const path of PAGES) {
      await page.goto(new URL(path, root.url).href, { waitUntil: 'networkidle' });
      assert.ok(await page.locator('h1').isVisible());
    }
    assertClean();
  } finally {
    await close();
    await root.close();
  }
});
