/**
 * EM in plain JavaScript, as fast as we can write it: typed arrays, one pass without responsibilities, log-sum-exp by the
 * maximum, sums about the current means; the plane has its own loops, as it has in the core.
 */
import { readProblem, serve, timed } from './problem.mjs';

const { N, D, K, weights, means, covariances, X } = readProblem(process.argv[2]);
const PACKED = (D * (D + 1)) / 2;
const at = (i, j) => (i * (i + 1)) / 2 + j;

/** The inverse of each Cholesky factor times sqrt(1/2), packed, and ln pi - ln det L - D/2 ln 2 pi. */
function whiten(theta) {
  const W = new Float64Array(K * PACKED);
  const constant = new Float64Array(K);
  const L = new Float64Array(PACKED);
  for (let k = 0; k < K; ++k) {
    const S = theta.covariances.subarray(k * D * D, (k + 1) * D * D);
    const V = W.subarray(k * PACKED, (k + 1) * PACKED);
    constant[k] = Math.log(theta.weights[k]) - 0.5 * D * Math.log(2 * Math.PI);
    for (let i = 0; i < D; ++i) {
      for (let j = 0; j <= i; ++j) {
        let sum = S[i * D + j];
        for (let l = 0; l < j; ++l) sum -= L[at(i, l)] * L[at(j, l)];
        L[at(i, j)] = i === j ? Math.sqrt(sum) : sum / L[at(j, j)];
      }
      constant[k] -= Math.log(L[at(i, i)]);
      for (let j = 0; j < i; ++j) {
        let sum = 0;
        for (let l = j; l < i; ++l) sum += L[at(i, l)] * V[at(l, j)];
        V[at(i, j)] = -sum / L[at(i, i)];
      }
      V[at(i, i)] = Math.SQRT1_2 / L[at(i, i)];
    }
  }
  return { W, constant };
}

/** Adds the sums of every example to `sums` (K rows of mass, D deviations, packed products); the log-likelihood. */
function passPlane(theta, { W, constant }, sums) {
  const t = new Float64Array(K);
  const mu = theta.means;
  let logLikelihood = 0;
  for (let n = 0; n < N; ++n) {
    const x = X[2 * n];
    const y = X[2 * n + 1];
    let highest = -Infinity;
    for (let k = 0; k < K; ++k) {
      const u = x - mu[2 * k];
      const v = y - mu[2 * k + 1];
      const a = W[3 * k] * u;
      const b = W[3 * k + 1] * u + W[3 * k + 2] * v;
      const value = constant[k] - a * a - b * b;
      t[k] = value;
      if (value > highest) highest = value;
    }
    let total = 0;
    for (let k = 0; k < K; ++k) {
      const density = Math.exp(t[k] - highest);
      t[k] = density;
      total += density;
    }
    logLikelihood += highest + Math.log(total);
    const factor = 1 / total;
    for (let k = 0, s = 0; k < K; ++k, s += 6) {
      const r = t[k] * factor;
      const u = x - mu[2 * k];
      const v = y - mu[2 * k + 1];
      const ru = r * u;
      const rv = r * v;
      sums[s] += r;
      sums[s + 1] += ru;
      sums[s + 2] += rv;
      sums[s + 3] += ru * u;
      sums[s + 4] += rv * u;
      sums[s + 5] += rv * v;
    }
  }
  return logLikelihood;
}

function passAny(theta, { W, constant }, sums) {
  const t = new Float64Array(K);
  const u = new Float64Array(K * D);
  const mu = theta.means;
  const size = 1 + D + PACKED;
  let logLikelihood = 0;
  for (let n = 0; n < N; ++n) {
    let highest = -Infinity;
    for (let k = 0; k < K; ++k) {
      const from = k * D;
      for (let d = 0; d < D; ++d) u[from + d] = X[n * D + d] - mu[from + d];
      let value = constant[k];
      for (let i = 0, w = k * PACKED; i < D; ++i) {
        let sum = 0;
        for (let j = 0; j <= i; ++j, ++w) sum += W[w] * u[from + j];
        value -= sum * sum;
      }
      t[k] = value;
      if (value > highest) highest = value;
    }
    let total = 0;
    for (let k = 0; k < K; ++k) {
      t[k] = Math.exp(t[k] - highest);
      total += t[k];
    }
    logLikelihood += highest + Math.log(total);
    const factor = 1 / total;
    for (let k = 0; k < K; ++k) {
      const r = t[k] * factor;
      let s = k * size;
      sums[s++] += r;
      const from = k * D;
      for (let d = 0; d < D; ++d) sums[s++] += r * u[from + d];
      for (let i = 0; i < D; ++i) {
        const ru = r * u[from + i];
        for (let j = 0; j <= i; ++j, ++s) sums[s] += ru * u[from + j];
      }
    }
  }
  return logLikelihood;
}

function maximize(theta, sums) {
  const next = {
    weights: theta.weights.slice(),
    means: theta.means.slice(),
    covariances: theta.covariances.slice(),
  };
  const size = 1 + D + PACKED;
  for (let k = 0; k < K; ++k) {
    const s = k * size;
    const mass = sums[s];
    next.weights[k] = mass / N;
    for (let i = 0; i < D; ++i) {
      next.means[k * D + i] += sums[s + 1 + i] / mass;
      for (let j = 0; j <= i; ++j) {
        const shift = (sums[s + 1 + i] / mass) * (sums[s + 1 + j] / mass);
        const covariance = sums[s + 1 + D + at(i, j)] / mass - shift;
        next.covariances[k * D * D + i * D + j] = covariance;
        next.covariances[k * D * D + j * D + i] = covariance;
      }
    }
  }
  return next;
}

const flat = new Float64Array(K * D * D);
for (const [k, entries] of covariances.entries()) flat.set(entries, k * D * D);
const pass = D === 2 ? passPlane : passAny;

function run(iterations) {
  let theta = { weights, means, covariances: flat };
  let logLikelihood = 0;
  for (let i = 0; i < iterations; ++i) {
    const sums = new Float64Array(K * (1 + D + PACKED));
    logLikelihood = pass(theta, whiten(theta), sums);
    theta = maximize(theta, sums);
  }
  return logLikelihood;
}

for (let warm = 0; warm < 5; ++warm) run(2);
await serve((iterations) => {
  const { seconds, result } = timed(() => run(iterations));
  return { seconds, logLikelihood: result };
});
