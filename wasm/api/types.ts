import type { Gmm } from "./gmm.ts";

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
/** Labels or components, counted from 0. */
export type LabelsLike = Int32Array | readonly number[];

/** Comparing an assignment with the truth. */
export interface Clustering {
  /** The component with the largest responsibility, per row; ties go to the lower index. */
  hardAssignments(R: MatrixLike): Int32Array;
  /** 1 for equal partitions up to renaming, 0 expected by chance. Examples with a negative label are left out. */
  adjustedRandIndex(a: LabelsLike, b: LabelsLike): number;
}

/** What was compiled. */
export interface Build {
  readonly version: string;
  /** True where the WebAssembly was compiled with SIMD. */
  readonly simd: boolean;
}

/** Everything the core can do, one namespace per model. */
export interface Lvm {
  readonly build: Build;
  readonly clustering: Clustering;
  readonly gmm: Gmm;
}

/** The same interface reached through a port: every result becomes a promise. */
export type Remote<T> = {
  readonly [Model in keyof T]: {
    readonly [Fn in keyof T[Model]]: T[Model][Fn] extends (...args: infer A) => infer R
      ? (...args: A) => Promise<Awaited<R>>
      : T[Model][Fn];
  };
};
