/** Options and results of SGVB's optimizers; the functions are in `LinearGaussian`. */
import type { LinearGaussianModelLike } from './linear_gaussian.ts';
import type { VectorLike } from './types.ts';
import type {
  BoundObjective,
  MonteCarloEstimate,
  VariationalFamily,
  VariationalGaussian,
  VariationalGaussianLike,
} from './variational.ts';

/**
 * `gradient_ascent`: parameters += a g, as in CS229. `adam`: Kingma and Ba 2015. `robbins_monro`: gradient ascent with
 * a_t = a / (1 + t / τ)^κ.
 */
export type SgvbOptimizer = 'gradient_ascent' | 'adam' | 'robbins_monro';

/** How one step is taken: what is maximized, and the optimizer. */
export interface LinearGaussianStepOptions {
  /** Default 'gradient_ascent'. */
  readonly optimizer?: SgvbOptimizer;
  /** a > 0; default 1e-3, as in CS229. */
  readonly stepSize?: number;
  /** Default 'elbo'. */
  readonly objective?: BoundObjective;
  /** Adam: memory of the gradient, 0 ≤ β₁ < 1; default 0.9. */
  readonly beta1?: number;
  /** Adam: memory of its square, 0 ≤ β₂ < 1; default 0.999. */
  readonly beta2?: number;
  /** Adam: > 0; default 1e-8. */
  readonly epsilon?: number;
  /** Robbins-Monro: steps before the step size falls noticeably, > 0; default 100. */
  readonly tau?: number;
  /** Robbins-Monro: how fast it falls, ½ < κ ≤ 1; default 0.75. */
  readonly kappa?: number;
}

/** What Adam remembers; empty before its first step. */
export interface AdamMoments {
  /** Running mean of the gradient: mean, log scales, then `lower` row by row. */
  readonly first: Float64Array;
  /** Running mean of its square. */
  readonly second: Float64Array;
  /** Adam steps taken. */
  readonly steps: number;
}

/** Everything that the next step needs beside its noise. */
export interface LinearGaussianState {
  readonly q: VariationalGaussian;
  /** Steps taken, t. */
  readonly step: number;
  readonly moments: AdamMoments;
}

/** A state as a caller may write it; without `step` and `moments` it is a start. */
export interface LinearGaussianStateLike {
  readonly q: VariationalGaussianLike;
  readonly step?: number;
  readonly moments?: { readonly first: VectorLike; readonly second: VectorLike; readonly steps: number };
}

/** A state of a run, judged. */
export interface LinearGaussianTracePoint {
  /** Steps taken before this point. */
  readonly step: number;
  /** Monte-Carlo ELBO, from noise that no step uses. */
  readonly estimate: MonteCarloEstimate;
  /** Exact, nats. */
  readonly elbo: number;
  /** KL(q ‖ posterior) = ln p(x) − elbo, nats. */
  readonly gap: number;
  /** Exact value of what is maximized, nats. */
  readonly objective: number;
  readonly q: VariationalGaussian;
}

/** A trace point from which a run can go on: it is also a `LinearGaussianState`. */
export interface LinearGaussianPoint extends LinearGaussianTracePoint {
  readonly moments: AdamMoments;
}

interface Sampling extends LinearGaussianStepOptions {
  readonly model: LinearGaussianModelLike;
  /** d. */
  readonly x: VectorLike;
  /** S of each gradient estimate, ≥ 1; default 10, as in CS229. */
  readonly samples?: number;
  /** 0 … 2³²−1; default 0. */
  readonly seed?: number;
  /** S of each ELBO estimate, ≥ 1; default 1000. */
  readonly evaluationSamples?: number;
}

/** What `LinearGaussian.run` needs. */
export interface LinearGaussianRunOptions extends Sampling {
  /** Where to go on from: a point of an earlier run, or `start(q)`. Default: the start at the prior, factorized. */
  readonly state?: LinearGaussianStateLike;
  /** Number of steps, 0 … 1 000 000; default 1. */
  readonly steps?: number;
}

/** The states of a run, each judged. */
export interface LinearGaussianRun {
  /** `state` itself and the state after each step, judged: steps + 1 of them unless `stopped`. */
  readonly points: readonly LinearGaussianPoint[];
  /** Why the step after the last point could not be taken: it diverges, or q collapses. */
  readonly stopped?: string;
}

/** What `LinearGaussian.fit` needs. */
export interface LinearGaussianFitOptions extends Sampling {
  /** Where to start; default the prior N(0, I). */
  readonly q?: VariationalGaussianLike;
  /** Of the default start; default 'factorized'. */
  readonly family?: VariationalFamily;
  /** 1 … 1 000 000; default 1000, as in CS229. */
  readonly steps?: number;
  /** Steps between trace points, ≥ 1; default 10. The first and the last state always have one. */
  readonly traceEvery?: number;
  /**
   * Told each trace point as it is made (the first at step 0); return false to stop. Through a port the answer comes
   * too late and is ignored.
   */
  readonly onProgress?: (step: number, objective: number) => unknown;
}

/** Where SGVB ended, and its way there. */
export interface LinearGaussianFit {
  /** After the last step. */
  readonly q: VariationalGaussian;
  /** As `q`, with what another run needs to go on from here. */
  readonly state: LinearGaussianState;
  /** ln p(x), nats. */
  readonly logEvidence: number;
  /** Of the last trace point: Monte-Carlo ELBO, exact ELBO and gap, nats. */
  readonly estimate: MonteCarloEstimate;
  readonly elbo: number;
  readonly gap: number;
  /** In order of steps. */
  readonly trace: readonly LinearGaussianTracePoint[];
}
