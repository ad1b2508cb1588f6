/** Matrices, sizes and options that a caller can get wrong; and some that look so and are right. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Anything, fit, params, refuses, X } from './refusals.ts';
import { lab, matrix } from './support.ts';

const detached = () => {
  const data = new Float64Array(8);
  structuredClone(data.buffer, { transfer: [data.buffer] });
  return data;
};
const fitTo = (data: Anything) => fit({ X: data });

refuses([
  // Matrices
  [
    'a NaN',
    fitTo([
      [0, 1],
      [Number.NaN, 2],
    ]),
    'X',
    /finite; row 1, column 0 is NaN/,
  ],
  [
    'an infinity',
    fitTo([
      [0, 1],
      [2, -Infinity],
    ]),
    'X',
    /finite; row 1, column 1 is infinite/,
  ],
  ['ragged rows', fitTo([[0, 1], [1, 2], [2]]), 'X', /equal length; row 2 has 1 entries, row 0 has 2/],
  [
    'a hole',
    fitTo([
      [0, 1],
      [1, undefined],
    ]),
    'X',
    /numbers only; row 1, column 1 is undefined/,
  ],
  [
    'text in a cell',
    fitTo([
      [0, 1],
      ['2', 3],
    ]),
    'X',
    /numbers only; row 1, column 0 is "2"/,
  ],
  [
    'a bigint',
    fitTo([
      [0, 1],
      [2n, 3],
    ]),
    'X',
    /numbers only; row 1, column 0 is the bigint 2/,
  ],
  ['a flat array', fitTo([1, 2, 3]), 'X', /array of rows; row 0 is 1; write \[\[1\], \[2\]\]/],
  [
    'a typed array',
    fitTo(Float64Array.of(1, 2)),
    'X',
    /matrix \{ rows, cols, data \} or an array of rows; got a Float64Array of 2/,
  ],
  ['text', fitTo('0,1'), 'X', /must be a matrix .*; got "0,1"/],
  ['null', fitTo(null), 'X', /must be a matrix .*; got null/],
  ['nothing', fit({ X: undefined }), 'X', /must be a matrix .*; got undefined/],
  ['no rows', fitTo([]), 'X', /at least one row and one column; got 0 x 0/],
  ['no columns', fitTo([[], []]), 'X', /at least one row and one column; got 2 x 0/],
  [
    'rows that belie data',
    fitTo({ ...matrix(4, 2, X.flat()), rows: 5 }),
    'X',
    /rows \* cols = 5 \* 2 entries; got 8/,
  ],
  ['fractional rows', fitTo({ ...matrix(4, 2, X.flat()), rows: 4.5 }), 'X', /integer rows >= 0; got 4.5/],
  [
    'negative sizes',
    fitTo({ rows: -4, cols: -2, data: new Float64Array(8) }),
    'X',
    /integer rows >= 0; got -4/,
  ],
  [
    'huge sizes',
    fitTo({ rows: 4, cols: 2 ** 40, data: new Float64Array(8) }),
    'X',
    /integer cols >= 0; got 1099511627776/,
  ],
  [
    'a detached buffer',
    fitTo({ rows: 4, cols: 2, data: detached() }),
    'X',
    /got 0, as in a buffer that was transferred/,
  ],
  [
    'data of text',
    fitTo({ rows: 1, cols: 1, data: 'x' }),
    'X',
    /Float64Array or an array of numbers; got "x"/,
  ],
  [
    '64-bit integers',
    fitTo({ rows: 1, cols: 1, data: BigInt64Array.of(1n) }),
    'X',
    /got a BigInt64Array of 1/,
  ],
  [
    'a borrowed prototype',
    fitTo({ rows: 1, cols: 1, data: Object.create(Float64Array.prototype) }),
    'X',
    /got an object/,
  ],
  // k, seeds, limits
  ['k = 0', fit({ k: 0 }), 'k', /integer from 1 to 4; got 0/],
  ['k > n', fit({ k: 5 }), 'k', /integer from 1 to 4; got 5/],
  ['k = 1.5', fit({ k: 1.5 }), 'k', /integer from 1 to 4; got 1.5/],
  ['no k', fit({ k: undefined }), 'k', /integer from 1 to 4; got undefined/],
  ['k as text', fit({ k: '2' }), 'k', /integer from 1 to 4; got "2"/],
  ['k against init', fit({ k: 3, init: params }), 'k', /number of components of init, 2; got 3/],
  ['k > n in init', () => lab.gmm.init({ X, k: 9 }), 'k', /integer from 1 to 4; got 9/],
  ['seed < 0', fit({ seed: -1 }), 'seed', /integer from 0 to 4294967295; got -1/],
  ['seed too large', fit({ seed: 2 ** 32 }), 'seed', /integer from 0 to 4294967295; got 4294967296/],
  ['tolerance = 0', fit({ tolerance: 0 }), 'tolerance', /finite number > 0; got 0/],
  ['tolerance NaN', fit({ tolerance: Number.NaN }), 'tolerance', /finite number > 0; got NaN/],
  ['maxIterations = 0', fit({ maxIterations: 0 }), 'maxIterations', /integer from 1 to 1000000; got 0/],
  ['maxIterations = 1.5', fit({ maxIterations: 1.5 }), 'maxIterations', /integer from 1 to 1000000; got 1.5/],
  ['floor < 0', fit({ covarianceFloor: -1 }), 'covarianceFloor', /finite number >= 0; got -1/],
  ['count = 0', () => lab.gmm.sample(params, 0), 'count', /integer from 1 to 2147483647; got 0/],
  [
    'an unknown start',
    fit({ init: 'best' }),
    'init',
    /'random_split', 'kmeans\+\+' or 'labelled_means' or a mixture .*; got "best"/,
  ],
  ['a start named __proto__', fit({ init: '__proto__' }), 'init', /must be 'random_split'/],
  [
    'a misspelt option',
    fit({ covariancefloor: 1 }),
    'covariancefloor',
    /not known in options; known are X, k, init/,
  ],
  [
    'a misspelt option of init',
    () => lab.gmm.init({ X, k: 2, alpha: 1 } as Anything),
    'alpha',
    /not known in options/,
  ],
  ['no options', () => lab.gmm.fit(undefined as Anything), 'options', /must be an object; got undefined/],
  ['onProgress that is none', fit({ onProgress: 3 }), 'onProgress', /must be a function; got 3/],
]);

test('what looks odd and is right: an own length, other typed arrays, other realms, undefined options', () => {
  const want = lab.gmm.logLikelihood(params, X);
  const odd = Object.defineProperty(Float64Array.from(X.flat()), 'length', { value: 3 });
  assert.equal(lab.gmm.logLikelihood(params, { rows: 4, cols: 2, data: odd }), want);
  assert.equal(lab.gmm.logLikelihood({ ...params, weights: Float32Array.of(0.5, 0.5) as Anything }, X), want);
  const shared = new Float64Array(new SharedArrayBuffer(64));
  shared.set(X.flat());
  assert.equal(lab.gmm.logLikelihood(params, { rows: 4, cols: 2, data: shared }), want);
  assert.ok(
    fit({ init: undefined, seed: undefined, labelled: undefined, alpha: undefined, onProgress: undefined })(),
  );
});
