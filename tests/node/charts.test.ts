// What the charts of the page decide before anything is drawn.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BoundPoint, boundTimeline } from '../../web/src/shell/charts/bound.ts';
import { cutBelow } from '../../web/src/shell/charts/series.ts';
import { colourOf, paletteOf } from '../../web/src/shell/palette.ts';
import { densityOf } from '../../web/src/shell/stage/density.ts';

/** A run that jumps from −1000 to −850 in its first M step and then creeps up to −800. */
const run = (length: number): BoundPoint[] =>
  Array.from({ length }, (_, i) => {
    const truth = i < 2 ? -1000 : -800 - 50 * 0.8 ** (i - 2);
    return { t: i / 2, made: i === 0 ? 'start' : i % 2 ? 'E' : 'M', truth, bound: truth, gap: 0 };
  });
const timeline = (points: readonly BoundPoint[], index: number, scale: 'all' | 'recent' | 'gap' = 'all') =>
  boundTimeline(
    points,
    index,
    scale,
    { truth: 'log-likelihood', bound: 'ELBO', inWords: () => '' },
    paletteOf('light'),
  );

test('a first jump that would flatten the rest is cut off, and how far it comes from is kept', () => {
  const points = run(40);
  const { limits, below, range } = timeline(points, 39);
  assert.ok(limits && below !== undefined);
  assert.deepEqual(range, [0, 39], 'every position is still there');
  const [low, high] = limits;
  const later = points.slice(5).map(({ truth }) => truth);
  assert.ok(
    low <= Math.min(...later) && high >= Math.max(...later),
    'the later history is all in the picture',
  );
  assert.ok(low > -1000 && high - low < 100, 'and fills it');
  assert.equal(below, Math.min(...later) + 1000);
});

test('the first steps of a run are shown whole', () => {
  for (let length = 1; length <= 8; ++length)
    assert.equal(timeline(run(length), length - 1).limits, undefined, `${length} positions`);
});

test('where the cursor stands is never cut off', () => {
  const points = run(40);
  for (const index of [0, 1]) assert.equal(timeline(points, index).limits, undefined);
  for (const [index, { truth }] of points.entries()) {
    const { limits } = timeline(points, index);
    if (limits) assert.ok(limits[0] <= truth && truth <= limits[1], `position ${index}`);
  }
});

test('an even climb is shown whole, and so are a flat line, a gap on its log scale and no line at all', () => {
  const even = run(40).map((point, i) => ({ ...point, truth: i, bound: i }));
  assert.equal(timeline(even, 39).limits, undefined);
  const flat = run(40).map((point, i) => ({ ...point, truth: i < 2 ? -1000 : -800, bound: -800 }));
  assert.equal(timeline(flat, 39).limits, undefined);
  assert.equal(timeline(run(40), 39, 'gap').limits, undefined);
  assert.deepEqual(cutBelow([], [0, 0], 0), {});
});

test('where points are too many, a square is the more opaque the more fall into it, in the colour of who claims them', () => {
  // Component 0 has one point at (10, 20); 1 has forty at (31, 41); four in its neighbour are disputed.
  const points = [[10, 20, 0], ...Array(40).fill([31, 41, 1]), ...Array(4).fill([32.5, 41, 0.5])];
  const { x, y, wide, high, pixels } = densityOf(
    {
      count: points.length,
      x: (n) => points[n]?.[0],
      y: (n) => points[n]?.[1],
      shares: {
        weights: Float64Array.from(points.flatMap(([, , second]) => [1 - second, second])),
        k: 2,
        owners: new Int32Array(points.length),
      },
    },
    paletteOf('light'),
  );
  assert.deepEqual([x, y, wide, high], [10, 20, 12, 11]);
  const at = (px: number, py: number) => {
    const first = 4 * (((py - y) / 2) * wide + (px - x) / 2);
    const [r = 0, g = 0, b = 0, opacity = 0] = pixels.subarray(first, first + 4);
    return { colour: `#${[r, g, b].map((c) => c.toString(16).padStart(2, '0')).join('')}`, opacity };
  };
  const [lonely, crowd, disputed] = [at(10, 20), at(30, 40), at(32, 40)];
  assert.equal(lonely.colour, colourOf(paletteOf('light'), 0));
  assert.equal(crowd.colour, colourOf(paletteOf('light'), 1));
  assert.ok(![lonely.colour, crowd.colour].includes(disputed.colour));
  assert.ok(lonely.opacity === 102 && crowd.opacity > 220, 'alone it is still seen');
  assert.ok(disputed.opacity >= lonely.opacity && disputed.opacity < crowd.opacity);
  assert.equal(pixels.filter((value, i) => i % 4 === 3 && value > 0).length, 3, 'elsewhere there is nothing');
});
