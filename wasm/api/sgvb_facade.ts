import type { LinearGaussianModule } from '../dist/linear_gaussian.mjs';
import { MAX_SEED, toProgress } from './arguments.ts';
import type { Core } from './core.ts';
import { NumericalError } from './errors.ts';
import { MAX_ITERATIONS, requireMemory, requireTrace } from './limits.ts';
import type { LinearGaussian, LinearGaussianModel } from './linear_gaussian.ts';
import {
  STEP_OPTIONS,
  sizeOf,
  toFamily,
  toFitOptions,
  toModel,
  toOnlyStepOptions,
  toSamples,
  toState,
} from './linear_gaussian_arguments.ts';
import type {
  LinearGaussianFitOptions,
  LinearGaussianPoint,
  LinearGaussianRunOptions,
  LinearGaussianState,
} from './linear_gaussian_run.ts';
import type { RawSgvbFitOptions } from './raw.ts';
import { integer, options, vector, word } from './validate.ts';
import type { VariationalFamily } from './variational.ts';

const SAMPLING = ['model', 'x', 'samples', 'seed', 'evaluationSamples', ...STEP_OPTIONS] as const;
const RUN_OPTIONS = [
  ...SAMPLING,
  'state',
  'steps',
] as const satisfies readonly (keyof LinearGaussianRunOptions)[];
const FIT_OPTIONS = [
  ...SAMPLING,
  'q',
  'family',
  'steps',
  'traceEvery',
  'onProgress',
] as const satisfies readonly (keyof LinearGaussianFitOptions)[];

type Sgvb = Pick<
  LinearGaussian,
  | 'standardNormal'
  | 'choleskyFactor'
  | 'covariance'
  | 'entropy'
  | 'klToPrior'
  | 'noise'
  | 'start'
  | 'step'
  | 'run'
  | 'fit'
>;

/** The variational families and the optimizers of `LinearGaussian`. */
export function sgvbFacade(core: Core<LinearGaussianModule>): Sgvb {
  function standardNormal(m: number, family: VariationalFamily | undefined) {
    const kind = word(family ?? 'factorized', 'family', ['factorized', 'full']);
    requireMemory('m', { rows: m, features: kind === 'full' ? m : 1, components: 0 });
    return core.call('m', (raw) => raw.linearGaussianStandardNormal(m, kind));
  }

  const start = (q: LinearGaussianState['q']) => core.call('q', (raw) => raw.linearGaussianStart(q));

  /** `state` with what can be said of it: a fit that is stopped before its first step. */
  function judge(
    model: LinearGaussianModel,
    x: Float64Array,
    state: LinearGaussianState,
    settings: RawSgvbFitOptions,
  ): LinearGaussianPoint {
    const { trace } = core.call('evaluationSamples', (raw) =>
      raw.linearGaussianFit(model, x, state, settings, () => false),
    );
    const [point] = trace;
    if (point === undefined) throw new Error('fit returned no trace');
    return { ...point, moments: state.moments };
  }

  return {
    standardNormal: (m, family) => standardNormal(integer(m, 'm', 1), family),

    choleskyFactor(q) {
      const family = toFamily(q);
      const m = family.mean.length;
      requireMemory('q', { rows: m, features: m, components: 0 });
      return core.call('q', (raw) => raw.linearGaussianCholeskyFactor(family));
    },

    covariance(q) {
      const family = toFamily(q);
      const m = family.mean.length;
      requireMemory('q', { rows: m, features: m, components: 0 });
      return core.call('q', (raw) => raw.linearGaussianCovariance(family));
    },

    entropy(q) {
      const family = toFamily(q);
      return core.call('q', (raw) => raw.linearGaussianEntropy(family));
    },

    klToPrior(q) {
      const family = toFamily(q);
      return core.call('q', (raw) => raw.linearGaussianKlToPrior(family));
    },

    noise(seed, step, samples, m) {
      const key = integer(seed, 'seed', 0, MAX_SEED);
      const t = integer(step, 'step', 0, MAX_SEED);
      const [rows, cols] = [integer(samples, 'samples', 1), integer(m, 'm', 1)];
      requireMemory('samples', { rows, features: cols, components: 0 });
      return core.call('samples', (raw) => raw.linearGaussianNoise(key, t, rows, cols));
    },

    start: (q) => start(toFamily(q)),

    step(model, x, state, eps, given) {
      const [theta, point, from] = [toModel(model), vector(x, 'x'), toState(state)];
      const noise = toSamples(eps, 'eps', theta.W.rows);
      const settings = toOnlyStepOptions(given);
      return core.call('eps', (raw) => raw.linearGaussianStep(theta, point, from, noise, settings));
    },

    run(value) {
      const given = options<LinearGaussianRunOptions>(value, 'options', RUN_OPTIONS);
      const [model, x] = [toModel(given.model), vector(given.x, 'x')];
      const steps = integer(given.steps ?? 1, 'steps', 0, MAX_ITERATIONS);
      const settings = toFitOptions(given, model, 1);
      const m = model.W.cols;
      const from = given.state === undefined ? start(standardNormal(m, undefined)) : toState(given.state);
      requireTrace('steps', steps + 1, sizeOf(from.q));
      const { seed, samples } = settings;
      const points = [judge(model, x, from, settings)];
      let state = from;
      try {
        for (let t = 0; t < steps; ++t) {
          state = core.call('samples', (raw) => {
            const eps = raw.linearGaussianNoise(seed, state.step, samples, m);
            return raw.linearGaussianStep(model, x, state, eps, settings);
          });
          points.push(judge(model, x, state, settings));
        }
      } catch (error) {
        if (!(error instanceof NumericalError)) throw error;
        return { points, stopped: error.message };
      }
      return { points };
    },

    fit(value) {
      const given = options<LinearGaussianFitOptions>(value, 'options', FIT_OPTIONS);
      const [model, x] = [toModel(given.model), vector(given.x, 'x')];
      const steps = integer(given.steps ?? 1000, 'steps', 1, MAX_ITERATIONS);
      const settings = toFitOptions(given, model, steps);
      const progress = toProgress(given.onProgress);
      const q = given.q === undefined ? standardNormal(model.W.cols, given.family) : toFamily(given.q);
      requireTrace('steps', Math.ceil(steps / settings.traceEvery) + 1, sizeOf(q));
      const from = start(q); // before the next call: its error is typed here, and would pass for a crash inside
      const { state, trace } = core.call('samples', (raw) =>
        raw.linearGaussianFit(model, x, from, settings, progress?.report),
      );
      progress?.rethrow();
      const last = trace.at(-1);
      if (last === undefined) throw new Error('fit returned no trace');
      const logEvidence = core.call('W', (raw) => raw.linearGaussianLogEvidence(model, x));
      const { estimate, elbo, gap } = last;
      return { q: state.q, state, logEvidence, estimate, elbo, gap, trace };
    },
  };
}
