// The equation of the current half-step, with the numbers of one component, or of one point, under its symbols.
import { live } from 'lit/directives/live.js';
import { html, type TemplateResult } from 'lit/html.js';
import { labelsCount, letter } from '../../em/labels.ts';
import { pointOf } from '../../em/snapshot.ts';
import { symbols } from '../../em/symbols.ts';
import { boundSlots } from '../../em/words.ts';
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { equationsOf } from '../../shell/ui/equation.ts';
import { fresh } from '../../shell/ui/fresh.ts';
import { markerIcon, shareBar } from '../../shell/ui/marker.ts';
import equations, { inOther } from './equations.tex';
import type { Snapshot } from './model.ts';

export interface Focus {
  /** The component whose numbers stand in the equations. */
  readonly component: number;
  /** The example whose numbers stand in the E-step's; the most undecided one until another is chosen. */
  readonly point: number | undefined;
}

export interface Chooser {
  component(k: number): void;
  point(n: number): void;
}

const equation = equationsOf(equations, inOther);

export function whyPanel(s: Snapshot, focus: Focus, choose: Chooser): TemplateResult {
  if (!s.phase) {
    return html`<p class="note">${msg`Every component is only a guess so far. The E-step will ask of each point how likely each component is to have produced it:`}</p>
      ${equation('e_step')} ${equation('gap')}`;
  }
  return s.phase === 'E' ? afterE(s, focus, choose) : afterM(s, focus, choose);
}

function afterE(s: Snapshot, focus: Focus, choose: Chooser): TemplateResult {
  const point = pointOf(s, focus);
  const { rows, data } = s.data.X;
  const picked = (event: Event) => {
    const n = Number((event.target as HTMLInputElement).value);
    if (Number.isFinite(n)) choose.point(Math.min(rows, Math.max(1, Math.round(n))) - 1);
  };
  return html`<p class="pick beside-heading">
      <label>${msg`Point`} <input type="number" min="1" max=${rows} .value=${live(String(point + 1))} @change=${picked} /></label>
      ${fresh(msg`at (${short(data[2 * point] ?? 0)}, ${short(data[2 * point + 1] ?? 0)})`)}
    </p>
    ${equation('e_step')}
    <table class="numbers">
      <thead><tr><th scope="col">k</th><th scope="col">${symbols().weight}&nbsp;𝒩(x)</th><th scope="col" colspan="2">${msg`${symbols().share}, its share`}</th></tr></thead>
      <tbody>${Array.from(s.params.weights, (_, k) => shareRow(s, point, k))}</tbody>
    </table>
    ${equation('gap')}`;
}

function shareRow(s: Snapshot, n: number, k: number): TemplateResult {
  const K = s.params.weights.length;
  const gamma = s.responsibilities?.data[n * K + k] ?? 0;
  const joint = s.logJoint?.data[n * K + k];
  return html`<tr>
    <th scope="row">${markerIcon(k)} ${letter(k)}</th>
    <td>${fresh(joint === undefined ? '' : short(Math.exp(joint), 2))}</td>
    <td>${fresh(fixed(gamma, 3))}</td>
    <td class="share">${shareBar(k, gamma)}</td>
  </tr>`;
}

function afterM(s: Snapshot, { component }: Focus, choose: Chooser): TemplateResult {
  const suffix = labelsCount(s) ? '_labelled' : '';
  return html`<div class="tabs beside-heading" role="group" aria-label=${msg`Component whose numbers are shown`}>
      ${Array.from(
        s.params.weights,
        (
          _,
          k,
        ) => html`<button type="button" aria-pressed=${k === component} @click=${() => choose.component(k)}>
          ${markerIcon(k)} ${letter(k)}
        </button>`,
      )}
    </div>
    ${equation(suffix ? `m_step_counts_labelled_${s.weightsFrom}` : 'm_step_counts')}
    ${equation(`m_step_means${suffix}`)} ${equation(`m_step_covariances${suffix}`)}
    ${equation('gap')}
    <p class="note">${msg`v = x − μ, the new mean; Σ as (xx, xy, yy).`}</p>`;
}

/** What stands under the symbols of the equations now shown, by slot name. */
export function slots(s: Snapshot, focus: Focus): Readonly<Record<string, string>> {
  const [component, point] = [focus.component, pointOf(s, focus)];
  const K = s.params.weights.length;
  const bounds = boundSlots(s);
  if (s.phase === 'E') {
    const shares = s.responsibilities?.data.subarray(point * K, (point + 1) * K) ?? new Float64Array();
    const owner = shares.indexOf(Math.max(...shares));
    return { ...bounds, gamma: `${letter(owner)} ${fixed(shares[owner] ?? 0, 3)}` };
  }
  if (s.phase !== 'M') return bounds;
  const k = Math.min(component, K - 1);
  const { means, weights, covariances } = s.params;
  const [xx = 0, xy = 0, , yy = 0] = covariances[k]?.data ?? [];
  return {
    ...bounds,
    pi: fixed(weights[k] ?? 0, 3),
    count: fixed(s.counts?.[k] ?? 0, 1),
    mu: `(${fixed(means.data[2 * k] ?? 0)}, ${fixed(means.data[2 * k + 1] ?? 0)})`,
    sigma: `(${short(xx, 2)}, ${short(xy, 2)}, ${short(yy, 2)})`,
  };
}
