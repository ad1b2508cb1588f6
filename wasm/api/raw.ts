/** Structures as the bindings take and give them: every field set. wasm/bindings/*.d.mts have the functions. */
import type { BbviEstimator, BbviOrigin } from './bbvi.ts';
import type { BbviOptimizer } from './bbvi_run.ts';
import type { BbviTargetName } from './bbvi_target.ts';
import type { GmmEvaluation, GmmTracePoint, WeightsFrom } from './gmm.ts';
import type { LinearGaussianState, LinearGaussianTracePoint, SgvbOptimizer } from './linear_gaussian_run.ts';
import type { LinearMixtureParams } from './linear_mixture.ts';
import type { Matrix } from './types.ts';
import type { BoundObjective } from './variational.ts';

/** `lvm::gmm::Labelled`, every field set. */
export interface RawLabelled {
  X: Matrix;
  z: Int32Array;
  alpha: number;
  weightsFrom: WeightsFrom;
}

/** `lvm::gmm::AfterM`. */
export interface RawAfterM {
  params: Float64Array;
  evaluation: GmmEvaluation;
}

/** `lvm::gmm::Run`. */
export interface RawRun {
  params: Float64Array;
  logLikelihoods: Float64Array;
}

/** `lvm::gmm::Fit`. */
export interface RawFit {
  params: Float64Array;
  responsibilities: Matrix;
  iterations: number;
  converged: boolean;
  trace: GmmTracePoint[];
}

/** `lvm::linear_mixture::Labelled`, every field set. */
export interface RawLinearMixtureLabelled extends RawLabelled {
  y: Float64Array;
}

/** `lvm::linear_mixture::Fit`. */
export interface RawLinearMixtureFit extends Omit<RawFit, 'params'> {
  params: LinearMixtureParams;
}

/** `lvm::sgvb::StepOptions`, every field set. */
export interface RawSgvbStepOptions {
  optimizer: SgvbOptimizer;
  stepSize: number;
  objective: BoundObjective;
  beta1: number;
  beta2: number;
  epsilon: number;
  tau: number;
  kappa: number;
}

/** `lvm::sgvb::FitOptions`, every field set. */
export interface RawSgvbFitOptions extends RawSgvbStepOptions {
  seed: number;
  steps: number;
  samples: number;
  traceEvery: number;
  evaluationSamples: number;
}

/** `lvm::sgvb::Fit`. */
export interface RawSgvbFit {
  state: LinearGaussianState;
  trace: LinearGaussianTracePoint[];
}

/** `lvm::divergence::Mixture`. */
export interface RawMixtureDensity {
  weights: Float64Array;
  means: Float64Array;
  sigmas: Float64Array;
}

/** `lvm::divergence::DescentOptions`, every field set. */
export interface RawDescentOptions {
  stepSize: number;
  maxSteps: number;
  tolerance: number;
  fixedSigma: boolean;
}

/** `lvm::bbvi::Target`: its name decides which of the fields there are. */
export interface RawBbviTarget {
  name: BbviTargetName;
  logConstant: number;
  W?: Matrix;
  weights?: Float64Array;
  logWeights?: Float64Array;
}

/** `lvm::bbvi::Control`, every field set. */
export interface RawBbviControl {
  coefficient: 'given' | 'per_coordinate' | 'common' | 'minus_elbo';
  value: number;
  origin: BbviOrigin;
  pilot: Matrix;
}

/** `lvm::bbvi::Method`. */
export interface RawBbviMethod extends RawBbviControl {
  estimator: BbviEstimator;
}

/** `lvm::bbvi::StepOptions`, every field set. */
export interface RawBbviStepOptions {
  optimizer: BbviOptimizer;
  stepSize: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** `lvm::bbvi::RunOptions`, every field set. */
export interface RawBbviRunOptions extends RawBbviStepOptions {
  steps: number;
  samples: number;
  seed: number;
}
