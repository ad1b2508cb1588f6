import type { GmmInit, GmmParams, GmmParamsLike, GmmTracePoint, WeightsFrom } from './gmm.ts';
import type { LabelsLike, Matrix, MatrixLike } from './types.ts';

/** What `Gmm.fit` needs. */
export interface GmmFitOptions {
  /** N × D unlabelled examples. */
  readonly X: MatrixLike;
  /** Number of components, 1 … N; may be left out where `init` is a mixture. */
  readonly k?: number;
  /** Default 'random_split'; or the mixture to start from. */
  readonly init?: GmmInit | GmmParamsLike;
  /** 0 … 2³²−1; default 0. Decides the start, nothing else. */
  readonly seed?: number;
  /** N_l × D examples with one label each; may be empty. */
  readonly labelled?: { readonly X: MatrixLike; readonly z: LabelsLike };
  /** Weight of each labelled example, ≥ 0. Default 1. */
  readonly alpha?: number;
  /** Default 'all'. */
  readonly weightsFrom?: WeightsFrom;
  /** Smallest eigenvalue allowed in a covariance, in squared units of X, ≥ 0. Default 0: none. */
  readonly covarianceFloor?: number;
  /** Stop when |change of objective| < tolerance, nats, > 0. Default 1e-3. */
  readonly tolerance?: number;
  /** 1 … 1 000 000; default 1000. */
  readonly maxIterations?: number;
  /**
   * Told after each full iteration; return false to stop. Called in the thread that computes, or, through a port,
   * in the one that asked: there the answer comes too late and is ignored.
   */
  readonly onProgress?: (iteration: number, objective: number) => unknown;
}

/** A fit, with the bound after every half-step. */
export interface GmmFit {
  readonly params: GmmParams;
  /** The posterior under `params`, N × K. */
  readonly responsibilities: Matrix;
  /** l_unsup under `params`, nats. */
  readonly logLikelihood: number;
  /** logLikelihood + α · l_sup under `params`, nats. */
  readonly objective: number;
  /** Full EM iterations done. */
  readonly iterations: number;
  /** False if `maxIterations` or `onProgress` ended it first. */
  readonly converged: boolean;
  /** 2 · iterations half-steps, E first. After E the gap is 0; after M bound and objective have risen. */
  readonly trace: readonly GmmTracePoint[];
}

/** Where `Gmm.iterate` ended. */
export interface GmmRun {
  /** After the iterations. */
  readonly params: GmmParams;
  /** l_unsup under the parameters before each iteration, nats. */
  readonly logLikelihoods: Float64Array;
}
