// The equation of the current half-step, with the numbers of one line, or of one point, under its symbols.
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { labelsCount, letter } from '../../em/labels.ts';
import { pointOf } from '../../em/snapshot.ts';
import { symbols } from '../../em/symbols.ts';
import { boundSlots } from '../../em/words.ts';
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { equationsOf } from '../../shell/ui/equation.ts';
import { fresh } from '../../shell/ui/fresh.ts';
import { markerIcon, shareBar } from '../../shell/ui/marker.ts';
import { xOf } from './data.ts';
import type { LineEdit } from './edits.ts';
import equations, { inOther } from './equations.tex';
import type { Snapshot } from './model.ts';

export interface Focus {
  /** The line whose numbers stand in the equations. */
  readonly line: number;
  /** The example whose numbers stand in the E-step's; the most undecided one until another is chosen. */
  readonly point: number | undefined;
}

export interface Actions {
  line(k: number): void;
  point(n: number): void;
  edit(change: LineEdit): void;
}

const equation = equationsOf(equations, inOther);

export const whyPanel = (s: Snapshot, focus: Focus, on: Actions): TemplateResult =>
  html`${byNumbers(s, focus, on)} ${s.twin === undefined ? nothing : twins(s.twin, on)}
    ${s.phase === undefined ? atStart() : s.phase === 'E' ? afterE(s, focus, on) : afterM(s, focus, on)}`;

const atStart =
  () => html`<p class="note">${msg`Every line is only a guess so far. The E-step will ask of each point how likely each line is to have produced it:`}</p>
  ${equation('e_step')} ${equation('gap')}`;

/** Nothing in the data tells equal lines apart, so somebody else must. */
const twins = (line: number, on: Actions) => html`<p class="twins">
  <button type="button" @click=${() => on.edit({ line, nudge: true })}>${msg`Nudge line ${letter(line)}`}</button>
  <span>${msg`Equal lines: no step parts them.`}</span>
</p>`;

function afterE(s: Snapshot, focus: Focus, on: Actions): TemplateResult {
  const point = pointOf(s, focus);
  const rows = s.data.y.length;
  const picked = (event: Event) => {
    const n = (event.target as HTMLInputElement).valueAsNumber;
    if (Number.isFinite(n)) on.point(Math.min(rows, Math.max(1, Math.round(n))) - 1);
  };
  return html`${equation('e_step')}
    <p class="pick">
      <label>${msg`Point`} <input type="number" min="1" max=${rows} .value=${live(String(point + 1))} @change=${picked} /></label>
      ${fresh(msg`at (${short(xOf(s.data, point))}, ${short(s.data.y[point] ?? 0)})`)}
    </p>
    <table class="numbers">
      <thead><tr><th scope="col">k</th><th scope="col">${msg`residual`}</th><th scope="col">${symbols().weight}&nbsp;𝒩(y)</th><th scope="col" colspan="2">${msg`${symbols().share}, its share`}</th></tr></thead>
      <tbody>${Array.from(s.params.weights, (_, k) => shareRow(s, point, k))}</tbody>
    </table>
    ${equation('gap')}`;
}

function shareRow(s: Snapshot, n: number, k: number): TemplateResult {
  const i = n * s.params.weights.length + k;
  const gamma = s.responsibilities?.data[i] ?? 0;
  const joint = s.logJoint?.data[i];
  const residual = (s.data.y[n] ?? 0) - (s.fitted.data[i] ?? 0);
  return html`<tr>
    <th scope="row">${markerIcon(k)} ${letter(k)}</th>
    <td>${fresh(fixed(residual))}</td>
    <td>${fresh(joint === undefined ? '' : short(Math.exp(joint), 2))}</td>
    <td>${fresh(fixed(gamma, 3))}</td>
    <td class="share">${shareBar(k, gamma)}</td>
  </tr>`;
}

function afterM(s: Snapshot, { line }: Focus, on: Actions): TemplateResult {
  if (s.moved && 'line' in s.moved)
    return html`<p class="note">${msg`Line ${letter(s.moved.line)} is now where the hand put it, not where least squares would. The E-step will ask again how likely each line is:`}</p>
      ${equation('e_step')}`;
  const suffix = labelsCount(s) ? '_labelled' : '';
  const old = s.made === 'M' ? s.oldSquares?.[line] : undefined;
  return html`${tabs(s, line, on)}
    ${equation(`m_step_line${suffix}`)} ${equation(`m_step_noise${suffix}`)}
    ${equation(suffix ? `m_step_weights_labelled_${s.weightsFrom}` : 'm_step_weights')}
    ${equation('gap')}
    ${s.twin === undefined ? html`<p class="note">${msg`w = (intercept, slope).`}${old === undefined ? '' : html` ${fresh(msg`With the old w, ρ = ${short(old)}.`)}`}</p>` : nothing}`;
}

const tabs = (s: Snapshot, line: number, on: Actions) =>
  html`<div class="tabs" role="group" aria-label=${msg`Line whose numbers are shown`}>
    ${Array.from(
      s.params.weights,
      (_, k) => html`<button type="button" aria-pressed=${k === line} @click=${() => on.line(k)}>
        ${markerIcon(k)} ${letter(k)}
      </button>`,
    )}
  </div>`;

/** What dragging the ends of a line does, by typing. */
function byNumbers(s: Snapshot, { line }: Focus, on: Actions): TemplateResult {
  const [intercept = 0, slope = 0] = s.params.W.data.subarray(2 * line);
  const now = { line, intercept, slope };
  const box = (name: 'intercept' | 'slope', label: string) => html`<label>${label}
    <input
      type="number"
      step="any"
      name=${name}
      .value=${live(String(Number(now[name].toPrecision(4))))}
      @change=${(event: Event) => on.edit({ ...now, [name]: (event.target as HTMLInputElement).valueAsNumber })}
    /></label>`;
  return html`<details class="by-numbers">
    <summary>${msg`Move a line by numbers`}</summary>
    <p class="pick">
      <label>${msg`Line`} <select @change=${(event: Event) => on.line(Number((event.target as HTMLSelectElement).value))}>
        ${Array.from(s.params.weights, (_, k) => html`<option value=${k} ?selected=${k === line}>${letter(k)}</option>`)}
      </select></label>
      ${box('intercept', msg`Intercept`)} ${box('slope', msg`Slope`)}
    </p>
  </details>`;
}

/** What stands under the symbols of the equations now shown, by slot name. */
export function slots(s: Snapshot, focus: Focus): Readonly<Record<string, string>> {
  const K = s.params.weights.length;
  const bounds = boundSlots(s);
  if (s.phase === 'E') {
    const point = pointOf(s, focus);
    const shares = s.responsibilities?.data.subarray(point * K, (point + 1) * K) ?? new Float64Array();
    const owner = shares.indexOf(Math.max(...shares));
    return { ...bounds, gamma: `${letter(owner)} ${fixed(shares[owner] ?? 0, 3)}` };
  }
  if (s.phase !== 'M') return bounds;
  const k = Math.min(focus.line, K - 1);
  const { W, weights, variances } = s.params;
  return {
    ...bounds,
    pi: fixed(weights[k] ?? 0, 3),
    count: fixed(s.counts?.[k] ?? 0, 1),
    w: `(${short(W.data[2 * k] ?? 0)}, ${short(W.data[2 * k + 1] ?? 0)})`,
    rho: short(variances[k] ?? 0),
  };
}
