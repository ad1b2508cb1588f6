// Hand-written: emcc 3.1.6 has no --emit-tsd. tests/node/typings.test.ts checks names and arities against the module.
import type { GmmAfterE, GmmEvaluation, GmmPosterior, GmmSample } from '../api/gmm.ts';
import type { RawAfterM, RawFit, RawLabelled, RawRun } from '../api/raw.ts';
import type { Matrix } from '../api/types.ts';
import type { ModuleFactory, ModuleInfo } from '../api/module.ts';

/**
 * The functions as Embind exports them: no defaults, no conversions, numbers coerced silently.
 * Use the facade; only wasm/api calls these. Parameters are packed, as wasm/api/gmm_packed.ts does it.
 */
export interface GmmModule extends ModuleInfo {
  clusteringHardAssignments(R: Matrix): Int32Array;
  clusteringAdjustedRandIndex(a: Int32Array, b: Int32Array): number;

  gmmLogJoint(params: Float64Array, X: Matrix): Matrix;
  gmmEStep(params: Float64Array, X: Matrix): GmmPosterior;
  gmmMStep(X: Matrix, R: Matrix, labelled: RawLabelled | undefined, covarianceFloor: number): Float64Array;
  gmmElbo(params: Float64Array, X: Matrix, R: Matrix): number;
  gmmLogLikelihood(params: Float64Array, X: Matrix): number;
  gmmSupervisedLogLikelihood(params: Float64Array, labelled: RawLabelled | undefined): number;
  gmmObjective(params: Float64Array, X: Matrix, labelled: RawLabelled | undefined): number;
  gmmKlToPosterior(params: Float64Array, X: Matrix, R: Matrix): number;
  gmmEvaluate(params: Float64Array, X: Matrix, R: Matrix, labelled: RawLabelled | undefined): GmmEvaluation;
  gmmEffectiveCounts(R: Matrix, labelled: RawLabelled | undefined): Float64Array;
  gmmEHalfStep(params: Float64Array, X: Matrix, labelled: RawLabelled | undefined): GmmAfterE;
  gmmMHalfStep(X: Matrix, R: Matrix, labelled: RawLabelled | undefined, covarianceFloor: number): RawAfterM;
  gmmInitRandomSplit(X: Matrix, K: number, seed: number, covarianceFloor: number): Float64Array;
  gmmInitKmeansPlusPlus(X: Matrix, K: number, seed: number, covarianceFloor: number): Float64Array;
  gmmInitLabelledMeans(X: Matrix, labelled: RawLabelled, K: number, seed: number, covarianceFloor: number): Float64Array;
  gmmFit(
    X: Matrix,
    start: Float64Array,
    labelled: RawLabelled | undefined,
    options: { tolerance: number; maxIterations: number; covarianceFloor: number },
    onProgress: ((iteration: number, objective: number) => boolean) | undefined,
  ): RawFit;
  gmmIterate(
    X: Matrix,
    start: Float64Array,
    iterations: number,
    labelled: RawLabelled | undefined,
    covarianceFloor: number,
  ): RawRun;
  gmmSample(params: Float64Array, count: number, seed: number): GmmSample;
}

declare const createModule: ModuleFactory<GmmModule>;
export default createModule;
