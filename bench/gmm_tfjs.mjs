/**
 * EM with TensorFlow.js on its WebAssembly backend: float32, one thread. It has no Cholesky among its operations, so that the
 * components' small matrices come out of it and are factorized here, in JavaScript, whatever the points go through.
 *
 * Twice: `textbook` is one operation for each thing in the formulas. `tuned` knows that a log density is linear in
 * (1, x, x x^T), so that both steps are one product with a matrix that never changes; only where the data lie near their
 * mean is that as good in float32.
 */
import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import tf from '@tensorflow/tfjs-core';
import { readProblem, serve, timed } from './problem.mjs';

const { N, D, K, weights, means, covariances, X } = readProblem(process.argv[2]);
const LOG_2PI = Math.log(2 * Math.PI);
const each = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** The inverse of the Cholesky factor of a covariance, and half its log determinant. */
function whiten(S) {
  const L = new Float64Array(D * D);
  const V = new Float64Array(D * D);
  let halfLogDet = 0;
  for (let i = 0; i < D; ++i) {
    for (let j = 0; j <= i; ++j) {
      let sum = S[i * D + j];
      for (let l = 0; l < j; ++l) sum -= L[i * D + l] * L[j * D + l];
      L[i * D + j] = i === j ? Math.sqrt(sum) : sum / L[j * D + j];
    }
    halfLogDet += Math.log(L[i * D + i]);
    for (let j = 0; j < i; ++j) {
      let sum = 0;
      for (let l = j; l < i; ++l) sum += L[i * D + l] * V[l * D + j];
      V[i * D + j] = -sum / L[i * D + i];
    }
    V[i * D + i] = 1 / L[i * D + i];
  }
  return { V, halfLogDet };
}

/** In double precision: a sum of a million float32 in float32 would be all that is seen of the error. */
const total = (tensor) => tensor.dataSync().reduce((sum, value) => sum + value, 0);

function textbook() {
  const x = tf.tensor2d(Float32Array.from(X), [N, D]);
  return (theta) => {
    const V = new Float32Array(K * D * D);
    const constant = each(K, (k) => {
      const of = whiten(theta.covariances[k]);
      V.set(of.V, k * D * D);
      return Math.log(theta.weights[k]) - of.halfLogDet - 0.5 * D * LOG_2PI;
    });
    const deviations = (mu) => tf.sub(tf.reshape(x, [1, N, D]), tf.reshape(mu, [K, 1, D]));
    const before = tf.tensor1d(Float32Array.from(theta.means));
    const white = tf.matMul(deviations(before), tf.tensor3d(V, [K, D, D]), false, true);
    const logJoint = tf.sub(
      tf.tensor2d(Float32Array.from(constant), [K, 1]),
      tf.mul(0.5, tf.sum(tf.square(white), 2)),
    );
    const logZ = tf.logSumExp(logJoint, 0, true);
    const r = tf.exp(tf.sub(logJoint, logZ));

    const mass = tf.sum(r, 1, true);
    const mu = tf.div(tf.matMul(r, x), mass);
    const u = deviations(mu);
    const products = tf.matMul(tf.mul(tf.reshape(r, [K, N, 1]), u), u, true);
    const S = tf.div(products, tf.reshape(mass, [K, 1, 1])).dataSync();
    return {
      theta: {
        weights: Float64Array.from(mass.dataSync(), (value) => value / N),
        means: mu.dataSync(),
        covariances: each(K, (k) => S.subarray(k * D * D, (k + 1) * D * D)),
      },
      logLikelihood: total(logZ),
    };
  };
}

function tuned() {
  const centre = each(D, (i) => X.reduce((sum, value, at) => (at % D === i ? sum + value / N : sum), 0));
  const pairs = each(D, (i) => each(i + 1, (j) => [i, j])).flat();
  const F = 1 + D + pairs.length;
  const table = new Float32Array(N * F);
  for (let n = 0; n < N; ++n) {
    const u = centre.map((value, i) => X[n * D + i] - value);
    table.set([1, ...u, ...pairs.map(([i, j]) => u[i] * u[j])], n * F);
  }
  const features = tf.tensor2d(table, [N, F]);

  /** Column k: what each feature adds to the log density of component k. */
  function coefficients(theta) {
    const A = new Float32Array(F * K);
    for (let k = 0; k < K; ++k) {
      const { V, halfLogDet } = whiten(theta.covariances[k]);
      const precision = (i, j) => each(D, (l) => V[l * D + i] * V[l * D + j]).reduce((a, b) => a + b);
      const P = each(D, (i) => each(D, (j) => precision(i, j)));
      const m = centre.map((value, i) => theta.means[k * D + i] - value);
      const Pm = P.map((row) => row.reduce((sum, value, j) => sum + value * m[j], 0));
      const square = Pm.reduce((sum, value, i) => sum + value * m[i], 0);
      const column = [Math.log(theta.weights[k]) - halfLogDet - 0.5 * (D * LOG_2PI + square), ...Pm];
      column.push(...pairs.map(([i, j]) => (i === j ? -0.5 * P[i][i] : -P[i][j])));
      for (const [f, value] of column.entries()) A[f * K + k] = value;
    }
    return tf.tensor2d(A, [F, K]);
  }

  function maximize(sums) {
    const next = { weights: new Float64Array(K), means: new Float64Array(K * D), covariances: [] };
    for (let k = 0; k < K; ++k) {
      const [mass, ...rest] = sums.subarray(k * F, (k + 1) * F);
      const mean = rest.map((value) => value / mass);
      const S = new Float64Array(D * D);
      for (const [at, [i, j]] of pairs.entries())
        S[i * D + j] = S[j * D + i] = mean[D + at] - mean[i] * mean[j];
      next.weights[k] = mass / N;
      for (let i = 0; i < D; ++i) next.means[k * D + i] = mean[i] + centre[i];
      next.covariances.push(S);
    }
    return next;
  }

  return (theta) => {
    const logJoint = tf.matMul(features, coefficients(theta));
    const r = tf.softmax(logJoint);
    // Of the likeliest component: log joint minus log responsibility. One logarithm a point, and no second round of exp.
    const logZ = tf.sub(tf.max(logJoint, 1), tf.log(tf.max(r, 1)));
    const sums = tf.matMul(tf.transpose(r), features).dataSync();
    return { theta: maximize(sums), logLikelihood: total(logZ) };
  };
}

setThreadsCount(1);
await tf.setBackend('wasm');
const step = { textbook, tuned }[process.argv[3]]();

function run(iterations) {
  let now = { theta: { weights, means, covariances }, logLikelihood: 0 };
  for (let i = 0; i < iterations; ++i) now = tf.tidy(() => step(now.theta));
  return now.logLikelihood;
}

for (let warm = 0; warm < 5; ++warm) run(2);
await serve((iterations) => {
  const { seconds, result } = timed(() => run(iterations));
  return { seconds, logLikelihood: result };
});
