/** What the functions for mixtures of regressions accept, turned into what the bindings take. */

import { InvalidArgument } from './errors.ts';
import { requireMemory } from './limits.ts';
import type {
  LinearMixtureInit,
  LinearMixtureLabelled,
  LinearMixtureParams,
  LinearMixtureParamsLike,
} from './linear_mixture.ts';
import type { RawLinearMixtureLabelled } from './raw.ts';
import type { LabelsLike, Matrix, MatrixLike, VectorLike } from './types.ts';
import { labels, matrix, nonNegative, oneOf, options, record, vector, word } from './validate.ts';

export function toParams(value: LinearMixtureParamsLike, name = 'params'): LinearMixtureParams {
  const given = record<LinearMixtureParamsLike>(value, name, '{ weights, W, variances }');
  return {
    weights: vector(given.weights, 'weights'),
    W: matrix(given.W, 'W'),
    variances: vector(given.variances, 'variances'),
  };
}

/** No labelled examples, given as nothing or as empty arrays, are `undefined`. */
export function toLabelled(value: LinearMixtureLabelled | undefined): RawLinearMixtureLabelled | undefined {
  if (value === undefined || value === null) return undefined;
  const keys = ['X', 'y', 'z', 'alpha', 'weightsFrom'] as const;
  const { X, y, z, alpha, weightsFrom } = options<LinearMixtureLabelled>(value, 'labelled', keys);
  return labelledFrom(X, y, z, alpha, weightsFrom);
}

export function labelledFrom(
  X: MatrixLike,
  y: VectorLike,
  z: LabelsLike,
  alpha: number = 1,
  weightsFrom: string = 'all',
): RawLinearMixtureLabelled | undefined {
  const raw: RawLinearMixtureLabelled = {
    X: matrix(X, 'labelled.X'),
    y: vector(y, 'labelled.y'),
    z: labels(z, 'labelled.z'),
    alpha: nonNegative(alpha, 'alpha'),
    weightsFrom: oneOf(weightsFrom, 'weightsFrom', ['all', 'unlabelled']),
  };
  const rows = raw.X.rows;
  for (const [name, { length }] of [
    ['labelled.y', raw.y],
    ['labelled.z', raw.z],
  ] as const) {
    if (length !== rows)
      throw new InvalidArgument(name, `must have one entry per row of labelled.X, ${rows}; got ${length}`);
  }
  return rows === 0 ? undefined : raw;
}

/** Rows that a call with K lines works on, checked against memory before anything is copied. */
export function toRows(
  value: MatrixLike,
  name: string,
  components: number,
  labelled?: RawLinearMixtureLabelled,
): Matrix {
  const given = matrix(value, name);
  // The response and an intercept are two columns more.
  requireMemory(name, {
    rows: given.rows + (labelled?.X.rows ?? 0),
    features: given.cols + 2,
    components,
  });
  return given;
}

export const toInit = (value: unknown): LinearMixtureInit =>
  word(value ?? 'random_lines', 'init', ['random_split', 'random_lines'], {
    random: 'random_lines',
    lines: 'random_lines',
    split: 'random_split',
  });
