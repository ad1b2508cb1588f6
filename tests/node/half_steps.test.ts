/** The half-steps that a page shows, in one call each, against the functions that define them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GmmEvaluation } from '../../wasm/api/index.node.ts';
import { allClose, close, lab, threeGroups as truth } from './support.ts';

const { X } = lab.gmm.sample(truth, 500, 3);
const labelled = { X: truth.means, z: [0, 1, 2], alpha: 5, weightsFrom: 'unlabelled' as const };

function same(found: GmmEvaluation, expected: GmmEvaluation, what: string): void {
  for (const term of ['elbo', 'logLikelihood', 'supervised', 'bound', 'objective', 'gap'] as const)
    close(found[term], expected[term], 1e-12, `${term} after ${what}`);
}

test('gmm: E and M in turn, each in one call', () => {
  let params = lab.gmm.init({ X, k: 3, init: 'kmeans++', seed: 1 });
  for (let t = 0; t < 8; ++t) {
    const e = lab.gmm.eHalfStep(params, X, labelled);
    const { responsibilities: R } = lab.gmm.eStep(params, X);
    allClose(e.responsibilities.data, R.data, 1e-12, 'responsibilities');
    same(e.evaluation, lab.gmm.evaluate(params, X, R, labelled), 'E');
    assert.equal(e.evaluation.gap, 0);
    assert.equal(e.evaluation.bound, e.evaluation.objective);
    assert.deepEqual(e.assignments, lab.clustering.hardAssignments(e.responsibilities));
    assert.deepEqual(e.counts, lab.gmm.effectiveCounts(e.responsibilities, labelled));

    const m = lab.gmm.mHalfStep(X, e.responsibilities, labelled, 0.01);
    const expected = lab.gmm.mStep(X, e.responsibilities, labelled, 0.01);
    allClose(m.params.weights, expected.weights, 1e-12, 'weights');
    allClose(m.params.means.data, expected.means.data, 1e-12, 'means');
    m.params.covariances.forEach((S, k) => {
      allClose(S.data, expected.covariances[k]?.data ?? [], 1e-12, `covariance ${k}`);
    });
    same(m.evaluation, lab.gmm.evaluate(m.params, X, e.responsibilities, labelled), 'M');
    assert.ok(m.evaluation.bound >= e.evaluation.bound - 1e-9);
    params = m.params;
  }
});

test('linearMixture: E and M in turn, each in one call', () => {
  const lines = lab.linearMixture;
  const [x, y] = [0, 1].map((d) => Float64Array.from({ length: X.rows }, (_, n) => X.data[2 * n + d] ?? 0));
  assert.ok(x && y);
  const design = lines.withIntercept({ rows: X.rows, cols: 1, data: x });
  const known = { X: [[1, 0]], y: [1], z: [1], alpha: 2 };
  let params = lines.init({ X: design, y, k: 3, seed: 2 });
  for (let t = 0; t < 8; ++t) {
    const e = lines.eHalfStep(params, design, y, known);
    const { responsibilities: R } = lines.eStep(params, design, y);
    allClose(e.responsibilities.data, R.data, 1e-12, 'responsibilities');
    same(e.evaluation, lines.evaluate(params, design, y, R, known), 'E');
    const m = lines.mHalfStep(design, y, e.responsibilities, known, 0.01);
    const expected = lines.mStep(design, y, e.responsibilities, known, 0.01);
    allClose(m.params.weights, expected.weights, 1e-12, 'weights');
    allClose(m.params.W.data, expected.W.data, 1e-12, 'lines');
    allClose(m.params.variances, expected.variances, 1e-12, 'variances');
    same(m.evaluation, lines.evaluate(m.params, design, y, e.responsibilities, known), 'M');
    params = m.params;
  }
});

test('an M half-step wants what both of its functions want', () => {
  const R = [
    [1, 0],
    [0.5, 0.6],
    [0, 1],
  ];
  assert.throws(() => lab.gmm.mHalfStep([[0], [1], [3]], R), /R must have rows that sum to 1/);
  assert.throws(() => lab.gmm.mHalfStep([[0], [1]], R), /R must be 2 x 2; got 3 x 2/);
  assert.throws(
    () => lab.gmm.mHalfStep([[0], [1], [3]], R, { X: [[0]], z: [2] }),
    /labelled.z must be labels from 0 to 1/,
  );
});
