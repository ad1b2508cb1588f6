// Hand-written: emcc 3.1.6 has no --emit-tsd. tests/node/typings.test.ts checks names and arities against the module.
import type { BbviEstimate, VarianceParabola, VarianceParabolas } from '../api/bbvi.ts';
import type { BbviRun, BbviState } from '../api/bbvi_run.ts';
import type { BbviQ, BbviTargetInfo } from '../api/bbvi_target.ts';
import type { ChainRule, EmpiricalFit, JointConvexity } from '../api/divergence.ts';
import type { AlphaPathPoint, DescentFit, DivergenceEvaluation, KlDirection, LocalOptima, UnivariateGaussian } from '../api/divergence_fit.ts';
import type { GmmEvaluation, GmmParams, GmmPosterior, GmmSample } from '../api/gmm.ts';
import type { LinearGaussianExample, LinearGaussianMarginal, LinearGaussianModel, LinearGaussianPosterior, LinearGaussianSamples, LinearGaussianTerms } from '../api/linear_gaussian.ts';
import type { LinearGaussianState } from '../api/linear_gaussian_run.ts';
import type { LinearMixtureParams } from '../api/linear_mixture.ts';
import type { RawBbviControl, RawBbviMethod, RawBbviRunOptions, RawBbviStepOptions, RawBbviTarget, RawDescentOptions, RawFit, RawLabelled, RawLinearMixtureFit, RawLinearMixtureLabelled, RawMixtureDensity, RawSgvbFit, RawSgvbFitOptions, RawSgvbStepOptions } from '../api/raw.ts';
import type { Matrix } from '../api/types.ts';
import type { BoundForm, BoundObjective, FactorizedGaussian, FullGaussian, MonteCarloEstimate, VariationalFamily, VariationalGaussian } from '../api/variational.ts';

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

  bbviInfo(target: RawBbviTarget): BbviTargetInfo;
  bbviLogJoint(target: RawBbviTarget, Z: Matrix): Float64Array;
  bbviGradLogJoint(target: RawBbviTarget, Z: Matrix): Matrix;
  bbviGradLogLikelihood(target: RawBbviTarget, Z: Matrix): Matrix;
  bbviLogEvidence(target: RawBbviTarget): number;
  bbviParameters(q: BbviQ): Float64Array;
  bbviWithParameters(q: BbviQ, phi: Float64Array): BbviQ;
  bbviNoise(q: BbviQ, seed: number, step: number, samples: number): Matrix;
  bbviSample(q: BbviQ, eps: Matrix): Matrix;
  bbviEntropy(q: BbviQ): number;
  bbviLogRatio(target: RawBbviTarget, q: BbviQ, eps: Matrix): Float64Array;
  bbviScore(q: BbviQ, eps: Matrix): Matrix;
  bbviEstimate(target: RawBbviTarget, q: BbviQ, eps: Matrix, method: RawBbviMethod): BbviEstimate;
  bbviCoefficients(target: RawBbviTarget, q: BbviQ, eps: Matrix, control: RawBbviControl): Matrix;
  bbviVarianceParabolas(target: RawBbviTarget, q: BbviQ, eps: Matrix): VarianceParabolas;
  bbviExactVarianceParabolas(target: RawBbviTarget, q: BbviQ): VarianceParabolas;
  bbviParabolaAt(parabola: VarianceParabola, coefficients: Float64Array): Float64Array;
  bbviElbo(target: RawBbviTarget, q: BbviQ): number;
  bbviElboGradient(target: RawBbviTarget, q: BbviQ): Float64Array;
  bbviExactVariance(target: RawBbviTarget, q: BbviQ, method: RawBbviMethod): Float64Array;
  bbviStart(q: BbviQ): BbviState;
  bbviStep(
    target: RawBbviTarget,
    state: BbviState,
    eps: Matrix,
    method: RawBbviMethod,
    options: RawBbviStepOptions,
  ): BbviState;
  bbviRun(target: RawBbviTarget, q: BbviQ, method: RawBbviMethod, options: RawBbviRunOptions): BbviRun;
}

export default function createModule(overrides: {
  wasmBinary?: ArrayBuffer | Uint8Array;
  print?: (line: string) => void;
  printErr?: (line: string) => void;
}): Promise<LvmModule>;
