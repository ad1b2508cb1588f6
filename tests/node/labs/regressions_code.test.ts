// EM for mixtures of regressions as code: what students take away runs, and finds what the page showed.
import { test } from 'node:test';
import lab from '../../../web/src/labs/regressions/index.ts';
import { scripts } from '../../../web/src/labs/regressions/takeaway.ts';
import type { Values } from '../../../web/src/shell/lab.ts';
import { assertTrue, assertWatchful, play, valuesFor, type Way } from './code_support.ts';

const data = (name: string, more: Values = {}) => valuesFor(lab, { data: name }, more);

const RUNS: readonly (readonly [string, Values, readonly Way[], number])[] = [
  ['at the start', data('crossing'), [], 1],
  ['after the first E', data('crossing'), [1], 2],
  ['after the first M', data('crossing'), [2], 2],
  ['after many half-steps', data('crossing'), [61], 2],
  ['lines that stay equal', data('identical'), [9], 2],
  ['an equal line nudged by hand', data('identical'), [4, { edit: { line: 0, nudge: true } }, 6], 2],
  ['a line moved before the first E', data('crossing'), [{ edit: { line: 1, intercept: 1, slope: 2 } }], 1],
  ['with labels', data('rescue', { labels: 4, alpha: 10 }), [7], 2],
  [
    'after α and the convention have changed',
    data('rescue', { labels: 4, alpha: 10 }),
    [3, { alpha: 2, weightsFrom: 'unlabelled' }, 3],
    2,
  ],
  ['from labelled lines', data('rescue', { labels: 4, alpha: 10, init: 'labelled_lines' }), [5], 2],
  ['random split', data('parallel', { init: 'random_split', seed: 4 }), [12], 2],
  ['with a variance floor', data('outliers', { floor: 0.2 }), [12], 2],
  ['penguins', data('penguins'), [10], 2],
];

for (const [what, values, ways, checks] of RUNS) {
  test(`${what}: both scripts find the numbers on screen`, async () => {
    assertTrue(scripts(await play(lab, values, ways)), checks);
  });
}

test('own data, as brought in a table', async () => {
  const X = Float64Array.from({ length: 24 }, (_, i) => Math.fround(Math.sin(3 * i) * (i % 5)));
  const z = new Int32Array(12).fill(-1);
  const own = { name: 'pasted', columns: ['a', 'b'] as const, X, z, classes: [] };
  assertTrue(scripts(await play(lab, data('own', { k: 2 }), [5], own)), 2);
});

test('another number on screen would be noticed', async () => {
  assertWatchful(scripts(await play(lab, data('crossing'), [4])));
});
