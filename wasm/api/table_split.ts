/** From a table to what EM takes: a data matrix, and labels where there are some. */
import { type Column, type Table, TableError, type TextColumn } from './table.ts';
import type { Matrix } from './types.ts';

/** The label of a row without one. */
export const UNLABELLED = -1;

export interface Split {
  /** Names of the columns of X, in order. */
  readonly columns: readonly string[];
  /** N × D, the rows in which every chosen column has a number. */
  readonly X: Matrix;
  /** One label per row of X, −1 where it has none; undefined without a label column. */
  readonly z: Int32Array | undefined;
  /** What label k is called; the number itself where labels are integers. */
  readonly classes: readonly string[];
  /** Rows of the table left out because a chosen column is missing there. */
  readonly dropped: number;
}

/** The columns named x_1, x_2, … in the order of their numbers; where there is none, all numeric ones but `label`. */
export function defaultColumns(table: Table, label?: string): string[] {
  const numbered = table.columns.filter(({ name }) => /^x_?\d+$/i.test(name));
  if (numbered.length > 0) {
    const order = (name: string) => Number(name.replace(/\D/g, ''));
    return numbered.map(({ name }) => name).sort((a, b) => order(a) - order(b));
  }
  return table.columns.filter(({ name, numeric }) => numeric && name !== label).map(({ name }) => name);
}

/**
 * Splits a table into data and labels.
 *
 * A label column of integers counts from 0; in one of words each distinct word is a class, in order of appearance.
 * −1 or missing is unlabelled in both.
 *
 * @param columns at least one, all numeric
 * @param label   the label column; none if undefined
 * @throws TableError if a column is absent, is not numeric, or a label is no integer ≥ −1; or if no row is complete
 */
export function splitTable(table: Table, columns: readonly string[], label?: string): Split {
  if (columns.length === 0) throw new TableError('no numeric column to use as data');
  const chosen = columns.map((name) => numbers(table, name));
  const kept: number[] = [];
  for (let r = 0; r < table.rows; ++r) {
    if (chosen.every((values) => !Number.isNaN(values[r]))) kept.push(r);
  }
  if (kept.length === 0) throw new TableError(`no row has a number in every one of ${columns.join(', ')}`);
  const data = new Float64Array(kept.length * chosen.length);
  kept.forEach((r, n) => {
    chosen.forEach((values, d) => {
      data[n * chosen.length + d] = values[r] as number;
    });
  });
  const { all, classes } = label === undefined ? { all: undefined, classes: [] } : labelsOf(table, label);
  return {
    columns: [...columns],
    X: { rows: kept.length, cols: chosen.length, data },
    z: all && Int32Array.from(kept, (r) => all[r] as number),
    classes,
    dropped: table.rows - kept.length,
  };
}

/** The rows of X without a label, and those with one. */
export function byLabel(
  X: Matrix,
  z: Int32Array,
): { unlabelled: Matrix; labelled: { X: Matrix; z: Int32Array } } {
  const pick = (wanted: (label: number) => boolean): Matrix => {
    const rows = Array.from(z.keys()).filter((n) => wanted(z[n] as number));
    const data = new Float64Array(rows.length * X.cols);
    rows.forEach((n, i) => {
      data.set(X.data.subarray(n * X.cols, (n + 1) * X.cols), i * X.cols);
    });
    return { rows: rows.length, cols: X.cols, data };
  };
  return {
    unlabelled: pick((label) => label < 0),
    labelled: { X: pick((label) => label >= 0), z: z.filter((label) => label >= 0) },
  };
}

function columnOf(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  throw new TableError(
    `there is no column ${name}; the columns are ${table.columns.map((c) => c.name).join(', ')}`,
  );
}

/** A text column's first cell that is no number, as an error that says where it stands. */
function notANumber(table: Table, { name, values, firstText }: TextColumn, allowed: string): TableError {
  const cell = JSON.stringify((values[firstText] ?? '').slice(0, 40));
  return new TableError(`must be ${allowed}; found ${cell}`, {
    line: table.lines[firstText] ?? 1,
    column: name,
  });
}

function numbers(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.numeric) return column.values;
  throw notANumber(table, column, 'a finite number, or empty where it is missing');
}

function labelsOf(table: Table, name: string): { all: Int32Array; classes: string[] } {
  const column = columnOf(table, name);
  if (!column.numeric) {
    const classes = [...new Set(column.values)].filter(
      (value) => value !== '' && value !== String(UNLABELLED),
    );
    if (classes.some((value) => Number.isFinite(Number(value)))) {
      throw notANumber(
        table,
        column,
        'an integer label like other cells of its column (or all of them words)',
      );
    }
    const index = new Map(classes.map((value, k) => [value, k]));
    return { all: Int32Array.from(column.values, (value) => index.get(value) ?? UNLABELLED), classes };
  }
  let last = UNLABELLED;
  const all = Int32Array.from(column.values, (value, r) => {
    if (Number.isNaN(value)) return UNLABELLED;
    if (!Number.isInteger(value) || value < UNLABELLED || value >= table.rows) {
      const allowed = `an integer label, counted from 0 and less than the number of rows, or -1 or empty for unlabelled`;
      throw new TableError(`must be ${allowed}; found ${value}`, { line: table.lines[r] ?? 1, column: name });
    }
    last = Math.max(last, value);
    return value;
  });
  return { all, classes: Array.from({ length: last + 1 }, (_, k) => String(k)) };
}
