/** Numbers and tables as text. */
import type { Matrix } from '../api/index.node.ts';

/** For JSON. */
export const toRows = ({ rows, cols, data }: Matrix): number[][] =>
  Array.from({ length: rows }, (_, r) => Array.from(data.subarray(r * cols, (r + 1) * cols)));

export const digits = (value: number, count = 8): string => String(Number(value.toPrecision(count)));

/** Columns of equal width; those beyond `sides` are aligned to the right. */
export function align(rows: readonly (readonly string[])[], sides: readonly ('left' | 'right')[]): string {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, c) =>
    Math.max(...rows.map((row) => (row[c] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, c) => (sides[c] === 'left' ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0)))
      .join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
