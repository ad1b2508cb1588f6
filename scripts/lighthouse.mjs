// Lighthouse as a telephone sees the built site: the index and every lab, served as a static host does, compressed.
// usage: node scripts/lighthouse.mjs [times] [--check]; the best of so many runs of a page counts (3), and the first good one ends them
//
// TBT is that of a machine at rest. With --check, a gate, it is shown and not asked for by itself: the score has it as its largest part.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { entry, root } from './lib/process.mjs';
import { launchChromium, serveSite } from './lib/site.mjs';

/**
 * Times are what the machine needs, multiplied until it is as slow as a telephone. Lighthouse's own factor, 4, is meant for a
 * desktop of this index; a machine that is slow, or busy, is nearer to a telephone already.
 */
const DESKTOP = { index: 1500, factor: 4 };

/** Scores of 100, milliseconds, and the sum of layout shifts. */
const WANTED = {
  performance: ({ categories }) => [100 * categories.performance.score, (score) => score >= 95],
  accessibility: ({ categories }) => [100 * categories.accessibility.score, (score) => score === 100],
  'best practices': ({ categories }) => [100 * categories['best-practices'].score, (score) => score === 100],
  LCP: ({ audits }) => [audits['largest-contentful-paint'].numericValue, (ms) => ms <= 1200],
  CLS: ({ audits }) => [audits['cumulative-layout-shift'].numericValue, (shift) => shift < 0.001],
  TBT: ({ audits }) => [audits['total-blocking-time'].numericValue, (ms) => ms <= 100],
};

const check = process.argv.includes('--check');

/** How much slower a telephone is than this machine now. */
async function slowdown(browser) {
  const page = await browser.newPage();
  const { pageFunctions } = await import('lighthouse/core/lib/page-functions.js');
  const index = await page.evaluate(`(${pageFunctions.computeBenchmarkIndex})()`);
  await page.close();
  return { index, factor: Math.max(1, DESKTOP.factor * Math.min(1, index / DESKTOP.index)) };
}

async function measure(lighthouse, browser, port, url) {
  const { index, factor } = await slowdown(browser);
  const { lhr } = await lighthouse(url, {
    port,
    logLevel: 'error',
    throttling: { cpuSlowdownMultiplier: factor },
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
  });
  const found = Object.entries(WANTED).map(([name, read]) => {
    const [value, good] = read(lhr);
    return { name, value, good: good(value) || (check && name === 'TBT') };
  });
  const failing = Object.values(lhr.audits)
    .filter(
      ({ id, score, scoreDisplayMode }) => id !== 'bf-cache' && scoreDisplayMode === 'binary' && score === 0,
    )
    .map(({ title }) => title);
  const speed = `index ${Math.round(index)}, slowed ${factor.toFixed(1)} times`;
  return { found, failing, speed, bad: found.filter(({ good }) => !good).length };
}

const shown = ({ name, value, good }) =>
  `${good ? '' : 'BAD '}${name} ${name === 'CLS' ? value.toFixed(3) : Math.round(value)}`;

await entry(async () => {
  const times = Number(process.argv.slice(2).find((arg) => arg !== '--check') ?? 3);
  const { default: lighthouse } = await import('lighthouse');
  const site = await serveSite();
  const port = 1024 + (process.pid % 50_000);
  const browser = await launchChromium(`--remote-debugging-port=${port}`);
  let good = true;
  const labs = readdirSync(join(root, 'dist/lab')).map((id) => `lab/${id}/`);
  try {
    for (const path of ['', ...labs]) {
      let best;
      for (let run = 0; run < times && best?.bad !== 0; ++run) {
        const now = await measure(lighthouse, browser, port, `${site.url}${path}`);
        if (!best || now.bad < best.bad) best = now;
        console.log(`${path || 'index'}: ${now.found.map(shown).join(', ')} (${now.speed})`);
      }
      if (best.failing.length > 0) console.log(`  ${best.failing.join('\n  ')}`);
      good &&= best.bad === 0;
    }
  } finally {
    await browser.close();
    site.close();
  }
  return good ? 0 : 1;
});
