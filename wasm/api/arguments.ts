/** Arguments that functions of several models have. */
import { InvalidArgument } from './errors.ts';
import type { Matrix, MatrixLike } from './types.ts';
import { integer, matrix, show } from './validate.ts';

export const MAX_SEED = 2 ** 32 - 1;

/** A matrix of at least one row and column. */
export function toExamples(value: MatrixLike, name = 'X'): Matrix {
  const X = matrix(value, name);
  if (X.rows === 0 || X.cols === 0) {
    throw new InvalidArgument(name, `must have at least one row and one column; got ${X.rows} x ${X.cols}`);
  }
  return X;
}

export const toSeed = (value: number | undefined): number => integer(value ?? 0, 'seed', 0, MAX_SEED);

type Progress = (iteration: number, objective: number) => unknown;

/** A callback may throw; C++ must not be unwound by it. The error is kept, EM stops, and it is thrown afterwards. */
export function toProgress(onProgress: Progress | undefined | null) {
  if (onProgress === undefined || onProgress === null) return undefined;
  if (typeof onProgress !== 'function') {
    throw new InvalidArgument('onProgress', `must be a function; got ${show(onProgress)}`);
  }
  let thrown: { error: unknown } | undefined;
  return {
    report(iteration: number, objective: number): boolean {
      try {
        return onProgress(iteration, objective) !== false;
      } catch (error) {
        thrown = { error };
        return false;
      }
    },
    rethrow() {
      if (thrown !== undefined) throw thrown.error;
    },
  };
}
