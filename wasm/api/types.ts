import type { Bbvi } from './bbvi.ts';
import type { Divergence } from './divergence.ts';
import type { Gmm } from './gmm.ts';
import type { LinearGaussian } from './linear_gaussian.ts';
import type { LinearMixture } from './linear_mixture.ts';

/** Row-major matrix: element (r, c) is `data[r * cols + c]`. Plain data, so it survives postMessage. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** What every function accepts where it says matrix: a `Matrix` or an array of equally long rows. */
export type MatrixLike = Matrix | readonly (readonly number[] | Float64Array)[];
/** What every function accepts where it says vector. */
export type VectorLike = Float64Array | readonly number[];
/** Labels or components, counted from 0; -1 for unlabelled where a function allows it. */
export type LabelsLike = Int32Array | readonly number[];

/**
 * Comparing an assignment with the truth; independent of the model that made it.
 *
 * @example
 * ```js
 * import { load } from 'elbo-lab';
 * const { clustering } = await load('clustering');
 * console.log(clustering.adjustedRandIndex([0, 0, 1, 1], [1, 1, 0, 0])); // → 1
 * console.log(...clustering.hardAssignments([[0.9, 0.1], [0.2, 0.8]])); // → 0 1
 * ```
 */
export interface Clustering {
  /**
   * The component with the largest responsibility, per row; ties go to the lower index.
   *
   * @param R N × K, finite
   * @returns N labels in 0 … K−1
   * @throws InvalidArgument if R is no matrix, is empty or not finite
   */
  hardAssignments(R: MatrixLike): Int32Array;

  /**
   * Adjusted Rand index (Hubert and Arabie 1985): 1 for equal partitions up to renaming, 0 expected by chance, may
   * be negative. Examples with a negative label in either are left out.
   *
   * @throws InvalidArgument if the lengths differ or no example is labelled in both
   */
  adjustedRandIndex(a: LabelsLike, b: LabelsLike): number;
}

/** What was compiled. */
export interface BuildInfo {
  /** Of this package, as in package.json. */
  readonly version: string;
  /** True where the WebAssembly was compiled with SIMD. */
  readonly simd: boolean;
}

/** Facts about the package itself. */
export interface Build {
  /** The version, and whether SIMD was compiled in. */
  info(): BuildInfo;
}

/**
 * Everything the core can do, one namespace per model.
 *
 * Pure: same arguments, same result, bit for bit; nothing passed in is kept or changed, everything returned is a
 * copy that belongs to the caller. Every function throws `InvalidArgument` or `NumericalError` as documented, and
 * `CoreCrashed` if the WebAssembly instance itself has died.
 */
export interface Lvm {
  readonly build: Build;
  readonly clustering: Clustering;
  readonly gmm: Gmm;
  readonly linearGaussian: LinearGaussian;
  readonly linearMixture: LinearMixture;
  readonly divergence: Divergence;
  readonly bbvi: Bbvi;
}

/**
 * The same interface reached through a port: every result becomes a promise, every error a rejection of the same
 * class. The one difference: what a callback returns is ignored, since the computation does not wait for it.
 */
export type Remote<T> = {
  readonly [Model in keyof T]: {
    readonly [Fn in keyof T[Model]]: T[Model][Fn] extends (...args: infer A) => infer R
      ? (...args: A) => Promise<R>
      : never;
  };
};
