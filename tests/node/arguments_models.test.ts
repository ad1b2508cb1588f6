/** What the linear models refuse, each by the name of the argument as the caller wrote it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidArgument, NumericalError } from '../../wasm/api/index.node.ts';
import { type Anything, refuses } from './refusals.ts';
import { lab, matrix } from './support.ts';

const { linearGaussian: lgm, linearMixture: lm, divergence: kl } = lab as Anything;

const { model, x } = lab.linearGaussian.experiment1();
const q = { mean: [0, 0], logSigma: [0, 0] };
const full = {
  mean: [0, 0],
  logDiagonal: [0, 0],
  lower: [
    [0, 0],
    [0, 0],
  ],
};
const evidence = (change: Anything) => () => lgm.logEvidence({ ...model, ...change }, x);
const sgvb = (change: Anything) => () => lgm.fit({ model, x, steps: 2, ...change });
const huge = { rows: 2 ** 27, cols: 2, data: new Float64Array() };

refuses([
  ['no model', () => lgm.logEvidence(undefined, x), 'model', /\{ W, b, gamma \}; got undefined/],
  ['gamma = 0', evidence({ gamma: 0 }), 'gamma', /> 0/],
  ['gamma < 0', evidence({ gamma: -1 }), 'gamma', /> 0/],
  ['gamma as text', evidence({ gamma: '1' }), 'gamma', /finite number; got "1"/],
  ['b of other length', evidence({ b: [0] }), 'b', /5/],
  ['W empty', evidence({ W: [] }), 'W', /at least one row and one column; got 0 x 0/],
  ['NaN in W', evidence({ W: [[Number.NaN, 0]] }), 'W', /finite/],
  ['x of other length', () => lgm.posterior(model, [1]), 'x', /5/],
  ['x as text', () => lgm.posterior(model, 'x'), 'x', /Float64Array or an array of numbers; got "x"/],
  ['q of other size', () => lgm.elbo(model, x, { mean: [0], logSigma: [0] }), 'q.mean', /2; got 1/],
  [
    'a log scale too large',
    () => lgm.elbo(model, x, { ...q, logSigma: [0, 301] }),
    'q.logSigma',
    /\[-300, 300\]/,
  ],
  [
    'a log scale too large for a start of SGVB',
    sgvb({ q: { ...q, logSigma: [0, 301] } }),
    'q.logSigma',
    /\[-300, 300\]/,
  ],
  ['a vector that claims billions', () => lgm.posterior(model, new Array(2 ** 31)), 'x', /at most 134217728/],
  ['rows that claim billions', evidence({ W: [new Array(2 ** 31)] }), 'W', /at most 134217728 numbers/],
  [
    'no log scales',
    () => lgm.elbo(model, x, { mean: [0, 0] }),
    'q.logSigma',
    /array of numbers; got undefined/,
  ],
  [
    'an upper triangle',
    () =>
      lgm.elbo(model, x, {
        ...full,
        lower: [
          [0, 1],
          [0, 0],
        ],
      }),
    'q.lower',
    /above the diagonal/,
  ],
  ['eps of other width', () => lgm.elboEstimate(model, x, q, [[0]]), 'eps', /2; got 1/],
  ['no samples', () => lgm.gradientEstimate(model, x, q, []), 'eps', /at least one row/],
  [
    'an unknown form',
    () => lgm.elboEstimate(model, x, q, [[0, 0]], 'x'),
    'form',
    /"energy" or "reconstruction"/,
  ],
  ['an unknown objective', () => lgm.gradient(model, x, q, 'kl'), 'objective', /"elbo" or .*; got "kl"/],
  ['noise of no samples', () => lgm.noise(0, 0, 0, 2), 'samples', /integer from 1/],
  ['a seed < 0', () => lgm.noise(-1, 0, 1, 2), 'seed', /from 0 to 4294967295; got -1/],
  ['angle NaN', () => lgm.angle(Number.NaN), 'radians', /finite number; got NaN/],
  ['an unknown option', sgvb({ stepsize: 1 }), 'stepsize', /not known in options; known are model, x/],
  ['an unknown optimizer', sgvb({ optimizer: 'newton' }), 'optimizer', /"adam".*got "newton"/],
  ['a step size of 0', sgvb({ stepSize: 0 }), 'stepSize', /> 0; got 0/],
  ['beta1 = 1', sgvb({ optimizer: 'adam', beta1: 1 }), 'beta1', /< 1; got 1/],
  ['kappa = 0.5', sgvb({ kappa: 0.5 }), 'kappa', /> 0.5/],
  ['no steps', sgvb({ steps: 0 }), 'steps', /integer from 1/],
  ['no samples per step', sgvb({ samples: 0 }), 'samples', /integer from 1/],
  ['an unknown family', sgvb({ family: 'diagonal' }), 'family', /"factorized" or "full"/],
  [
    'a trace beyond memory',
    sgvb({
      steps: 1e6,
      traceEvery: 1,
      q: { mean: new Array(100).fill(0), logSigma: new Array(100).fill(0) },
    }),
    'steps',
    /too long a trace/,
  ],
  [
    'moments that do not fit',
    () =>
      lgm.step(model, x, { q, moments: { first: [1], second: [1], steps: 1 } }, [[0, 0]], {
        optimizer: 'adam',
      }),
    'state.moments',
    /4 entries/,
  ],
  ['samples beyond memory', () => lgm.noise(0, 0, 2 ** 30, 2), 'samples', /too large for WebAssembly memory/],
]);

const X = [
  [1, 0],
  [1, 1],
  [1, 2],
  [1, 4],
];
const y = [0, 1, 2, 5];
const theta = {
  weights: [0.5, 0.5],
  W: [
    [0, 1],
    [1, 1],
  ],
  variances: [1, 1],
};
const lines = (change: Anything) => () => lm.fit({ X, y, k: 1, varianceFloor: 0.1, ...change });

refuses([
  ['y of other length', () => lm.eStep(theta, X, [1]), 'y', /per row of X, 4; got 1/],
  ['W of other width', () => lm.eStep({ ...theta, W: [[1], [2]] }, X, y), 'W', /2 x 2/],
  ['a variance of 0', () => lm.eStep({ ...theta, variances: [1, 0] }, X, y), 'variances', /> 0/],
  ['weights off the simplex', () => lm.logJoint({ ...theta, weights: [1, 1] }, X, y), 'weights', /sum to 1/],
  ['no lines', () => lm.predictions(null, X), 'params', /\{ weights, W, variances \}; got null/],
  ['R of other length', () => lm.mStep(X, y, [[1]]), 'R', /got 1 x 1/],
  ['a floor < 0', () => lm.mStep(X, y, X, undefined, -1), 'varianceFloor', />= 0; got -1/],
  ['k too large', lines({ k: 5 }), 'k', /from 1 to 4; got 5/],
  ['k missing', lines({ k: undefined }), 'k', /got undefined/],
  ['k of another init', lines({ k: 3, init: theta }), 'k', /number of lines of init, 2; got 3/],
  [
    'an unknown init',
    lines({ init: 'kmeans++' }),
    'init',
    /"random_split" or "random_lines"; got "kmeans\+\+"/,
  ],
  ['intercept as a number', lines({ intercept: 1 }), 'intercept', /true or false; got 1/],
  ['an unknown option', lines({ covarianceFloor: 1 }), 'covarianceFloor', /not known in options/],
  [
    'labelled of other width',
    lines({ labelled: { X: [[1]], y: [1], z: [0] } }),
    'labelled.X',
    /columns as X, 2; got 1/,
  ],
  [
    'labels missing',
    lines({ labelled: { X: [[1, 2]], y: [1], z: [] } }),
    'labelled.z',
    /row of labelled.X, 1; got 0/,
  ],
  [
    'responses missing',
    lines({ labelled: { X: [[1, 2]], y: [], z: [0] } }),
    'labelled.y',
    /row of labelled.X, 1; got 0/,
  ],
  ['no data', lines({ X: [], y: [] }), 'X', /at least one row/],
]);

test('matrices that belie their shape or exceed memory are refused before they are copied', () => {
  assert.throws(() => lgm.logPrior(huge), InvalidArgument);
  assert.throws(() => lgm.logPrior(matrix(1, 3, [1, 2])), { argument: 'Z' });
  assert.throws(
    () =>
      kl.landscape(
        'exclusive',
        { weights: [1], means: [0], sigmas: [1] },
        new Float64Array(1e5),
        new Float64Array(1e5),
      ),
    {
      argument: 'means',
    },
  );
});

test('NumericalError: a line without mass or with too few points names its component', () => {
  assert.throws(
    () =>
      lm.mStep(
        X,
        y,
        X.map(() => [1, 0]),
      ),
    (error: unknown) => {
      assert.ok(error instanceof NumericalError);
      assert.equal(error.component, 1);
      return true;
    },
  );
  assert.throws(
    () =>
      kl.gaussianEntropy([
        [1, 2],
        [2, 1],
      ]),
    NumericalError,
  );
  assert.throws(() => lgm.logEvidence({ ...model, gamma: 1e-300 }, x), NumericalError);
});
