import type {
  LinearGaussianFit,
  LinearGaussianFitOptions,
  LinearGaussianRun,
  LinearGaussianRunOptions,
  LinearGaussianState,
  LinearGaussianStateLike,
  LinearGaussianStepOptions,
} from './linear_gaussian_run.ts';
import type { Matrix, MatrixLike, VectorLike } from './types.ts';
import type {
  BoundForm,
  BoundObjective,
  FactorizedGaussian,
  FullGaussian,
  MonteCarloEstimate,
  SameFamily,
  VariationalFamily,
  VariationalGaussian,
  VariationalGaussianLike,
} from './variational.ts';

/** z ~ N(0, I_m), x | z ~ N(W z + b, γ² I_d), as the core returns it. */
export interface LinearGaussianModel {
  /** d × m; column j is what one unit of z_j adds to x. */
  readonly W: Matrix;
  /** The mean of x, d. */
  readonly b: Float64Array;
  /** γ, standard deviation of the noise, > 0, in units of x. */
  readonly gamma: number;
}

/** A model as a caller may write it. */
export interface LinearGaussianModelLike {
  readonly W: MatrixLike;
  readonly b: VectorLike;
  readonly gamma: number;
}

/** N(mean, covariance) over x. */
export interface LinearGaussianMarginal {
  /** b, d. */
  readonly mean: Float64Array;
  /** W Wᵀ + γ² I, d × d. */
  readonly covariance: Matrix;
}

/** N(mean, covariance) over z. */
export interface LinearGaussianPosterior {
  /** μ_x, m. */
  readonly mean: Float64Array;
  /** Σ_x = Λ⁻¹, m × m. */
  readonly covariance: Matrix;
  /** Λ = I + WᵀW / γ², m × m. */
  readonly precision: Matrix;
}

/**
 * Every term of the three forms of the bound, nats:
 * elbo = energy + entropy = reconstruction − klToPrior = logEvidence − klToPosterior.
 * The first two are tractable in any model; the third needs the posterior.
 */
export interface LinearGaussianTerms {
  readonly elbo: number;
  /** E_q ln p(x, z). */
  readonly energy: number;
  /** H[q]. */
  readonly entropy: number;
  /** E_q ln p(x | z). */
  readonly reconstruction: number;
  /** KL(q ‖ p(z)) ≥ 0. */
  readonly klToPrior: number;
  /** ln p(x). */
  readonly logEvidence: number;
  /** The gap, KL(q ‖ p(z | x)) ≥ 0, computed without cancellation. */
  readonly klToPosterior: number;
}

/** Samples of q and the pull of the likelihood on each. */
export interface LinearGaussianSamples {
  /** z_s, S × m. */
  readonly z: Matrix;
  /** ln p(x | z_s), S. */
  readonly logLikelihood: Float64Array;
  /** The gradient of ln p(x | z) with respect to z at z_s, S × m. */
  readonly gradient: Matrix;
}

/** A model and an observation of it. */
export interface LinearGaussianExample {
  readonly model: LinearGaussianModel;
  /** d. */
  readonly x: Float64Array;
}

/**
 * The linear Gaussian model and stochastic gradient variational Bayes in it (CS229 F20 PS3 Q3; Tübingen PS8.1).
 * x has d entries, z has m, S samples; noise `eps` is S × m and standard normal.
 *
 * Pure: same arguments, same result. All functions throw `InvalidArgument` if an argument has the wrong type or shape,
 * is not finite or out of range (γ ≤ 0, a log scale beyond ±300), or would not fit WebAssembly memory, and
 * `NumericalError` where the answer exceeds the range of doubles.
 *
 * @example
 * ```js
 * import { load } from 'elbo-lab';
 * const { linearGaussian } = await load('linearGaussian');
 * const { model, x } = linearGaussian.experiment1();
 * const { elbo, gap, logEvidence } = linearGaussian.fit({ model, x, optimizer: 'adam', stepSize: 0.05 });
 * console.log(elbo <= logEvidence, Math.abs(logEvidence - elbo - gap) < 1e-9); // → true true
 * ```
 */
export interface LinearGaussian {
  /** p(x) = N(b, W Wᵀ + γ² I) (CS229 PS3 Q3(a)). */
  marginal(model: LinearGaussianModelLike): LinearGaussianMarginal;

  /** ln p(x), nats (CS229 PS3 Q3(a)). */
  logEvidence(model: LinearGaussianModelLike, x: VectorLike): number;

  /** p(z | x), exactly (CS229 PS3 Q3(e) i). */
  posterior(model: LinearGaussianModelLike, x: VectorLike): LinearGaussianPosterior;

  /**
   * ln N(z_s; 0, I) for each row.
   * @param Z S × m
   * @returns S, nats
   */
  logPrior(Z: MatrixLike): Float64Array;

  /**
   * ln p(x | z_s) for each row.
   * @param Z S × m
   * @returns S, nats
   */
  logLikelihood(model: LinearGaussianModelLike, x: VectorLike, Z: MatrixLike): Float64Array;

  /**
   * ln p(x, z_s) for each row.
   * @param Z S × m
   * @returns S, nats
   */
  logJoint(model: LinearGaussianModelLike, x: VectorLike, Z: MatrixLike): Float64Array;

