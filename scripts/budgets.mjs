// What a visitor downloads, and what `npm install elbo-lab` does, against their budgets.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { entry, must, Problem, root } from './lib/process.mjs';

const KB = 1000;
const BUDGETS = { index: 60 * KB, lab: 250 * KB, wasm: 100 * KB, tarball: 200 * KB };

const dist = join(root, 'dist');
const gzipped = (path) => gzipSync(readFileSync(path), { level: 9 }).length;

/** Every file of the site that is not a page. Vite's hashes make their names unique. */
function listFiles() {
  if (!existsSync(dist)) throw new Problem('budgets: there is no dist/; run `npm run build`');
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files
    .map((file) => join(file.parentPath ?? file.path, file.name))
    .filter((path) => !path.includes('/.vite/'));
}

/**
 * A page and all it leads to: scripts, styles, fonts, worker and wasm. A file leads to those whose names it contains,
 * so what is loaded only later is counted as well.
 */
function closure(page, assets) {
  const found = new Set([page]);
  for (const path of found) {
    if (!/\.(html|m?js|css)$/.test(path)) continue;
    const text = readFileSync(path, 'utf8');
    for (const asset of assets) if (text.includes(basename(asset))) found.add(asset);
  }
  return [...found];
}

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
  const files = listFiles();
  const pages = files.filter((path) => path.endsWith('.html'));
  const assets = files.filter((path) => !path.endsWith('.html'));
  const results = pages.map((page) => {
    const budget = dirname(page) === dist ? BUDGETS.index : BUDGETS.lab;
    const size = closure(page, assets).reduce((sum, path) => sum + gzipped(path), 0);
    return check(`${relative(dist, page)} and all it loads, gzipped`, size, budget);
  });
  const wasm = assets.filter((path) => path.endsWith('.wasm'));
  results.push(...wasm.map((path) => check(`${basename(path)}, gzipped`, gzipped(path), BUDGETS.wasm)));
  results.push(check('package tarball', await tarballSize(), BUDGETS.tarball));
  if (wasm.length === 0 || pages.length < 2) throw new Problem('budgets: dist/ lacks the lab or its wasm');
  return results.every(Boolean) ? 0 : 1;
});
