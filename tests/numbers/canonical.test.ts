/**
 * One list of runs, evaluated by g++, by clang, and by the WebAssembly in Node and in Chromium. Between builds every
 * number of every trace agrees to 1e-12 of max(1, its size); on one build they are the same bits, in every thread.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { load } from '../../wasm/api/index.node.ts';
import { evaluate } from '../canonical/evaluate.mjs';
import { close, lab, repository } from '../node/support.ts';
import { launchBrowser, type WatchedBrowser, type WatchedPage } from '../web/support/browser.ts';
import { type Served, servePacked } from './packed.ts';

type Numbers = Record<string, number[]>;

const read = (path: string): string => readFileSync(join(repository, 'tests/canonical', path), 'utf8');
const runs = JSON.parse(read('runs.json')) as object;
const here: Numbers = evaluate(lab, runs);

function agree(numbers: Numbers): void {
  assert.deepEqual(Object.keys(numbers).sort(), Object.keys(here).sort());
  for (const [name, expected] of Object.entries(here)) {
    const found = numbers[name] ?? [];
    assert.equal(found.length, expected.length, name);
    expected.forEach((value, i) => {
      close(found[i] as number, value, 1e-12, `${name}: number ${i}`);
    });
  }
}

test('there are thousands of numbers, all finite, from every model', () => {
  const all = Object.values(here).flat();
  assert.ok(all.length > 4000 && all.every(Number.isFinite), `${all.length}`);
  for (const model of ['gmm', 'linearMixture', 'linearGaussian', 'bbvi', 'divergence']) {
    assert.ok(Object.keys(here).some((name) => name.startsWith(`${model}: `)));
  }
});

for (const [compiler, folder] of [
  ['the system compiler, g++', 'native'],
  ['clang, under sanitizers', 'fuzz'],
] as const) {
  test(`native code of ${compiler}, agrees to 1e-12`, () => {
    const program = join(repository, 'build', folder, 'tests/canonical');
    const args = [join(repository, 'tests/canonical/runs.json')];
    agree(JSON.parse(execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1e8 })) as Numbers);
  });
}

test('Node: the same bits run to run, in a fresh instance, and in a worker thread', async () => {
  assert.deepEqual(evaluate(lab, runs), here);
  assert.deepEqual(evaluate(await load(), runs), here);
  const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: runs });
  assert.deepEqual((await once(worker, 'message'))[0], here);
});

/** Says the numbers: a page by its `numbers`, a worker by a message. */
const IN_BROWSER = `
import { load } from './package/wasm/lib/index.js';
import { evaluate } from './evaluate.mjs';
const runs = await (await fetch('./runs.json')).json();
const numbers = JSON.stringify(evaluate(await load(), runs));
if (typeof document === 'undefined') self.postMessage(numbers);
else window.numbers = numbers;
`;
const inBrowser = () => (globalThis as { numbers?: string }).numbers;

describe('the packed package in Chromium, by plain <script type="module">', () => {
  let browser: WatchedBrowser;
  let served: Served;
  let watched: WatchedPage;
  const printed: string[] = [];
  before(async () => {
    served = await servePacked(repository, {
      '/index.html':
        '<!doctype html><script type="module" src="classroom.mjs"></script><script type="module" src="runs.mjs"></script>',
      '/classroom.mjs': read('classroom.mjs').replace("'elbo-lab'", "'./package/wasm/lib/index.js'"),
      '/runs.mjs': IN_BROWSER,
      '/evaluate.mjs': read('evaluate.mjs'),
      '/runs.json': read('runs.json'),
    });
    browser = await launchBrowser();
    watched = await browser.newPage();
    watched.page.on('console', (message) => printed.push(message.text()));
    const last = watched.page.waitForEvent('console', (message) => /InvalidArgument/.test(message.text()));
    await watched.page.goto(`${served.address}/index.html`);
    await last;
    await watched.page.waitForFunction(inBrowser);
  });
  after(async () => {
    await browser.close();
    served.close();
  });

  test('the classroom script prints what it prints in Node', () => {
    const script = join(repository, 'tests/canonical/classroom.mjs');
    const expected = execFileSync(process.execPath, [script], { encoding: 'utf8' }).trimEnd().split('\n');
    assert.deepEqual(printed, expected);
    watched.assertClean();
  });

  test('the canonical runs give the same bits in the page and in its worker as in Node', async () => {
    const page = await watched.page.evaluate(inBrowser);
    assert.deepEqual(JSON.parse(page ?? ''), here);
    const worker = await watched.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const worker = new globalThis.Worker('./runs.mjs', { type: 'module' });
          worker.addEventListener('message', ({ data }) => resolve(data));
        }),
    );
    assert.equal(worker, page);
  });
});
