/**
 * What the contestants of an SGVB step share; see problem.mjs for the protocol. They draw noise of their own, so that their
 * results agree in distribution only, and none is compared: each answers the sum of q's mean.
 *
 * The file is doubles, row-major: samples N, d, m, gamma, W, b, x.
 */
import { readFileSync, writeFileSync } from 'node:fs';

export const STEP_SIZE = 1e-5;

/** @param {{linearGaussian: import('../wasm/api/linear_gaussian.ts').LinearGaussian}} lab */
export function makeSgvbProblem(lab, { N, m }, path) {
  const { data: W } = lab.linearGaussian.noise(1, 0, m, m);
  const { data: b } = lab.linearGaussian.noise(1, 1, 1, m);
  const { data: x } = lab.linearGaussian.noise(1, 2, 1, m);
  writeFileSync(path, new Float64Array([N, m, m, 1, ...W, ...b, ...x]));
}

export function readSgvbProblem(path) {
  const bytes = readFileSync(path);
  const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  const [N, d, m, gamma] = numbers;
  const W = numbers.slice(4, 4 + d * m);
  const b = numbers.slice(4 + d * m, 4 + d * m + d);
  return { N, d, m, gamma, W, b, x: numbers.slice(4 + d * m + d) };
}
