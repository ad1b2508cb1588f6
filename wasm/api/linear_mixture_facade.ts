import type { LinearMixtureModule } from '../dist/linear_mixture.mjs';
import { toExamples, toProgress, toSeed } from './arguments.ts';
import type { Core } from './core.ts';
import { InvalidArgument } from './errors.ts';
import { MAX_ITERATIONS } from './limits.ts';
import type {
  LinearMixture,
  LinearMixtureFit,
  LinearMixtureFitOptions,
  LinearMixtureInitOptions,
  LinearMixtureParams,
} from './linear_mixture.ts';
import { labelledFrom, toInit, toLabelled, toParams, toRows } from './linear_mixture_arguments.ts';
import type { Matrix } from './types.ts';
import { boolean, integer, nonNegative, options, show, vector } from './validate.ts';

const INIT_OPTIONS = ['X', 'y', 'k', 'init', 'seed', 'intercept', 'varianceFloor'] as const;
const FIT_OPTIONS = [
  ...INIT_OPTIONS,
  'labelled',
  'alpha',
  'weightsFrom',
  'tolerance',
  'maxIterations',
  'onProgress',
] as const satisfies readonly (keyof LinearMixtureFitOptions)[];

const toFloor = (value: number | undefined): number => nonNegative(value ?? 0, 'varianceFloor');

