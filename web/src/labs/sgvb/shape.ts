// What a q looks like: its factor L and covariance L Lᵀ, written out for drawing and for moving by hand.
import type { FullGaussian, VariationalGaussian } from '../../../../wasm/api/variational.ts';
import type { Pair } from './problems.ts';

export const isFull = (q: VariationalGaussian): q is FullGaussian => 'logDiagonal' in q;

export const logScales = (q: VariationalGaussian): Float64Array => (isFull(q) ? q.logDiagonal : q.logSigma);

/** L_ij. */
export function entry(q: VariationalGaussian, i: number, j: number): number {
  if (i === j) return Math.exp(logScales(q)[i] as number);
  return isFull(q) ? (q.lower.data[i * q.lower.cols + j] as number) : 0;
}

/** (L Lᵀ) of two coordinates: xx, xy, yx, yy. */
export function covarianceOf(q: VariationalGaussian, [a, b]: Pair): number[] {
  const product = (i: number, j: number) => {
    let sum = 0;
    for (let k = 0; k <= Math.min(i, j); ++k) sum += entry(q, i, k) * entry(q, j, k);
    return sum;
  };
  return [product(a, a), product(a, b), product(b, a), product(b, b)];
}

/** The same q with one entry of its mean elsewhere. */
export function withMean(q: VariationalGaussian, changes: ReadonlyMap<number, number>): VariationalGaussian {
  return { ...q, mean: q.mean.map((value, i) => changes.get(i) ?? value) };
}

/** Narrower by hand than this is of no use, and hard to find again. */
const NARROWEST = 1e-3;

/** The same q with L_ii set. */
export function withScale(q: VariationalGaussian, i: number, scale: number): VariationalGaussian {
  const change = (value: number, k: number) => (k === i ? Math.log(Math.max(NARROWEST, scale)) : value);
  return isFull(q)
    ? { ...q, logDiagonal: q.logDiagonal.map(change) }
    : { ...q, logSigma: q.logSigma.map(change) };
}

/** The same q with L_ij set, i > j; a factorized q has none and stays as it is. */
export function withLower(q: VariationalGaussian, i: number, j: number, value: number): VariationalGaussian {
  if (!isFull(q)) return q;
  const data = q.lower.data.slice();
  data[i * q.lower.cols + j] = value;
  return { ...q, lower: { ...q.lower, data } };
}

/** The nearest q of the other family: a factorized one keeps the widths L_ii, a full one starts untilted. */
export function inFamily(q: VariationalGaussian, family: string): VariationalGaussian {
  if (isFull(q) === (family === 'full')) return q;
  const m = q.mean.length;
  return isFull(q)
    ? { mean: q.mean, logSigma: q.logDiagonal }
    : {
        mean: q.mean,
        logDiagonal: q.logSigma,
        lower: { rows: m, cols: m, data: new Float64Array(m * m) },
      };
}

/** N(0, I). */
export const prior = (m: number, family: string): VariationalGaussian =>
  inFamily({ mean: new Float64Array(m), logSigma: new Float64Array(m) }, family);
