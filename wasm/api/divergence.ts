import type {
  AlphaPathPoint,
  DescentFit,
  DescentFitOptions,
  DivergenceEvaluation,
  KlDirection,
  LocalOptima,
  LocalOptimaOptions,
  MixtureDensityLike,
  UnivariateGaussian,
} from './divergence_fit.ts';
import type { LabelsLike, Matrix, MatrixLike, VectorLike } from './types.ts';

/** The two ways to split a divergence of joint distributions, nats: joint = x + yGivenX = y + xGivenY. */
export interface ChainRule {
  /** KL(P(X, Y) ‖ Q(X, Y)). */
  readonly joint: number;
  /** KL(P(X) ‖ Q(X)). */
  readonly x: number;
  /** Σ_x P(x) KL(P(Y | x) ‖ Q(Y | x)). */
  readonly yGivenX: number;
  /** KL(P(Y) ‖ Q(Y)). */
  readonly y: number;
  /** Σ_y P(y) KL(P(X | y) ‖ Q(X | y)). */
  readonly xGivenY: number;
}

/** klOfMixture ≤ mixtureOfKls, nats. */
export interface JointConvexity {
  /** KL(λ p1 + (1 − λ) p2 ‖ λ q1 + (1 − λ) q2). */
  readonly klOfMixture: number;
  /** λ KL(p1 ‖ q1) + (1 − λ) KL(p2 ‖ q2). */
  readonly mixtureOfKls: number;
  /** mixtureOfKls − klOfMixture ≥ 0 without cancellation; Infinity if mixtureOfKls is. */
  readonly gap: number;
}

/** Maximum likelihood as minimum divergence, nats: kl = −entropy − meanLogLikelihood. */
export interface EmpiricalFit {
  /** KL(empirical ‖ q). */
  readonly kl: number;
  /** Of the empirical distribution. */
  readonly entropy: number;
  /** Σ_n ln q(x_n) / N; −Infinity if the model excludes an outcome that occurred. */
  readonly meanLogLikelihood: number;
}

/**
 * Entropy and Kullback-Leibler divergence, in nats, and what minimizing it in either direction fits (CS229 F20 PS3 Q1;
 * homework 4 Problem 6; Tübingen PS8.1). A distribution over M outcomes is M probabilities; p > 0 = q costs Infinity,
 * which is an answer and no error.
 *
 * Pure: same arguments, same result. All functions throw `InvalidArgument` if an argument has the wrong type or shape,
 * is no distribution or out of range, or would not fit WebAssembly memory; further errors are listed below.
 *
 * @example
 * ```js
 * import { load } from 'elbo-lab';
 * const { divergence } = await load('divergence');
 * console.log(divergence.kl([0.5, 0.5], [0.5, 0.5]), divergence.kl([1, 0], [0.5, 0.5]) === Math.log(2)); // → 0 true
 * const p = { weights: [0.5, 0.5], means: [-2, 2], sigmas: [1, 1] };
 * console.log(divergence.inclusiveFit(p).mean); // → 0
 * ```
 */
export interface Divergence {
  /** H(p) = −Σ p ln p. */
  entropy(p: VectorLike): number;

  /** H(p, q) = −Σ p ln q = H(p) + KL(p ‖ q). */
  crossEntropy(p: VectorLike, q: VectorLike): number;

  /** KL(p ‖ q) = Σ p ln(p / q) ≥ 0, accurate however small. */
  kl(p: VectorLike, q: VectorLike): number;

  /**
   * The chain rule's terms (CS229 PS3 Q1(b)).
   * @param P M_x × M_y, entries sum to 1: x down the rows, y along the columns
   * @param Q of the same shape
   */
  chainRule(P: MatrixLike, Q: MatrixLike): ChainRule;

  /**
   * Both pairs mixed with the same λ (homework 4, 6.2).
   * @param lambda 0 … 1
   */
  jointConvexity(
    p1: VectorLike,
    q1: VectorLike,
    p2: VectorLike,
    q2: VectorLike,
    lambda: number,
  ): JointConvexity;

  /**
   * The share of each outcome in the data.
   * @param data N ≥ 1 outcomes in 0 … M−1
   * @param outcomes M
   * @returns M
   */
  empiricalDistribution(data: LabelsLike, outcomes: number): Float64Array;

