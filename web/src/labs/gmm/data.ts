// Data sets: what EM is shown. Generated ones come from the core, so that they are the same everywhere.
import type { GmmParamsLike } from '../../../../wasm/api/gmm.ts';
import { lasting } from '../../../../wasm/api/lasting.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import { letter, reveal, truthOf } from '../../em/labels.ts';
import { edited, type Numbers, type PointEdit, type Points, truths } from '../../em/points.ts';
import type { Core, OwnData, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
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
  readonly ids: Numbers;
  /** The data set before anything in it was changed by hand. */
  readonly original?: GmmData;
}

type Rows = Omit<OwnData, 'name'>;

/** The data set that the controls ask for. */
export async function load(values: Values, core: Core, own?: OwnData): Promise<GmmData> {
  const rows = await rowsOf(String(values.data), Number(values.dataSeed), core, own);
  return dataOf(rows, Number(values.labels), Number(values.k));
}

async function rowsOf(name: string, seed: number, core: Core, own?: OwnData): Promise<Rows> {
  if (name === 'own') {
    if (!own) throw new Error(msg`Bring your own data first: choose or paste a CSV below.`);
    return own;
  }
  if (name === 'penguins') return (await import('../../em/penguins.ts')).penguins;
  const mixture = mixtures[name];
  if (!mixture) throw new Error(msg`There is no data set “${name}”.`);
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
    ids: { unlabelled: rest, labelled: shown },
  };
}

/** The same data with a point added, moved, erased or labelled by hand. */
export function withPoint(data: GmmData, edit: PointEdit, k: number): GmmData {
  const { ids, X, labelled } = edited(pointsOf(data), edit, k);
  const original = data.original ?? data;
  return {
    columns: data.columns,
    X: matrixOf(X),
    labelled: { X: matrixOf(labelled.X), z: Int32Array.from(labelled.z) },
    ...truthOf(truths(original), ids),
    classes: data.classes,
    ids: { unlabelled: ids, labelled: labelled.ids },
    original,
  };
}

export const pointsOf = ({ X, labelled, ids }: GmmData): Points => ({
  ids: ids.unlabelled,
  X: X.data,
  labelled: { ids: ids.labelled, X: labelled.X.data, z: [...labelled.z] },
});

const matrixOf = (data: Float64Array): Matrix => ({ rows: data.length / 2, cols: 2, data: lasting(data) });

const rowsAt = (X: Float64Array, rows: readonly number[]): Matrix =>
  matrixOf(Float64Array.from(rows.flatMap((n) => [X[2 * n] as number, X[2 * n + 1] as number])));
