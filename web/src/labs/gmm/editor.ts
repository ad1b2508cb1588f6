// The mixture and the points as tables of numbers that can be changed.
import { html, type TemplateResult } from 'lit/html.js';
import { letter } from '../../em/labels.ts';
import { numberBox, PointsTable } from '../../em/points-table.ts';
import type { Editor } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { pointsOf } from './data.ts';
import type { Edit } from './edits.ts';
import type { Snapshot } from './model.ts';

const points = new PointsTable();

export const editor: Editor<Snapshot> = {
  tables: ({ params, data }, { edit, changed }) => html`<div class="scroll"><table class="numbers edit">
      <caption>${msg`Parameters; the other weights share the rest as before`}</caption>
      <thead><tr>
        <th scope="col">${msg`component`}</th><th scope="col">${msg`weight`}</th><th scope="col">${msg`mean ${data.columns[0]}`}</th><th scope="col">${msg`mean ${data.columns[1]}`}</th>
        <th scope="col">Σ₁₁</th><th scope="col">Σ₁₂</th><th scope="col">Σ₂₂</th>
      </tr></thead>
      <tbody>${Array.from(params.weights, (_, k) => component(params, data.columns, k, edit))}</tbody>
    </table></div>
    ${points.render({ points: pointsOf(data), columns: data.columns, components: params.weights.length, edit, changed })}`,
};

function component(
  { weights, means, covariances }: Snapshot['params'],
  columns: readonly [string, string],
  k: number,
  edit: (edit: Edit) => void,
): TemplateResult {
  const name = letter(k);
  const [x = 0, y = 0] = means.data.subarray(2 * k);
  const [xx = 0, xy = 0, , yy = 0] = covariances[k]?.data ?? [];
  const box = (label: string, value: number, set: (value: number) => Edit) =>
    html`<td>${numberBox(label, value, (typed) => edit(set(typed)))}</td>`;
  const entry = (symbol: string) => msg`${symbol} of ${name}`;
  return html`<tr>
    <th scope="row">${name}</th>
    ${box(msg`Weight of ${name}`, weights[k] as number, (weight) => ({ component: k, weight }))}
    ${box(msg`Mean ${columns[0]} of ${name}`, x, (typed) => ({ component: k, mean: [typed, y] }))}
    ${box(msg`Mean ${columns[1]} of ${name}`, y, (typed) => ({ component: k, mean: [x, typed] }))}
    ${box(entry('Σ₁₁'), xx, (typed) => ({ component: k, covariance: [typed, xy, yy] }))}
    ${box(entry('Σ₁₂'), xy, (typed) => ({ component: k, covariance: [xx, typed, yy] }))}
    ${box(entry('Σ₂₂'), yy, (typed) => ({ component: k, covariance: [xx, xy, typed] }))}
  </tr>`;
}
