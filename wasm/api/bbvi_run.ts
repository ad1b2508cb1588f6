/** Options and results of black-box optimization; the functions are in `Bbvi`. */
import type { BbviControlLike, BbviEstimator } from './bbvi.ts';
import type { BbviQ, BbviQLike, BbviTarget } from './bbvi_target.ts';
import type { Matrix, VectorLike } from './types.ts';

/** `gradient_ascent`: φ += a g, also called SGD. `adam`: Kingma and Ba 2015. */
export type BbviOptimizer = 'gradient_ascent' | 'adam';

/** How one step is taken: the control variate and the optimizer. */
export interface BbviStepOptions {
  /** With 'score_function' only; default none. In a run with origin 'pilot' each step draws its own pilot noise. */
  readonly control?: BbviControlLike;
  /** Default 'gradient_ascent'. */
  readonly optimizer?: BbviOptimizer;
  /** a > 0; default 0.01. */
  readonly stepSize?: number;
  /** Adam: memory of the gradient, 0 ≤ β₁ < 1; default 0.9. */
  readonly beta1?: number;
  /** Adam: memory of its square, 0 ≤ β₂ < 1; default 0.999. */
  readonly beta2?: number;
  /** Adam: > 0; default 1e-8. */
  readonly epsilon?: number;
}

/** Everything that the next step needs beside its noise. */
export interface BbviState {
  readonly q: BbviQ;
  /** Adam's first moment, P. */
  readonly gradientMean: Float64Array;
  /** Adam's second moment, P. */
  readonly gradientSquare: Float64Array;
  /** Taken so far. */
  readonly steps: number;
}

/** A state as a caller may write it. */
export interface BbviStateLike {
  readonly q: BbviQLike;
  readonly gradientMean: VectorLike;
  readonly gradientSquare: VectorLike;
  readonly steps: number;
}

/** What `Bbvi.run` needs: a problem, a start, an estimator, and how long. */
export interface BbviRunOptions extends BbviStepOptions {
  readonly target: BbviTarget;
  /** Where to start. */
  readonly q: BbviQLike;
  readonly estimator: BbviEstimator;
  /** T, 0 … 1 000 000; default 100. */
  readonly steps?: number;
  /** S of each step, ≥ 1; default 10. */
  readonly samples?: number;
  /** 0 … 2³²−1; default 0. */
  readonly seed?: number;
}

/** The path of a run, with the exact bound along it. */
export interface BbviRun {
  /** After the last step. */
  readonly state: BbviState;
  /** φ before each step and after the last, (T + 1) × P. */
  readonly parameters: Matrix;
  /** Exact, at each row of parameters, T + 1. */
  readonly elbo: Float64Array;
}
