import type { BbviRun, BbviRunOptions, BbviState, BbviStateLike, BbviStepOptions } from './bbvi_run.ts';
import type { BbviQ, BbviQLike, BbviTarget, BbviTargetInfo } from './bbvi_target.ts';
import type { Matrix, MatrixLike, VectorLike } from './types.ts';

/**
 * `reparameterization_kl`: pathwise gradient of ln p(x | z), minus the exact gradient of KL(q ‖ p(z)) (CS229 PS3 Q3(c)).
 * `reparameterization`: pathwise gradient of all of ln p(x, z) − ln q(z) (Tübingen PS8.2). `sticking_the_landing`: the
 * same without the score; zero at the posterior. `score_function`: ∇ ln q(z) (l(z) + a) (PS8.3), for discrete z as well.
 */
export type BbviEstimator =
  | 'reparameterization_kl'
  | 'reparameterization'
  | 'sticking_the_landing'
  | 'score_function';

/**
 * The control variate a · ∇ ln q of `score_function`: a number (0 is g1 of PS8 eq. 13, −1 is g1 + g2), the coefficient
 * of least variance for each parameter, of least total variance, or minus the ELBO.
 */
export type BbviCoefficient = number | 'per_coordinate' | 'common' | 'minus_elbo';

/**
 * Where a coefficient's expectations come from. `same_samples` is biased by about 1/S; `exact` is for learning, not
 * for practice; `leave_one_out` and `pilot` are unbiased.
 */
export type BbviOrigin = 'exact' | 'same_samples' | 'leave_one_out' | 'pilot';

/** The control variate of `score_function`; with any other estimator it must be left out. */
export interface BbviControl {
  /** Default 0: none. */
  readonly coefficient?: BbviCoefficient;
  /** Default 'leave_one_out'; matters where the coefficient is a word. */
  readonly origin?: BbviOrigin;
  /** Noise of its own for 'pilot', S' × m. */
  readonly pilot?: MatrixLike;
}

/** A control variate; a coefficient alone means the defaults for the rest. */
export type BbviControlLike = BbviCoefficient | BbviControl;

/** What S per-sample gradients say about the gradient. */
export interface BbviEstimate {
  /** g_s, S × P. */
  readonly perSample: Matrix;
  /** Their mean, P: the estimate. */
  readonly mean: Float64Array;
  /** P × P of one sample, divisor S − 1; that of the mean is S times smaller. */
  readonly covariance: Matrix;
  /** Of the mean, P. */
  readonly standardError: Float64Array;
}

/** V(a) = constant + linear · a + quadratic · a² = minimum + quadratic · (a − argmin)². */
export interface VarianceParabola {
  /** Variance at a = 0. */
  readonly constant: number;
  readonly linear: number;
  /** ≥ 0. */
  readonly quadratic: number;
  /** The best coefficient; 0 where the parabola is flat. */
  readonly argmin: number;
  /** V(argmin) ≥ 0, computed on its own. */
  readonly minimum: number;
}

/** The variance of the score-function gradient as a function of its coefficient, per parameter and in total. */
export interface VarianceParabolas {
  /** One for each of the P parameters. */
  readonly coordinates: readonly VarianceParabola[];
  /** Their sum, whose argmin is the best common coefficient. */
  readonly total: VarianceParabola;
}

/**
 * Black-box variational inference: estimators of the ELBO's gradient and their variances (Tübingen PS8.2 and 8.3; CS229
 * F20 PS3 Q3(c)). q has P parameters; S samples of it come from noise `eps`: S × m standard normals for a Gaussian,
 * S × 1 uniforms in [0, 1) for a categorical q. All log quantities in nats.
 *
 * Pure: same arguments, same result. All functions throw `InvalidArgument` if an argument has the wrong type or shape, is
 * not finite or out of range, if q does not fit the target, or if memory would not suffice; `NumericalError` where a
 * quantity exceeds the range of doubles.
 *
 * @example
 * ```js
 * import { load } from 'elbo-lab';
 * const { bbvi } = await load('bbvi');
 * const q = { mean: [0], logSigma: [0] };
 * const eps = bbvi.noise(q, 1, 0, 1000);
 * const pathwise = bbvi.estimate('gaussian_mean', q, eps, 'reparameterization');
 * const score = bbvi.estimate('gaussian_mean', q, eps, 'score_function');
 * console.log(pathwise.standardError[0] < score.standardError[0]); // → true
 * ```
 */
export interface Bbvi {
  /** What kind of target it is. */
  info(target: BbviTarget): BbviTargetInfo;

  /**
   * ln p(x, z_s) for every row.
   * @param Z S × m; for a discrete target S × 1, whole numbers
   * @returns S
   */
  logJoint(target: BbviTarget, Z: MatrixLike): Float64Array;