/** `LinearMixture` on a WebAssembly instance. Documentation of the functions: the interface. */
export function linearMixtureFacade(core: Core<LinearMixtureModule>): LinearMixture {
  /** X as the core shall see it. */
  function designOf(X: Matrix, intercept: boolean | undefined): Matrix {
    if (!boolean(intercept ?? false, 'intercept')) return X;
    return core.call('X', (raw) => raw.linearMixtureWithIntercept(X));
  }

  function start(given: LinearMixtureInitOptions, X: Matrix, y: Float64Array, floor: number) {
    const kind = toInit(given.init);
    const k = integer(given.k, 'k', 1, X.rows);
    const seed = toSeed(given.seed);
    toRows(X, 'X', k);
    return core.call('X', (raw) =>
      kind === 'random_split'
        ? raw.linearMixtureInitRandomSplit(X, y, k, seed, floor)
        : raw.linearMixtureInitRandomLines(X, y, k, seed, floor),
    );
  }

  function startOf(given: LinearMixtureFitOptions, X: Matrix, y: Float64Array, floor: number) {
    const { init, k } = given;
    if (typeof init !== 'object' || init === null) {
      return start({ ...given, k: k as number } as LinearMixtureInitOptions, X, y, floor);
    }
    const params: LinearMixtureParams = toParams(init, 'init');
    const K = params.weights.length;
    if (k !== undefined && k !== K) {
      throw new InvalidArgument('k', `must equal the number of lines of init, ${K}; got ${show(k)}`);
    }
    return params;
  }

  return {
    withIntercept(X) {
      const rows = toRows(toExamples(X), 'X', 0);
      return core.call('X', (raw) => raw.linearMixtureWithIntercept(rows));
    },

    predictions(params, X) {
      const theta = toParams(params);
      const rows = toRows(X, 'X', theta.weights.length);
      return core.call('X', (raw) => raw.linearMixturePredictions(theta, rows));
    },

    logJoint(params, X, y) {
      const theta = toParams(params);
      const [rows, response] = [toRows(X, 'X', theta.weights.length), vector(y, 'y')];
      return core.call('X', (raw) => raw.linearMixtureLogJoint(theta, rows, response));
    },

    eStep(params, X, y) {
      const theta = toParams(params);
      const [rows, response] = [toRows(X, 'X', theta.weights.length), vector(y, 'y')];
      return core.call('X', (raw) => raw.linearMixtureEStep(theta, rows, response));
    },

    mStep(X, y, R, labelled, varianceFloor) {
      const known = toLabelled(labelled);
      const weights = toRows(R, 'R', 0);
      const [rows, response] = [toRows(X, 'X', weights.cols, known), vector(y, 'y')];
      const floor = toFloor(varianceFloor);
      return core.call('X', (raw) => raw.linearMixtureMStep(rows, response, weights, known, floor));
    },

    elbo(params, X, y, R) {
      const theta = toParams(params);
      const [rows, response] = [toRows(X, 'X', theta.weights.length), vector(y, 'y')];
      const weights = toRows(R, 'R', 0);
      return core.call('X', (raw) => raw.linearMixtureElbo(theta, rows, response, weights));
    },

    logLikelihood(params, X, y) {
      const theta = toParams(params);
      const [rows, response] = [toRows(X, 'X', theta.weights.length), vector(y, 'y')];
      return core.call('X', (raw) => raw.linearMixtureLogLikelihood(theta, rows, response));
    },

    objective(params, X, y, labelled) {
      const theta = toParams(params);
      const known = toLabelled(labelled);
      const [rows, response] = [toRows(X, 'X', theta.weights.length, known), vector(y, 'y')];
      return core.call('X', (raw) => {
        const { responsibilities } = raw.linearMixtureEStep(theta, rows, response);
        return raw.linearMixtureEvaluate(theta, rows, response, responsibilities, known).objective;
      });
    },

    evaluate(params, X, y, R, labelled) {
      const theta = toParams(params);
      const known = toLabelled(labelled);
      const [rows, response] = [toRows(X, 'X', theta.weights.length, known), vector(y, 'y')];
      const weights = toRows(R, 'R', 0);
      return core.call('X', (raw) => raw.linearMixtureEvaluate(theta, rows, response, weights, known));
    },

    eHalfStep(params, X, y, labelled) {
      const theta = toParams(params);
      const known = toLabelled(labelled);
      const [rows, response] = [toRows(X, 'X', theta.weights.length, known), vector(y, 'y')];
      return core.call('X', (raw) => raw.linearMixtureEHalfStep(theta, rows, response, known));
    },

    mHalfStep(X, y, R, labelled, varianceFloor) {
      const known = toLabelled(labelled);
      const weights = toRows(R, 'R', 0);
      const [rows, response] = [toRows(X, 'X', weights.cols, known), vector(y, 'y')];
      const floor = toFloor(varianceFloor);
      return core.call('X', (raw) => raw.linearMixtureMHalfStep(rows, response, weights, known, floor));
    },

    init(value) {
      const given = options<LinearMixtureInitOptions>(value, 'options', INIT_OPTIONS);
      const X = toRows(toExamples(given.X), 'X', 0);
      return start(given, designOf(X, given.intercept), vector(given.y, 'y'), toFloor(given.varianceFloor));
    },

    fit(value) {
      const given = options<LinearMixtureFitOptions>(value, 'options', FIT_OPTIONS);
      const rows = toRows(toExamples(given.X), 'X', 0);
      const y = vector(given.y, 'y');
      const none = { X: [], y: [], z: [] };
      const labelled = options<typeof none>(given.labelled ?? none, 'labelled', ['X', 'y', 'z']);
      const known = labelledFrom(labelled.X, labelled.y, labelled.z, given.alpha, given.weightsFrom);
      if (known !== undefined && known.X.cols !== rows.cols) {
        const wanted = `must have as many columns as X, ${rows.cols}`;
        throw new InvalidArgument('labelled.X', `${wanted}; got ${known.X.cols}`);
      }
      const limits = {
        tolerance: nonNegative(given.tolerance ?? 1e-3, 'tolerance', true),
        maxIterations: integer(given.maxIterations ?? 1000, 'maxIterations', 1, MAX_ITERATIONS),
        varianceFloor: toFloor(given.varianceFloor),
      };
      const progress = toProgress(given.onProgress);
      const X = designOf(rows, given.intercept);
      const design = known && { ...known, X: designOf(known.X, given.intercept) };
      const params = startOf(given, X, y, limits.varianceFloor);
      toRows(X, 'X', params.weights.length, design);
      const result = core.call('X', (raw) =>
        raw.linearMixtureFit(X, y, params, design, limits, progress?.report),
      );
      progress?.rethrow();
      const last = result.trace.at(-1);
      if (last === undefined) throw new Error('fit returned no trace');
      const { logLikelihood, objective } = last;
      return { ...result, logLikelihood, objective } satisfies LinearMixtureFit;
    },
  };
}
