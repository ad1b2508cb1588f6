import type { GmmFit, GmmFitOptions, GmmRun } from './gmm_fit.ts';
import type { LabelsLike, Matrix, MatrixLike, VectorLike } from './types.ts';

/** A mixture of K Gaussians in D dimensions, as the core returns it. */
export interface GmmParams {
  /** π, K mixing weights on the simplex. */
  readonly weights: Float64Array;
  /** μ, K × D. */
  readonly means: Matrix;
  /** Σ_k, K symmetric positive definite D × D matrices. */
  readonly covariances: readonly Matrix[];
}

/** A mixture as a caller may write it. */
export interface GmmParamsLike {
  readonly weights: VectorLike;
  readonly means: MatrixLike;
  readonly covariances: readonly MatrixLike[];
}

/** What the E-step finds. */
export interface GmmPosterior {
  /** γ_nk, N × K, rows sum to 1. */
  readonly responsibilities: Matrix;
  /** Σ_n ln p(x_n), nats. */
  readonly logLikelihood: number;
}

/** `all`: labelled examples count for the mixing weights (CS229). `unlabelled`: they do not (NTU HW3). */
export type WeightsFrom = 'all' | 'unlabelled';

/** Examples whose component is known, and how much each of them counts. */
export interface GmmLabelled {
  readonly X: MatrixLike;
  /** One label in 0 … K−1 per row of X. */
  readonly z: LabelsLike;
  /** Weight of each labelled example, ≥ 0. Default 1. */
  readonly alpha?: number;
  /** Default 'all'. */
  readonly weightsFrom?: WeightsFrom;
}

/** What a half-step leaves behind; all in nats, sums over examples. */
export interface GmmEvaluation {
  /** F(θ, R) ≤ logLikelihood: the bound on the unlabelled examples. */
  readonly elbo: number;
  /** l_unsup = Σ_n ln p(x_n). */
  readonly logLikelihood: number;
  /** l_sup of the labelled examples, not times α. */
  readonly supervised: number;
  /** elbo + α · supervised ≤ objective. */
  readonly bound: number;
  /** logLikelihood + α · supervised, what EM maximizes. */
  readonly objective: number;
  /** objective − bound = KL(R ‖ posterior) ≥ 0, computed without cancellation. */
  readonly gap: number;
}

/** What an E half-step leaves behind. */
export interface GmmAfterE {
  /** γ_nk, N × K, rows sum to 1; entries below 1e-270 may be 0. */
  readonly responsibilities: Matrix;
  /** Its gap is 0: the bound touches the objective. */
  readonly evaluation: GmmEvaluation;
  /** The component with the largest responsibility for each example, N; ties go to the lower one. */
  readonly assignments: Int32Array;
  /** N_k, K effective counts, with α for each labelled example. */
  readonly counts: Float64Array;
}

/** What an M half-step leaves behind. */
export interface GmmAfterM {
  readonly params: GmmParams;
  /** Of the same R under these parameters. */
  readonly evaluation: GmmEvaluation;
}

/** The evaluation after one half-step, and which half it was. */
export interface GmmTracePoint extends GmmEvaluation {
  readonly phase: 'E' | 'M';
}

/**
 * How EM starts. `random_split`: as CS229's starter. `kmeans++`: Arthur and Vassilvitskii 2007. `labelled_means`:
 * the means of the labelled classes. Case, spaces, `-` and `_` in the name do not matter.
 */
export type GmmInit = 'random_split' | 'kmeans++' | 'labelled_means';

/** What `Gmm.init` needs. */
export interface GmmInitOptions {
  /** N × D. */
  readonly X: MatrixLike;
  /** Number of components, 1 … N. */
  readonly k: number;
  /** Default 'random_split', as in CS229's starter. */
  readonly init?: GmmInit;
  /** 0 … 2³²−1; default 0. */
  readonly seed?: number;
  /** Needed for 'labelled_means'. */
  readonly labelled?: Omit<GmmLabelled, 'alpha' | 'weightsFrom'>;
  /** Smallest eigenvalue allowed in a covariance, in squared units of X, ≥ 0. Default 0: none. */
  readonly covarianceFloor?: number;
}

/** Examples drawn from a mixture. */
export interface GmmSample {
  /** N × D. */
  readonly X: Matrix;
  /** The component that each row was drawn from. */
  readonly z: Int32Array;
}

/**
 * EM for Gaussian mixtures (CS229 F20 PS3 Q2; Bishop 2006, section 9.2). N examples, D features, K components.
 *
 * Pure: same arguments, same result. All functions throw `InvalidArgument` if an argument has the wrong type or
 * shape, is not finite or out of range (weights off the simplex, a covariance not symmetric, a label outside
 * 0 … K−1), or would not fit WebAssembly memory; further errors are listed below.
 *
 * @example
 * ```js
 * import { load } from 'elbo-lab';
 * const { gmm } = await load('gmm');
 * const truth = { weights: [0.5, 0.5], means: [[-3], [3]], covariances: [[[1]], [[1]]] };
 * const { X } = gmm.sample(truth, 200, 1);
 * const { params, converged } = gmm.fit({ X, k: 2, init: 'kmeans++' });
 * console.log(converged, params.means.rows); // → true 2
 * ```
 */
