/** One Gaussian fitted to a mixture by inclusive or exclusive KL: what goes in and comes out. Functions: `Divergence`. */
import type { VectorLike } from './types.ts';

/** p = Σ_k π_k N(μ_k, σ_k²), in one dimension. */
export interface MixtureDensityLike {
  /** π, K, on the simplex. */
  readonly weights: VectorLike;
  /** μ, K. */
  readonly means: VectorLike;
  /** Standard deviations, K, > 0. */
  readonly sigmas: VectorLike;
}

/** q = N(mean, exp(2 logSigma)); also a gradient with respect to both. */
export interface UnivariateGaussian {
  readonly mean: number;
  /** ρ = ln σ, from −300 to 300. */
  readonly logSigma: number;
}

/** `inclusive`: KL(p ‖ q), q must cover all of p. `exclusive`: KL(q ‖ p), q must avoid where p is small. */
export type KlDirection = 'inclusive' | 'exclusive';

/** A divergence and its gradient. */
export interface DivergenceEvaluation {
  /** Nats, ≥ 0. */
  readonly value: number;
  /** With respect to q. */
  readonly gradient: UnivariateGaussian;
}

/** How gradient descent on a divergence goes. */
export interface DescentOptions {
  /** > 0; default 0.1. Large ones leap over barriers between optima, or diverge. */
  readonly stepSize?: number;
  /** 0 … 1 000 000; default 1000. */
  readonly maxSteps?: number;
  /** Stop when the length of the gradient is below it, > 0; default 1e-6. */
  readonly tolerance?: number;
  /** Whether logSigma stays; default false. */
  readonly fixedSigma?: boolean;
}

/** What `Divergence.fit` needs. */
export interface DescentFitOptions extends DescentOptions {
  readonly direction: KlDirection;
  readonly p: MixtureDensityLike;
  readonly start: UnivariateGaussian;
}

/** One point of the descent, judged. */
export interface DescentPoint extends DivergenceEvaluation {
  readonly q: UnivariateGaussian;
}

/** Where the descent ended, why, and its way there. */
export interface DescentFit {
  /** `diverged`: the next step leaves the range of q or of doubles. */
  readonly stop: 'converged' | 'max_steps' | 'diverged';
  /** Where it stopped, and the divergence there. */
  readonly q: UnivariateGaussian;
  readonly value: number;
  /** The start and every step. */
  readonly trace: readonly DescentPoint[];
}

/** What `Divergence.localOptima` needs. */
export interface LocalOptimaOptions extends DescentOptions {
  readonly direction: KlDirection;
  readonly p: MixtureDensityLike;
  /** At least one; `grid(means, logSigmas)` makes a raster. */
  readonly starts: readonly UnivariateGaussian[];
}

/** One local minimum. */
export interface LocalOptimum {
  readonly q: UnivariateGaussian;
  /** The divergence, nats. */
  readonly value: number;
}

/** The local minima found from many starts. */
export interface LocalOptima {
  /** Different local minima, best first. */
  readonly optima: readonly LocalOptimum[];
  /** For each start its index in optima; −1 where descent diverged, was out of range or ended on a saddle. */
  readonly reached: Int32Array;
}

/** A local minimum at one α. */
export interface AlphaPathPoint {
  readonly alpha: number;
  /** A local minimum of D_α. */
  readonly q: UnivariateGaussian;
  /** D_α(p ‖ q). */
  readonly value: number;
}
