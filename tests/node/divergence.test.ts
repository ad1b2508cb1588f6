/** Divergences against closed forms, and what must hold of every fit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allClose, close, golden, lab, sharedIsMissing } from './support.ts';

const { divergence: kl } = lab;

test('closed forms: Gaussians, chain rule, joint convexity, zeros', { skip: sharedIsMissing }, () => {
  const want = golden('kl_closed_forms');
  for (const { mean_p, var_p, mean_q, var_q, kl_p_q } of want.univariate)
    close(kl.gaussianKl(mean_p, var_p, mean_q, var_q), kl_p_q, 1e-10, 'univariate');
  for (const { mu0, Sigma0, mu1, Sigma1, kl_0_1, kl_1_0 } of want.multivariate) {
    close(kl.gaussianKl(mu0, Sigma0, mu1, Sigma1), kl_0_1, 1e-10, 'multivariate');
    close(kl.gaussianKl(mu1, Sigma1, mu0, Sigma0), kl_1_0, 1e-10, 'multivariate');
  }
  const { mu, sigma, kl: diagonal } = want.diag_to_standard_normal;
  close(kl.gaussianKlToStandardNormal(mu, sigma.map(Math.log)), diagonal, 1e-10, 'to N(0, I)');
  const { P_xy, Q_xy, ...chain } = want.chain_rule;
  const terms = kl.chainRule(P_xy, Q_xy);
  close(terms.joint, chain.kl_joint, 1e-10);
  close(terms.x, chain.kl_x, 1e-10);
  close(terms.yGivenX, chain.kl_y_given_x, 1e-10);
  close(terms.y, chain.kl_y, 1e-10);
  close(terms.xGivenY, chain.kl_x_given_y, 1e-10);
  close(kl.entropy(P_xy.flat()), chain.entropy_P, 1e-10);
  close(kl.crossEntropy(P_xy.flat(), Q_xy.flat()), chain.cross_entropy_P_Q, 1e-10);
  const { p1, q1, p2, q2, rows } = want.joint_convexity;
  for (const { lam, lhs, rhs, f } of rows) {
    const { klOfMixture, mixtureOfKls, gap } = kl.jointConvexity(p1, q1, p2, q2, lam);
    allClose([klOfMixture, mixtureOfKls, gap], [lhs, rhs, f], 1e-10, `lambda ${lam}`);
  }
  for (const { p, q, kl: value } of want.zero_handling) {
    if (value === 'Infinity') assert.equal(kl.kl(p, q), Infinity);
    else close(kl.kl(p, q), value, 1e-10);
  }
});

test('maximum likelihood is minimum divergence', { skip: sharedIsMissing }, () => {
  const { data, rows, minus_entropy_emp } = golden('kl_closed_forms').kl_and_mle;
  const model = (t: number) => [t * t, 2 * t * (1 - t), (1 - t) ** 2];
  for (const { theta, kl: value, mean_loglik } of rows) {
    const fit = kl.empiricalFit(data, model(theta));
    allClose([fit.kl, fit.meanLogLikelihood], [value, mean_loglik], 1e-10);
    close(fit.entropy, -minus_entropy_emp, 1e-10);
  }
  close(kl.kl(kl.empiricalDistribution(data, 3), model(0.3)), kl.empiricalFit(data, model(0.3)).kl);
});

const p = { weights: [0.35, 0.65], means: [-3, 2], sigmas: [0.7, 1] };

test('the inclusive fit has the moments of the mixture, and descent comes there', () => {
  const best = kl.inclusiveFit(p);
  const mean = 0.35 * -3 + 0.65 * 2;
  close(best.mean, mean);
  close(Math.exp(2 * best.logSigma), 0.35 * (0.49 + 9) + 0.65 * (1 + 4) - mean * mean, 1e-12);
  const { stop, q } = kl.fit({ direction: 'inclusive', p, start: { mean: 0, logSigma: 0 }, maxSteps: 5000 });
  assert.equal(stop, 'converged');
  allClose([q.mean, q.logSigma], [best.mean, best.logSigma], 1e-4);
});

test('the exclusive fit has several optima; the landscape shows their basins', () => {
  const starts = kl.grid([-4, -1, 1, 3], [-0.5, 0.5]);
  const { optima, reached } = kl.localOptima({ direction: 'exclusive', p, starts });
  assert.ok(optima.length >= 2);
  assert.equal(reached.length, starts.length);
  for (const { q, value } of optima) {
    const at = kl.evaluate('exclusive', p, q);
    close(at.value, value, 1e-8);
    allClose([at.gradient.mean, at.gradient.logSigma], [0, 0], 1e-6, 'gradient');
  }
  const map = kl.landscape('exclusive', p, [-4, -1, 1, 3], [-0.5, 0.5]);
  assert.deepEqual([map.rows, map.cols], [4, 2]);
  allClose(
    map.data,
    starts.map((q) => kl.evaluate('exclusive', p, q).value),
    1e-10,
  );
});

test('a descent is its steps; one that leaves the range says so', () => {
  const options = { direction: 'exclusive', p, start: { mean: 1, logSigma: 0 }, maxSteps: 5 } as const;
  const { trace, stop } = kl.fit(options);
  assert.deepEqual([stop, trace.length], ['max_steps', 6]);
  trace.slice(1).forEach(({ q }, i) => {
    const before = trace[i];
    assert.ok(before);
    assert.deepEqual(kl.step(before.q, before.gradient, 0.1), q);
  });
  const fixed = kl.fit({ ...options, fixedSigma: true });
  assert.ok(fixed.trace.every(({ q }) => q.logSigma === 0));
  assert.equal(kl.fit({ ...options, stepSize: 1e6 }).stop, 'diverged');
});

test('alpha leads from the exclusive to the inclusive divergence', () => {
  const q = { mean: 0.3, logSigma: 0.4 };
  close(kl.alphaDivergence(p, q, 1).value, kl.evaluate('inclusive', p, q).value, 1e-8);
  close(kl.alphaDivergence(p, q, 0).value, kl.evaluate('exclusive', p, q).value, 1e-8);
  const start = kl.inclusiveFit(p);
  const path = kl.alphaPath(p, start, [1, 0.75, 0.5, 0.25, 0]);
  assert.deepEqual(
    path.map(({ alpha }) => alpha),
    [1, 0.75, 0.5, 0.25, 0],
  );
  close(path[0]?.q.mean ?? 0, start.mean, 1e-6);
  allClose(kl.logDensity({ weights: [1], means: [0], sigmas: [1] }, [0]), [-Math.log(2 * Math.PI) / 2]);
  close(kl.gaussianEntropy(4), kl.gaussianEntropy([[4]]));
  close(kl.gaussianEntropy(4), kl.gaussianEntropyDiagonal([Math.log(2)]));
});
