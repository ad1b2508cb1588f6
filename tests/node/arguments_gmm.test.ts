/** Labelled examples, mixtures and weights over z that a caller can get wrong. */
import { type Anything, eye, fit, params, refuses, X } from './refusals.ts';
import { lab } from './support.ts';

const R = X.map((_, n) => [n % 2, 1 - (n % 2)]);
const eStep =
  (theta: Anything, data: Anything = X) =>
  () =>
    lab.gmm.eStep(theta, data);
const mStep =
  (...args: Anything[]) =>
  () =>
    (lab.gmm.mStep as Anything)(...args);

refuses([
  ['floor < 0 in mStep', mStep(X, R, undefined, -1), 'covarianceFloor', /finite number >= 0; got -1/],
  // Labelled examples
  ['alpha < 0', fit({ alpha: -0.5 }), 'alpha', /finite number >= 0; got -0.5/],
  ['alpha as text', fit({ alpha: '20' }), 'alpha', /finite number >= 0; got "20"/],
  [
    'alpha infinite',
    mStep(X, R, { X: [[0, 0]], z: [0], alpha: Infinity }),
    'alpha',
    /finite number >= 0; got Infinity/,
  ],
  [
    'a label too large',
    fit({ labelled: { X: [[0, 0]], z: [2] } }),
    'labelled.z',
    /labels from 0 to 1; got 2/,
  ],
  [
    'a negative label',
    fit({ labelled: { X: [[0, 0]], z: [-1] } }),
    'labelled.z',
    /labels from 0 to 1; got -1/,
  ],
  [
    'a label of 0.5',
    fit({ labelled: { X: [[0, 0]], z: [0.5] } }),
    'labelled.z',
    /integers only; entry 0 is 0.5/,
  ],
  [
    'a label beyond 32 bits',
    fit({ labelled: { X: [[0, 0]], z: [2 ** 32] } }),
    'labelled.z',
    /integers only; entry 0 is 4294967296/,
  ],
  [
    'labels missing',
    fit({ labelled: { X: [[0, 0]], z: [] } }),
    'labelled.z',
    /one label per row of labelled.X, 1; got 0/,
  ],
  [
    'labels without rows',
    fit({ labelled: { X: [], z: [1] } }),
    'labelled.z',
    /one label per row of labelled.X, 0; got 1/,
  ],
  [
    'labelled of other width',
    fit({ labelled: { X: [[0]], z: [0] } }),
    'labelled.X',
    /as many columns as X, 2; got 1/,
  ],
  [
    'NaN in labelled',
    fit({ labelled: { X: [[0, Number.NaN]], z: [0] } }),
    'labelled.X',
    /finite; row 0, column 1 is NaN/,
  ],
  [
    'labelled misspelt',
    mStep(X, R, { X: [[0, 0]], z: [0], apha: 2 }),
    'apha',
    /not known in labelled; known are X, z, alpha/,
  ],
  ['weightsFrom', fit({ weightsFrom: 'none' }), 'weightsFrom', /"all" or "unlabelled"; got "none"/],
  ['labelled_means without', fit({ init: 'labelled_means' }), 'labelled', /at least one example/],
  // Mixtures
  [
    'weights off the simplex',
    eStep({ ...params, weights: [0.5, 0.6] }),
    'weights',
    /sum to 1; the sum is off by 0.1/,
  ],
  ['a negative weight', eStep({ ...params, weights: [1.5, -0.5] }), 'weights', />= 0/],
  ['a NaN weight', eStep({ ...params, weights: [Number.NaN, 1] }), 'weights', />= 0/],
  ['too few means', eStep({ ...params, means: [[0, 0]] }), 'means', /one row per weight, 2; got 1/],
  [
    'means of other width',
    eStep({ ...params, means: [[0], [1]] }),
    'means',
    /as many columns as X, 2; got 1/,
  ],
  [
    'too few covariances',
    eStep({ ...params, covariances: [eye] }),
    'covariances',
    /one per weight, 2; got 1/,
  ],
  ['covariances as one', eStep({ ...params, covariances: 1 }), 'covariances', /array of matrices; got 1/],
  [
    'a 1 x 2 covariance',
    eStep({ ...params, covariances: [eye, [[1, 0]]] }),
    'covariances[1]',
    /2 x 2.*got 1 x 2/,
  ],
  [
    'an asymmetric covariance',
    eStep({
      ...params,
      covariances: [
        [
          [1, 0.5],
          [0, 1],
        ],
        eye,
      ],
    }),
    'covariances[0]',
    /symmetric/,
  ],
  ['no mixture', eStep(undefined), 'params', /\{ weights, means, covariances \}; got undefined/],
  ['R of other length', mStep(X, R.slice(1)), 'R', /4 x 2; got 3 x 2/],
  ['R < 0', mStep(X, [[1, -1], ...R.slice(1)]), 'R', />= 0/],
  ['R off the simplex', () => lab.gmm.elbo(params, X, [[1, 1], ...R.slice(1)]), 'R', /rows that sum to 1/],
  // Clustering
  [
    'labels of other length',
    () => lab.clustering.adjustedRandIndex([0, 1], [0]),
    'b',
    /as many labels as a, 2; got 1/,
  ],
  [
    'no label in common',
    () => lab.clustering.adjustedRandIndex([-1, 0], [0, -1]),
    'a',
    /at least one labelled example/,
  ],
]);
