/** What the linear Gaussian functions accept, turned into what the bindings take. */

import { MAX_SEED, toExamples, toSeed } from './arguments.ts';
import { MAX_ITERATIONS, requireMemory } from './limits.ts';
import type { LinearGaussianModel, LinearGaussianModelLike } from './linear_gaussian.ts';
import type {
  LinearGaussianFitOptions,
  LinearGaussianState,
  LinearGaussianStateLike,
  LinearGaussianStepOptions,
} from './linear_gaussian_run.ts';
import type { RawSgvbFitOptions, RawSgvbStepOptions } from './raw.ts';
import type { Matrix, MatrixLike } from './types.ts';
import { finite, integer, matrix, options, record, vector, word } from './validate.ts';
import type { BoundObjective, VariationalGaussian, VariationalGaussianLike } from './variational.ts';

export const STEP_OPTIONS = [
  'optimizer',
  'stepSize',
  'objective',
  'beta1',
  'beta2',
  'epsilon',
  'tau',
  'kappa',
] as const satisfies readonly (keyof LinearGaussianStepOptions)[];

export function toModel(value: LinearGaussianModelLike): LinearGaussianModel {
  const given = record<LinearGaussianModelLike>(value, 'model', 'a model { W, b, gamma }');
  const W = toExamples(given.W, 'W');
  requireMemory('W', { rows: W.rows + W.cols, features: W.cols, components: 0 });
  return { W, b: vector(given.b, 'b'), gamma: finite(given.gamma, 'gamma') };
}

/** A q of either family; `logSigma` tells a factorized one, as it does in the bindings. */
export function toFamily(value: VariationalGaussianLike): VariationalGaussian {
  const kind = '{ mean, logSigma } or { mean, logDiagonal, lower }';
  const given = record<VariationalGaussianLike>(value, 'q', kind);
  const mean = vector(given.mean, 'q.mean');
  if (!('logDiagonal' in given)) return { mean, logSigma: vector(given.logSigma, 'q.logSigma') };
  const lower = matrix(given.lower, 'q.lower');
  requireMemory('q.lower', { rows: lower.rows, features: lower.cols, components: 0 });
  return { mean, logDiagonal: vector(given.logDiagonal, 'q.logDiagonal'), lower };
}

/** Points or noise, one row per sample, checked against memory beside what each needs of a model with d rows. */
export function toSamples(value: MatrixLike, name: string, d = 0): Matrix {
  const given = matrix(value, name);
  requireMemory(name, { rows: given.rows, features: given.cols + d, components: 0 });
  return given;
}

export const toObjective = (value: unknown): BoundObjective =>
  word(value ?? 'elbo', 'objective', ['elbo', 'without_entropy', 'without_prior_kl', 'kl_only']);

/** Every option set. */
export function toStepOptions(given: LinearGaussianStepOptions): RawSgvbStepOptions {
  const number = (name: (typeof STEP_OPTIONS)[number], byDefault: number) =>
    finite(given[name] ?? byDefault, name);
  return {
    optimizer: word(
      given.optimizer ?? 'gradient_ascent',
      'optimizer',
      ['gradient_ascent', 'adam', 'robbins_monro'],
      { gradient: 'gradient_ascent', sgd: 'gradient_ascent' },
    ),
    stepSize: number('stepSize', 1e-3),
    objective: toObjective(given.objective),
    beta1: number('beta1', 0.9),
    beta2: number('beta2', 0.999),
    epsilon: number('epsilon', 1e-8),
    tau: number('tau', 100),
    kappa: number('kappa', 0.75),
  };
}

/** As `toStepOptions`, for a function that has no other options. */
export const toOnlyStepOptions = (value: LinearGaussianStepOptions | undefined): RawSgvbStepOptions =>
  toStepOptions(options<LinearGaussianStepOptions>(value ?? {}, 'options', STEP_OPTIONS));

/** What a run and a fit have in common; the numbers of samples are checked against memory. */
export function toFitOptions(
  given: LinearGaussianFitOptions,
  { W }: LinearGaussianModel,
  steps: number,
): RawSgvbFitOptions {
  const count = (name: 'samples' | 'evaluationSamples', byDefault: number) => {
    const rows = integer(given[name] ?? byDefault, name, 1);
    requireMemory(name, { rows, features: W.rows + W.cols, components: 0 });
    return rows;
  };
  return {
    ...toStepOptions(given),
    seed: toSeed(given.seed),
    steps,
    samples: count('samples', 10),
    traceEvery: integer(given.traceEvery ?? 10, 'traceEvery', 1, MAX_ITERATIONS),
    evaluationSamples: count('evaluationSamples', 1000),
  };
}

export function toState(value: LinearGaussianStateLike): LinearGaussianState {
  const given = record<LinearGaussianStateLike>(value, 'state', 'a state { q, step, moments }');
  const { first, second, steps } = record<NonNullable<LinearGaussianStateLike['moments']>>(
    given.moments ?? { first: [], second: [], steps: 0 },
    'state.moments',
    '{ first, second, steps }',
  );
  return {
    q: toFamily(given.q),
    step: integer(given.step ?? 0, 'state.step', 0, MAX_SEED),
    moments: {
      first: vector(first, 'state.moments.first'),
      second: vector(second, 'state.moments.second'),
      steps: integer(steps, 'state.moments.steps', 0, MAX_SEED),
    },
  };
}

/** How many numbers q has. */
export const sizeOf = (q: VariationalGaussian): number =>
  q.mean.length * ('lower' in q ? q.mean.length + 2 : 2);
