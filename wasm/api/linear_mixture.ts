import type { GmmEvaluation, GmmPosterior, GmmTracePoint, WeightsFrom } from './gmm.ts';
import type { LabelsLike, Matrix, MatrixLike, VectorLike } from './types.ts';

/** A mixture of K linear regressions on D features, as the core returns it. */
export interface LinearMixtureParams {
  /** π, K mixing weights on the simplex. */
  readonly weights: Float64Array;
  /** K × D, row k is w_k. */
  readonly W: Matrix;
  /** ρ, K noise variances > 0, in squared units of y. */
  readonly variances: Float64Array;
}

/** A mixture as a caller may write it. */
export interface LinearMixtureParamsLike {
  readonly weights: VectorLike;
  readonly W: MatrixLike;
  readonly variances: VectorLike;
}

/** Σ_n ln p(y_n | x_n) and who explains each example. */
export type LinearMixturePosterior = GmmPosterior;
/** What a half-step leaves behind; the terms are those of the Gaussian mixture. */
export type LinearMixtureEvaluation = GmmEvaluation;
/** The evaluation after one half-step, and which half it was. */
export type LinearMixtureTracePoint = GmmTracePoint;

/** What an E half-step leaves behind. */
export interface LinearMixtureAfterE {
  /** γ_nk, N × K, rows sum to 1; entries below 1e-270 may be 0. */
  readonly responsibilities: Matrix;
  /** Its gap is 0: the bound touches the objective. */
  readonly evaluation: LinearMixtureEvaluation;
}

/** What an M half-step leaves behind. */
export interface LinearMixtureAfterM {
  readonly params: LinearMixtureParams;
  /** Of the same R under these parameters. */
  readonly evaluation: LinearMixtureEvaluation;
}

/** Examples whose line is known, and how much each of them counts. */
export interface LinearMixtureLabelled {
  /** N_l × D. */
  readonly X: MatrixLike;
  /** N_l. */
  readonly y: VectorLike;
  /** One label in 0 … K−1 per row of X. */
  readonly z: LabelsLike;
  /** Weight of each labelled example, ≥ 0. Default 1. */
  readonly alpha?: number;
  /** Default 'all'. */
  readonly weightsFrom?: WeightsFrom;
}

/**
 * How EM starts. `random_split`: a line through each of K random groups. `random_lines`: each line through D random
 * examples. Case, spaces, `-` and `_` in the name do not matter.
 */
export type LinearMixtureInit = 'random_split' | 'random_lines';

/** What `LinearMixture.init` needs. */
export interface LinearMixtureInitOptions {
  /** N × D. */
  readonly X: MatrixLike;
  /** N. */
  readonly y: VectorLike;
  /** Number of lines, 1 … N. */
  readonly k: number;
  /** Default 'random_lines'. */
  readonly init?: LinearMixtureInit;
  /** 0 … 2³²−1; default 0. */
  readonly seed?: number;
  /** Put a column of ones before X; W then has D + 1 columns. Default false: X is used as given. */
  readonly intercept?: boolean;
  /** Smallest variance allowed, in squared units of y, ≥ 0. Default 0: none. */
  readonly varianceFloor?: number;
}

/** What `LinearMixture.fit` needs. */
export interface LinearMixtureFitOptions {
  /** N × D unlabelled examples. */
  readonly X: MatrixLike;
  /** N. */
  readonly y: VectorLike;
  /** Number of lines, 1 … N; may be left out where `init` is a mixture. */
  readonly k?: number;
  /** Default 'random_lines'; or the mixture to start from. */
  readonly init?: LinearMixtureInit | LinearMixtureParamsLike;
  /** 0 … 2³²−1; default 0. Decides the start, nothing else. */
  readonly seed?: number;
  /** Put a column of ones before X, and before that of `labelled`; W then has D + 1 columns. Default false. */
  readonly intercept?: boolean;
  /** N_l examples with their line; may be empty. */
  readonly labelled?: { readonly X: MatrixLike; readonly y: VectorLike; readonly z: LabelsLike };
  /** Weight of each labelled example, ≥ 0. Default 1. */
  readonly alpha?: number;
  /** Default 'all'. */
  readonly weightsFrom?: WeightsFrom;
  /** Smallest variance allowed, in squared units of y, ≥ 0. Default 0: none. */
  readonly varianceFloor?: number;
  /** Stop when |change of objective| < tolerance, nats, > 0. Default 1e-3. */
  readonly tolerance?: number;
  /** 1 … 1 000 000; default 1000. */
  readonly maxIterations?: number;
  /** Told after each full iteration; return false to stop. Through a port the answer is ignored. */
  readonly onProgress?: (iteration: number, objective: number) => unknown;
}

/** A fit, with the bound after every half-step. */
export interface LinearMixtureFit {
  readonly params: LinearMixtureParams;
  /** The posterior under `params`, N × K. */
  readonly responsibilities: Matrix;
  /** Σ_n ln p(y_n | x_n) under `params`, nats. */
  readonly logLikelihood: number;
  /** logLikelihood + α · l_sup under `params`, nats. */
  readonly objective: number;
  /** Full EM iterations done. */
  readonly iterations: number;
  /** False if `maxIterations` or `onProgress` ended it first. */
  readonly converged: boolean;
  /** 2 · iterations half-steps, E first. */
  readonly trace: readonly LinearMixtureTracePoint[];
}