  /**
   * How well a model q fits data, as a divergence and as a likelihood (CS229 PS3 Q1(c)).
   * @param data N ≥ 1 outcomes in 0 … M−1
   * @param q M probabilities
   */
  empiricalFit(data: LabelsLike, q: VectorLike): EmpiricalFit;

  /**
   * KL(N(meanQ, varianceQ) ‖ N(meanP, varianceP)) in closed form, q first as in E_q; numbers for univariate Gaussians,
   * m and m × m for multivariate ones.
   * @throws NumericalError if a covariance is not positive definite or the result exceeds the range of doubles
   */
  gaussianKl(
    meanQ: number | VectorLike,
    covarianceQ: number | MatrixLike,
    meanP: number | VectorLike,
    covarianceP: number | MatrixLike,
  ): number;

  /** KL(N(mean, diag(exp(2 logSigma))) ‖ N(0, I)) (CS229 PS3 eq. 14). */
  gaussianKlToStandardNormal(mean: VectorLike, logSigma: VectorLike): number;

  /**
   * Differential entropy of a Gaussian with this variance (a number) or covariance (m × m); may be negative.
   * @throws NumericalError if the covariance is not positive definite
   */
  gaussianEntropy(covariance: number | MatrixLike): number;

  /** Differential entropy of N(·, diag(exp(2 logSigma))). */
  gaussianEntropyDiagonal(logSigma: VectorLike): number;

  /**
   * ln p(x) at each x.
   * @param x N
   * @returns N
   */
  logDensity(p: MixtureDensityLike, x: VectorLike): Float64Array;

  /**
   * The Gaussian with mean and variance of p, the only optimum of the inclusive divergence.
   * @throws NumericalError if its variance is beyond the range of logSigma
   */
  inclusiveFit(p: MixtureDensityLike): UnivariateGaussian;

  /**
   * The divergence between p and q in that direction, with its gradient; error below 1e-8 of max(1, divergence).
   * @throws NumericalError if it exceeds the range of doubles
   */
  evaluate(direction: KlDirection, p: MixtureDensityLike, q: UnivariateGaussian): DivergenceEvaluation;

  /**
   * One step of gradient descent: q − stepSize · gradient.
   * @param gradient as from evaluate
   * @param stepSize > 0
   * @param fixedSigma whether logSigma stays; default false
   */
  step(
    q: UnivariateGaussian,
    gradient: UnivariateGaussian,
    stepSize: number,
    fixedSigma?: boolean,
  ): UnivariateGaussian;

  /**
   * Gradient descent with all of its steps; divergence is an outcome and no error.
   * @throws NumericalError if the divergence at the start exceeds the range of doubles
   */
  fit(options: DescentFitOptions): DescentFit;

  /**
   * The divergence over a grid; Infinity where it exceeds the range of doubles.
   * @param means M
   * @param logSigmas S
   * @returns M × S
   */
  landscape(direction: KlDirection, p: MixtureDensityLike, means: VectorLike, logSigmas: VectorLike): Matrix;

  /** Every pair of a mean and a logSigma, all finite, the mean changing slowest (the order of `landscape`). */
  grid(means: VectorLike, logSigmas: VectorLike): UnivariateGaussian[];

  /** The local minima that gradient descent finds, and which start leads to which. */
  localOptima(options: LocalOptimaOptions): LocalOptima;

  /**
   * D_α(p ‖ q) of Zhu and Rohwer (Minka 2005, eq. 10): α = 1 is inclusive, α = 0 exclusive KL; with its gradient.
   * @param alpha 0 … 1
   * @throws NumericalError if it exceeds the range of doubles
   */
  alphaDivergence(p: MixtureDensityLike, q: UnivariateGaussian, alpha: number): DivergenceEvaluation;

  /**
   * Follows a local minimum as α changes, each from the one before, the first from `start`.
   * @param alphas one or more in 0 … 1, close together
   * @param fixedSigma whether logSigma stays that of start; default false
   * @throws NumericalError as alphaDivergence
   */
  alphaPath(
    p: MixtureDensityLike,
    start: UnivariateGaussian,
    alphas: VectorLike,
    fixedSigma?: boolean,
  ): AlphaPathPoint[];
}
