// npm test: sets up, builds, runs every suite even if one fails, and sums up.
// usage: node scripts/test.mjs [core] [asan] [fuzz] [toolchain] [wasm] [node] [numbers] [web]; all of them if none is named
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from './build.mjs';
import { entry, Problem, root } from './lib/process.mjs';
import { SUITES } from './lib/suites.mjs';
import { setup } from './setup.mjs';

const SUMMARY = join(root, 'build/test-summary.json');

/** One suite from build to counts. Whatever goes wrong on the way is a failed test. */
async function runSuite({ title, needs, run }) {
  console.log(`\n--- ${title}`);
  const begin = performance.now();
  let counts = { passed: 0, failed: 0, skipped: 0, crashed: false };
  try {
    await build(...needs);
    counts = await run();
    if (counts.crashed) console.log(`${title}: the runner ended with an error of its own`);
    else if (counts.passed + counts.failed === 0) console.log(`${title}: not a single test ran`);
  } catch (error) {
    console.log(`${title}: ${error instanceof Problem ? error.message : error.stack}`);
    counts.crashed = true;
  }
  const { passed, failed, skipped } = counts;
  const lost = counts.crashed || passed + failed === 0 ? 1 : 0;
  return { title, passed, failed: failed + lost, skipped, seconds: (performance.now() - begin) / 1000 };
}

function printTable(rows) {
  const cells = (title, ...numbers) => title.padEnd(24) + numbers.map((n) => String(n).padStart(9)).join('');
  console.log(`\n${cells('suite', 'passed', 'failed', 'skipped', 'seconds')}`);
  for (const row of rows) {
    console.log(cells(row.title, row.passed, row.failed, row.skipped, row.seconds.toFixed(1)));
  }
}

function finish(suites) {
  const sum = (key) => suites.reduce((total, suite) => total + suite[key], 0);
  const summary = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), suites };
  mkdirSync(dirname(SUMMARY), { recursive: true });
  writeFileSync(SUMMARY, `${JSON.stringify(summary, null, 2)}\n`);
  printTable(suites);
  console.log(`\n${summary.passed} passed, ${summary.failed} failed`);
  return summary.failed === 0 ? 0 : 1;
}

await entry(async () => {
  const known = Object.keys(SUITES);
  const asked = process.argv.slice(2);
  const stranger = asked.find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new Problem(`no suite is called ${stranger}; the suites are ${known.join(', ')}`);

  rmSync(SUMMARY, { force: true });
  try {
    await setup('test');
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    return finish([{ title: 'set-up', passed: 0, failed: 1, skipped: 0, seconds: 0 }]);
  }
  const results = [];
  for (const name of known) {
    if (asked.length === 0 || asked.includes(name)) results.push(await runSuite(SUITES[name]));
  }
  return finish(results);
});
