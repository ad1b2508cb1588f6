/** Variational families, and the bound that they are chosen by. */
import type { Matrix, MatrixLike, VectorLike } from './types.ts';

/** q(z) = ∏_i N(z_i; mean_i, exp(2 logSigma_i)): independent coordinates, the family of CS229. */
export interface FactorizedGaussian {
  /** μ, m. */
  readonly mean: Float64Array;
  /** ρ = ln σ, m, from −300 to 300. */
  readonly logSigma: Float64Array;
}

/** q(z) = N(mean, L Lᵀ) with L = lower + diag(exp(logDiagonal)): every Gaussian, and so also the exact posterior. */
export interface FullGaussian {
  /** μ, m. */
  readonly mean: Float64Array;
  /** ln L_ii, m, from −300 to 300. */
  readonly logDiagonal: Float64Array;
  /** L_ij for i > j, m × m; zero on and above the diagonal. */
  readonly lower: Matrix;
}

/** A factorized Gaussian as a caller may write it. */
export interface FactorizedGaussianLike {
  readonly mean: VectorLike;
  readonly logSigma: VectorLike;
}

/** A full Gaussian as a caller may write it; `lower` is zero on and above the diagonal. */
export interface FullGaussianLike {
  readonly mean: VectorLike;
  readonly logDiagonal: VectorLike;
  readonly lower: MatrixLike;
}

/** The two variational families. Both are { mean, … }; `logSigma` tells a factorized one. */
export type VariationalGaussian = FactorizedGaussian | FullGaussian;
/** Either of them as a caller may write it. */
export type VariationalGaussianLike = FactorizedGaussianLike | FullGaussianLike;
/** The names of the two families. */
export type VariationalFamily = 'factorized' | 'full';

/** The result of the same family as the argument. A gradient has the type of its family: same names, same shapes. */
export type SameFamily<Q> = Q extends FactorizedGaussianLike
  ? FactorizedGaussian
  : Q extends FullGaussianLike
    ? FullGaussian
    : never;

/**
 * What is averaged over samples, the rest being exact. `energy`: ln p(x, z_s). `reconstruction`: ln p(x | z_s), as
 * CS229 eq. 22. `evidence`: ln p(x, z_s) − ln q(z_s), which is constant where q is the posterior.
 */
export type BoundForm = 'energy' | 'reconstruction' | 'evidence';

/**
 * What is maximized. Only `elbo` is a bound. `without_entropy` collapses onto the posterior's mode,
 * `without_prior_kl` onto a maximum-likelihood z, `kl_only` makes q the prior.
 */
export type BoundObjective = 'elbo' | 'without_entropy' | 'without_prior_kl' | 'kl_only';

/** A mean over samples, nats. It may exceed ln p(x) although the ELBO cannot. */
export interface MonteCarloEstimate {
  readonly value: number;
  /** Sample standard deviation / √S; NaN for S = 1, where nothing is known of it. */
  readonly standardError: number;
}
