/** One right call of every function, small and quick: what the fuzzer spoils. */
import type { Lvm } from '../../wasm/api/index.node.ts';

const X = [
  [0, 0.5],
  [1, -0.5],
  [3, 2],
  [4, 1],
  [3.5, 1.5],
];
const R = X.map((_, n) => (n < 2 ? [0.9, 0.1] : [0.2, 0.8]));
const eye = [
  [1, 0.1],
  [0.1, 1],
];
const params = {
  weights: [0.5, 0.5],
  means: [
    [0, 0],
    [3, 2],
  ],
  covariances: [eye, eye],
};
const labelled = { X: [[0, 0]], z: [0], alpha: 2, weightsFrom: 'unlabelled' };
const known = { X: [[0, 0]], z: [0] };

const y = [0, 1, 2, 1, 0.5];
const lines = {
  weights: [0.4, 0.6],
  W: [
    [1, 0],
    [0, 1],
  ],
  variances: [1, 2],
};
const labelledLines = { ...labelled, y: [0.5] };

const model = {
  W: [
    [1, 0],
    [0.5, 1],
    [0, -1],
  ],
  b: [0, 1, 0],
  gamma: 0.5,
};
const x = [1, 0.5, -1];
const q = { mean: [0.1, -0.2], logSigma: [0, -0.5] };
const full = {
  mean: [0.1, -0.2],
  logDiagonal: [0, -0.5],
  lower: [
    [0, 0],
    [0.3, 0],
  ],
};
const eps = [
  [0.1, -1],
  [1, 0.3],
  [-0.4, 0.2],
];
const stepOptions = { optimizer: 'adam', stepSize: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };

const p = { weights: [0.5, 0.5], means: [-1, 2], sigmas: [1, 0.5] };
const gaussian = { mean: 0.5, logSigma: 0.1 };
const descent = { stepSize: 0.1, maxSteps: 5, tolerance: 1e-6, fixedSigma: false };

const target = { name: 'banana', curvature: 1, sigma: 0.5, logConstant: 0.5 };
const control = { coefficient: 'common', origin: 'pilot', pilot: eps };
const parabola = { constant: 1, linear: -1, quadratic: 2, argmin: 0.25, minimum: 0.875 };

