/** The linear Gaussian model and SGVB against independent numbers, and what must hold of every run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  InvalidArgument,
  type LinearGaussianModelLike,
  NumericalError,
  type VectorLike,
} from '../../wasm/api/index.node.ts';
import { allClose, close, golden, lab, sharedIsMissing } from './support.ts';

const { linearGaussian: lgm } = lab;

interface Point {
  mu: number[];
  rho: number[];
}

interface Problem {
  model: LinearGaussianModelLike;
  x: VectorLike;
  // biome-ignore lint/suspicious/noExplicitAny: a golden file
  want: any;
}

function problems(): Problem[] {
  const { meta, experiments } = golden('lgm');
  return Object.values(experiments).map((want) => {
    const { W, b, x } = want as { W: number[][]; b: number[]; x: number[] };
    return { model: { W, b, gamma: meta.gamma }, x, want };
  });
}

const toQ = ({ mu, rho }: Point) => ({ mean: mu, logSigma: rho });

test('evidence, posterior, optimum and irreducible gap', { skip: sharedIsMissing }, () => {
  for (const { model, x, want } of problems()) {
    close(lgm.logEvidence(model, x), want.log_px, 1e-10, 'ln p(x)');
    const { mean, covariance, precision } = lgm.posterior(model, x);
    allClose(mean, want.posterior_mean, 1e-10, 'posterior mean');
    allClose(covariance.data, want.posterior_cov.flat(), 1e-10, 'posterior covariance');
    assert.deepEqual([precision.rows, precision.cols], [4, 4]);
    const best = lgm.optimum(model, x);
    allClose(best.mean, want.optimum.mu, 1e-10, 'optimal mean');
    allClose(best.logSigma, want.optimum.rho, 1e-10, 'optimal log sigma');
    close(lgm.elbo(model, x, best), want.optimum.elbo, 1e-10, 'best ELBO');
    close(lgm.irreducibleGap(model), want.optimum.gap, 1e-10, 'irreducible gap');
    const full = lgm.terms(model, x, lgm.fullOptimum(model, x));
    close(full.klToPosterior, 0, 1e-10, 'gap of the full optimum');
    assert.deepEqual(lgm.marginal(model).covariance.rows, 10);
  }
});

test('ELBO, its terms and exact gradients at random points', { skip: sharedIsMissing }, () => {
  for (const { model, x, want } of problems()) {
    assert.ok(want.points.length > 0);
    for (const point of want.points) {
      const q = toQ(point);
      const terms = lgm.terms(model, x, q);
      close(terms.elbo, point.elbo, 1e-10, 'ELBO');
      close(terms.reconstruction, point.recon, 1e-10, 'reconstruction');
      close(terms.klToPrior, point.kl_prior, 1e-10, 'KL to the prior');
      close(terms.klToPosterior, point.kl_posterior, 1e-10, 'KL to the posterior');
      close(terms.energy + terms.entropy, point.elbo, 1e-10, 'energy + entropy');
      close(terms.logEvidence - terms.klToPosterior, point.elbo, 1e-10, 'evidence - gap');
      const { mean, logSigma } = lgm.gradient(model, x, q);
      allClose(mean, point.grad_mu, 1e-10, 'gradient of the mean');
      allClose(logSigma, point.grad_rho, 1e-10, 'gradient of log sigma');
    }
  }
});

test('two steps of CS229 from fixed noise: samples, estimates and gradients', {
  skip: sharedIsMissing,
}, () => {
  for (const { model, x, want } of problems()) {
    const steps = want['fixed_noise_run_N2_lr_0.001'];
    if (steps === undefined) continue;
    let state = lgm.start(lgm.standardNormal(4));
    for (const step of steps) {
      const { z, logLikelihood } = lgm.samples(model, x, state.q, step.eps);
      allClose(z.data, step.z.flat(), 1e-10, 'z');
      allClose(logLikelihood, step.log_px_given_z, 1e-10, 'ln p(x | z)');
      close(lgm.elboEstimate(model, x, state.q, step.eps).value, step.mc_elbo, 1e-10, 'estimate');
      const gradient = lgm.gradientEstimate(model, x, state.q, step.eps);
      assert.ok('logSigma' in gradient);
      allClose(gradient.mean, step.reparam_analytic_kl.grad_mu, 1e-10, 'gradient of the mean');
      allClose(gradient.logSigma, step.reparam_analytic_kl.grad_rho, 1e-10, 'gradient of log sigma');
      state = lgm.step(model, x, state, step.eps);
      assert.ok('logSigma' in state.q);
      allClose(state.q.mean, step.mu_after, 1e-10, 'mean after');
      allClose(state.q.logSigma, step.rho_after, 1e-10, 'log sigma after');
    }
    assert.equal(state.step, steps.length);
  }
});

test("CS229's settings reach what they are said to reach", { skip: sharedIsMissing }, () => {
  for (const { model, x, want } of problems()) {
    const { mean, sd } = want.sgvb_1000_iters_N10_40_runs_exact_elbo;
    const { elbo, gap, logEvidence, trace } = lgm.fit({ model, x, seed: 1 });
    assert.ok(Math.abs(elbo - mean) < 6 * sd, `${elbo}, other runs ${mean} +- ${sd}`);
    close(elbo + gap, logEvidence, 1e-12);
    close(trace[0]?.elbo ?? 0, want.initial.elbo, 1e-10, 'ELBO at the start');
    assert.equal(trace.length, 101);
  }
});

const { model, x } = lgm.experiment2();

test('the shipped experiments: equal evidence, unequal tightness', () => {
  const [one, two] = [lgm.experiment1(), lgm.experiment2()];
  close(lgm.logEvidence(one.model, one.x), lgm.logEvidence(two.model, two.x), 1e-5);
  assert.ok(lgm.irreducibleGap(one.model) < 0.01);
  assert.ok(lgm.irreducibleGap(two.model) > 1);
  close(lgm.irreducibleGap(lgm.angle(Math.PI / 2).model), 0, 1e-12);
  const aligned = lgm.angle(0);
  const { covariance: C } = lgm.posterior(aligned.model, aligned.x);
  const [a = 0, b = 0, , d = 0] = C.data;
  close(lgm.irreducibleGap(aligned.model), -Math.log(1 - (b * b) / (a * d)) / 2, 1e-10);
});

test('a run: consecutive states, each to go on from, the same as one long run and as single steps', () => {
  const options = { model, x, seed: 7, samples: 5, optimizer: 'adam', stepSize: 0.05 } as const;
  const long = lgm.run({ ...options, steps: 20 });
  assert.equal(long.stopped, undefined);
  assert.deepEqual(
    long.points.map(({ step }) => step),
    Array.from({ length: 21 }, (_, t) => t),
  );
  const first = lgm.run({ ...options, steps: 8 });
  const second = lgm.run({ ...options, steps: 12, ...{ state: first.points.at(-1) as never } });
  assert.deepEqual([...first.points, ...second.points.slice(1)], long.points);
  const [from, to] = long.points.slice(10, 12);
  assert.ok(from && to);
  const { samples, seed, optimizer, stepSize } = options;
  const eps = lgm.noise(seed, from.step, samples, 2);
  const next = lgm.step(model, x, from, eps, { optimizer, stepSize });
  assert.deepEqual(next, { q: to.q, step: to.step, moments: to.moments });
  const { trace, state } = lgm.fit({ ...options, steps: 20, traceEvery: 1 });
  assert.deepEqual(
    trace,
    long.points.map(({ moments: _, ...point }) => point),
  );
  assert.deepEqual(state.q, long.points.at(-1)?.q);
  assert.equal(lgm.run({ ...options, steps: 0 }).points.length, 1);
});

test('a run that diverges ends with its last good state and says why; a fit throws', () => {
  const options = { model, x, stepSize: 10 };
  const { points, stopped } = lgm.run({ ...options, steps: 100 });
  assert.ok(points.length >= 1 && points.length < 100, `${points.length} points`);
  assert.match(stopped ?? '', /step \d+ diverges: stepSize 10 is too large/);
  for (const { elbo } of points) assert.ok(Number.isFinite(elbo));
  assert.throws(() => lgm.fit(options), { name: 'NumericalError', message: stopped });
  assert.throws(() => lgm.fit(options), NumericalError);
});

test('Adam comes near the optimum; the full family closes the gap; no bound exceeds the evidence', () => {
  const options = { model, x, optimizer: 'adam', stepSize: 0.02, samples: 50, steps: 2000 } as const;
  const factorized = lgm.fit(options);
  assert.ok(factorized.gap - lgm.irreducibleGap(model) < 0.01, `${factorized.gap}`);
  const full = lgm.fit({ ...options, family: 'full' });
  assert.ok('lower' in full.q);
  assert.ok(full.gap < 0.05, `${full.gap}`);
  for (const { elbo, gap } of [...factorized.trace, ...full.trace]) {
    assert.ok(elbo <= factorized.logEvidence && gap >= 0);
  }
});

test('progress: told every trace point, stops on false, passes on what it throws', () => {
  const seen: [number, number][] = [];
  const fit = lgm.fit({ model, x, steps: 50, onProgress: (...args) => seen.push(args) < 3 });
  assert.deepEqual(
    seen,
    fit.trace.map(({ step, objective }) => [step, objective]),
  );
  assert.equal(fit.state.step, 20);
  const thrown = () => {
    throw new RangeError('mine');
  };
  assert.throws(() => lgm.fit({ model, x, onProgress: thrown }), { name: 'RangeError', message: 'mine' });
});

test('families: conversions, entropy and KL agree between factorized and full', () => {
  const q = lgm.optimum(model, x);
  const full = lgm.fullFrom(q.mean, lgm.choleskyFactor(q));
  close(lgm.entropy(full), lgm.entropy(q));
  close(lgm.klToPrior(full), lgm.klToPrior(q));
  close(lgm.elbo(model, x, full), lgm.elbo(model, x, q));
  assert.deepEqual(lgm.covariance(full), lgm.covariance(q));
  const { logJoint, logPrior, logLikelihood } = lgm;
  const Z = lgm.noise(1, 2, 3, 2);
  logJoint(model, x, Z).forEach((value, s) => {
    close(value, (logPrior(Z)[s] ?? 0) + (logLikelihood(model, x, Z)[s] ?? 0));
  });
  const dropped = ['without_entropy', 'without_prior_kl', 'kl_only'] as const;
  const { energy, reconstruction, klToPrior } = lgm.terms(model, x, q);
  const values = dropped.map((objective) => lgm.objective(model, x, q, objective));
  allClose(values, [energy, reconstruction, -klToPrior]);
  assert.ok(Number.isNaN(lgm.elboEstimate(model, x, q, [[0, 0]]).standardError));
});

test('wrong arguments never reach a result', () => {
  assert.throws(() => lgm.logEvidence({ ...model, gamma: 0 }, x), InvalidArgument);
});
