// What the stage shows of a fit beside the lines: residuals of each line, and where along x a line has its say.
import type { LinearMixtureParams } from '../../../../wasm/api/linear_mixture.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import { type RegressionData, xOf } from './data.ts';

/** Residuals of one line, each example counting by its responsibility, beside the noise that the line supposes. */
export interface Residuals {
  /** √ρ, in units of y. */
  readonly sd: number;
  /** Root of the weighted mean square of the residuals; absent before the first E-step. */
  readonly spread?: number;
  /** Density of each bin; bins are `width` wide and the middle one is centred at 0. Empty before the first E-step. */
  readonly bars: Float64Array;
  readonly width: number;
  /** Density of N(0, ρ) at evenly spaced residuals from −range to range. */
  readonly curve: Float64Array;
}

export interface ResidualPicture {
  readonly lines: readonly Residuals[];
  /** Residuals are shown from −range to range. */
  readonly range: number;
}

const CURVE_POINTS = 121;
/** Bins for each standard deviation: enough to see the bell. */
const BINS_PER_SD = 2.5;
const MOST_BINS = 161;

const normal = (r: number, variance: number): number =>
  Math.exp((-0.5 * r * r) / variance) / Math.sqrt(2 * Math.PI * variance);

/** 1, 2 or 5 times a power of ten, so that the scale of the picture seldom changes. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((m) => m * power >= value * (1 - 1e-12)) ?? 10);
}

/** Calls `use` with every residual of line k and how much it counts. */
type Each = (k: number, use: (residual: number, weight: number) => void) => void;

/**
 * @param fitted  predictions of the unlabelled examples, N × K
 * @param R       who owns each of them, N × K; none before the first E-step
 * @param alpha   how often a labelled example counts for its line
 */
export function residualsOf(
  data: RegressionData,
  params: LinearMixtureParams,
  fitted: Matrix,
  R: Matrix | undefined,
  alpha: number,
): ResidualPicture {
  const each: Each = (k, use) => {
    if (!R) return;
    for (let n = 0; n < R.rows; ++n) use((data.y[n] as number) - at(fitted, n, k), at(R, n, k));
    const [a = 0, b = 0] = params.W.data.subarray(2 * k);
    const { labelled } = data;
    labelled.z.forEach((z, i) => {
      if (z === k) use((labelled.y[i] as number) - a - b * xOf(labelled, i), alpha);
    });
  };
  const sds = Array.from(params.variances, Math.sqrt);
  const moments = sds.map((_, k) => momentsOf(each, k));
  const range = roundUp(2.5 * Math.max(...sds, ...moments.map(({ spread = 0 }) => spread)));
  return { range, lines: sds.map((sd, k) => histogram(each, k, sd, range, moments[k] as Moments)) };
}

interface Moments {
  readonly mass: number;
  readonly spread?: number;
}

function momentsOf(each: Each, k: number): Moments {
  let [mass, square] = [0, 0];
  each(k, (r, w) => {
    mass += w;
    square += w * r * r;
  });
  return mass > 0 ? { mass, spread: Math.sqrt(square / mass) } : { mass };
}

function histogram(each: Each, k: number, sd: number, range: number, { mass, spread }: Moments): Residuals {
  const reach = Math.min((MOST_BINS - 1) / 2, Math.floor((range * BINS_PER_SD) / sd));
  const width = Math.max(sd / BINS_PER_SD, range / (reach + 0.5));
  const bars = new Float64Array(spread === undefined ? 0 : 2 * reach + 1);
  if (bars.length > 0)
    each(k, (r, w) => {
      const bin = Math.round(r / width) + reach;
      if (bin >= 0 && bin < bars.length) bars[bin] = (bars[bin] as number) + w / (mass * width);
    });
  const curve = Float64Array.from({ length: CURVE_POINTS }, (_, i) =>
    normal(range * ((2 * i) / (CURVE_POINTS - 1) - 1), sd * sd),
  );
  return { sd, bars, width, curve, ...(spread === undefined ? {} : { spread }) };
}

const at = ({ cols, data }: Matrix, n: number, k: number): number => data[n * cols + k] as number;

/** Stretches of x in which a line's share is told. */
export const STRETCHES = 40;

/** Mean responsibility of each line for the examples near each stretch of x: K × STRETCHES, 0 where there are none. */
export function presenceOf(data: RegressionData, { cols: K, data: R }: Matrix): Float64Array {
  const [low, high] = rangeOfX(data);
  const sums = new Float64Array(K * STRETCHES);
  const counts = new Float64Array(STRETCHES);
  for (let n = 0; n < data.y.length; ++n) {
    const s = Math.min(STRETCHES - 1, Math.floor((STRETCHES * (xOf(data, n) - low)) / (high - low || 1)));
    counts[s] = (counts[s] as number) + 1;
    for (let k = 0; k < K; ++k)
      sums[k * STRETCHES + s] = (sums[k * STRETCHES + s] as number) + (R[n * K + k] as number);
  }
  const near = (values: Float64Array, s: number, offset: number) => {
    let total = 0;
    for (let d = -3; d <= 3; ++d)
      if (s + d >= 0 && s + d < STRETCHES) total += (4 - Math.abs(d)) * (values[offset + s + d] as number);
    return total;
  };
  return sums.map((_, i) => {
    const s = i % STRETCHES;
    const total = near(counts, s, 0);
    return total > 0 ? near(sums, s, i - s) / total : 0;
  });
}

const ranges = new WeakMap<RegressionData, readonly [number, number]>();

/** Smallest and largest x of all examples, labelled or not. */
export function rangeOfX(data: RegressionData): readonly [number, number] {
  const known = ranges.get(data);
  if (known) return known;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const examples of [data, data.labelled])
    for (let n = 0; n < examples.y.length; ++n) {
      low = Math.min(low, xOf(examples, n));
      high = Math.max(high, xOf(examples, n));
    }
  const range = [low, high] as const;
  ranges.set(data, range);
  return range;
}