export interface Gmm {
  /**
   * ln p(x_n, z_n = k), nats; −∞ where π_k = 0.
   * @param X N × D
   * @returns N × K
   * @throws NumericalError if some Σ_k is not positive definite
   */
  logJoint(params: GmmParamsLike, X: MatrixLike): Matrix;

  /**
   * E-step: the exact posterior over z (CS229 PS3 Q2(b)).
   * @param X N × D
   * @throws NumericalError as logJoint, or if an example has density 0 under every component
   */
  eStep(params: GmmParamsLike, X: MatrixLike): GmmPosterior;

  /**
   * M-step: the parameters that maximize elbo + α · l_sup for fixed R (CS229 PS3 Q2(c)).
   * @param X N × D
   * @param R N × K, nonnegative; rows need not sum to 1
   * @param covarianceFloor smallest eigenvalue allowed in a covariance, squared units of X, ≥ 0; default 0: none
   * @throws NumericalError if a component has no mass or has collapsed
   */
  mStep(X: MatrixLike, R: MatrixLike, labelled?: GmmLabelled, covarianceFloor?: number): GmmParams;

  /**
   * Evidence lower bound F(θ, R) = Σ_nk R_nk (ln p(x_n, z_n = k) − ln R_nk), nats.
   * @param R N × K, nonnegative, rows sum to 1
   * @throws NumericalError as logJoint
   */
  elbo(params: GmmParamsLike, X: MatrixLike, R: MatrixLike): number;

  /**
   * l_unsup = Σ_n ln p(x_n), nats.
   * @throws NumericalError as eStep
   */
  logLikelihood(params: GmmParamsLike, X: MatrixLike): number;

  /**
   * l_sup of the labelled examples under their convention for the weights, nats, not times α; 0 without any.
   * @throws NumericalError as logJoint
   */
  supervisedLogLikelihood(params: GmmParamsLike, labelled?: GmmLabelled): number;

  /**
   * l_unsup + α · l_sup, what EM maximizes, nats.
   * @throws NumericalError as eStep
   */
  objective(params: GmmParamsLike, X: MatrixLike, labelled?: GmmLabelled): number;

  /**
   * KL(R ‖ posterior) = logLikelihood − elbo, nats, ≥ 0, accurate when tiny.
   * @throws NumericalError as eStep
   */
  klToPosterior(params: GmmParamsLike, X: MatrixLike, R: MatrixLike): number;

  /**
   * All of the scalars above from one pass.
   * @throws NumericalError as eStep
   */
  evaluate(params: GmmParamsLike, X: MatrixLike, R: MatrixLike, labelled?: GmmLabelled): GmmEvaluation;

  /**
   * eStep, evaluate, hardAssignments and effectiveCounts of one E half-step, for a program that shows each: they agree
   * to 1e-12 of the result, in a fraction of the time.
   * @param X N × D
   * @throws NumericalError as eStep
   */
  eHalfStep(params: GmmParamsLike, X: MatrixLike, labelled?: GmmLabelled): GmmAfterE;

  /**
   * mStep and evaluate of one M half-step, likewise.
   * @param X N × D
   * @param R N × K, nonnegative, rows sum to 1
   * @param covarianceFloor as in mStep
   * @throws NumericalError as mStep and eStep
   */
  mHalfStep(X: MatrixLike, R: MatrixLike, labelled?: GmmLabelled, covarianceFloor?: number): GmmAfterM;

  /**
   * A start for EM.
   * @throws NumericalError if the start has a singular covariance
   */
  init(options: GmmInitOptions): GmmParams;

  /**
   * EM until the objective changes by less than the tolerance.
   * @throws NumericalError if a component collapses, naming it
   */
  fit(options: GmmFitOptions): GmmFit;

  /**
   * So many full EM iterations, and nothing else: no trace, no gap, no responsibilities. The fastest way through
   * large data; what it does is what `fit` does.
   * @param X N × D
   * @param iterations 1 … 1 000 000
   * @param covarianceFloor as in mStep
   * @throws NumericalError as eStep and mStep
   */
  iterate(
    params: GmmParamsLike,
    X: MatrixLike,
    iterations: number,
    labelled?: GmmLabelled,
    covarianceFloor?: number,
  ): GmmRun;

  /**
   * Draws from the mixture; the first n of a larger sample equal a sample of n.
   * @param count N ≥ 1
   * @param seed 0 … 2³²−1; default 0
   * @throws NumericalError as logJoint
   */
  sample(params: GmmParamsLike, count: number, seed?: number): GmmSample;

  /**
   * Effective counts N_k = Σ_n R_nk (+ α per labelled example of class k).
   * @param R N × K, nonnegative
   * @returns K counts
   */
  effectiveCounts(R: MatrixLike, labelled?: GmmLabelled): Float64Array;
}
