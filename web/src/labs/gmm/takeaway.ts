// What can be taken away: tables, and the run as code. No DOM.
import { dataTable, responsibilitiesTable, traceTable } from '../../em/tables.ts';
import { rowsOf } from '../../shell/take/rows.ts';
import type { NumberTable, Position } from '../../shell/takeaway.ts';
import type { Snapshot } from './model.ts';

export function tables({ history, index }: Position<Snapshot>): NumberTable[] {
  const { data, responsibilities, owners } = history[index] as Snapshot;
  const { columns, X, labelled } = data;
  return [
    traceTable(history),
    dataTable(
      columns,
      () => rowsOf(X),
      () => rowsOf(labelled.X),
      labelled.z,
    ),
    ...responsibilitiesTable(responsibilities, owners),
  ];
}

export { scripts } from './code.ts';
