// The WebAssembly modules and what `npm install elbo-lab` downloads, against their budgets. What a page loads is
// measured where it is loaded: tests/web/budgets.test.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { entry, must, Problem, root } from './lib/process.mjs';

const KB = 1000;
/** A page's module; the package's, of all models; what `npm install` downloads. */
const BUDGETS = { module: 40 * KB, core: 100 * KB, tarball: 160 * KB };

const gzipped = (path) => gzipSync(readFileSync(path), { level: 9 }).length;

/** @returns {boolean} whether the size is within the budget */
function check(what, size, budget) {
  const kb = (bytes) => `${(bytes / KB).toFixed(1)} kB`;
  const ok = size <= budget;
  console.log(`${ok ? 'ok  ' : 'OVER'} ${what}: ${kb(size)} of ${kb(budget)}`);
  return ok;
}

async function tarballSize() {
  const output = await must('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error']);
  return JSON.parse(output.slice(output.indexOf('[')))[0].size;
}

await entry(async () => {
  const folder = join(root, 'wasm/dist');
  const modules = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.wasm')) : [];
  if (modules.length === 0) throw new Problem('budgets: there is no wasm/dist/*.wasm; run `npm run build`');
  const budgetOf = (file) => (file === 'core.wasm' ? BUDGETS.core : BUDGETS.module);
  const results = modules.map((file) =>
    check(`${file}, gzipped`, gzipped(join(folder, file)), budgetOf(file)),
  );
  results.push(check('package tarball', await tarballSize(), BUDGETS.tarball));
  return results.every(Boolean) ? 0 : 1;
});