export const SPECIMENS: Readonly<Record<keyof Lvm, Readonly<Record<string, readonly unknown[]>>>> = {
  build: { info: [] },
  clustering: {
    hardAssignments: [R],
    adjustedRandIndex: [
      [0, 1, 1],
      [1, 0, 1],
    ],
  },
  gmm: {
    logJoint: [params, X],
    eStep: [params, X],
    mStep: [X, R, labelled, 0.1],
    elbo: [params, X, R],
    logLikelihood: [params, X],
    supervisedLogLikelihood: [params, labelled],
    objective: [params, X, labelled],
    klToPosterior: [params, X, R],
    evaluate: [params, X, R, labelled],
    eHalfStep: [params, X, labelled],
    mHalfStep: [X, R, labelled, 0.1],
    init: [{ X, k: 2, init: 'kmeans++', seed: 1, labelled: known, covarianceFloor: 0.1 }],
    fit: [
      {
        ...{ X, k: 2, init: params, seed: 1, labelled: known, alpha: 1, weightsFrom: 'all' },
        ...{ covarianceFloor: 0.1, tolerance: 1e-3, maxIterations: 5, onProgress: () => true },
      },
    ],
    iterate: [params, X, 3, labelled, 0.1],
    sample: [params, 4, 1],
    effectiveCounts: [R, labelled],
  },
  linearMixture: {
    withIntercept: [X],
    predictions: [lines, X],
    logJoint: [lines, X, y],
    eStep: [lines, X, y],
    mStep: [X, y, R, labelledLines, 0.1],
    elbo: [lines, X, y, R],
    logLikelihood: [lines, X, y],
    objective: [lines, X, y, labelledLines],
    evaluate: [lines, X, y, R, labelledLines],
    eHalfStep: [lines, X, y, labelledLines],
    mHalfStep: [X, y, R, labelledLines, 0.1],
    init: [{ X, y, k: 2, init: 'random_lines', seed: 1, intercept: false, varianceFloor: 0.1 }],
    fit: [
      {
        ...{ X, y, k: 2, init: lines, seed: 1, intercept: false, labelled: { ...known, y: [0.5] }, alpha: 1 },
        ...{ weightsFrom: 'all', varianceFloor: 0.1, tolerance: 1e-3, maxIterations: 5 },
      },
    ],
  },
  linearGaussian: {
    marginal: [model],
    logEvidence: [model, x],
    posterior: [model, x],
    logPrior: [eps],
    logLikelihood: [model, x, eps],
    logJoint: [model, x, eps],
    elbo: [model, x, q],
    terms: [model, x, full],
    objective: [model, x, q, 'elbo'],
    elboEstimate: [model, x, q, eps, 'energy'],
    gradient: [model, x, full, 'elbo'],
    gradientEstimate: [model, x, q, eps, 'without_entropy'],
    samples: [model, x, q, eps],
    optimum: [model, x],
    fullOptimum: [model, x],
    irreducibleGap: [model],
    fullFrom: [[0, 1], eye.map(([a]) => [a, a === 1 ? 0 : 1])],
    experiment1: [],
    experiment2: [],
    angle: [1],
    standardNormal: [2, 'full'],
    choleskyFactor: [full],
    covariance: [q],
    entropy: [full],
    klToPrior: [q],
    noise: [1, 2, 3, 2],
    start: [q],
    step: [model, x, { q, step: 0 }, eps, { ...stepOptions, objective: 'elbo', tau: 10, kappa: 0.6 }],
    run: [{ model, x, state: { q }, steps: 3, samples: 2, seed: 1, evaluationSamples: 4, ...stepOptions }],
    fit: [{ model, x, q, steps: 3, samples: 2, seed: 1, evaluationSamples: 4, traceEvery: 2 }],
  },
  divergence: {
    entropy: [[0.5, 0.5]],
    crossEntropy: [
      [0.5, 0.5],
      [0.2, 0.8],
    ],
    kl: [
      [0.5, 0.5],
      [0.2, 0.8],
    ],
    chainRule: [
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      [
        [0.25, 0.25],
        [0.25, 0.25],
      ],
    ],
    jointConvexity: [[0.5, 0.5], [0.2, 0.8], [0.1, 0.9], [0.3, 0.7], 0.4],
    empiricalDistribution: [[0, 1, 1], 3],
    empiricalFit: [
      [0, 1, 1],
      [0.5, 0.5],
    ],
    gaussianKl: [[0, 1], eye, [1, 0], eye],
    gaussianKlToStandardNormal: [
      [0, 1],
      [0, -1],
    ],
    gaussianEntropy: [eye],
    gaussianEntropyDiagonal: [[0, -1]],
    logDensity: [p, [0, 1]],
    inclusiveFit: [p],
    evaluate: ['inclusive', p, gaussian],
    step: [gaussian, gaussian, 0.1, false],
    fit: [{ direction: 'exclusive', p, start: gaussian, ...descent }],
    landscape: ['exclusive', p, [0, 1], [0, 0.5]],
    grid: [
      [0, 1],
      [0, 0.5],
    ],
    localOptima: [{ direction: 'exclusive', p, starts: [gaussian, { mean: -1, logSigma: 0 }], ...descent }],
    alphaDivergence: [p, gaussian, 0.5],
    alphaPath: [p, gaussian, [0.5, 0.6], false],
  },
  bbvi: {
    info: [target],
    logJoint: [target, eps],
    gradLogJoint: [target, eps],
    gradLogLikelihood: [{ name: 'linear_gaussian', ...model, x }, eps],
    logEvidence: [target],
    parameters: [q],
    withParameters: [q, [0, 1, 0, -1]],
    noise: [q, 1, 2, 3],
    sample: [q, eps],
    entropy: [q],
    logRatio: [target, q, eps],
    score: [q, eps],
    estimate: [target, q, eps, 'score_function', control],
    coefficients: [target, q, eps, control],
    varianceParabolas: [target, q, eps],
    exactVarianceParabolas: [{ name: 'gaussian_mean' }, { mean: [0.5], logSigma: [0] }],
    parabolaAt: [parabola, [0, 1]],
    elbo: [target, q],
    elboGradient: [target, q],
    exactVariance: [
      { name: 'discrete', logWeights: [0, 1, 2] },
      { logits: [0, 0.5, 1] },
      'score_function',
      { coefficient: 0.5 },
    ],
    start: [q],
    step: [
      target,
      { q, gradientMean: [0, 0, 0, 0], gradientSquare: [0, 0, 0, 0], steps: 0 },
      eps,
      'reparameterization',
      stepOptions,
    ],
    run: [{ target, q, estimator: 'reparameterization', steps: 3, samples: 2, seed: 1, ...stepOptions }],
  },
};
