// Hand-written: emcc 3.1.6 has no --emit-tsd. tests/node/typings.test.ts checks names and arities against the module.
import type { GmmEvaluation, GmmParams, GmmPosterior, GmmRun, GmmSample } from '../api/gmm.ts';
import type { RawFit, RawLabelled } from '../api/raw.ts';
import type { Matrix } from '../api/types.ts';
import type { ModuleFactory, ModuleInfo } from '../api/module.ts';

/**
 * The functions as Embind exports them: no defaults, no conversions, numbers coerced silently.
 * Use the facade; only wasm/api calls these.
 */
export interface GmmModule extends ModuleInfo {
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
  gmmIterate(
    X: Matrix,
    start: GmmParams,
    iterations: number,
    labelled: RawLabelled | undefined,
    covarianceFloor: number,
  ): GmmRun;
  gmmSample(params: GmmParams, count: number, seed: number): GmmSample;
}

declare const createModule: ModuleFactory<GmmModule>;
export default createModule;