  /** The evidence lower bound, exactly: reconstruction − klToPrior ≤ ln p(x), nats (CS229 eq. 13). */
  elbo(model: LinearGaussianModelLike, x: VectorLike, q: VariationalGaussianLike): number;

  /** All terms of the bound's three forms, exactly. */
  terms(model: LinearGaussianModelLike, x: VectorLike, q: VariationalGaussianLike): LinearGaussianTerms;

  /** The exact value of what is maximized, nats; by default the bound. */
  objective(
    model: LinearGaussianModelLike,
    x: VectorLike,
    q: VariationalGaussianLike,
    objective?: BoundObjective,
  ): number;

  /**
   * Monte-Carlo estimate of the bound from given noise, unbiased in every form (CS229 PS3 Q3(d) i).
   * @param eps S × m, S ≥ 1
   * @param form default 'reconstruction'
   */
  elboEstimate(
    model: LinearGaussianModelLike,
    x: VectorLike,
    q: VariationalGaussianLike,
    eps: MatrixLike,
    form?: BoundForm,
  ): MonteCarloEstimate;

  /** Gradient of the objective (by default the bound), exactly: each derivative under its parameter's name. */
  gradient<Q extends VariationalGaussianLike>(
    model: LinearGaussianModelLike,
    x: VectorLike,
    q: Q,
    objective?: BoundObjective,
  ): SameFamily<Q>;

  /**
   * Unbiased estimate of `gradient`: the likelihood's part by reparameterization, the rest analytically (CS229 eq. 15
   * to 26).
   * @param eps S × m, S ≥ 1
   */
  gradientEstimate<Q extends VariationalGaussianLike>(
    model: LinearGaussianModelLike,
    x: VectorLike,
    q: Q,
    eps: MatrixLike,
    objective?: BoundObjective,
  ): SameFamily<Q>;

  /**
   * The samples z_s = mean + L eps_s, and what the likelihood says at each.
   * @param eps S × m, S ≥ 1
   */
  samples(
    model: LinearGaussianModelLike,
    x: VectorLike,
    q: VariationalGaussianLike,
    eps: MatrixLike,
  ): LinearGaussianSamples;

  /** The factorized Gaussian with the highest bound: mean = μ_x, σ_i² = 1 / Λ_ii. */
  optimum(model: LinearGaussianModelLike, x: VectorLike): FactorizedGaussian;

  /** The full Gaussian with the highest bound: the posterior itself, with gap 0. */
  fullOptimum(model: LinearGaussianModelLike, x: VectorLike): FullGaussian;

  /** What the best factorized Gaussian leaves open for every x: (Σ_i ln Λ_ii − ln det Λ) / 2 ≥ 0, nats. */
  irreducibleGap(model: LinearGaussianModelLike): number;

  /** The prior N(0, I) over m latent variables as a q; by default factorized. Where CS229's script starts. */
  standardNormal(m: number, family?: VariationalFamily): VariationalGaussian;

  /**
   * The full Gaussian with this Cholesky factor.
   * @param L m × m, lower triangular with positive diagonal
   */
  fullFrom(mean: VectorLike, L: MatrixLike): FullGaussian;

  /** L with covariance L Lᵀ, m × m. */
  choleskyFactor(q: VariationalGaussianLike): Matrix;

  /** L Lᵀ, m × m. */
  covariance(q: VariationalGaussianLike): Matrix;

  /** H[q], nats. */
  entropy(q: VariationalGaussianLike): number;

  /** KL(q ‖ N(0, I)) ≥ 0, nats (CS229 PS3 eq. 14). */
  klToPrior(q: VariationalGaussianLike): number;

  /**
   * The noise of step t, S × m: a pure function of its arguments, so that every step can be replayed.
   * @param seed 0 … 2³²−1
   * @param step 0 … 2³²−1
   */
  noise(seed: number, step: number, samples: number, m: number): Matrix;

  /** Where a run starts: q, no steps taken. */
  start(q: VariationalGaussianLike): LinearGaussianState;

  /**
   * One step up the estimated gradient (CS229 PS3 Q3(d)).
   * @param eps S × m, as from noise(seed, state.step, S, m)
   * @throws NumericalError if the step leads out of range, naming stepSize or the collapse of q
   */
  step(
    model: LinearGaussianModelLike,
    x: VectorLike,
    state: LinearGaussianStateLike,
    eps: MatrixLike,
    options?: LinearGaussianStepOptions,
  ): LinearGaussianState;

  /** Several steps at once, with the state after each. A step that diverges ends the run and is reported, not thrown. */
  run(options: LinearGaussianRunOptions): LinearGaussianRun;

  /**
   * SGVB from q, by default the prior (CS229 PS3 Q3(d)).
   * @throws NumericalError if a step diverges, naming stepSize, or collapses q
   */
  fit(options: LinearGaussianFitOptions): LinearGaussianFit;

  /** Columns of W nearly orthogonal (d = 5, m = 2): irreducible gap 0.003 nats. */
  experiment1(): LinearGaussianExample;

  /** Columns of W nearly parallel, the same evidence to five figures: irreducible gap 1.05 nats. */
  experiment2(): LinearGaussianExample;

  /**
   * Two unit columns at an angle (d = m = 2, γ = 0.2), from 0 nats of irreducible gap at π/2 to 1.29 at 0.
   * @param radians finite
   */
  angle(radians: number): LinearGaussianExample;
}
