import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allClose, close, lab, matrix } from './support.ts';

// Small enough to check by hand: two unit Gaussians at 0 and 2 with weights 1/4 and 3/4, in one dimension.
const params = { weights: [0.25, 0.75], means: [[0], [2]], covariances: [[[1]], [[1]]] };
const points = [0, 1, 3];
const X = points.map((x) => [x]);
const normal = (x: number, mu: number) => Math.exp(-0.5 * (x - mu) ** 2) / Math.sqrt(2 * Math.PI);
const joint = points.map((x) => [0.25 * normal(x, 0), 0.75 * normal(x, 2)] as const);
const evidence = joint.map(([a, b]) => a + b);
const R = [
  [0.5, 0.5],
  [1, 0],
  [0.25, 0.75],
];
const logLikelihoodByHand = evidence.reduce((sum, p) => sum + Math.log(p), 0);
const elboByHand = R.flat().reduce(
  (sum, r, i) => (r > 0 ? sum + r * (Math.log(joint.flat()[i] as number) - Math.log(r)) : sum),
  0,
);

test('logJoint is ln pi_k + ln N(x; mu_k, Sigma_k)', () => {
  const { rows, cols, data } = lab.gmm.logJoint(params, X);
  assert.deepEqual([rows, cols], [3, 2]);
  allClose(data, joint.flat().map(Math.log), 1e-14, 'logJoint');
});

test('eStep is Bayes: responsibilities and the log-likelihood', () => {
  const { responsibilities, logLikelihood } = lab.gmm.eStep(params, X);
  const gamma = joint.flatMap((row) => row.map((p) => p / (row[0] + row[1])));
  assert.deepEqual([responsibilities.rows, responsibilities.cols], [3, 2]);
  allClose(responsibilities.data, gamma, 1e-14, 'responsibilities');
  close(logLikelihood, logLikelihoodByHand, 1e-14);
  close(lab.gmm.logLikelihood(params, X), logLikelihoodByHand, 1e-14);
});

test('elbo and klToPosterior add up to the log-likelihood', () => {
  close(lab.gmm.elbo(params, X, R), elboByHand, 1e-14);
  close(lab.gmm.klToPosterior(params, X, R), logLikelihoodByHand - elboByHand, 1e-14);
});

const spread = [[0], [2], [4]];
const halves = [
  [1, 0],
  [0.5, 0.5],
  [0, 1],
];

test('mStep: weighted means and covariances', () => {
  const fitted = lab.gmm.mStep(spread, halves);
  allClose(fitted.weights, [0.5, 0.5], 1e-15);
  allClose(fitted.means.data, [2 / 3, 10 / 3], 1e-15);
  // (1 * (2/3)^2 + 0.5 * (4/3)^2) / 1.5 = 8/9, and the mirror image.
  allClose(
    fitted.covariances.flatMap(({ data }) => [...data]),
    [8 / 9, 8 / 9],
    1e-14,
  );
});

test('mStep: a labelled row counts alpha, for the weights only where it is told so', () => {
  const labelled = { X: [[6]], z: [1], alpha: 2 };
  const all = lab.gmm.mStep(spread, halves, labelled);
  allClose(all.weights, [1.5 / 5, 3.5 / 5], 1e-15, 'weights from all');
  close(all.means.data[1] as number, (0.5 * 2 + 4 + 2 * 6) / 3.5, 1e-15);
  const unlabelled = lab.gmm.mStep(spread, halves, { ...labelled, weightsFrom: 'unlabelled' });
  allClose(unlabelled.weights, [0.5, 0.5], 1e-15, 'weights from unlabelled');
  assert.deepEqual(unlabelled.means, all.means);
});

test('mStep: the covariance floor is the smallest variance', () => {
  const fitted = lab.gmm.mStep([[1], [1]], [[1], [1]], undefined, 0.25);
  allClose(fitted.covariances[0]?.data ?? [], [0.25], 1e-15);
});

