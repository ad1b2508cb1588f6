// Hand-written: emcc 3.1.6 has no --emit-tsd. tests/node/typings.test.ts checks names and arities against the module.
import type { LinearGaussianExample, LinearGaussianMarginal, LinearGaussianModel, LinearGaussianPosterior, LinearGaussianSamples, LinearGaussianTerms } from '../api/linear_gaussian.ts';
import type { LinearGaussianState } from '../api/linear_gaussian_run.ts';
import type { RawSgvbFit, RawSgvbFitOptions, RawSgvbStepOptions } from '../api/raw.ts';
import type { Matrix } from '../api/types.ts';
import type { BoundForm, BoundObjective, FactorizedGaussian, FullGaussian, MonteCarloEstimate, VariationalFamily, VariationalGaussian } from '../api/variational.ts';
import type { ModuleFactory, ModuleInfo } from '../api/module.ts';

/**
 * The functions as Embind exports them: no defaults, no conversions, numbers coerced silently.
 * Use the facade; only wasm/api calls these.
 */
export interface LinearGaussianModule extends ModuleInfo {
  linearGaussianExperiment1(): LinearGaussianExample;
  linearGaussianExperiment2(): LinearGaussianExample;
  linearGaussianAngle(radians: number): LinearGaussianExample;
  linearGaussianMarginal(model: LinearGaussianModel): LinearGaussianMarginal;
  linearGaussianLogEvidence(model: LinearGaussianModel, x: Float64Array): number;
  linearGaussianPosterior(model: LinearGaussianModel, x: Float64Array): LinearGaussianPosterior;
  linearGaussianLogPrior(Z: Matrix): Float64Array;
  linearGaussianLogLikelihood(model: LinearGaussianModel, x: Float64Array, Z: Matrix): Float64Array;
  linearGaussianLogJoint(model: LinearGaussianModel, x: Float64Array, Z: Matrix): Float64Array;
  linearGaussianElbo(model: LinearGaussianModel, x: Float64Array, q: VariationalGaussian): number;
  linearGaussianTerms(model: LinearGaussianModel, x: Float64Array, q: VariationalGaussian): LinearGaussianTerms;
  linearGaussianObjective(model: LinearGaussianModel, x: Float64Array, q: VariationalGaussian, objective: BoundObjective): number;
  linearGaussianElboEstimate(model: LinearGaussianModel, x: Float64Array, q: VariationalGaussian, eps: Matrix, form: BoundForm): MonteCarloEstimate;
  linearGaussianGradient(model: LinearGaussianModel, x: Float64Array, q: VariationalGaussian, objective: BoundObjective): VariationalGaussian;
  linearGaussianGradientEstimate(model: LinearGaussianModel, x: Float64Array, q: VariationalGaussian, eps: Matrix, objective: BoundObjective): VariationalGaussian;
  linearGaussianSamples(model: LinearGaussianModel, x: Float64Array, q: VariationalGaussian, eps: Matrix): LinearGaussianSamples;
  linearGaussianOptimum(model: LinearGaussianModel, x: Float64Array): FactorizedGaussian;
  linearGaussianFullOptimum(model: LinearGaussianModel, x: Float64Array): FullGaussian;
  linearGaussianIrreducibleGap(model: LinearGaussianModel): number;
  linearGaussianStandardNormal(m: number, family: VariationalFamily): VariationalGaussian;
  linearGaussianFullFrom(mean: Float64Array, L: Matrix): FullGaussian;
  linearGaussianCholeskyFactor(q: VariationalGaussian): Matrix;
  linearGaussianCovariance(q: VariationalGaussian): Matrix;
  linearGaussianEntropy(q: VariationalGaussian): number;
  linearGaussianKlToPrior(q: VariationalGaussian): number;
  linearGaussianNoise(seed: number, step: number, samples: number, m: number): Matrix;
  linearGaussianStart(q: VariationalGaussian): LinearGaussianState;
  linearGaussianStep(model: LinearGaussianModel, x: Float64Array, state: LinearGaussianState, eps: Matrix, options: RawSgvbStepOptions): LinearGaussianState;
  linearGaussianFit(
    model: LinearGaussianModel,
    x: Float64Array,
    from: LinearGaussianState,
    options: RawSgvbFitOptions,
    onProgress: ((step: number, objective: number) => boolean) | undefined,
  ): RawSgvbFit;
}

declare const createModule: ModuleFactory<LinearGaussianModule>;
export default createModule;
