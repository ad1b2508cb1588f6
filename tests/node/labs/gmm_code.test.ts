// EM for Gaussian mixtures as code: what students take away runs, and finds what the page showed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import lab from '../../../web/src/labs/gmm/index.ts';
import type { Snapshot } from '../../../web/src/labs/gmm/model.ts';
import { scripts } from '../../../web/src/labs/gmm/takeaway.ts';
import type { Core, OwnData, Values } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';
import { assertTrue, assertWatchful } from './code_support.ts';

const core = (await load()) as unknown as Core;

const valuesFor = (data: string, more: Values = {}): Values => ({
  ...withValue(lab.controls, defaults(lab.controls), 'data', data),
  ...more,
});

/** A run like the page's: steps, and changes of controls or of a mean on the way. */
async function play(
  values: Values,
  ways: readonly (number | Values | { readonly component: number; readonly x: number; readonly y: number })[],
  own?: OwnData,
) {
  let current = values;
  const history: Snapshot[] = [await lab.start(values, core, own)];
  const last = () => history.at(-1) as Snapshot;
  for (const way of ways) {
    if (typeof way === 'number') {
      for (let i = 0; i < way; ++i) history.push(...(await lab.step(last(), current, core, 1)));
    } else if ('component' in way) {
      history.push((await lab.edit?.(last(), way, current, core)) as Snapshot);
    } else {
      current = { ...current, ...way } as Values;
      history.push(await lab.change(last(), current, core));
    }
  }
  return { history, index: history.length - 1, values: current };
}

const RUNS: readonly (readonly [string, Values, Parameters<typeof play>[1], number])[] = [
  ['at the start', valuesFor('four'), [], 1],
  ['after the first E', valuesFor('four'), [1], 2],
  ['after the first M', valuesFor('four'), [2], 2],
  ['after many half-steps', valuesFor('four'), [121], 2],
  ['after a random split', valuesFor('four', { init: 'random_split', seed: 3 }), [40], 2],
  [
    'from labelled means, with labels',
    valuesFor('four', { init: 'labelled_means', labels: 5, alpha: 20 }),
    [9],
    2,
  ],
  ['after α has changed between E and M', valuesFor('four', { labels: 5 }), [3, { alpha: 20 }, 5], 2],
  ['after α has changed after M', valuesFor('four', { labels: 5 }), [4, { alpha: 2.5 }], 1],
  [
    'weights from the unlabelled',
    valuesFor('four', { labels: 5, alpha: 20, weightsFrom: 'unlabelled' }),
    [8],
    2,
  ],
  ['labels without weight', valuesFor('four', { labels: 5 }), [6], 2],
  ['with a covariance floor', valuesFor('four', { floor: 0.5 }), [8], 2],
  ['after a mean was moved by hand', valuesFor('four'), [5, { component: 1, x: 2, y: -2 }, 4], 2],
  ['penguins', valuesFor('penguins'), [12], 2],
];

for (const [what, values, ways, checks] of RUNS) {
  test(`${what}: both scripts find the numbers on screen`, async () => {
    assertTrue(scripts(await play(values, ways)), checks);
  });
}

test('own data, as brought in a table', async () => {
  const X = Float64Array.of(0, 0, 1, 0.5, 0.2, 1, 8, 8.5, 9, 8, 8.2, 9.1, 1e-7, 0.3);
  const z = new Int32Array(7).fill(-1);
  const own = { name: 'pasted', columns: ['a', 'b'] as const, X, z, classes: [] };
  const position = await play(valuesFor('own', { k: 2 }), [5], own);
  assertTrue(scripts(position), 2);
  assert.match(scripts(position).numpy, /\b1e-7\b/, 'every digit');
});

test('a position that was gone back to is computed as it was, whatever came after', async () => {
  const { history, values } = await play(valuesFor('four'), [9]);
  assertTrue(scripts({ history, index: 4, values }), 2);
});

test('another number on screen would be noticed', async () => {
  assertWatchful(scripts(await play(valuesFor('four', { labels: 5, alpha: 1 }), [5])));
});