test('objective and evaluate: alpha weighs the labelled log-likelihood, in both conventions', () => {
  const labelled = { X: [[1]], z: [1], alpha: 3 };
  const withWeights = Math.log(0.75 * normal(1, 2));
  close(lab.gmm.supervisedLogLikelihood(params, labelled), withWeights, 1e-14);
  assert.equal(lab.gmm.supervisedLogLikelihood(params), 0);
  close(lab.gmm.objective(params, X, labelled), logLikelihoodByHand + 3 * withWeights, 1e-14);
  const ntu = { ...labelled, weightsFrom: 'unlabelled' } as const;
  close(lab.gmm.objective(params, X, ntu), logLikelihoodByHand + 3 * Math.log(normal(1, 2)), 1e-14);
  close(lab.gmm.objective(params, X), logLikelihoodByHand, 1e-14);

  const value = lab.gmm.evaluate(params, X, R, labelled);
  assert.deepEqual(Object.keys(value).sort(), [
    'bound',
    'elbo',
    'gap',
    'logLikelihood',
    'objective',
    'supervised',
  ]);
  close(value.elbo, elboByHand, 1e-14);
  close(value.logLikelihood, logLikelihoodByHand, 1e-14);
  close(value.supervised, withWeights, 1e-14);
  close(value.bound, elboByHand + 3 * withWeights, 1e-14);
  close(value.objective, logLikelihoodByHand + 3 * withWeights, 1e-14);
  close(value.gap, logLikelihoodByHand - elboByHand, 1e-13);
});

test('alpha is 1 unless it is given, and an empty labelled set is the same as none', () => {
  const labelled = { X: [[1]], z: [1] };
  assert.equal(
    lab.gmm.objective(params, X, labelled),
    lab.gmm.objective(params, X, { ...labelled, alpha: 1 }),
  );
  assert.equal(lab.gmm.objective(params, X, { X: [], z: [] }), lab.gmm.objective(params, X));
});

test('effectiveCounts: column sums, plus alpha per labelled row', () => {
  assert.deepEqual([...lab.gmm.effectiveCounts(R)], [1.75, 1.25]);
  assert.deepEqual([...lab.gmm.effectiveCounts(R, { X: [[0], [0]], z: [1, 1], alpha: 2.5 })], [1.75, 6.25]);
});

test('sample: a prefix of a larger sample, with the moments of the mixture', () => {
  const { X: drawn, z } = lab.gmm.sample(params, 20_000, 7);
  assert.ok(z instanceof Int32Array);
  assert.deepEqual(lab.gmm.sample(params, 10, 7).X.data, drawn.data.slice(0, 10));
  assert.notDeepEqual(lab.gmm.sample(params, 10, 8).X.data, drawn.data.slice(0, 10));
  assert.deepEqual(lab.gmm.sample(params, 10), lab.gmm.sample(params, 10, 0));
  const mean = drawn.data.reduce((sum, x) => sum + x, 0) / drawn.rows;
  const ones = z.reduce((sum, k) => sum + k, 0) / z.length;
  // Standard errors: sqrt(1 + 0.25 * 0.75 * 4) / sqrt(N) = 0.0094 and sqrt(0.1875 / N) = 0.0031; five of each.
  assert.ok(Math.abs(mean - 1.5) < 0.047, `mean ${mean}`);
  assert.ok(Math.abs(ones - 0.75) < 0.0153, `share of component 1 ${ones}`);
});

test('init: three starts, mixtures of k components that can be fitted', () => {
  const { X: drawn } = lab.gmm.sample(params, 200, 3);
  const labelled = { X: [[0], [2]], z: [0, 1] };
  for (const init of ['random_split', 'kmeans++', 'labelled_means'] as const) {
    const start = lab.gmm.init({ X: drawn, k: 2, seed: 5, init, labelled });
    allClose(start.weights, [0.5, 0.5], 1e-15, init);
    assert.equal(start.means.rows, 2);
    if (init === 'labelled_means') assert.deepEqual([...start.means.data], [0, 2]);
    if (init === 'kmeans++') assert.ok([...start.means.data].every((mean) => drawn.data.includes(mean)));
    const { trace } = lab.gmm.fit({ X: drawn, init: start });
    close(trace[0]?.logLikelihood ?? 0, lab.gmm.logLikelihood(start, drawn), 1e-13);
    assert.deepEqual(
      lab.gmm.fit({ X: drawn, k: 2, seed: 5, init, labelled, alpha: 0 }).trace.at(-1)?.elbo,
      trace.at(-1)?.elbo,
    );
  }
  assert.deepEqual(
    lab.gmm.init({ X: drawn, k: 2 }),
    lab.gmm.init({ X: drawn, k: 2, init: 'random_split', seed: 0 }),
  );
});

test('init: the name of a start may be spelt in any way', () => {
  const of = (init: string) =>
    lab.gmm.init({ X, k: 2, init: init as 'kmeans++', seed: 1, covarianceFloor: 0.1 });
  for (const name of ['k-means++', 'KMeans++', 'k means ++', 'kmeans_plus_plus']) {
    assert.deepEqual(of(name), of('kmeans++'));
  }
  for (const name of ['random', 'randomSplit', 'Random-Split'])
    assert.deepEqual(of(name), of('random_split'));
});