/**
 * EM for mixtures of linear regressions (NTU ML 2024 HW3 Problem 5; Bishop 2006, section 14.5.1): N examples (x_n, y_n),
 * D features, K lines. X is used as given; an intercept is a column of ones.
 *
 * Pure: same arguments, same result. All functions throw `InvalidArgument` if an argument has the wrong type or shape,
 * is not finite or out of range (weights off the simplex, a variance ≤ 0, a label outside 0 … K−1), or would not fit
 * WebAssembly memory; further errors are listed below.
 *
 * @example
 * ```js
 * import { load } from 'elbo-lab';
 * const { linearMixture } = await load('linearMixture');
 * const X = [[0], [1], [2], [3], [0], [1], [2], [3]];
 * const y = [0, 1.1, 2, 3.1, 3, 1.9, 1, 0.1];
 * const { params } = linearMixture.fit({ X, y, k: 2, intercept: true, seed: 1, varianceFloor: 1e-4 });
 * console.log(params.W.rows, params.W.cols); // → 2 2
 * ```
 */
export interface LinearMixture {
  /**
   * X with a column of ones before its own.
   * @param X N × D
   * @returns N × (D + 1)
   */
  withIntercept(X: MatrixLike): Matrix;

  /**
   * What each line predicts: w_kᵀ x_n, in units of y.
   * @param X N × D
   * @returns N × K
   */
  predictions(params: LinearMixtureParamsLike, X: MatrixLike): Matrix;

  /**
   * ln p(y_n, z_n = k | x_n), nats; −∞ where π_k = 0.
   * @param X N × D
   * @param y N
   * @returns N × K
   */
  logJoint(params: LinearMixtureParamsLike, X: MatrixLike, y: VectorLike): Matrix;

  /**
   * E-step: the exact posterior over z. Lines equal in every parameter get equal responsibilities.
   * @param X N × D
   * @param y N
   * @throws NumericalError if an example is so far from every line that its density is 0
   */
  eStep(params: LinearMixtureParamsLike, X: MatrixLike, y: VectorLike): LinearMixturePosterior;

  /**
   * M-step: weighted least squares for each line, then its variance with the new coefficients, then its weight.
   * @param X N × D
   * @param y N
   * @param R N × K, nonnegative; rows need not sum to 1
   * @param varianceFloor smallest variance allowed, squared units of y, ≥ 0; default 0: none
   * @throws NumericalError if a line has no mass, has collapsed or its weighted design has rank below D; its component
   */
  mStep(
    X: MatrixLike,
    y: VectorLike,
    R: MatrixLike,
    labelled?: LinearMixtureLabelled,
    varianceFloor?: number,
  ): LinearMixtureParams;

  /**
   * Evidence lower bound Σ_nk R_nk (ln p(y_n, z_n = k | x_n) − ln R_nk), nats.
   * @param R N × K, nonnegative, rows sum to 1
   */
  elbo(params: LinearMixtureParamsLike, X: MatrixLike, y: VectorLike, R: MatrixLike): number;

  /**
   * Σ_n ln p(y_n | x_n), nats.
   * @throws NumericalError as eStep
   */
  logLikelihood(params: LinearMixtureParamsLike, X: MatrixLike, y: VectorLike): number;

  /**
   * logLikelihood + α · l_sup, what EM maximizes, nats.
   * @throws NumericalError as eStep
   */
  objective(
    params: LinearMixtureParamsLike,
    X: MatrixLike,
    y: VectorLike,
    labelled?: LinearMixtureLabelled,
  ): number;

  /**
   * The bound, the objective, their gap and their parts from one pass.
   * @param R N × K, nonnegative, rows sum to 1
   * @throws NumericalError as eStep
   */
  evaluate(
    params: LinearMixtureParamsLike,
    X: MatrixLike,
    y: VectorLike,
    R: MatrixLike,
    labelled?: LinearMixtureLabelled,
  ): LinearMixtureEvaluation;

  /**
   * eStep and evaluate of one E half-step, for a program that shows each: they agree to 1e-12 of the result, in a fraction
   * of the time.
   * @param X N × D
   * @param y N
   * @throws NumericalError as eStep
   */
  eHalfStep(
    params: LinearMixtureParamsLike,
    X: MatrixLike,
    y: VectorLike,
    labelled?: LinearMixtureLabelled,
  ): LinearMixtureAfterE;

  /**
   * mStep and evaluate of one M half-step, likewise.
   * @param X N × D
   * @param y N
   * @param R N × K, nonnegative, rows sum to 1
   * @param varianceFloor as in mStep
   * @throws NumericalError as mStep and eStep
   */
  mHalfStep(
    X: MatrixLike,
    y: VectorLike,
    R: MatrixLike,
    labelled?: LinearMixtureLabelled,
    varianceFloor?: number,
  ): LinearMixtureAfterM;

  /**
   * A start for EM.
   * @throws NumericalError if a line is not determined by its examples, or fits them exactly
   */
  init(options: LinearMixtureInitOptions): LinearMixtureParams;

  /**
   * EM until the objective changes by less than the tolerance.
   * @throws NumericalError as mStep, naming the component
   */
  fit(options: LinearMixtureFitOptions): LinearMixtureFit;
}
