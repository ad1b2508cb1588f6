/** What the functions of black-box variational inference accept, turned into what the bindings take. */

import type { BbviCoefficient, BbviControl, BbviControlLike, BbviEstimator } from './bbvi.ts';
import type { BbviState, BbviStateLike, BbviStepOptions } from './bbvi_run.ts';
import type { BbviQ, BbviQLike, BbviTarget, BbviTargetName } from './bbvi_target.ts';
import { InvalidArgument } from './errors.ts';
import { requireMemory } from './limits.ts';
import type { RawBbviControl, RawBbviMethod, RawBbviStepOptions, RawBbviTarget } from './raw.ts';
import type { Matrix, MatrixLike } from './types.ts';
import { finite, integer, matrix, options, record, show, vector, word } from './validate.ts';

export const STEP_OPTIONS = [
  'control',
  'optimizer',
  'stepSize',
  'beta1',
  'beta2',
  'epsilon',
] as const satisfies readonly (keyof BbviStepOptions)[];

/** Parameters of each target with their defaults; those without have to be given. */
const PARAMETERS: Readonly<
  Record<BbviTargetName, Readonly<Record<string, number | 'vector' | 'matrix' | 'number'>>>
> = {
  gaussian_mean: { x: 1.5, noiseSigma: 1, priorMean: 0, priorSigma: 1 },
  linear_gaussian: { W: 'matrix', b: 'vector', gamma: 'number', x: 'vector' },
  banana: { curvature: 1, sigma: 0.5 },
  mixture: { weights: 'vector', means: 'matrix', sigmas: 'vector' },
  funnel: { sigma: 1.5 },
  discrete: { logWeights: 'vector' },
};
const NAMES = Object.keys(PARAMETERS) as BbviTargetName[];

/** Every parameter set. */
export function toTarget(value: BbviTarget): RawBbviTarget {
  const kind = 'a target { name, … } or the name of one';
  const given: Readonly<Record<string, unknown>> =
    typeof value === 'string' ? { name: value } : record<Record<string, unknown>>(value, 'target', kind);
  const name = word(given.name, 'target', NAMES);
  const parameters = PARAMETERS[name];
  options(given, 'target', ['name', 'logConstant', ...Object.keys(parameters)] as never[]);
  const raw: Record<string, unknown> = {
    name,
    logConstant: finite(given.logConstant ?? 0, 'target.logConstant'),
  };
  for (const [key, kind] of Object.entries(parameters))
    raw[key] = toParameter(given[key], `target.${key}`, kind);
  return raw as unknown as RawBbviTarget;
}

function toParameter(value: unknown, name: string, kind: number | 'vector' | 'matrix' | 'number'): unknown {
  if (kind === 'vector') return vector(value, name);
  if (kind === 'matrix') {
    const given = matrix(value, name);
    requireMemory(name, { rows: given.rows, features: given.cols, components: 0 });
    return given;
  }
  return finite(kind === 'number' ? value : (value ?? kind), name);
}

export function toQ(value: BbviQLike): BbviQ {
  const given = record<BbviQLike>(value, 'q', '{ mean, logSigma } or { logits }');
  if ('logits' in given) return { logits: vector(given.logits, 'q.logits') };
  return { mean: vector(given.mean, 'q.mean'), logSigma: vector(given.logSigma, 'q.logSigma') };
}

/** P, how many parameters q has. */
export const sizeOf = (q: BbviQ): number => ('logits' in q ? q.logits.length : 2 * q.mean.length);

/** Columns that the target's density needs beside those of z, for each sample. */
const widthOf = (target: RawBbviTarget | undefined): number =>
  target?.W?.rows ?? target?.weights?.length ?? target?.logWeights?.length ?? 1;

/** Noise or points, one row per sample, checked against memory beside what q and the target make of each. */
export function toSamples(value: MatrixLike, name: string, P: number, target?: RawBbviTarget): Matrix {
  const given = matrix(value, name);
  const features = given.cols + P + widthOf(target);
  requireMemory(name, { rows: given.rows, features, components: P > 0 ? 1 : 0 });
  return given;
}

/** Nodes of the quadrature in the plane, see the core's bbvi_exact.hpp. */
const NODES = 241 * 241;

/** A pair for the exact functions, checked against what quadrature needs. */
export function toPair(target: BbviTarget, q: BbviQLike): [RawBbviTarget, BbviQ] {
  const pair: [RawBbviTarget, BbviQ] = [toTarget(target), toQ(q)];
  const [{ name }, family] = pair;
  const rows = name === 'mixture' || name === 'banana' || name === 'funnel' ? NODES : 1;
  requireMemory('target', { rows, features: 2 + sizeOf(family) + widthOf(pair[0]), components: 0 });
  return pair;
}

const WORDS = ['per_coordinate', 'common', 'minus_elbo'] as const satisfies readonly BbviCoefficient[];
const NO_PILOT: Matrix = { rows: 0, cols: 0, data: new Float64Array() };

export function toControl(value: BbviControlLike | undefined): RawBbviControl {
  if (typeof value !== 'object' || value === null) return toControl({ coefficient: value ?? 0 });
  const given = options<BbviControl>(value, 'control', ['coefficient', 'origin', 'pilot']);
  const { coefficient = 0 } = given;
  const numeric = typeof coefficient === 'number';
  if (!numeric && typeof coefficient !== 'string') {
    const allowed = `a number, ${WORDS.map(show).join(' or ')}`;
    throw new InvalidArgument('control.coefficient', `must be ${allowed}; got ${show(coefficient)}`);
  }
  const origins = ['exact', 'same_samples', 'leave_one_out', 'pilot'] as const;
  return {
    coefficient: numeric ? 'given' : word(coefficient, 'control.coefficient', WORDS),
    value: numeric ? finite(coefficient, 'control.coefficient') : 0,
    origin: word(given.origin ?? 'leave_one_out', 'control.origin', origins),
    pilot: given.pilot === undefined ? NO_PILOT : toSamples(given.pilot, 'control.pilot', 1),
  };
}

export function toMethod(estimator: BbviEstimator, control: BbviControlLike | undefined): RawBbviMethod {
  const names = [
    'reparameterization_kl',
    'reparameterization',
    'sticking_the_landing',
    'score_function',
  ] as const;
  return { estimator: word(estimator, 'estimator', names), ...toControl(control) };
}

/** Every option set; `control` is a matter of `toMethod`. */
export function toStepOptions(given: BbviStepOptions): RawBbviStepOptions {
  const number = (name: 'stepSize' | 'beta1' | 'beta2' | 'epsilon', byDefault: number) =>
    finite(given[name] ?? byDefault, name);
  return {
    optimizer: word(given.optimizer ?? 'gradient_ascent', 'optimizer', ['gradient_ascent', 'adam'], {
      gradient: 'gradient_ascent',
      sgd: 'gradient_ascent',
    }),
    stepSize: number('stepSize', 0.01),
    beta1: number('beta1', 0.9),
    beta2: number('beta2', 0.999),
    epsilon: number('epsilon', 1e-8),
  };
}

export function toState(value: BbviStateLike): BbviState {
  const kind = 'a state { q, gradientMean, gradientSquare, steps }';
  const given = record<BbviStateLike>(value, 'state', kind);
  return {
    q: toQ(given.q),
    gradientMean: vector(given.gradientMean, 'state.gradientMean'),
    gradientSquare: vector(given.gradientSquare, 'state.gradientSquare'),
    steps: integer(given.steps, 'state.steps'),
  };
}