test('fit: the trace is E, M, E, M, ...; its end is the result', () => {
  const { X: drawn } = lab.gmm.sample(params, 300, 11);
  const fit = lab.gmm.fit({ X: drawn, k: 2, seed: 2, tolerance: 1e-6 });
  assert.equal(fit.converged, true);
  assert.equal(fit.trace.length, 2 * fit.iterations);
  assert.deepEqual([...new Set(fit.trace.map(({ phase }, i) => `${phase}${i % 2}`))], ['E0', 'M1']);
  for (const { phase, gap } of fit.trace) if (phase === 'E') assert.ok(Math.abs(gap) < 1e-12);
  for (let i = 1; i < fit.trace.length; ++i) {
    assert.ok((fit.trace[i]?.bound ?? 0) >= (fit.trace[i - 1]?.bound ?? 0) - 1e-9, `half-step ${i} fell`);
  }
  const posterior = lab.gmm.eStep(fit.params, drawn);
  allClose(fit.responsibilities.data, posterior.responsibilities.data, 1e-12);
  close(fit.logLikelihood, posterior.logLikelihood, 1e-13);
  assert.equal(fit.objective, fit.logLikelihood);
});

test('fit: progress after each iteration; false stops, nothing else does, and a throw arrives', () => {
  const { X: drawn } = lab.gmm.sample(params, 300, 11);
  const seen: [number, number][] = [];
  const whole = lab.gmm.fit({ X: drawn, k: 2, onProgress: (...args) => seen.push(args) });
  assert.deepEqual(
    seen.map(([iteration]) => iteration),
    Array.from({ length: whole.iterations }, (_, i) => i + 1),
  );
  close(seen.at(-1)?.[1] ?? 0, whole.objective, 1e-13);
  const stopped = lab.gmm.fit({ X: drawn, k: 2, onProgress: (iteration) => iteration < 3 });
  assert.deepEqual([stopped.iterations, stopped.converged], [3, false]);
  const onProgress = () => {
    throw new RangeError('mine');
  };
  assert.throws(() => lab.gmm.fit({ X: drawn, k: 2, onProgress }), { name: 'RangeError', message: 'mine' });
  assert.deepEqual(lab.gmm.fit({ X: drawn, k: 2 }).params, whole.params);
});

test('clustering: hard assignments, ties to the lower index, and the adjusted Rand index', () => {
  const rows = [
    [0.2, 0.8],
    [0.5, 0.5],
    [0.9, 0.1],
  ];
  assert.deepEqual(lab.clustering.hardAssignments(rows), Int32Array.of(1, 0, 0));
  assert.equal(lab.clustering.adjustedRandIndex([0, 0, 1, 1], [1, 1, 0, 0]), 1);
  // Contingency [[2, 1], [0, 3]]: 4 pairs together in both, 6 and 7 in each, 15 in all.
  const byHand = (4 - (6 * 7) / 15) / ((6 + 7) / 2 - (6 * 7) / 15);
  close(lab.clustering.adjustedRandIndex([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]), byHand, 1e-14);
  assert.equal(lab.clustering.adjustedRandIndex([0, 0, 1, 1, -1], Int32Array.of(0, 0, 1, 1, 0)), 1);
});

test('a matrix may be rows, typed rows or { rows, cols, data }; results are copies', () => {
  const want = lab.gmm.logLikelihood(params, X);
  assert.equal(
    lab.gmm.logLikelihood(params, [Float64Array.of(0), Float64Array.of(1), Float64Array.of(3)]),
    want,
  );
  assert.equal(lab.gmm.logLikelihood(params, matrix(3, 1, points)), want);
  const inside = { rows: 3, cols: 1, data: new Float64Array([9, ...points]).subarray(1) };
  assert.equal(lab.gmm.logLikelihood(params, inside), want);
  const { responsibilities } = lab.gmm.eStep(params, X);
  const kept = [...responsibilities.data];
  lab.gmm.sample(params, 2_000_000); // the heap grows, which would detach a view
  assert.deepEqual([...responsibilities.data], kept);
});

test('equal arguments give equal results, bit for bit', () => {
  const { X: drawn } = lab.gmm.sample(params, 100, 1);
  assert.deepEqual(lab.gmm.fit({ X: drawn, k: 3, seed: 4 }), lab.gmm.fit({ X: drawn, k: 3, seed: 4 }));
});
