/** What the Gaussian-mixture functions accept, turned into what the bindings take. */

import { InvalidArgument } from './errors.ts';
import type { GmmInit, GmmLabelled, GmmParams, GmmParamsLike } from './gmm.ts';
import { requireMemory } from './limits.ts';
import type { RawLabelled } from './raw.ts';
import type { LabelsLike, Matrix, MatrixLike } from './types.ts';
import { labels, matrix, nonNegative, oneOf, options, show, vector } from './validate.ts';

export function toParams(value: GmmParamsLike, name = 'params'): GmmParams {
  if (typeof value !== 'object' || value === null) {
    throw new InvalidArgument(name, `must be { weights, means, covariances }; got ${show(value)}`);
  }
  const { weights, means, covariances } = value;
  if (!Array.isArray(covariances)) {
    throw new InvalidArgument('covariances', `must be an array of matrices; got ${show(covariances)}`);
  }
  return {
    weights: vector(weights, 'weights'),
    means: matrix(means, 'means'),
    covariances: Array.from(covariances, (covariance, k) => matrix(covariance, `covariances[${k}]`)),
  };
}

/** No labelled examples, given as nothing or as empty arrays, are `undefined`. */
export function toLabelled(value: GmmLabelled | undefined): RawLabelled | undefined {
  if (value === undefined || value === null) return undefined;
  const given = options<GmmLabelled>(value, 'labelled', ['X', 'z', 'alpha', 'weightsFrom']);
  return labelledFrom(given.X, given.z, given.alpha, given.weightsFrom);
}

export function labelledFrom(
  X: MatrixLike,
  z: LabelsLike,
  alpha: number = 1,
  weightsFrom: string = 'all',
): RawLabelled | undefined {
  const raw: RawLabelled = {
    X: matrix(X, 'labelled.X'),
    z: labels(z, 'labelled.z'),
    alpha: nonNegative(alpha, 'alpha'),
    weightsFrom: oneOf(weightsFrom, 'weightsFrom', ['all', 'unlabelled']),
  };
  if (raw.z.length !== raw.X.rows) {
    const rows = raw.X.rows;
    throw new InvalidArgument(
      'labelled.z',
      `must have one label per row of labelled.X, ${rows}; got ${raw.z.length}`,
    );
  }
  return raw.X.rows === 0 ? undefined : raw;
}

/** The rows that a call with components works on, checked against memory before anything is copied. */
export function toRows(value: MatrixLike, name: string, components: number, labelled?: RawLabelled): Matrix {
  const given = matrix(value, name);
  requireMemory(name, { rows: given.rows + (labelled?.X.rows ?? 0), features: given.cols, components });
  return given;
}

const STARTS: Readonly<Record<string, GmmInit>> = {
  randomsplit: 'random_split',
  random: 'random_split',
  'kmeans++': 'kmeans++',
  kmeanspp: 'kmeans++',
  kmeansplusplus: 'kmeans++',
  labelledmeans: 'labelled_means',
  labeledmeans: 'labelled_means',
};

/** The name of a start, whatever its spelling. */
export function toInit(value: unknown, alternative = ''): GmmInit {
  const key = typeof value === 'string' ? value.toLowerCase().replace(/[\s_-]/g, '') : '';
  const start = Object.hasOwn(STARTS, key) ? STARTS[key] : undefined;
  if (start === undefined) {
    const names = "'random_split', 'kmeans++' or 'labelled_means'";
    throw new InvalidArgument('init', `must be ${names}${alternative}; got ${show(value)}`);
  }
  return start;
}
