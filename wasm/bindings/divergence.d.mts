// Hand-written: emcc 3.1.6 has no --emit-tsd. tests/node/typings.test.ts checks names and arities against the module.
import type { ChainRule, EmpiricalFit, JointConvexity } from '../api/divergence.ts';
import type { AlphaPathPoint, DescentFit, DivergenceEvaluation, KlDirection, LocalOptima, UnivariateGaussian } from '../api/divergence_fit.ts';
import type { RawDescentOptions, RawMixtureDensity } from '../api/raw.ts';
import type { Matrix } from '../api/types.ts';
import type { ModuleFactory, ModuleInfo } from '../api/module.ts';

/**
 * The functions as Embind exports them: no defaults, no conversions, numbers coerced silently.
 * Use the facade; only wasm/api calls these.
 */
export interface DivergenceModule extends ModuleInfo {
  divergenceEntropy(p: Float64Array): number;
  divergenceCrossEntropy(p: Float64Array, q: Float64Array): number;
  divergenceKl(p: Float64Array, q: Float64Array): number;
  divergenceChainRule(P: Matrix, Q: Matrix): ChainRule;
  divergenceJointConvexity(p1: Float64Array, q1: Float64Array, p2: Float64Array, q2: Float64Array, lambda: number): JointConvexity;
  divergenceEmpiricalDistribution(data: Int32Array, outcomes: number): Float64Array;
  divergenceEmpiricalFit(data: Int32Array, q: Float64Array): EmpiricalFit;
  divergenceGaussianKl(meanQ: number, varianceQ: number, meanP: number, varianceP: number): number;
  divergenceGaussianKlMultivariate(meanQ: Float64Array, covarianceQ: Matrix, meanP: Float64Array, covarianceP: Matrix): number;
  divergenceGaussianKlToStandardNormal(mean: Float64Array, logSigma: Float64Array): number;
  divergenceGaussianEntropy(variance: number): number;
  divergenceGaussianEntropyMultivariate(covariance: Matrix): number;
  divergenceGaussianEntropyDiagonal(logSigma: Float64Array): number;
  divergenceLogDensity(p: RawMixtureDensity, x: Float64Array): Float64Array;
  divergenceInclusiveFit(p: RawMixtureDensity): UnivariateGaussian;
  divergenceEvaluate(direction: KlDirection, p: RawMixtureDensity, q: UnivariateGaussian): DivergenceEvaluation;
  divergenceStep(q: UnivariateGaussian, gradient: UnivariateGaussian, stepSize: number, fixedSigma: boolean): UnivariateGaussian;
  divergenceFit(
    direction: KlDirection,
    p: RawMixtureDensity,
    start: UnivariateGaussian,
    options: RawDescentOptions,
  ): Pick<DescentFit, 'stop' | 'trace'>;
  divergenceLandscape(direction: KlDirection, p: RawMixtureDensity, means: Float64Array, logSigmas: Float64Array): Matrix;
  divergenceGrid(means: Float64Array, logSigmas: Float64Array): UnivariateGaussian[];
  divergenceLocalOptima(
    direction: KlDirection,
    p: RawMixtureDensity,
    starts: UnivariateGaussian[],
    options: RawDescentOptions,
  ): LocalOptima;
  divergenceAlphaDivergence(p: RawMixtureDensity, q: UnivariateGaussian, alpha: number): DivergenceEvaluation;
  divergenceAlphaPath(p: RawMixtureDensity, start: UnivariateGaussian, alphas: Float64Array, fixedSigma: boolean): AlphaPathPoint[];
}

declare const createModule: ModuleFactory<DivergenceModule>;
export default createModule;
