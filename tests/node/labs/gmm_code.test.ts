// EM for Gaussian mixtures as code: what students take away runs, and finds what the page showed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import lab from '../../../web/src/labs/gmm/index.ts';
import { scripts } from '../../../web/src/labs/gmm/takeaway.ts';
import type { Values } from '../../../web/src/shell/lab.ts';
import { assertTrue, assertWatchful, play, valuesFor, type Way } from './code_support.ts';

const four = (more: Values = {}) => valuesFor(lab, { data: 'four' }, more);

const RUNS: readonly (readonly [string, Values, readonly Way[], number])[] = [
  ['at the start', four(), [], 1],
  ['after the first E', four(), [1], 2],
  ['after the first M', four(), [2], 2],
  ['after many half-steps', four(), [121], 2],
  ['after a random split', four({ init: 'random_split', seed: 3 }), [40], 2],
  ['from labelled means, with labels', four({ init: 'labelled_means', labels: 5, alpha: 20 }), [9], 2],
  ['after α has changed between E and M', four({ labels: 5 }), [3, { alpha: 20 }, 5], 2],
  ['after α has changed after M', four({ labels: 5 }), [4, { alpha: 2.5 }], 1],
  ['weights from the unlabelled', four({ labels: 5, alpha: 20, weightsFrom: 'unlabelled' }), [8], 2],
  ['labels without weight', four({ labels: 5 }), [6], 2],
  ['with a covariance floor', four({ floor: 0.5 }), [8], 2],
  ['after a mean was moved by hand', four(), [5, { edit: { component: 1, mean: [2, -2] } }, 4], 2],
  [
    'after points were added and labelled by hand',
    four({ alpha: 3 }),
    [4, { edit: { point: 900, at: [5, 5] } }, { edit: { point: 900, label: 0 } }, 4],
    2,
  ],
  ['penguins', valuesFor(lab, { data: 'penguins' }), [12], 2],
];

for (const [what, values, ways, checks] of RUNS) {
  test(`${what}: both scripts find the numbers on screen`, async () => {
    assertTrue(scripts(await play(lab, values, ways)), checks);
  });
}

test('own data, as brought in a table', async () => {
  const X = Float64Array.of(0, 0, 1, 0.5, 0.2, 1, 8, 8.5, 9, 8, 8.2, 9.1, 1e-7, 0.3);
  const z = new Int32Array(7).fill(-1);
  const own = { name: 'pasted', columns: ['a', 'b'] as const, X, z, classes: [] };
  const position = await play(lab, valuesFor(lab, { data: 'own' }, { k: 2 }), [5], own);
  assertTrue(scripts(position), 2);
  assert.match(scripts(position).numpy, /\b1e-7\b/, 'every digit');
});

test('a position that was gone back to is computed as it was, whatever came after', async () => {
  const { history, values } = await play(lab, four(), [9]);
  assertTrue(scripts({ history, index: 4, values }), 2);
});

test('another number on screen would be noticed', async () => {
  assertWatchful(scripts(await play(lab, four({ labels: 5, alpha: 1 }), [5])));
});
