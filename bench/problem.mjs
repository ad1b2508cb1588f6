/**
 * What the contestants share: data and a start, as a file, and a protocol.
 *
 * A contestant is a program that is given the file, says `ready`, and answers each line with a number m by the seconds
 * that m EM iterations from the start take and the log-likelihood under the parameters before the last of them.
 *
 * The file is doubles, row-major: N, D, K, weights, means, covariances, X.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** @param {{gmm: import('../wasm/api/gmm.ts').Gmm}} lab */
export function makeProblem(lab, { n, d, k }, path) {
  // Groups about three standard deviations apart, on a spiral; stretched covariances, no two alike.
  const truth = {
    weights: Array.from({ length: k }, () => 1 / k),
    means: Array.from({ length: k }, (_, i) =>
      Array.from({ length: d }, (_, j) => (1.5 + 0.5 * i) * Math.cos(2.4 * i + 1.7 * j)),
    ),
    covariances: Array.from({ length: k }, (_, i) =>
      Array.from({ length: d }, (_, a) =>
        Array.from({ length: d }, (_, b) => (a === b ? 0.6 + 0.1 * ((i + a) % 5) : 0.2 / d)),
      ),
    ),
  };
  const { X } = lab.gmm.sample(truth, n, 1);
  const start = lab.gmm.iterate(
    { ...truth, means: truth.means.map((m) => m.map((x) => 0.8 * x)) },
    X,
    2,
  ).params;
  const parts = [
    [n, d, k],
    start.weights,
    start.means.data,
    ...start.covariances.map(({ data }) => data),
    X.data,
  ];
  const numbers = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    numbers.set(part, at);
    at += part.length;
  }
  writeFileSync(path, numbers);
}

export function readProblem(path) {
  const bytes = readFileSync(path);
  const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  const [N, D, K] = numbers;
  let at = 3;
  const take = (count) => {
    at += count;
    return numbers.slice(at - count, at);
  };
  return {
    N,
    D,
    K,
    weights: take(K),
    means: take(K * D),
    covariances: Array.from({ length: K }, () => take(D * D)),
    X: take(N * D),
  };
}

/** @param {(iterations: number) => { seconds: number, logLikelihood: number }} run */
export async function serve(run) {
  console.log('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    const { seconds, logLikelihood } = run(Number(line));
    console.log(`${seconds} ${logLikelihood}`);
  }
}

/** Seconds of processor time, as the other contestants count: a machine that does other things meanwhile takes no part. */
export function timed(run) {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, result };
}
