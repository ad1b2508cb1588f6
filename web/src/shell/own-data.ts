// From a student's table to a lab's data. Loaded only when a table is brought, with the CSV parser.
import { parseTable, type Table } from '../../../wasm/api/table.ts';
import { splitTable } from '../../../wasm/api/table_split.ts';
import type { OwnData } from './lab.ts';

export { parseTable };

export const numericNames = (table: Table): string[] =>
  table.columns.filter((column) => column.numeric).map((column) => column.name);

/** A column called like labels usually are, or else the first of few words. */
export function labelName(table: Table): string | undefined {
  const called = table.columns.find(({ name }) => /^(z|label|labels|class|species|target)$/i.test(name));
  const words = table.columns.find((column) => !column.numeric && new Set(column.values).size <= 20);
  return (called ?? words)?.name;
}

interface Choice {
  readonly name: string;
  readonly table: Table;
  readonly x: string;
  readonly y: string;
  readonly label: string;
}

export function split({ name, table, x, y, label }: Choice): { own: OwnData; dropped: number } {
  const { X, z, classes, dropped } = splitTable(table, [x, y], label || undefined);
  const own: OwnData = {
    name,
    columns: [x, y],
    X: X.data,
    z: z ?? new Int32Array(X.rows).fill(-1),
    classes,
  };
  return { own, dropped };
}
