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

export interface GmmTracePoint extends GmmEvaluation {
  readonly phase: 'E' | 'M';
}

export type GmmInit = 'random_split' | 'kmeans++' | 'labelled_means';

export interface GmmInitOptions {
  readonly X: MatrixLike;
  /** Number of components, 1 … N. */
  readonly k: number;
  /** Default 'random_split', as in CS229's starter. */
  readonly init?: GmmInit;
  /** 0 … 2³²−1; default 0. */
  readonly seed?: number;
  /** Needed for 'labelled_means'. */
  readonly labelled?: Omit<GmmLabelled, 'alpha' | 'weightsFrom'>;
  readonly covarianceFloor?: number;
}

export interface GmmFitOptions {
  /** N × D unlabelled examples. */
  readonly X: MatrixLike;
  /** Number of components; may be left out where `init` is a mixture. */
  readonly k?: number;
  readonly init?: GmmInit | GmmParamsLike;
  readonly seed?: number;
  readonly labelled?: { readonly X: MatrixLike; readonly z: LabelsLike };
  /** Weight of each labelled example, ≥ 0. Default 1. */
  readonly alpha?: number;
  readonly weightsFrom?: WeightsFrom;
  /** Smallest eigenvalue allowed in a covariance, in squared units of X, ≥ 0. Default 0: none. */
  readonly covarianceFloor?: number;
  /** Stop when |change of objective| < tolerance, nats. Default 1e-3. */
  readonly tolerance?: number;
  /** Default 1000. */
  readonly maxIterations?: number;
  /** Told after each full iteration; return false to stop. Called in the thread that computes. */
  readonly onProgress?: (iteration: number, objective: number) => boolean | undefined;
}

export interface GmmFit {
  readonly params: GmmParams;
  /** The posterior under `params`, N × K. */
  readonly responsibilities: Matrix;
  readonly logLikelihood: number;
  readonly objective: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** 2 · iterations half-steps, E first. */
  readonly trace: readonly GmmTracePoint[];
}

export interface GmmSample {
  readonly X: Matrix;
  readonly z: Int32Array;
}

/** EM for Gaussian mixtures. Pure: same arguments, same result. Errors: `InvalidArgument`, `NumericalError`. */
export interface Gmm {
  /** ln p(x_n, z_n = k), N × K. */
  logJoint(params: GmmParamsLike, X: MatrixLike): Matrix;
  /** The exact posterior over z (CS229 PS3 Q2(b)). */
  eStep(params: GmmParamsLike, X: MatrixLike): GmmPosterior;
  /** The parameters that maximize the bound for fixed R (CS229 PS3 Q2(c)). */
  mStep(X: MatrixLike, R: MatrixLike, labelled?: GmmLabelled, covarianceFloor?: number): GmmParams;
  /** Σ_nk R_nk (ln p(x_n, z_n = k) − ln R_nk), nats; R's rows sum to 1. */
  elbo(params: GmmParamsLike, X: MatrixLike, R: MatrixLike): number;
  logLikelihood(params: GmmParamsLike, X: MatrixLike): number;
  /** l_unsup + α l_sup. */
  objective(params: GmmParamsLike, X: MatrixLike, labelled?: GmmLabelled): number;
  /** KL(R ‖ posterior), nats, ≥ 0. */
  klToPosterior(params: GmmParamsLike, X: MatrixLike, R: MatrixLike): number;
  /** All of the above scalars from one pass. */
  evaluate(params: GmmParamsLike, X: MatrixLike, R: MatrixLike, labelled?: GmmLabelled): GmmEvaluation;
  /** A start for EM. */
  init(options: GmmInitOptions): GmmParams;
  /** EM until the objective changes by less than the tolerance. */
  fit(options: GmmFitOptions): GmmFit;
  /** `count` draws from the mixture. */
  sample(params: GmmParamsLike, count: number, seed?: number): GmmSample;
  /** N_k = Σ_n R_nk (+ α per labelled example of class k). */
  effectiveCounts(R: MatrixLike, labelled?: GmmLabelled): Float64Array;
}
