/** What several tests need: the core, the reference data, and comparing numbers. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load, type Matrix } from '../../wasm/api/index.node.ts';
import { parseTable } from '../../wasm/api/table.ts';
import { byLabel, splitTable } from '../../wasm/api/table_split.ts';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

export const lab = await load();

const shared = new URL('../../../shared/', import.meta.url);

/** Reference numbers live beside the repository, not in it; where they are absent, tests say so and skip. */
export const sharedIsMissing = existsSync(new URL('golden/', shared)) ? false : '../shared is not here';

export const sharedPath = (path: string): string => fileURLToPath(new URL(path, shared));

export const golden = (name: string) => JSON.parse(readFileSync(sharedPath(`golden/${name}.json`), 'utf8'));

/** CS229 PS3's data: 980 unlabelled rows, 5 labelled ones in each of 4 classes. */
export function cs229() {
  const table = parseTable(readFileSync(sharedPath('data/cs229_gmm/train.csv'), 'utf8'));
  const { X, z } = splitTable(table, ['x_1', 'x_2'], 'z');
  assert.ok(z !== undefined);
  return byLabel(X, z);
}

/** A mixture of three groups in a plane. */
export const threeGroups = {
  weights: [0.5, 0.3, 0.2],
  means: [
    [0, 0],
    [3, 1],
    [-1, 4],
  ],
  covariances: [0, 1, 2].map((k) => [
    [1 + k, 0.3],
    [0.3, 0.5],
  ]),
};

export const matrix = (rows: number, cols: number, data: readonly number[]): Matrix => ({
  rows,
  cols,
  data: Float64Array.from(data),
});

/** |actual − expected| ≤ relative · max(1, |expected|). */
export function close(actual: number, expected: number, relative = 1e-12, what = 'the number'): void {
  const off = Math.abs(actual - expected);
  assert.ok(off <= relative * Math.max(1, Math.abs(expected)), `${what} is ${actual}, should be ${expected}`);
}

export function allClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  relative = 1e-12,
  what = 'entry',
): void {
  assert.equal(actual.length, expected.length, `${what}: ${actual.length} numbers`);
  for (let i = 0; i < expected.length; ++i) {
    close(actual[i] as number, expected[i] as number, relative, `${what}[${i}]`);
  }
}
