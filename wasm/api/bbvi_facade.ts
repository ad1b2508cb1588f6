import type { BbviModule } from '../dist/bbvi.mjs';
import { MAX_SEED, toSeed } from './arguments.ts';
import type { Bbvi } from './bbvi.ts';
import {
  STEP_OPTIONS,
  sizeOf,
  toControl,
  toMethod,
  toPair,
  toQ,
  toSamples,
  toState,
  toStepOptions,
  toTarget,
} from './bbvi_arguments.ts';
import type { BbviRunOptions, BbviStepOptions } from './bbvi_run.ts';
import type { Core } from './core.ts';
import { MAX_ITERATIONS, requireMemory } from './limits.ts';
import { finite, integer, options, record, vector } from './validate.ts';

const RUN_OPTIONS = [
  ...STEP_OPTIONS,
  'target',
  'q',
  'estimator',
  'steps',
  'samples',
  'seed',
] as const satisfies readonly (keyof BbviRunOptions)[];

/** `Bbvi` on a WebAssembly instance. Documentation of the functions: the interface. */
export function bbviFacade(core: Core<BbviModule>): Bbvi {
  return {
    info(target) {
      const model = toTarget(target);
      return core.call('target', (raw) => raw.bbviInfo(model));
    },

    logJoint(target, Z) {
      const model = toTarget(target);
      const points = toSamples(Z, 'Z', 0, model);
      return core.call('Z', (raw) => raw.bbviLogJoint(model, points));
    },

    gradLogJoint(target, Z) {
      const model = toTarget(target);
      const points = toSamples(Z, 'Z', 0, model);
      return core.call('Z', (raw) => raw.bbviGradLogJoint(model, points));
    },

    gradLogLikelihood(target, Z) {
      const model = toTarget(target);
      const points = toSamples(Z, 'Z', 0, model);
      return core.call('Z', (raw) => raw.bbviGradLogLikelihood(model, points));
    },

    logEvidence(target) {
      const model = toTarget(target);
      return core.call('target', (raw) => raw.bbviLogEvidence(model));
    },

    parameters(q) {
      const family = toQ(q);
      return core.call('q', (raw) => raw.bbviParameters(family));
    },

    withParameters(q, phi) {
      const [family, values] = [toQ(q), vector(phi, 'phi')];
      return core.call('phi', (raw) => raw.bbviWithParameters(family, values));
    },

    noise(q, seed, step, samples) {
      const family = toQ(q);
      const key = integer(seed, 'seed', 0, MAX_SEED);
      const [t, rows] = [integer(step, 'step'), integer(samples, 'samples', 1)];
      requireMemory('samples', { rows, features: sizeOf(family), components: 0 });
      return core.call('samples', (raw) => raw.bbviNoise(family, key, t, rows));
    },

    sample(q, eps) {
      const family = toQ(q);
      const noise = toSamples(eps, 'eps', 0);
      return core.call('eps', (raw) => raw.bbviSample(family, noise));
    },

    entropy(q) {
      const family = toQ(q);
      return core.call('q', (raw) => raw.bbviEntropy(family));
    },

    logRatio(target, q, eps) {
      const [model, family] = [toTarget(target), toQ(q)];
      const noise = toSamples(eps, 'eps', 0, model);
      return core.call('eps', (raw) => raw.bbviLogRatio(model, family, noise));
    },

    score(q, eps) {
      const family = toQ(q);
      const noise = toSamples(eps, 'eps', sizeOf(family));
      return core.call('eps', (raw) => raw.bbviScore(family, noise));
    },

    estimate(target, q, eps, estimator, control) {
      const [model, family] = [toTarget(target), toQ(q)];
      const noise = toSamples(eps, 'eps', 3 * sizeOf(family), model);
      const method = toMethod(estimator, control);
      return core.call('eps', (raw) => raw.bbviEstimate(model, family, noise, method));
    },

    coefficients(target, q, eps, control) {
      const [model, family] = [toTarget(target), toQ(q)];
      const noise = toSamples(eps, 'eps', 3 * sizeOf(family), model);
      const settings = toControl(control);
      return core.call('eps', (raw) => raw.bbviCoefficients(model, family, noise, settings));
    },

    varianceParabolas(target, q, eps) {
      const [model, family] = [toTarget(target), toQ(q)];
      const noise = toSamples(eps, 'eps', 3 * sizeOf(family), model);
      return core.call('eps', (raw) => raw.bbviVarianceParabolas(model, family, noise));
    },

    exactVarianceParabolas(target, q) {
      const [model, family] = toPair(target, q);
      return core.call('target', (raw) => raw.bbviExactVarianceParabolas(model, family));
    },

    parabolaAt(parabola, coefficients) {
      const given = record<typeof parabola>(parabola, 'parabola', 'one of the parabolas of a variance');
      const number = (name: keyof typeof given) => finite(given[name], `parabola.${name}`);
      const curve = {
        constant: number('constant'),
        linear: number('linear'),
        quadratic: number('quadratic'),
        argmin: number('argmin'),
        minimum: number('minimum'),
      };
      const at = vector(coefficients, 'coefficients');
      return core.call('coefficients', (raw) => raw.bbviParabolaAt(curve, at));
    },

    elbo(target, q) {
      const [model, family] = toPair(target, q);
      return core.call('target', (raw) => raw.bbviElbo(model, family));
    },

    elboGradient(target, q) {
      const [model, family] = toPair(target, q);
      return core.call('target', (raw) => raw.bbviElboGradient(model, family));
    },

    exactVariance(target, q, estimator, control) {
      const [model, family] = toPair(target, q);
      const method = toMethod(estimator, control);
      return core.call('target', (raw) => raw.bbviExactVariance(model, family, method));
    },

    start(q) {
      const family = toQ(q);
      return core.call('q', (raw) => raw.bbviStart(family));
    },

    step(target, state, eps, estimator, value) {
      const [model, from] = [toTarget(target), toState(state)];
      const noise = toSamples(eps, 'eps', 3 * sizeOf(from.q), model);
      const given = options<BbviStepOptions>(value ?? {}, 'options', STEP_OPTIONS);
      const method = toMethod(estimator, given.control);
      const settings = toStepOptions(given);
      return core.call('eps', (raw) => raw.bbviStep(model, from, noise, method, settings));
    },

    run(value) {
      const given = options<BbviRunOptions>(value, 'options', RUN_OPTIONS);
      const [model, family] = toPair(given.target, given.q);
      const P = sizeOf(family);
      const method = toMethod(given.estimator, given.control);
      const steps = integer(given.steps ?? 100, 'steps', 0, MAX_ITERATIONS);
      requireMemory('steps', { rows: steps + 1, features: P, components: 0 });
      const rows = integer(given.samples ?? 10, 'samples', 1);
      requireMemory('samples', { rows, features: 6 * P, components: 0 });
      const settings = { ...toStepOptions(given), steps, samples: rows, seed: toSeed(given.seed) };
      return core.call('samples', (raw) => raw.bbviRun(model, family, method, settings));
    },
  };
}
