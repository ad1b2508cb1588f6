// Hand-written: emcc 3.1.6 has no --emit-tsd. tests/node/typings.test.ts checks names and arities against the module.
import type { GmmEvaluation, GmmPosterior } from '../api/gmm.ts';
import type { LinearMixtureAfterE, LinearMixtureAfterM, LinearMixtureParams } from '../api/linear_mixture.ts';
import type { RawLinearMixtureFit, RawLinearMixtureLabelled } from '../api/raw.ts';
import type { Matrix } from '../api/types.ts';
import type { ModuleFactory, ModuleInfo } from '../api/module.ts';

/**
 * The functions as Embind exports them: no defaults, no conversions, numbers coerced silently.
 * Use the facade; only wasm/api calls these.
 */
export interface LinearMixtureModule extends ModuleInfo {
  linearMixtureWithIntercept(X: Matrix): Matrix;
  linearMixturePredictions(params: LinearMixtureParams, X: Matrix): Matrix;
  linearMixtureLogJoint(params: LinearMixtureParams, X: Matrix, y: Float64Array): Matrix;
  linearMixtureEStep(params: LinearMixtureParams, X: Matrix, y: Float64Array): GmmPosterior;
  linearMixtureLogLikelihood(params: LinearMixtureParams, X: Matrix, y: Float64Array): number;
  linearMixtureMStep(
    X: Matrix,
    y: Float64Array,
    R: Matrix,
    labelled: RawLinearMixtureLabelled | undefined,
    varianceFloor: number,
  ): LinearMixtureParams;
  linearMixtureElbo(params: LinearMixtureParams, X: Matrix, y: Float64Array, R: Matrix): number;
  linearMixtureEvaluate(
    params: LinearMixtureParams,
    X: Matrix,
    y: Float64Array,
    R: Matrix,
    labelled: RawLinearMixtureLabelled | undefined,
  ): GmmEvaluation;
  linearMixtureEHalfStep(
    params: LinearMixtureParams,
    X: Matrix,
    y: Float64Array,
    labelled: RawLinearMixtureLabelled | undefined,
  ): LinearMixtureAfterE;
  linearMixtureMHalfStep(
    X: Matrix,
    y: Float64Array,
    R: Matrix,
    labelled: RawLinearMixtureLabelled | undefined,
    varianceFloor: number,
  ): LinearMixtureAfterM;
  linearMixtureInitRandomSplit(X: Matrix, y: Float64Array, K: number, seed: number, varianceFloor: number): LinearMixtureParams;
  linearMixtureInitRandomLines(X: Matrix, y: Float64Array, K: number, seed: number, varianceFloor: number): LinearMixtureParams;
  linearMixtureFit(
    X: Matrix,
    y: Float64Array,
    start: LinearMixtureParams,
    labelled: RawLinearMixtureLabelled | undefined,
    options: { tolerance: number; maxIterations: number; varianceFloor: number },
    onProgress: ((iteration: number, objective: number) => boolean) | undefined,
  ): RawLinearMixtureFit;
}

declare const createModule: ModuleFactory<LinearMixtureModule>;
export default createModule;
