// Hand-written: emcc 3.1.6 has no --emit-tsd. tests/node/typings.test.ts checks names and arities against the module.
import type { GmmEvaluation, GmmParams, GmmPosterior, GmmSample, GmmTracePoint, WeightsFrom } from '../api/gmm.ts';
import type { Matrix } from '../api/types.ts';

/** `lvm::gmm::Labelled`, every field set. */
export interface RawLabelled {
  X: Matrix;
  z: Int32Array;
  alpha: number;
  weightsFrom: WeightsFrom;
}

/** `lvm::gmm::Fit`. */
export interface RawFit {
  params: GmmParams;
  responsibilities: Matrix;
  iterations: number;
  converged: boolean;
  trace: GmmTracePoint[];
}

/**
 * The functions as Embind exports them: no defaults, no conversions, numbers coerced silently.
 * Use the facade; only wasm/api calls these.
 */
export interface LvmModule {
  buildSimd(): boolean;
  buildVersion(): string;

  clusteringHardAssignments(R: Matrix): Int32Array;
  clusteringAdjustedRandIndex(a: Int32Array, b: Int32Array): number;

  gmmLogJoint(params: GmmParams, X: Matrix): Matrix;
  gmmEStep(params: GmmParams, X: Matrix): GmmPosterior;
  gmmMStep(X: Matrix, R: Matrix, labelled: RawLabelled | undefined, covarianceFloor: number): GmmParams;
  gmmElbo(params: GmmParams, X: Matrix, R: Matrix): number;
  gmmLogLikelihood(params: GmmParams, X: Matrix): number;
  gmmSupervisedLogLikelihood(params: GmmParams, labelled: RawLabelled | undefined): number;
  gmmObjective(params: GmmParams, X: Matrix, labelled: RawLabelled | undefined): number;
  gmmKlToPosterior(params: GmmParams, X: Matrix, R: Matrix): number;
  gmmEvaluate(params: GmmParams, X: Matrix, R: Matrix, labelled: RawLabelled | undefined): GmmEvaluation;
  gmmEffectiveCounts(R: Matrix, labelled: RawLabelled | undefined): Float64Array;
  gmmInitRandomSplit(X: Matrix, K: number, seed: number, covarianceFloor: number): GmmParams;
  gmmInitKmeansPlusPlus(X: Matrix, K: number, seed: number, covarianceFloor: number): GmmParams;
  gmmInitLabelledMeans(X: Matrix, labelled: RawLabelled, K: number, seed: number, covarianceFloor: number): GmmParams;
  gmmFit(
    X: Matrix,
    start: GmmParams,
    labelled: RawLabelled | undefined,
    options: { tolerance: number; maxIterations: number; covarianceFloor: number },
    onProgress: ((iteration: number, objective: number) => boolean) | undefined,
  ): RawFit;
  gmmSample(params: GmmParams, count: number, seed: number): GmmSample;
}

export default function createModule(overrides: {
  wasmBinary?: ArrayBuffer | Uint8Array;
  print?: (line: string) => void;
  printErr?: (line: string) => void;
}): Promise<LvmModule>;
