// Hand-written: emcc 3.1.6 has no --emit-tsd. tests/node/typings.test.ts checks names and arities against the module.
import type { BbviEstimate, VarianceParabola, VarianceParabolas } from '../api/bbvi.ts';
import type { BbviRun, BbviState } from '../api/bbvi_run.ts';
import type { BbviQ, BbviTargetInfo } from '../api/bbvi_target.ts';
import type { RawBbviControl, RawBbviMethod, RawBbviRunOptions, RawBbviStepOptions, RawBbviTarget } from '../api/raw.ts';
import type { Matrix } from '../api/types.ts';
import type { ModuleFactory, ModuleInfo } from '../api/module.ts';

/**
 * The functions as Embind exports them: no defaults, no conversions, numbers coerced silently.
 * Use the facade; only wasm/api calls these.
 */
export interface BbviModule extends ModuleInfo {
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

declare const createModule: ModuleFactory<BbviModule>;
export default createModule;
