/** So many EM iterations in one call, against the half-steps that define them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allClose, close, lab, threeGroups as truth } from './support.ts';

const { X } = lab.gmm.sample(truth, 500, 3);
const start = lab.gmm.init({ X, k: 3, init: 'kmeans++', seed: 1 });

test('iterate is eStep and mStep in turn', () => {
  const { params, logLikelihoods } = lab.gmm.iterate(start, X, 6);
  assert.equal(logLikelihoods.length, 6);
  let theta = start;
  for (const logLikelihood of logLikelihoods) {
    const posterior = lab.gmm.eStep(theta, X);
    close(logLikelihood, posterior.logLikelihood, 1e-12);
    theta = lab.gmm.mStep(X, posterior.responsibilities);
  }
  allClose(params.weights, theta.weights, 1e-11, 'weights');
  allClose(params.means.data, theta.means.data, 1e-10, 'means');
});

test('iterate goes where fit goes, bit for bit', () => {
  const labelled = { X: truth.means, z: [0, 1, 2], alpha: 5, weightsFrom: 'unlabelled' as const };
  const { X: examples, z, alpha, weightsFrom } = labelled;
  const fit = lab.gmm.fit({
    X,
    init: start,
    labelled: { X: examples, z },
    alpha,
    weightsFrom,
    covarianceFloor: 0.1,
    maxIterations: 4,
    tolerance: 1e-12,
  });
  assert.deepEqual(lab.gmm.iterate(start, X, fit.iterations, labelled, 0.1).params, fit.params);
});

test('iterate refuses by name', () => {
  for (const iterations of [0, -1, 1.5, 2e6]) {
    assert.throws(() => lab.gmm.iterate(start, X, iterations), {
      name: 'InvalidArgument',
      argument: 'iterations',
    });
  }
  assert.throws(() => lab.gmm.iterate(start, [[1], [2]], 1), { argument: 'means' });
  assert.throws(() => lab.gmm.iterate(start, X, 1, undefined, -1), { argument: 'covarianceFloor' });
  const one = Array.from({ length: 9 }, () => [1, 1]);
  assert.throws(() => lab.gmm.iterate(start, one, 1), { name: 'NumericalError' });
});