  /**
   * ∂ ln p(x, z_s) / ∂ z_s for every row.
   * @param Z S × m
   * @returns S × m
   * @throws InvalidArgument if the target is discrete
   */
  gradLogJoint(target: BbviTarget, Z: MatrixLike): Matrix;

  /**
   * ∂ ln p(x | z_s) / ∂ z_s for every row.
   * @param Z S × m
   * @returns S × m
   * @throws InvalidArgument unless the target has a Gaussian prior
   */
  gradLogLikelihood(target: BbviTarget, Z: MatrixLike): Matrix;

  /** ln p(x), `logConstant` included: what every ELBO stays below. */
  logEvidence(target: BbviTarget): number;

  /** The P parameters in the order of the gradients: means, then log scales; or logits. */
  parameters(q: BbviQLike): Float64Array;

  /** A distribution of q's family and size with the P parameters phi. */
  withParameters(q: BbviQLike, phi: VectorLike): BbviQ;

  /**
   * The noise of step t of a run, of the kind q needs: a pure function of its arguments.
   * @param seed 0 … 2³²−1
   * @param step 0 … 2³¹−1
   * @param samples S ≥ 1
   */
  noise(q: BbviQLike, seed: number, step: number, samples: number): Matrix;

  /**
   * The samples that noise makes: μ + σ eps_s, or the state whose share of [0, 1) the uniform falls into.
   * @returns S × m, or S × 1 whole numbers
   */
  sample(q: BbviQLike, eps: MatrixLike): Matrix;

  /** H[q]. */
  entropy(q: BbviQLike): number;

  /**
   * l(z_s) = ln p(x, z_s) − ln q(z_s), whose mean estimates the ELBO.
   * @returns S
   */
  logRatio(target: BbviTarget, q: BbviQLike, eps: MatrixLike): Float64Array;

  /**
   * The score ∇ ln q(z_s).
   * @returns S × P
   */
  score(q: BbviQLike, eps: MatrixLike): Matrix;

  /**
   * Per-sample gradients of the ELBO with their mean, covariance and standard error.
   * @param eps S × m, S ≥ 2
   * @throws InvalidArgument if a pathwise estimator is asked of a discrete target, where it does not exist
   */
  estimate(
    target: BbviTarget,
    q: BbviQLike,
    eps: MatrixLike,
    estimator: BbviEstimator,
    control?: BbviControlLike,
  ): BbviEstimate;

  /**
   * The coefficients that `score_function` uses with this control.
   * @returns S × P
   */
  coefficients(target: BbviTarget, q: BbviQLike, eps: MatrixLike, control: BbviControlLike): Matrix;

  /**
   * Sample variance of the score-function gradient against its coefficient.
   * @param eps S × m, S ≥ 2
   */
  varianceParabolas(target: BbviTarget, q: BbviQLike, eps: MatrixLike): VarianceParabolas;

  /** What `varianceParabolas` estimates, by closed form, enumeration or quadrature (m ≤ 2). */
  exactVarianceParabolas(target: BbviTarget, q: BbviQLike): VarianceParabolas;

  /** V at each coefficient, by the form that does not cancel. */
  parabolaAt(parabola: VarianceParabola, coefficients: VectorLike): Float64Array;

  /** ELBO(q), exactly. */
  elbo(target: BbviTarget, q: BbviQLike): number;

  /**
   * ∇ ELBO, exactly: the common mean of all unbiased estimators.
   * @returns P
   */
  elboGradient(target: BbviTarget, q: BbviQLike): Float64Array;

  /**
   * The variance of one per-sample gradient; the mean of S has 1/S of it. A coefficient given as a word is the exact one.
   * @returns P
   */
  exactVariance(
    target: BbviTarget,
    q: BbviQLike,
    estimator: BbviEstimator,
    control?: BbviControlLike,
  ): Float64Array;

  /** Where a run starts: q, no steps taken. */
  start(q: BbviQLike): BbviState;

  /**
   * One step up the mean of the per-sample gradients.
   * @param eps S × m, as from noise(q, seed, state.steps, S)
   * @throws NumericalError if the step leaves the range of q's parameters
   */
  step(
    target: BbviTarget,
    state: BbviStateLike,
    eps: MatrixLike,
    estimator: BbviEstimator,
    options?: BbviStepOptions,
  ): BbviState;

  /**
   * Stochastic ascent from q with the exact ELBO at every step. Paths with the same seed share their noise: they differ by
   * the estimator alone.
   * @throws NumericalError as step
   */
  run(options: BbviRunOptions): BbviRun;
}
