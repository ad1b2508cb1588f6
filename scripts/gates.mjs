// After npm test: the gates that are not tests. Every gate runs even if one before it failed; each counts as one.
// The last line sums them up with the tests that npm test counted.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, stream } from './lib/process.mjs';

const GATES = {
  'lint: Biome': ['scripts/lint.mjs', 'biome'],
  'lint: clang-tidy': ['scripts/lint.mjs', 'clang-tidy'],
  format: ['scripts/format.mjs'],
  types: ['scripts/typecheck.mjs'],
  budgets: ['scripts/budgets.mjs'],
  hygiene: ['scripts/hygiene.mjs'],
  audit: ['scripts/audit.mjs'],
  lighthouse: ['scripts/lighthouse.mjs', '5', '--check'],
  speed: ['scripts/bench.mjs', '--small', '--check'],
};

/** What npm test counted; without a summary it did not get to its end, which is one failure. */
function testCounts() {
  const path = join(root, 'build/test-summary.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { passed: 0, failed: 1 };
}

let { passed, failed } = testCounts();
const lines = [];
for (const [name, args] of Object.entries(GATES)) {
  console.log(`\n--- ${name}`);
  const begin = performance.now();
  const { code } = await stream(process.execPath, args);
  if (code === 0) passed += 1;
  else failed += 1;
  lines.push(
    `${code === 0 ? 'passed' : 'FAILED'}  ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`,
  );
}
console.log(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
