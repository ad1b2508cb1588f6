import type { GmmModule } from '../dist/gmm.mjs';
import { toExamples, toProgress, toSeed } from './arguments.ts';
import type { Core } from './core.ts';
import { InvalidArgument } from './errors.ts';
import type { Gmm, GmmInit, GmmInitOptions, GmmParams } from './gmm.ts';
import { labelledFrom, toInit, toLabelled, toParams, toRows } from './gmm_arguments.ts';
import type { GmmFit, GmmFitOptions } from './gmm_fit.ts';
import { pack, unpack } from './gmm_packed.ts';
import { MAX_ITERATIONS, requireMemory } from './limits.ts';
import type { RawLabelled } from './raw.ts';
import type { Matrix } from './types.ts';
import { integer, nonNegative, options, show } from './validate.ts';

const INIT_OPTIONS = ['X', 'k', 'init', 'seed', 'labelled', 'covarianceFloor'] as const;
const FIT_OPTIONS = [
  ...INIT_OPTIONS,
  'alpha',
  'weightsFrom',
  'tolerance',
  'maxIterations',
  'onProgress',
] as const satisfies readonly (keyof GmmFitOptions)[];

const toFloor = (value: number | undefined): number => nonNegative(value ?? 0, 'covarianceFloor');

/** `Gmm` on a WebAssembly instance. Documentation of the functions: the interface. */
export function gmmFacade(core: Core<GmmModule>): Gmm {
  function start(
    kind: GmmInit,
    X: Matrix,
    labelled: RawLabelled | undefined,
    k: number,
    seed: number,
    floor: number,
  ) {
    if (kind === 'kmeans++')
      return core.call('X', (raw) => unpack(raw.gmmInitKmeansPlusPlus(X, k, seed, floor)));
    if (kind === 'random_split')
      return core.call('X', (raw) => unpack(raw.gmmInitRandomSplit(X, k, seed, floor)));
    if (labelled === undefined) {
      throw new InvalidArgument(
        'labelled',
        "must have at least one example for init 'labelled_means'; got none",
      );
    }
    return core.call('X', (raw) => unpack(raw.gmmInitLabelledMeans(X, labelled, k, seed, floor)));
  }

  function startOf(
    given: GmmFitOptions,
    X: Matrix,
    labelled: RawLabelled | undefined,
    floor: number,
  ): GmmParams {
    const { init = 'random_split', k } = given;
    const seed = toSeed(given.seed);
    if (typeof init === 'object' && init !== null) {
      const params = toParams(init, 'init');
      const K = params.weights.length;
      if (k !== undefined && k !== K) {
        throw new InvalidArgument('k', `must equal the number of components of init, ${K}; got ${show(k)}`);
      }
      return params;
    }
    const kind = toInit(init, ' or a mixture { weights, means, covariances }');
    const K = integer(k, 'k', 1, X.rows);
    requireMemory('X', { rows: X.rows + (labelled?.X.rows ?? 0), features: X.cols, components: K });
    return start(kind, X, labelled, K, seed, floor);
  }

  return {
    logJoint(params, X) {
      const theta = toParams(params);
      const rows = toRows(X, 'X', theta.weights.length);
      return core.call('X', (raw) => raw.gmmLogJoint(pack(theta), rows));
    },

    eStep(params, X) {
      const theta = toParams(params);
      const rows = toRows(X, 'X', theta.weights.length);
      return core.call('X', (raw) => raw.gmmEStep(pack(theta), rows));
    },

    mStep(X, R, labelled, covarianceFloor) {
      const known = toLabelled(labelled);
      const weights = toRows(R, 'R', 0);
      const rows = toRows(X, 'X', weights.cols, known);
      const floor = toFloor(covarianceFloor);
      return core.call('X', (raw) => unpack(raw.gmmMStep(rows, weights, known, floor)));
    },

    elbo(params, X, R) {
      const theta = toParams(params);
      const rows = toRows(X, 'X', theta.weights.length);
      const weights = toRows(R, 'R', 0);
      return core.call('X', (raw) => raw.gmmElbo(pack(theta), rows, weights));
    },

    logLikelihood(params, X) {
      const theta = toParams(params);
      const rows = toRows(X, 'X', theta.weights.length);
      return core.call('X', (raw) => raw.gmmLogLikelihood(pack(theta), rows));
    },

    supervisedLogLikelihood(params, labelled) {
      const theta = toParams(params);
      const known = toLabelled(labelled);
      if (known !== undefined) toRows(known.X, 'labelled.X', theta.weights.length);
      return core.call('labelled.X', (raw) => raw.gmmSupervisedLogLikelihood(pack(theta), known));
    },

    objective(params, X, labelled) {
      const theta = toParams(params);
      const known = toLabelled(labelled);
      const rows = toRows(X, 'X', theta.weights.length, known);
      return core.call('X', (raw) => raw.gmmObjective(pack(theta), rows, known));
    },

    klToPosterior(params, X, R) {
      const theta = toParams(params);
      const rows = toRows(X, 'X', theta.weights.length);
      const weights = toRows(R, 'R', 0);
      return core.call('X', (raw) => raw.gmmKlToPosterior(pack(theta), rows, weights));
    },

    evaluate(params, X, R, labelled) {
      const theta = toParams(params);
      const known = toLabelled(labelled);
      const rows = toRows(X, 'X', theta.weights.length, known);
      const weights = toRows(R, 'R', 0);
      return core.call('X', (raw) => raw.gmmEvaluate(pack(theta), rows, weights, known));
    },

    eHalfStep(params, X, labelled) {
      const theta = toParams(params);
      const known = toLabelled(labelled);
      const rows = toRows(X, 'X', theta.weights.length, known);
      return core.call('X', (raw) => raw.gmmEHalfStep(pack(theta), rows, known));
    },

    mHalfStep(X, R, labelled, covarianceFloor) {
      const known = toLabelled(labelled);
      const weights = toRows(R, 'R', 0);
      const rows = toRows(X, 'X', weights.cols, known);
      const floor = toFloor(covarianceFloor);
      const after = core.call('X', (raw) => raw.gmmMHalfStep(rows, weights, known, floor));
      return { ...after, params: unpack(after.params) };
    },

    init(value) {
      const given = options<GmmInitOptions>(value, 'options', INIT_OPTIONS);
      const X = toExamples(given.X);
      const kind = toInit(given.init ?? 'random_split');
      const k = integer(given.k, 'k', 1, X.rows);
      const known = toLabelled(given.labelled);
      requireMemory('X', { rows: X.rows + (known?.X.rows ?? 0), features: X.cols, components: k });
      return start(kind, X, known, k, toSeed(given.seed), toFloor(given.covarianceFloor));
    },

    fit(value) {
      const given = options<GmmFitOptions>(value, 'options', FIT_OPTIONS);
      const X = toExamples(given.X);
      const none = { X: [], z: [] };
      const { X: labelledX, z } = options<typeof none>(given.labelled ?? none, 'labelled', ['X', 'z']);
      const known = labelledFrom(labelledX, z, given.alpha, given.weightsFrom);
      const limits = {
        tolerance: nonNegative(given.tolerance ?? 1e-3, 'tolerance', true),
        maxIterations: integer(given.maxIterations ?? 1000, 'maxIterations', 1, MAX_ITERATIONS),
        covarianceFloor: toFloor(given.covarianceFloor),
      };
      const progress = toProgress(given.onProgress);
      const params = startOf(given, X, known, limits.covarianceFloor);
      toRows(X, 'X', params.weights.length, known);
      const result = core.call('X', (raw) => raw.gmmFit(X, pack(params), known, limits, progress?.report));
      progress?.rethrow();
      const last = result.trace.at(-1);
      if (last === undefined) throw new Error('fit returned no trace');
      const fitted = unpack(result.params);
      return {
        ...result,
        params: fitted,
        logLikelihood: last.logLikelihood,
        objective: last.objective,
      } satisfies GmmFit;
    },

    iterate(params, X, iterations, labelled, covarianceFloor) {
      const theta = toParams(params);
      const known = toLabelled(labelled);
      const rows = toRows(X, 'X', theta.weights.length, known);
      const count = integer(iterations, 'iterations', 1, MAX_ITERATIONS);
      const floor = toFloor(covarianceFloor);
      const run = core.call('X', (raw) => raw.gmmIterate(rows, pack(theta), count, known, floor));
      return { params: unpack(run.params), logLikelihoods: run.logLikelihoods };
    },

    sample(params, count, seed) {
      const theta = toParams(params);
      const rows = integer(count, 'count', 1);
      requireMemory('count', { rows, features: theta.means.cols, components: theta.weights.length });
      const start = toSeed(seed);
      return core.call('count', (raw) => raw.gmmSample(pack(theta), rows, start));
    },

    effectiveCounts(R, labelled) {
      const known = toLabelled(labelled);
      const weights = toRows(R, 'R', 0, known);
      return core.call('R', (raw) => raw.gmmEffectiveCounts(weights, known));
    },
  };
}
