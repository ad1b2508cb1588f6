// How per-sample gradients spread: counts for a histogram, and the variance of means of N. What the core gives are the
// samples, their true mean and variances; here they are only counted and grouped.
import type { Matrix } from '../../../../wasm/api/types.ts';

export const BINS = 61;

/** N = 1, 2, 4 … of the chart "variance against N". */
export const BATCHES: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128];

/** The next of 1, 2, 5, 10, … so that an axis does not creep with what it shows. */
export function nice(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((m) => m * power >= value) ?? 10);
}

/** How many of column `p` fall into each of BINS equal bins on centre ± reach; what lies outside is not counted. */
export function countsOf(
  { rows, cols, data }: Matrix,
  p: number,
  centre: number,
  reach: number,
): Uint16Array {
  const counts = new Uint16Array(BINS);
  for (let s = 0; s < rows; ++s) {
    const at = Math.floor((BINS * (1 + ((data[s * cols + p] as number) - centre) / reach)) / 2);
    if (at >= 0 && at < BINS) counts[at] = (counts[at] as number) + 1;
  }
  return counts;
}

/** Mean squared distance of the means of `size` successive samples from the true mean, for each size of BATCHES. */
export function batchVariances({ rows, cols, data }: Matrix, p: number, truth: number): Float64Array {
  return Float64Array.from(BATCHES, (size) => {
    const batches = Math.floor(rows / size);
    let total = 0;
    for (let b = 0; b < batches; ++b) {
      let sum = 0;
      for (let s = b * size; s < (b + 1) * size; ++s) sum += data[s * cols + p] as number;
      total += (sum / size - truth) ** 2;
    }
    return total / batches;
  });
}
