/** Gradient estimators against exact moments, and the properties that the lab shows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BbviControlLike, BbviEstimator, BbviTarget } from '../../wasm/api/index.node.ts';
import { allClose, close, golden, lab, sharedIsMissing } from './support.ts';

const { bbvi } = lab;

const METHODS: Readonly<Record<string, [BbviEstimator, BbviControlLike?]>> = {
  reparam_analytic_kl: ['reparameterization_kl'],
  reparam_total: ['reparameterization'],
  stl: ['sticking_the_landing'],
  score1: ['score_function'],
  score12: ['score_function', -1],
  score_cv_opt: ['score_function', 'per_coordinate'],
  score_cv_common: ['score_function', 'common'],
  score_baseline_elbo: ['score_function', 'minus_elbo'],
};

test('exact means and variances of every estimator in one dimension', { skip: sharedIsMissing }, () => {
  for (const { mu, sigma, elbo, log_px, table } of golden('gradient_variance').one_dim) {
    const q = { mean: [mu], logSigma: [Math.log(sigma)] };
    close(bbvi.elbo('gaussian_mean', q), elbo, 1e-10, 'ELBO');
    close(bbvi.logEvidence('gaussian_mean'), log_px, 1e-10, 'ln p(x)');
    const gradient = bbvi.elboGradient('gaussian_mean', q);
    for (const [name, row] of Object.entries<Record<string, number[]>>(table)) {
      const method = METHODS[name];
      assert.ok(method, name);
      allClose(gradient, [...(row.mean_mu ?? []), ...(row.mean_rho ?? [])], 1e-9, `mean of ${name}`);
      const variance = bbvi.exactVariance('gaussian_mean', q, ...method);
      allClose(variance, [...(row.var_mu ?? []), ...(row.var_rho ?? [])], 1e-9, `variance of ${name}`);
    }
  }
});

const TARGETS: readonly BbviTarget[] = [
  'gaussian_mean',
  {
    name: 'linear_gaussian',
    W: [
      [1, 0.5],
      [0.2, 1],
    ],
    b: [0, 0],
    gamma: 0.5,
    x: [1, 0.3],
  },
  'banana',
  {
    name: 'mixture',
    weights: [0.4, 0.6],
    means: [
      [-1, 0],
      [1, 1],
    ],
    sigmas: [0.8, 0.6],
  },
  'funnel',
  { name: 'discrete', logWeights: [-1, 0, 0.5] },
];

test('every estimator that exists is unbiased, on every target', () => {
  for (const target of TARGETS) {
    const { name, dimension, discrete, gaussianPrior } = bbvi.info(target);
    const q = discrete
      ? { logits: [0.3, -0.2, 0] }
      : { mean: new Array(dimension).fill(0.2), logSigma: new Array(dimension).fill(-0.4) };
    const eps = bbvi.noise(q, 11, 0, 4000);
    const exact = bbvi.elboGradient(target, q);
    for (const [key, method] of Object.entries(METHODS)) {
      const pathwise = method[0] !== 'score_function';
      if (pathwise && (discrete || (method[0] === 'reparameterization_kl' && !gaussianPrior))) {
        assert.throws(() => bbvi.estimate(target, q, eps, ...method), { argument: 'estimator' });
        continue;
      }
      const { mean, standardError, perSample, covariance } = bbvi.estimate(target, q, eps, ...method);
      assert.deepEqual([perSample.rows, perSample.cols], [4000, exact.length]);
      const variance = bbvi.exactVariance(target, q, ...method);
      mean.forEach((value, i) => {
        const off = Math.abs(value - (exact[i] as number));
        assert.ok(
          off <= 5 * (standardError[i] as number) + 1e-12,
          `${name}, ${key}: ${value}, not ${exact[i]}`,
        );
        const sampled = covariance.data[i * (exact.length + 1)] as number;
        close((standardError[i] as number) ** 2 * 4000, sampled, 1e-10);
        // Tails are heavy elsewhere, and the variance of a variance large.
        if (name === 'gaussian_mean' || discrete)
          close(sampled, variance[i] as number, 0.3, `${name}, ${key}`);
      });
    }
  }
});

const q = { mean: [0.5], logSigma: [-0.3] };
const eps = bbvi.noise(q, 3, 0, 50);

test('a constant added to ln p changes no bit of a pathwise gradient, and the score function', () => {
  const shifted = { name: 'gaussian_mean', logConstant: 1000 } as const;
  for (const estimator of ['reparameterization', 'reparameterization_kl', 'sticking_the_landing'] as const) {
    assert.deepEqual(
      bbvi.estimate('gaussian_mean', q, eps, estimator),
      bbvi.estimate(shifted, q, eps, estimator),
    );
  }
  const [plain = 0] = bbvi.exactVariance('gaussian_mean', q, 'score_function');
  const [wild = 0] = bbvi.exactVariance(shifted, q, 'score_function');
  assert.ok(wild > 1e4 * plain);
  close(bbvi.logEvidence(shifted) - bbvi.logEvidence('gaussian_mean'), 1000);
});

test('the parabola: its minimum is the best coefficient, its values are the variances', () => {
  const { coordinates, total } = bbvi.exactVarianceParabolas('gaussian_mean', q);
  const [first] = coordinates;
  assert.ok(first);
  close(bbvi.parabolaAt(first, [first.argmin])[0] ?? 0, first.minimum);
  const [best = 0] = bbvi.exactVariance('gaussian_mean', q, 'score_function', 'per_coordinate');
  close(best, first.minimum, 1e-12);
  const at = bbvi.exactVariance('gaussian_mean', q, 'score_function', total.argmin);
  close(
    bbvi.parabolaAt(total, [total.argmin])[0] ?? 0,
    at.reduce((a, b) => a + b),
    1e-10,
  );
  const sampled = bbvi.varianceParabolas('gaussian_mean', q, eps);
  const control = { coefficient: 'common', origin: 'same_samples' } as const;
  const used = bbvi.coefficients('gaussian_mean', q, eps, control);
  close(used.data[0] ?? 0, sampled.total.argmin, 1e-12);
  const { covariance } = bbvi.estimate('gaussian_mean', q, eps, 'score_function', -1);
  close(bbvi.parabolaAt(sampled.coordinates[0] ?? first, [-1])[0] ?? 0, covariance.data[0] ?? 0, 1e-10);
  const pilot = { coefficient: 'minus_elbo', origin: 'pilot', pilot: bbvi.noise(q, 9, 0, 20) } as const;
  assert.equal(bbvi.coefficients('gaussian_mean', q, eps, pilot).rows, 50);
});

test('a run is its steps with shared noise, and climbs', () => {
  const options = {
    target: 'gaussian_mean',
    q,
    estimator: 'reparameterization',
    seed: 5,
    steps: 30,
  } as const;
  for (const optimizer of ['gradient_ascent', 'adam'] as const) {
    const run = bbvi.run({ ...options, optimizer, stepSize: 0.1, samples: 4 });
    assert.deepEqual([run.parameters.rows, run.parameters.cols, run.elbo.length], [31, 2, 31]);
    let state = bbvi.start(q);
    for (let t = 0; t < 30; ++t) {
      const noise = bbvi.noise(state.q, 5, t, 4);
      state = bbvi.step('gaussian_mean', state, noise, 'reparameterization', { optimizer, stepSize: 0.1 });
    }
    assert.deepEqual(state, run.state);
    assert.deepEqual(bbvi.parameters(state.q), run.parameters.data.slice(60));
    assert.ok((run.elbo.at(-1) ?? 0) > (run.elbo[0] ?? 0));
    assert.ok(run.elbo.every((value) => value <= bbvi.logEvidence('gaussian_mean') + 1e-12));
  }
});

test('the pieces agree: samples, log ratios, scores, densities', () => {
  const z = bbvi.sample(q, eps);
  const sigma = Math.exp(-0.3);
  allClose(
    z.data,
    eps.data.map((e) => 0.5 + sigma * e),
  );
  const logQ = eps.data.map((e) => -0.5 * e * e - Math.log(sigma) - Math.log(2 * Math.PI) / 2);
  const joint = bbvi.logJoint('gaussian_mean', z);
  allClose(
    bbvi.logRatio('gaussian_mean', q, eps),
    joint.map((value, s) => value - (logQ[s] ?? 0)),
    1e-10,
  );
  assert.deepEqual(bbvi.score(q, eps).cols, 2);
  const prior = z.data.map((value) => -value);
  const likelihood = bbvi.gradLogLikelihood('gaussian_mean', z).data;
  allClose(
    bbvi.gradLogJoint('gaussian_mean', z).data,
    likelihood.map((g, s) => g + (prior[s] ?? 0)),
    1e-10,
  );
  assert.deepEqual(bbvi.withParameters(q, [1, 2]), {
    mean: Float64Array.of(1),
    logSigma: Float64Array.of(2),
  });
  assert.deepEqual(bbvi.withParameters({ logits: [0, 0] }, [1, 2]), { logits: Float64Array.of(1, 2) });
  close(bbvi.entropy({ logits: [0, 0] }), Math.LN2);
});
