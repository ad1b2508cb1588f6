// Data sets: what EM is shown. Generated ones come from the core, so that they are the same everywhere.
import type { GmmParamsLike } from '../../../../wasm/api/gmm.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import { penguins } from '../../data/penguins.ts';
import { letter, reveal, truthOf } from '../../em/labels.ts';
import type { Core, OwnData, Values } from '../../shell/lab.ts';
import { mixtures } from './presets.ts';

export interface GmmData {
  readonly columns: readonly [string, string];
  /** Unlabelled examples, N × 2. */
  readonly X: Matrix;
  /** Examples whose component is known to EM. */
  readonly labelled: { readonly X: Matrix; readonly z: Int32Array };
  /** True component of each unlabelled example, −1 where unknown; hidden from EM. */
  readonly truth?: Int32Array;
  readonly classes: readonly string[];
}

type Rows = Omit<OwnData, 'name'>;

/** The data set that the controls ask for. */
export async function load(values: Values, core: Core, own?: OwnData): Promise<GmmData> {
  const rows = await rowsOf(String(values.data), Number(values.dataSeed), core, own);
  return dataOf(rows, Number(values.labels), Number(values.k));
}

async function rowsOf(name: string, seed: number, core: Core, own?: OwnData): Promise<Rows> {
  if (name === 'own') {
    if (!own) throw new Error('Bring your own data first: choose or paste a CSV below.');
    return own;
  }
  if (name === 'penguins') return penguins;
  const mixture = mixtures[name];
  if (!mixture) throw new Error(`There is no data set “${name}”.`);
  const { X, z } = await core.gmm.sample(paramsOf(mixture.components), mixture.count, seed);
  const hidden = mixture.classes === false ? z.map(() => -1) : z;
  return {
    columns: ['x₁', 'x₂'],
    X: X.data,
    z: hidden,
    classes: mixture.components.map((_, k) => letter(k)),
  };
}

const paramsOf = (components: (typeof mixtures)[string]['components']): GmmParamsLike => ({
  weights: components.map(({ weight }) => weight),
  means: components.map(({ mean }) => mean),
  covariances: components.map(({ covariance: [xx, xy, yy] }) => [
    [xx, xy],
    [xy, yy],
  ]),
});

function dataOf({ columns, X, z, classes }: Rows, perClass: number, k: number): GmmData {
  const { shown, rest } = reveal(z, perClass, k);
  return {
    columns,
    X: rowsAt(X, rest),
    labelled: { X: rowsAt(X, shown), z: Int32Array.from(shown, (n) => z[n] as number) },
    ...truthOf(z, rest),
    classes,
  };
}

const rowsAt = (X: Float64Array, rows: readonly number[]): Matrix => ({
  rows: rows.length,
  cols: 2,
  data: Float64Array.from(rows.flatMap((n) => [X[2 * n] as number, X[2 * n + 1] as number])),
});
