/** What divergences and gradient estimators refuse, each by the name of the argument as the caller wrote it. */
import { type Anything, refuses } from './refusals.ts';
import { lab } from './support.ts';

const { divergence: kl, bbvi } = lab as Anything;

const p = { weights: [1], means: [0], sigmas: [1] };
const g = { mean: 0, logSigma: 0 };

refuses([
  ['p off the simplex', () => kl.entropy([0.5, 0.6]), 'p', /sum to 1/],
  ['q of other length', () => kl.kl([1], [0.5, 0.5]), 'q', /1/],
  ['lambda > 1', () => kl.jointConvexity([1], [1], [1], [1], 2), 'lambda', /from 0 to 1; got 2/],
  ['an outcome too large', () => kl.empiricalDistribution([3], 3), 'data', /3/],
  ['a variance of 0', () => kl.gaussianKl(0, 0, 0, 1), 'varianceQ', /> 0/],
  ['a variance as text', () => kl.gaussianKl(0, 1, 0, '1'), 'varianceP', /finite number; got "1"/],
  [
    'a covariance of other size',
    () =>
      kl.gaussianKl(
        [0],
        [[1]],
        [0],
        [
          [1, 0],
          [0, 1],
        ],
      ),
    'covarianceP',
    /1 x 1/,
  ],
  ['a component without sigma', () => kl.logDensity({ ...p, sigmas: [0] }, [0]), 'sigmas', /> 0/],
  [
    'an unknown direction',
    () => kl.evaluate('forward', p, g),
    'direction',
    /"inclusive" or "exclusive"; got "forward"/,
  ],
  [
    'logSigma out of range',
    () => kl.evaluate('exclusive', p, { mean: 0, logSigma: 400 }),
    'q',
    /-300 to 300/,
  ],
  [
    'a start as text',
    () => kl.fit({ direction: 'exclusive', p, start: '0' }),
    'start',
    /\{ mean, logSigma \}; got "0"/,
  ],
  [
    'one wrong start',
    () => kl.localOptima({ direction: 'exclusive', p, starts: [g, { mean: 0 }] }),
    'starts[1].logSigma',
    /finite/,
  ],
  ['no starts', () => kl.localOptima({ direction: 'exclusive', p, starts: [] }), 'starts', /at least one/],
  ['step size 0', () => kl.fit({ direction: 'exclusive', p, start: g, stepSize: 0 }), 'stepSize', /> 0/],
  ['alpha > 1', () => kl.alphaDivergence(p, g, 1.5), 'alpha', /from 0 to 1; got 1.5/],
]);

const parabola = { constant: 1, linear: 0, quadratic: 1, argmin: 0, minimum: 1 };
const one = { mean: [0], logSigma: [0] };
const two = { mean: [0, 0], logSigma: [0, 0] };
const estimate =
  (...args: Anything[]) =>
  () =>
    bbvi.estimate(...args);

refuses([
  ['an unknown target', () => bbvi.info('donut'), 'target', /"gaussian_mean" or .*; got "donut"/],
  [
    'a target without parameters',
    () => bbvi.info('mixture'),
    'target.weights',
    /array of numbers; got undefined/,
  ],
  [
    'a parameter of another target',
    () => bbvi.info({ name: 'funnel', curvature: 1 }),
    'curvature',
    /not known in target; known are name, logConstant, sigma/,
  ],
  ['sigma = 0', () => bbvi.info({ name: 'banana', sigma: 0 }), 'target.sigma', /1e-150/],
  ['NaN in a grid', () => kl.grid([0], [Number.NaN]), 'logSigmas', /finite/],
  ['no grid', () => kl.grid([], [0]), 'means', /at least one entry/],
  ['NaN on a parabola', () => bbvi.parabolaAt(parabola, [Number.NaN]), 'coefficients', /finite/],
  ['q of another size', () => bbvi.elbo('banana', one), 'q.mean', /2/],
  ['q of another kind', () => bbvi.elbo('banana', { logits: [0, 0] }), 'q', /Gaussian/],
  [
    'pathwise of a discrete target',
    estimate(
      { name: 'discrete', logWeights: [0, 1] },
      { logits: [0, 0] },
      [[0.5], [0.1]],
      'reparameterization',
    ),
    'estimator',
    /z is discrete/,
  ],
  [
    'analytic KL without a prior',
    estimate(
      'funnel',
      two,
      [
        [0, 0],
        [1, 1],
      ],
      'reparameterization_kl',
    ),
    'estimator',
    /no Gaussian prior/,
  ],
  [
    'an unknown estimator',
    estimate(
      'funnel',
      two,
      [
        [0, 0],
        [1, 1],
      ],
      'reinforce',
    ),
    'estimator',
    /got "reinforce"/,
  ],
  [
    'a control variate of another estimator',
    estimate('gaussian_mean', one, [[0], [1]], 'reparameterization', 'common'),
    'control',
    /left out/,
  ],
  [
    'an unknown coefficient',
    estimate('gaussian_mean', one, [[0], [1]], 'score_function', 'best'),
    'control.coefficient',
    /"per_coordinate".*got "best"/,
  ],
  [
    'an option of control misspelt',
    estimate('gaussian_mean', one, [[0], [1]], 'score_function', { a: 1 }),
    'a',
    /not known in control/,
  ],
  ['one sample', estimate('gaussian_mean', one, [[0]], 'reparameterization'), 'eps', /2/],
  ['phi of other length', () => bbvi.withParameters(one, [1]), 'phi', /2/],
  ['uniforms out of range', () => bbvi.sample({ logits: [0, 0] }, [[1]]), 'eps', /\[0, 1\)/],
  [
    'beta2 = 1',
    () => bbvi.run({ target: 'gaussian_mean', q: one, estimator: 'score_function', beta2: 1 }),
    'beta2',
    /\[0, 1\)/,
  ],
  [
    'run without a target',
    () => bbvi.run({ q: one, estimator: 'score_function' }),
    'target',
    /got undefined/,
  ],
  [
    'a state without moments',
    () => bbvi.step('gaussian_mean', { q: one, steps: 0 }, [[0]], 'score_function'),
    'state.gradientMean',
    /got undefined/,
  ],
]);
