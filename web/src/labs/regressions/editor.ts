// The points as a table of numbers that can be changed. Lines are changed by numbers beside their equations.
import { PointsTable } from '../../em/points-table.ts';
import type { Editor } from '../../shell/lab.ts';
import { pointsOf } from './data.ts';
import type { Snapshot } from './model.ts';

const table = new PointsTable();

export const editor: Editor<Snapshot> = {
  tables: ({ params, data: { columns, ...data } }, on) =>
    table.render({
      points: pointsOf({ columns, ...data }),
      columns,
      components: params.weights.length,
      ...on,
    }),
};
