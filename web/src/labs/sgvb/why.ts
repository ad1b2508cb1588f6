// The gradient that the next step follows, with its numbers; q to type in; and the bound taken apart.
import { html, type TemplateResult } from 'lit/html.js';
import type { VariationalGaussian } from '../../../../wasm/api/variational.ts';
import { fixed, short } from '../../shell/format.ts';
import { msg, plural } from '../../shell/language.ts';
import { equationsOf } from '../../shell/ui/equation.ts';
import { fresh } from '../../shell/ui/fresh.ts';
import { segmented } from '../../shell/ui/segmented.ts';
import { gapText } from './describe.ts';
import equations from './equations.tex';
import type { Case, Edit, Snapshot } from './model.ts';
import { latent, type Pair } from './problems.ts';
import { entry, isFull, logScales, withLower, withMean, withScale } from './shape.ts';
import type { Form, xray } from './xray.ts';

export interface Look {
  readonly view: 'step' | 'xray';
  /** Of the case whose step is shown. */
  readonly index: number;
  readonly form: Form;
}

export interface LookActions {
  look(look: Look): void;
  edit(edit: Edit): void;
}

const VIEWS = [
  { value: 'step', label: msg`Gradient` },
  { value: 'xray', label: msg`Bound X-ray` },
] as const;

const equation = equationsOf(equations);

/** @param bars draws the X-ray; there from when it is first asked for */
export function whyPanel(
  s: Snapshot,
  look: Look,
  pair: Pair,
  on: LookActions,
  bars: typeof xray | undefined,
): TemplateResult {
  const { view, form, index } = look;
  return html`<div class="views">
      ${view === 'step' && s.cases.length > 1 ? caseSwitch(s, look, on) : ''}
      ${segmented(msg`What the panel shows`, VIEWS, view, (next) => on.look({ ...look, view: next }))}
    </div>
    ${
      view === 'xray' && bars
        ? bars(s.cases, form, (next) => on.look({ ...look, form: next }))
        : html`<div class="case${index}">${gradient(s, index, pair, on)}</div>`
    }`;
}

const caseSwitch = ({ cases }: Snapshot, look: Look, on: LookActions) =>
  segmented(
    msg`Model whose step is shown`,
    cases.map(({ problem }, k) => ({ value: k, label: k + 1, title: problem.name })),
    look.index,
    (index) => on.look({ ...look, index }),
  );

function gradient(s: Snapshot, index: number, pair: Pair, on: LookActions): TemplateResult {
  const one = s.cases[index] as Case;
  const { objective, samples } = s.settings;
  const full = isFull(one.state.q) ? '_full' : '';
  const parts = partsOf(one, pair);
  const draws =
    objective === 'kl_only'
      ? msg`ĝ, exact too`
      : plural(samples, { one: msg`ĝ, ${samples} draw`, other: msg`ĝ, ${samples} draws` });
  return html`${equation(`mean_${objective === 'without_entropy' ? 'elbo' : objective}`)} ${equation(`scale${full}_${objective}`)} ${equation('gap')}
    <table class="numbers parameters">
      <thead><tr><th scope="col"><span class="sr">${msg`Parameter`}</span></th>${parts.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>
        <tr><th scope="row">${msg`q now`}</th>${parts.map((part) => html`<td>${box(part, (value) => on.edit({ index, q: part.set(value), what: part.what }))}</td>`)}</tr>
        <tr><th scope="row">${draws}</th>${parts.map(({ slope }) => html`<td>${fresh(short(slope(one.gradient), 2))}</td>`)}</tr>
        <tr><th scope="row">${msg`g, exact`}</th>${parts.map(({ slope }) => html`<td>${fresh(short(slope(one.exactGradient), 2))}</td>`)}</tr>
      </tbody>
    </table>`;
}

/** A number of q that can be typed, and where its derivative stands in a gradient. */
interface Part {
  readonly name: string;
  readonly what: string;
  readonly value: number;
  readonly positive: boolean;
  slope(gradient: VariationalGaussian): number;
  set(value: number): VariationalGaussian;
}

const digits = '₁₂₃₄';

/** Of the two coordinates that are drawn. */
function partsOf({ state: { q }, problem }: Case, pair: Pair): Part[] {
  const [i, j] = pair;
  const means = pair.map(
    (k): Part => ({
      ...{ name: `μ${digits[k]}`, what: `μ${digits[k]}`, value: q.mean[k] as number, positive: false },
      slope: ({ mean }) => mean[k] as number,
      set: (value) => withMean(q, new Map([[k, value]])),
    }),
  );
  const letter = isFull(q) ? (k: number) => `L${digits[k]}${digits[k]}` : (k: number) => `σ${digits[k]}`;
  const scales = pair.map(
    (k): Part => ({
      ...{ name: letter(k), what: letter(k), value: entry(q, k, k), positive: true },
      slope: (gradient) => logScales(gradient)[k] as number,
      set: (value) => withScale(q, k, value),
    }),
  );
  const tilt: Part = {
    ...{
      name: `L${digits[j]}${digits[i]}`,
      what: `L${digits[j]}${digits[i]}`,
      value: entry(q, j, i),
      positive: false,
    },
    slope: (gradient) => (isFull(gradient) ? (gradient.lower.data[j * latent(problem) + i] as number) : 0),
    set: (value) => withLower(q, j, i, value),
  };
  return isFull(q) ? [...means, ...scales, tilt] : [...means, ...scales];
}

/** What a box shows and understands; the same text again is no change. */
function box({ what, value, positive }: Part, set: (value: number) => void): TemplateResult {
  const text = Number(value.toPrecision(3)).toString();
  const typed = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const wanted = input.value.trim() === '' ? Number.NaN : Number(input.value);
    if (input.value !== text && Math.abs(wanted) <= LARGEST && (!positive || wanted > 0)) set(wanted);
    else input.value = text;
  };
  return html`<input type="number" step="any" inputmode="decimal" aria-label=${what} .value=${text} @change=${typed} />`;
}

/** Nobody means a q further out than this. */
const LARGEST = 100;

/** Two decimals while that is short. */
const brief = (value: number): string => (Math.abs(value) < 10 ? fixed(value) : short(value));

/** What stands under the symbols of the equations now shown, by slot name. */
export function slots(s: Snapshot, { index }: Look, pair: Pair): Readonly<Record<string, string>> {
  const one = s.cases[index] as Case;
  const { q } = one.state;
  const two = (values: ArrayLike<number>) => `(${pair.map((k) => brief(values[k] as number)).join(', ')})`;
  return {
    mean: two(one.gradient.mean),
    scale: two(logScales(one.gradient)),
    mu: two(q.mean),
    truth: fixed(one.terms.logEvidence),
    bound: fixed(one.terms.elbo),
    gap: gapText(one),
  };
}
