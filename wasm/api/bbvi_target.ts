/** The log joints that black-box variational inference is tried on, by name, and the distributions fitted to them. */
import type { MatrixLike, VectorLike } from './types.ts';

interface Shifted {
  /** Added to ln p(x, z), nats; default 0. Moves the posterior nowhere. */
  readonly logConstant?: number;
}

/** z ~ N(priorMean, priorSigma²), x | z ~ N(z, noiseSigma²). One dimension, all closed forms. */
export interface GaussianMeanTarget extends Shifted {
  readonly name: 'gaussian_mean';
  /** Default 1.5. */
  readonly x?: number;
  /** > 0; default 1. */
  readonly noiseSigma?: number;
  /** Default 0. */
  readonly priorMean?: number;
  /** > 0; default 1. */
  readonly priorSigma?: number;
}

/** z ~ N(0, I_m), x | z ~ N(W z + b, γ² I_d). Closed forms for every m. */
export interface LinearGaussianTarget extends Shifted {
  readonly name: 'linear_gaussian';
  /** d × m. */
  readonly W: MatrixLike;
  /** d. */
  readonly b: VectorLike;
  /** > 0. */
  readonly gamma: number;
  /** d. */
  readonly x: VectorLike;
}

/** z_1 ~ N(0, 1), z_2 | z_1 ~ N(curvature (z_1² − 1), sigma²): a bent Gaussian in the plane. */
export interface BananaTarget extends Shifted {
  readonly name: 'banana';
  /** Default 1. */
  readonly curvature?: number;
  /** > 0; default 0.5. */
  readonly sigma?: number;
}

/** Σ_k weights_k N(z; means_k, sigmas_k² I): separate modes. */
export interface MixtureTarget extends Shifted {
  readonly name: 'mixture';
  /** K, > 0, sum 1. */
  readonly weights: VectorLike;
  /** K × m. */
  readonly means: MatrixLike;
  /** K, > 0. */
  readonly sigmas: VectorLike;
}

/** z_1 ~ N(0, sigma²), z_2 | z_1 ~ N(0, exp(z_1)): a width that itself varies, in the plane. */
export interface FunnelTarget extends Shifted {
  readonly name: 'funnel';
  /** > 0; default 1.5. */
  readonly sigma?: number;
}

/** z in 0 … K−1 with ln p(x, z = k) = logWeights_k. No gradient with respect to z exists. */
export interface DiscreteTarget extends Shifted {
  readonly name: 'discrete';
  /** K ≥ 2, finite, any total. */
  readonly logWeights: VectorLike;
}

/** A target with its parameters; one that has defaults for all of them may be just its name. */
export type BbviTarget =
  | GaussianMeanTarget
  | LinearGaussianTarget
  | BananaTarget
  | MixtureTarget
  | FunnelTarget
  | DiscreteTarget
  | 'gaussian_mean'
  | 'banana'
  | 'funnel';

/** The names of the targets. */
export type BbviTargetName = Exclude<BbviTarget, string>['name'];

/** What kind of target it is. */
export interface BbviTargetInfo {
  readonly name: BbviTargetName;
  /** m, the number of columns of Z; 1 for a discrete target. */
  readonly dimension: number;
  /** No pathwise gradient then, and q is { logits }. */
  readonly discrete: boolean;
  /** Whether 'reparameterization_kl' exists. */
  readonly gaussianPrior: boolean;
}

/** q(z) = ∏_i N(z_i; mean_i, exp(2 logSigma_i)); P = 2m parameters, the means first. */
export interface BbviGaussian {
  /** m. */
  readonly mean: Float64Array;
  /** m, from −300 to 300. */
  readonly logSigma: Float64Array;
}

/** q(z = k) ∝ exp(logits_k); P = K parameters. K = 2 is a Bernoulli. */
export interface BbviCategorical {
  /** K ≥ 2. */
  readonly logits: Float64Array;
}

/** What is fitted to a target: a factorized Gaussian, or, to a discrete target, a categorical distribution. */
export type BbviQ = BbviGaussian | BbviCategorical;
/** The same as a caller may write it. */
export type BbviQLike =
  | { readonly mean: VectorLike; readonly logSigma: VectorLike }
  | { readonly logits: VectorLike };
