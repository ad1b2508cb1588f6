// SGVB as code: what students take away runs, and finds what the page showed, from noise that NumPy makes itself.
import { test } from 'node:test';
import lab from '../../../web/src/labs/sgvb/index.ts';
import type { Case, Snapshot } from '../../../web/src/labs/sgvb/model.ts';
import { scripts } from '../../../web/src/labs/sgvb/takeaway.ts';
import type { Values } from '../../../web/src/shell/lab.ts';
import { assertTrue, assertWatchful, play, valuesFor, type Way } from './code_support.ts';

const preset = (name: string, more: Values = {}) => valuesFor(lab, { preset: name }, more);

const RUNS: readonly (readonly [string, Values, readonly Way[]])[] = [
  ['at the start', preset('pair'), []],
  ['after a step', preset('pair'), [1]],
  ['after many steps', preset('pair'), [300]],
  ['plain gradient ascent', preset('pair', { optimizer: 'gradient_ascent', stepSize: 0.002 }), [50]],
  [
    'Adam, going on after a change of samples',
    preset('pair', { optimizer: 'adam' }),
    [20, { samples: 3 }, 20],
  ],
  [
    'another optimizer on the way',
    preset('angle', { optimizer: 'adam' }),
    [7, { optimizer: 'robbins_monro', stepSize: 0.02 }, 6, { optimizer: 'adam' }, 5],
  ],
  ['a full covariance', preset('pair', { family: 'full' }), [60]],
  [
    'a full covariance by Adam, after the angle has turned',
    preset('angle', { family: 'full', optimizer: 'adam' }),
    [30, { angle: 25 }, 30],
  ],
  ['one sample, a large seed', preset('pair', { samples: 1, seed: 4294967295 }), [9]],
  ['without entropy', preset('pair', { objective: 'without_entropy' }), [30]],
  ['the reconstruction alone', preset('pair', { objective: 'without_prior_kl' }), [30]],
  ['the KL alone', preset('pair', { objective: 'kl_only' }), [30]],
];

for (const [what, values, ways] of RUNS) {
  test(`${what}: both scripts find the numbers on screen`, async () => {
    const position = await play(lab, values, ways);
    assertTrue(scripts(position), 4 * (position.history.at(-1)?.cases.length ?? 0));
  });
}

test('four causes, x shifted, and a q moved by hand', async () => {
  const values = preset('four', { shift1: 0.5 });
  const before = await play(lab, values, [5]);
  const [{ state }] = (before.history.at(-1) as Snapshot).cases as [Case];
  const { q } = state;
  const moved = { index: 0, q: { ...q, mean: q.mean.map((mu) => mu + 0.5) }, what: 'mean' };
  assertTrue(scripts(await play(lab, values, [5, { edit: moved }, 40])), 4);
});

test('another number on screen would be noticed', async () => {
  assertWatchful(scripts(await play(lab, preset('angle'), [5])));
});
