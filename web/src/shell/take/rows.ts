// Matrices row by row, as tables and scripts want them.

export interface Rows {
  readonly rows: number;
  readonly cols: number;
  /** Row-major. */
  readonly data: ArrayLike<number>;
}

export const rowsOf = ({ rows, cols, data }: Rows): number[][] =>
  Array.from({ length: rows }, (_, n) =>
    Array.from({ length: cols }, (_, j) => data[n * cols + j] as number),
  );
