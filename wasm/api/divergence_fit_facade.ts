import type { DivergenceModule } from '../dist/divergence.mjs';
import type { Core } from './core.ts';
import type { Divergence } from './divergence.ts';
import type {
  DescentFitOptions,
  DescentOptions,
  KlDirection,
  LocalOptimaOptions,
  MixtureDensityLike,
  UnivariateGaussian,
} from './divergence_fit.ts';
import { InvalidArgument } from './errors.ts';
import { MAX_ITERATIONS, requireMemory, requireTrace } from './limits.ts';
import type { RawDescentOptions, RawMixtureDensity } from './raw.ts';
import type { VectorLike } from './types.ts';
import { boolean, finite, integer, options, record, show, vector, word } from './validate.ts';

const DESCENT_OPTIONS = ['direction', 'p', 'stepSize', 'maxSteps', 'tolerance', 'fixedSigma'] as const;
const FIT_OPTIONS = [...DESCENT_OPTIONS, 'start'] as const satisfies readonly (keyof DescentFitOptions)[];
const OPTIMA_OPTIONS = [
  ...DESCENT_OPTIONS,
  'starts',
] as const satisfies readonly (keyof LocalOptimaOptions)[];

function toMixture(value: MixtureDensityLike): RawMixtureDensity {
  const given = record<MixtureDensityLike>(value, 'p', '{ weights, means, sigmas }');
  const weights = vector(given.weights, 'weights');
  // Quadrature places panels around each component.
  requireMemory('p', { rows: weights.length, features: 1000, components: 0 });
  return { weights, means: vector(given.means, 'means'), sigmas: vector(given.sigmas, 'sigmas') };
}

function toGaussian(value: UnivariateGaussian, name: string): UnivariateGaussian {
  const given = record<UnivariateGaussian>(value, name, '{ mean, logSigma }');
  return {
    mean: finite(given.mean, `${name}.mean`),
    logSigma: finite(given.logSigma, `${name}.logSigma`),
  };
}

const toDirection = (value: unknown): KlDirection => word(value, 'direction', ['inclusive', 'exclusive']);

function toDescentOptions(given: DescentOptions): RawDescentOptions {
  return {
    stepSize: finite(given.stepSize ?? 0.1, 'stepSize'),
    maxSteps: integer(given.maxSteps ?? 1000, 'maxSteps', 0, MAX_ITERATIONS),
    tolerance: finite(given.tolerance ?? 1e-6, 'tolerance'),
    fixedSigma: boolean(given.fixedSigma ?? false, 'fixedSigma'),
  };
}

function toGrid(means: VectorLike, logSigmas: VectorLike): [Float64Array, Float64Array] {
  const [across, down] = [vector(means, 'means'), vector(logSigmas, 'logSigmas')];
  // Objects weigh more than numbers.
  requireMemory('means', { rows: across.length, features: 4 * down.length, components: 0 });
  return [across, down];
}

function toStarts(value: unknown): UnivariateGaussian[] {
  if (!Array.isArray(value)) {
    throw new InvalidArgument('starts', `must be an array of { mean, logSigma }; got ${show(value)}`);
  }
  requireMemory('starts', { rows: value.length, features: 8, components: 0 });
  return Array.from(value, (start, i) => toGaussian(start, `starts[${i}]`));
}

type Fits = Omit<
  Divergence,
  | 'entropy'
  | 'crossEntropy'
  | 'kl'
  | 'chainRule'
  | 'jointConvexity'
  | 'empiricalDistribution'
  | 'empiricalFit'
  | 'gaussianKl'
  | 'gaussianKlToStandardNormal'
  | 'gaussianEntropy'
  | 'gaussianEntropyDiagonal'
>;

/** Fits of one Gaussian to a mixture, of `Divergence`. */
export function divergenceFitFacade(core: Core<DivergenceModule>): Fits {
  return {
    logDensity(p, x) {
      const [mixture, points] = [toMixture(p), vector(x, 'x')];
      const components = mixture.weights.length;
      requireMemory('x', { rows: points.length, features: 1, components });
      return core.call('x', (raw) => raw.divergenceLogDensity(mixture, points));
    },

    inclusiveFit(p) {
      const mixture = toMixture(p);
      return core.call('p', (raw) => raw.divergenceInclusiveFit(mixture));
    },

    evaluate(direction, p, q) {
      const [way, mixture, gaussian] = [toDirection(direction), toMixture(p), toGaussian(q, 'q')];
      return core.call('p', (raw) => raw.divergenceEvaluate(way, mixture, gaussian));
    },

    step(q, gradient, stepSize, fixedSigma) {
      const [gaussian, slope] = [toGaussian(q, 'q'), toGaussian(gradient, 'gradient')];
      const size = finite(stepSize, 'stepSize');
      const fixed = boolean(fixedSigma ?? false, 'fixedSigma');
      return core.call('q', (raw) => raw.divergenceStep(gaussian, slope, size, fixed));
    },

    fit(value) {
      const given = options<DescentFitOptions>(value, 'options', FIT_OPTIONS);
      const [way, mixture] = [toDirection(given.direction), toMixture(given.p)];
      const start = toGaussian(given.start, 'start');
      const limits = toDescentOptions(given);
      requireTrace('maxSteps', limits.maxSteps + 1, 5);
      const { stop, trace } = core.call('maxSteps', (raw) => raw.divergenceFit(way, mixture, start, limits));
      const last = trace.at(-1);
      if (last === undefined) throw new Error('fit returned no trace');
      return { stop, q: last.q, value: last.value, trace };
    },

    landscape(direction, p, means, logSigmas) {
      const [way, mixture] = [toDirection(direction), toMixture(p)];
      const [across, down] = toGrid(means, logSigmas);
      return core.call('means', (raw) => raw.divergenceLandscape(way, mixture, across, down));
    },

    grid(means, logSigmas) {
      const [across, down] = toGrid(means, logSigmas);
      requireTrace('means', across.length * down.length, 2);
      return core.call('means', (raw) => raw.divergenceGrid(across, down));
    },

    localOptima(value) {
      const given = options<LocalOptimaOptions>(value, 'options', OPTIMA_OPTIONS);
      const [way, mixture] = [toDirection(given.direction), toMixture(given.p)];
      const starts = toStarts(given.starts);
      const limits = toDescentOptions(given);
      return core.call('starts', (raw) => raw.divergenceLocalOptima(way, mixture, starts, limits));
    },

    alphaDivergence(p, q, alpha) {
      const [mixture, gaussian] = [toMixture(p), toGaussian(q, 'q')];
      const order = finite(alpha, 'alpha');
      return core.call('p', (raw) => raw.divergenceAlphaDivergence(mixture, gaussian, order));
    },

    alphaPath(p, start, alphas, fixedSigma) {
      const [mixture, from] = [toMixture(p), toGaussian(start, 'start')];
      const orders = vector(alphas, 'alphas');
      requireTrace('alphas', orders.length, 4);
      const fixed = boolean(fixedSigma ?? false, 'fixedSigma');
      return core.call('alphas', (raw) => raw.divergenceAlphaPath(mixture, from, orders, fixed));
    },
  };
}
