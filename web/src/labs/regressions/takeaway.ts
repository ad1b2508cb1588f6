// What can be taken away: tables, and the run as code. No DOM.
import { dataTable, responsibilitiesTable, traceTable } from '../../em/tables.ts';
import type { NumberTable, Position } from '../../shell/takeaway.ts';
import { type Examples, xOf } from './data.ts';
import type { Snapshot } from './model.ts';

export function tables({ history, index }: Position<Snapshot>): NumberTable[] {
  const { data, responsibilities, owners } = history[index] as Snapshot;
  const { columns, labelled } = data;
  return [
    traceTable(history),
    dataTable(
      columns,
      () => pairs(data),
      () => pairs(labelled),
      labelled.z,
    ),
    ...responsibilitiesTable(responsibilities, owners),
  ];
}

const pairs = (examples: Examples): number[][] => Array.from(examples.y, (y, n) => [xOf(examples, n), y]);

export { scripts } from './code.ts';
