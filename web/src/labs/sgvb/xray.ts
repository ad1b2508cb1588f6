// The bound X-ray: each form of the bound as bars that begin where the one before ended, the last one being the gap.
import { html, svg, type TemplateResult } from 'lit/html.js';
import type { LinearGaussianTerms } from '../../../../wasm/api/linear_gaussian.ts';
import { fixed } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { fresh } from '../../shell/ui/fresh.ts';
import { segmented } from '../../shell/ui/segmented.ts';
import { gapText } from './describe.ts';
import type { Case } from './model.ts';

export type Form = 'reconstruction' | 'energy' | 'evidence';

interface Term {
  readonly name: string;
  /** Which bar: its ends, in nats. */
  ends(terms: LinearGaussianTerms): readonly [number, number];
  /** Needs the posterior or the evidence, and so is out of reach in other models. */
  readonly hidden: boolean;
  /** Of the gap, which is written as everywhere. */
  readonly text?: (one: Case) => string;
}

const gap: Term = {
  name: msg`the gap, KL to posterior`,
  ends: ({ elbo, logEvidence }) => [elbo, logEvidence],
  hidden: true,
  text: gapText,
};

export const forms: Readonly<Record<Form, { readonly label: string; readonly terms: readonly Term[] }>> = {
  reconstruction: {
    label: msg`fit − KL`,
    terms: [
      { name: msg`E ln p(x|z), reconstruction`, ends: (t) => [0, t.reconstruction], hidden: false },
      { name: msg`− KL to the prior`, ends: (t) => [t.reconstruction, t.elbo], hidden: false },
      gap,
    ],
  },
  energy: {
    label: msg`energy + entropy`,
    terms: [
      { name: msg`E ln p(x, z), energy`, ends: (t) => [0, t.energy], hidden: false },
      { name: msg`+ entropy of q`, ends: (t) => [t.energy, t.elbo], hidden: false },
      gap,
    ],
  },
  evidence: {
    label: msg`evidence − KL`,
    terms: [
      { name: msg`ln p(x), evidence`, ends: (t) => [0, t.logEvidence], hidden: true },
      {
        name: msg`− the gap, KL to posterior`,
        ends: (t) => [t.logEvidence, t.elbo],
        hidden: true,
        text: (one) => `−${gapText(one)}`,
      },
    ],
  },
};

const FORMS = Object.entries(forms).map(([value, { label }]) => ({ value: value as Form, label }));

export function xray(cases: readonly Case[], form: Form, choose: (form: Form) => void): TemplateResult {
  const { terms } = forms[form];
  const all = cases.flatMap((one) =>
    Object.values(forms).flatMap((f) => f.terms.flatMap(({ ends }) => ends(one.terms))),
  );
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const at = (nats: number) => (100 * (nats - low)) / (high - low || 1);
  const several = cases.length > 1;
  return html`${segmented(msg`Form of the bound`, FORMS, form, choose)}
    <table class="numbers xray">
      <thead><tr>
        ${several ? html`<td class="which"></td>` : ''}<td>${axis(cases[0] as Case, at)}</td><td class="nats">${msg`nats`}</td>
      </tr></thead>
      ${terms.map(
        (term) => html`<tbody>
          <tr><th scope="rowgroup" colspan=${several ? 3 : 2}>${term.name}<small>${term.hidden ? msg`needs the posterior` : msg`computable`}</small></th></tr>
          ${cases.map((one, k) => row(term, one, k, several, at))}
        </tbody>`,
      )}
    </table>
    <p class="note">${
      form === 'evidence'
        ? msg`The gap leads back to the ELBO. Most models hide both bars.`
        : msg`A bar begins where the one above ends; two make the ELBO.`
    }</p>`;
}

/** Names of the two upright lines, on the sides where they do not meet. */
function axis({ terms }: Case, at: (nats: number) => number): TemplateResult {
  const left = terms.logEvidence < 0;
  const name = (nats: number, text: string, before: boolean) =>
    svg`<text x=${`${at(nats)}%`} dx=${before ? 1 : -3} y="13" text-anchor=${before ? 'end' : 'start'}>${text}</text>`;
  return html`<svg aria-hidden="true">${name(terms.logEvidence, 'ln p(x)', left)} ${name(0, '0', !left)}</svg>`;
}

function row(
  term: Term,
  one: Case,
  k: number,
  several: boolean,
  at: (nats: number) => number,
): TemplateResult {
  const [from, to] = term.ends(one.terms);
  const [left, right] = [at(Math.min(from, to)), at(Math.max(from, to))];
  const line = `${at(one.terms.logEvidence)}%`;
  const value = term.text?.(one) ?? fixed(to - from);
  const [x, width] = [`${left}%`, `${Math.max(0.4, right - left)}%`];
  return html`<tr>
    ${several ? html`<td class="which">${k + 1}</td>` : ''}
    <td>
      <svg class="case${k}" aria-hidden="true">
        ${
          term.hidden
            ? svg`<defs><pattern id="hatch${k}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.8" height="5" /></pattern></defs>
                <rect class="hatched" x=${x} y="2" width=${width} height="12" fill="url(#hatch${k})" />`
            : svg`<rect x=${x} y="2" width=${width} height="12" />`
        }
        <line class="zero" x1=${`${at(0)}%`} x2=${`${at(0)}%`} y1="0" y2="16" />
        <line x1=${line} x2=${line} y1="0" y2="16" />
      </svg>
    </td>
    <td class="nats">${fresh(value)}</td>
  </tr>`;
}
