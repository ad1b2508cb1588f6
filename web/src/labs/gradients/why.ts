// The followed estimator as an equation with its numbers, and all estimators in a small table.
import { html, type TemplateResult } from 'lit/html.js';
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { equationsOf } from '../../shell/ui/equation.ts';
import { fresh } from '../../shell/ui/fresh.ts';
import { markerIcon } from '../../shell/ui/marker.ts';
import { variance } from './describe.ts';
import equations from './equations.tex';
import { estimatorOf, type Id } from './estimators.ts';
import { followed, missing, POOL } from './look.ts';
import { pathOf, type Snapshot, shownOf } from './model.ts';

export interface Chooser {
  parameter(p: number): void;
  follow(id: Id): void;
}

const equation = equationsOf(equations);

export function whyPanel(s: Snapshot, p: number, choose: Chooser): TemplateResult {
  const here = followed(s.settings, s.problem);
  return html`<div class="tabs parameters" role="group" aria-label=${msg`Parameter whose gradient is shown`}>
      ${s.problem.parameters.map(
        (name, i) =>
          html`<button type="button" aria-pressed=${i === p} @click=${() => choose.parameter(i)}>∂/∂${name}</button>`,
      )}
    </div>
    <div class="follows hue${estimatorOf(here).mark}">${equation(here)} ${equation('gap')}</div>
    <table class="numbers estimators">
      <thead><tr>
        <th scope="col">${msg`estimator`}</th>
        <th scope="col">${msg`mean of ${s.settings.n}`}</th>
        <th scope="col">${msg`variance`}</th>
        <th scope="col" title=${msg`From ${POOL} draws`}>${msg`measured`}</th>
      </tr></thead>
      <tbody>${shownOf(s).map((id) => tableRow(s, id, p, id === here, choose))}</tbody>
    </table>
    ${why(s)}`;
}

function tableRow(s: Snapshot, id: Id, p: number, here: boolean, choose: Chooser): TemplateResult {
  const row = s.rows.find((r) => r.id === id);
  const { name, mark } = estimatorOf(id);
  const error = row?.standardError[p] ?? 0;
  return html`<tr aria-current=${here ? 'step' : 'false'}>
    <th scope="row" class="tabs">
      <button type="button" aria-pressed=${here} title=${msg`Show on the stage`} @click=${() => choose.follow(id)}>
        ${markerIcon(mark)} ${name}
      </button>
    </th>
    <td>${fresh(`${fixed(row?.mean[p] ?? 0)} ± ${error < 1e-12 ? '0' : short(error, 2)}`)}</td>
    <td>${fresh(variance(row?.exact[p] ?? 0))}</td>
    <td>${fresh(variance(row?.measured[p] ?? 0))}</td>
  </tr>`;
}

/** Where a reparameterization does not exist, why, and what remains. */
function why({ problem }: Snapshot): TemplateResult | string {
  if (missing('path', problem))
    return html`<p class="note">${msg`z is one of four states. When θ changes a little, a sample stays where it is or jumps: it has no derivative, so no gradient can run along its path. The score function only needs ln q, and remains.`}</p>`;
  return '';
}

/** What stands under the symbols of the equation, by slot name. */
export function slots(s: Snapshot, p: number): Readonly<Record<string, string>> {
  const row = s.rows.find(({ id }) => id === followed(s.settings, s.problem));
  const curve = s.parabolas[p];
  const path = pathOf(s);
  return {
    mean: fixed(row?.mean[p] ?? 0),
    n: String(s.settings.n),
    a: fixed(curve?.used ?? 0),
    truth: fixed(s.problem.evidence),
    bound: fixed(path.elbo),
    gap: short(Math.max(0, path.gap)),
  };
}
