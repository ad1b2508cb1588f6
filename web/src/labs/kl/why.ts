// The identity of each part with its numbers, and a table in which every number that can be dragged can be typed.
import { live } from 'lit/directives/live.js';
import { html, type TemplateResult } from 'lit/html.js';
import { fixed, short } from '../../shell/format.ts';
import type { Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { equationsOf } from '../../shell/ui/equation.ts';
import type { CodesSnapshot } from './codes.ts';
import { BARS, COUNTS, MIXTURE, START } from './controls.ts';
import type { ConvexSnapshot } from './convex.ts';
import equations from './equations.tex';
import type { FitSnapshot } from './fit.ts';
import type { LikelihoodSnapshot } from './likelihood.ts';
import type { Snapshot } from './model.ts';
import { amount, LETTERS, small, unitName, withShare } from './numbers.ts';

export type SetAll = (values: Values) => void;

const equation = equationsOf(equations);

export function whyPanel(s: Snapshot, set: SetAll): TemplateResult {
  switch (s.pane) {
    case 'convex':
      return html`${equation('convex')} ${convexTable(s, set)}`;
    case 'likelihood':
      return html`${equation('likelihood')} ${likelihoodTable(s, set)}`;
    case 'fit':
      return html`${equation(s.alpha ? 'alpha' : 'inclusive')} ${fitTable(s, set)}`;
    default:
      return html`${equation('codes')} ${codesTable(s, set)}`;
  }
}

interface BoxOf {
  readonly name: string;
  readonly value: number;
  readonly digits?: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  set(value: number): void;
}

/** A number box that says nothing while it holds what it was given: rounding on the screen is no change. */
function numberBox({ name, value, digits = 3, min, max, step, set }: BoxOf): TemplateResult {
  const text = String(Number(value.toFixed(digits)));
  const typed = (event: Event) => {
    const box = event.target as HTMLInputElement;
    const wanted = Number(box.value);
    if (box.value.trim() === '' || !Number.isFinite(wanted)) box.value = text;
    else if (box.value !== text) {
      const allowed = Math.min(max, Math.max(min, wanted));
      box.value = String(allowed);
      set(allowed);
    }
  };
  return html`<input
    type="number"
    inputmode="decimal"
    aria-label=${name}
    min=${min}
    max=${max}
    step=${step}
    .value=${live(text)}
    @change=${typed}
  />`;
}

export const setShare = (names: readonly string[], p: readonly number[], i: number, share: number): Values =>
  Object.fromEntries(withShare(p, i, share).map((value, k) => [names[k] ?? '', value]));

const shareBox = (
  name: string,
  names: readonly string[],
  p: readonly number[],
  i: number,
  set: SetAll,
): TemplateResult =>
  numberBox({
    name: `${name}(${LETTERS[i]})`,
    value: p[i] ?? 0,
    min: 0,
    max: 1,
    step: 0.01,
    set: (share) => set(setShare(names, p, i, share)),
  });

const table = (
  head: readonly string[],
  rows: readonly TemplateResult[],
): TemplateResult => html`<table class="numbers kl-table">
  <thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
  <tbody>${rows}</tbody>
</table>`;

function codesTable(s: CodesSnapshot, set: SetAll): TemplateResult {
  const { unit } = s;
  return table(
    [msg`symbol`, 'p', 'q', `−log q, ${unitName(unit)}`, 'p log p/q'],
    LETTERS.map(
      (letter, i) => html`<tr>
        <th scope="row">${letter}</th>
        <td>${shareBox('p', BARS.p, s.p, i, set)}</td>
        <td>${shareBox('q', BARS.q, s.q, i, set)}</td>
        <td>${amount(s.lengths[i] ?? 0, unit)}</td>
        <td>${amount(s.terms[i] ?? 0, unit)}</td>
      </tr>`,
    ),
  );
}

function convexTable(s: ConvexSnapshot, set: SetAll): TemplateResult {
  const [a, b] = s.pairs;
  return table(
    [msg`symbol`, 'p₁', 'q₁', 'p₂', 'q₂'],
    LETTERS.map(
      (letter, i) => html`<tr>
        <th scope="row">${letter}</th>
        <td>${shareBox('p₁', BARS.a, a.p, i, set)}</td>
        <td>${shareBox('q₁', BARS.b, a.q, i, set)}</td>
        <td>${shareBox('p₂', BARS.u, b.p, i, set)}</td>
        <td>${shareBox('q₂', BARS.v, b.q, i, set)}</td>
      </tr>`,
    ),
  );
}

function likelihoodTable(s: LikelihoodSnapshot, set: SetAll): TemplateResult {
  return table(
    ['x', msg`count`, msg`share p̂`, msg`model q`],
    s.counts.map(
      (count, i) => html`<tr>
        <th scope="row">${i}</th>
        <td>${numberBox({
          name: msg`How often ${i}`,
          value: count,
          digits: 0,
          min: 0,
          max: 40,
          step: 1,
          set: (value) => set({ [COUNTS[i] ?? '']: value }),
        })}</td>
        <td>${fixed(s.empirical[i] ?? 0, 3)}</td>
        <td>${fixed(s.model[i] ?? 0, 3)}</td>
      </tr>`,
    ),
  );
}

function fitTable(s: FitSnapshot, set: SetAll): TemplateResult {
  const box = (name: string, control: string | undefined, value: number, min: number, max: number) =>
    numberBox({ name, value, min, max, step: 0.1, set: (wanted) => set({ [control ?? '']: wanted }) });
  const rows = s.p.weights.map(
    (weight, k) => html`<tr>
      <th scope="row">p, ${k + 1}</th>
      <td>${numberBox({
        name: msg`Weight ${k + 1}`,
        value: weight,
        min: 0,
        max: 1,
        step: 0.05,
        set: (share) => set(setShare(MIXTURE.weights, s.p.weights, k, share)),
      })}</td>
      <td>${box(msg`Mean ${k + 1}`, MIXTURE.means[k], s.p.means[k] ?? 0, -6, 6)}</td>
      <td>${box(msg`Width ${k + 1}`, MIXTURE.sigmas[k], s.p.sigmas[k] ?? 1, 0.1, 4)}</td>
    </tr>`,
  );
  const start = html`<tr>
    <th scope="row">${msg`start of q`}</th>
    <td></td>
    <td>${box(msg`Mean of the start`, START[0], s.start.mean, -8, 8)}</td>
    <td>${box(msg`Logarithm of the width of the start`, START[1], s.start.logSigma, -2.5, 2)}</td>
  </tr>`;
  return table([msg`component`, msg`weight`, msg`mean`, msg`σ (start: ln σ)`], [...rows, start]);
}

/** What stands under the symbols of the equation now shown. */
export function slots(s: Snapshot): Readonly<Record<string, string>> {
  switch (s.pane) {
    case 'convex':
      return { left: small(s.here.klOfMixture, s.unit), right: amount(s.here.mixtureOfKls, s.unit) };
    case 'likelihood':
      return {
        kl: small(s.here.kl, s.unit),
        loss: amount(0 - s.here.meanLogLikelihood, s.unit),
        entropy: amount(s.here.entropy, s.unit),
      };
    case 'fit':
      return s.alpha
        ? { alpha: short(s.alpha.value) }
        : { inclusive: short(s.inclusive.value), exclusive: short(s.exclusive.value) };
    default:
      return {
        cross: amount(s.costs.cross, s.unit),
        entropy: amount(s.costs.entropy, s.unit),
        kl: small(s.costs.kl, s.unit),
      };
  }
}
