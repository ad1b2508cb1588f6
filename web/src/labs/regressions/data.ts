// Data sets: what EM is shown, as a design with a column of ones and a response.
import { lasting } from '../../../../wasm/api/lasting.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import { letter, reveal, truthOf } from '../../em/labels.ts';
import { penguins } from '../../em/penguins.ts';
import { edited, type Numbers, type PointEdit, type Points, truths } from '../../em/points.ts';
import type { OwnData, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { mixtures } from './presets.ts';
import { sample } from './sample.ts';

/** Examples as the core takes them. */
export interface Examples {
  /** N × 2: a one for the intercept, then x. */
  readonly X: Matrix;
  /** N. */
  readonly y: Float64Array;
}

export interface RegressionData extends Examples {
  /** Names of x and y. */
  readonly columns: readonly [string, string];
  /** Examples whose line is known to EM. */
  readonly labelled: Examples & { readonly z: Int32Array };
  /** True line of each unlabelled example, −1 where unknown; hidden from EM. */
  readonly truth?: Int32Array;
  readonly classes: readonly string[];
  readonly ids: Numbers;
  /** The data set before anything in it was changed by hand. */
  readonly original?: RegressionData;
}

type Rows = Omit<OwnData, 'name'>;

/** x of the design's row n. */
export const xOf = ({ X }: Examples, n: number): number => X.data[2 * n + 1] as number;

/** The data set that the controls ask for. */
export function load(values: Values, own?: OwnData): RegressionData {
  const rows = rowsOf(String(values.data), Number(values.dataSeed), own);
  return dataOf(rows, Number(values.labels), Number(values.k));
}

function rowsOf(name: string, seed: number, own?: OwnData): Rows {
  if (name === 'own') {
    if (!own) throw new Error(msg`Bring your own data first: choose or paste a CSV below.`);
    return own;
  }
  if (name === 'penguins') return penguins;
  const mixture = mixtures[name];
  if (!mixture) throw new Error(msg`There is no data set “${name}”.`);
  const { X, z } = sample(mixture.lines, mixture.count, seed);
  return { columns: ['x', 'y'], X, z, classes: mixture.lines.map((_, k) => letter(k)) };
}

function dataOf({ columns, X, z, classes }: Rows, perClass: number, k: number): RegressionData {
  const { shown, rest } = reveal(z, perClass, k);
  return {
    columns,
    ...examplesAt(X, rest),
    labelled: { ...examplesAt(X, shown), z: Int32Array.from(shown, (n) => z[n] as number) },
    ...truthOf(z, rest),
    classes,
    ids: { unlabelled: rest, labelled: shown },
  };
}

/** The same data with a point added, moved, erased or labelled by hand. */
export function withPoint(data: RegressionData, edit: PointEdit, k: number): RegressionData {
  const { ids, X, labelled } = edited(pointsOf(data), edit, k);
  const original = data.original ?? data;
  return {
    columns: data.columns,
    ...examplesAt(X, [...ids.keys()]),
    labelled: { ...examplesAt(labelled.X, [...labelled.ids.keys()]), z: Int32Array.from(labelled.z) },
    ...truthOf(truths(original), ids),
    classes: data.classes,
    ids: { unlabelled: ids, labelled: labelled.ids },
    original,
  };
}

export const pointsOf = ({ labelled, ids, ...unlabelled }: RegressionData): Points => ({
  ids: ids.unlabelled,
  X: placesOf(unlabelled),
  labelled: { ids: ids.labelled, X: placesOf(labelled), z: [...labelled.z] },
});

/** x and y of each, row-major. */
export const placesOf = (examples: Examples): Float64Array =>
  Float64Array.from({ length: 2 * examples.y.length }, (_, i) =>
    i % 2 === 0 ? xOf(examples, i / 2) : (examples.y[(i - 1) / 2] as number),
  );

function examplesAt(rows: Float64Array, which: readonly number[]): Examples {
  const X = new Float64Array(2 * which.length);
  which.forEach((n, i) => {
    X[2 * i] = 1;
    X[2 * i + 1] = rows[2 * n] as number;
  });
  return {
    X: { rows: which.length, cols: 2, data: lasting(X) },
    y: lasting(Float64Array.from(which, (n) => rows[2 * n + 1] as number)),
  };
}
