// Widgets from their declarations. A lab never writes a form.
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { short } from '../format.ts';
import type { ChoiceControl, Control, Controls, NumberControl, Value, Values } from '../lab.ts';
import { msg } from '../language.ts';
import { clamp } from '../values.ts';
import { icon } from './icons.ts';

export interface ControlActions {
  set(name: string, value: Value): void;
  /** A seed not tried yet. */
  freshSeed(name: string): void;
}

/** The widgets of a lab: those that stand in the header, and the panel of the others. */
export function controlWidgets(
  controls: Controls,
  values: Values,
  disabled: (name: string) => string | undefined,
  on: ControlActions,
): { header: TemplateResult; panel: TemplateResult } {
  const rows = Object.entries(controls).map(([name, control]) => ({ name, control }));
  // Keyed: a menu that gets another one's options in its place would show none of them.
  const row = ({ name, control }: (typeof rows)[number]) =>
    keyed(name, field(name, control, values[name], disabled(name), on));
  const inHeader = rows.filter(({ control }) => control.header);
  const inPanel = rows.filter(({ control }) => !control.header);
  const advanced = inPanel.filter(({ control }) => control.advanced);
  // What a data set shows takes more room than the header has.
  const hints = inHeader.filter(({ control }) => setsOthers(control));
  const header = html`${inHeader.map(row)}`;
  const panel = html`${hints.map(({ name, control }) => html`<p class="hint" id="control-${name}-help">${hintOf(control, values[name])}</p>`)}
    <div class="fields">
      ${inPanel.filter(({ control }) => !control.advanced).map(row)}
    </div>
    ${advanced.length === 0 ? nothing : html`<details class="more"><summary>${msg`More`}</summary><div class="fields">${advanced.map(row)}</div></details>`}`;
  return { header, panel };
}

/** Choosing one of its options is choosing a whole situation. */
const setsOthers = (control: Control): boolean =>
  control.kind === 'choice' && control.options.some(({ sets }) => sets);

function field(
  name: string,
  control: Control,
  value: Value | undefined,
  off: string | undefined,
  on: ControlActions,
): TemplateResult {
  const id = `control-${name}`;
  // What a chosen option shows is worth its place; the other helps appear when their control is used.
  const always = Boolean(off) || setsOthers(control);
  const elsewhere = control.header && setsOthers(control);
  const kind = control.kind === 'choice' ? 'choice' : control.widget;
  return html`<div class="field ${kind}" data-control=${name}>
    <label for=${id} title=${control.help}>${control.label}</label>
    ${control.kind === 'choice' ? choice(id, name, control, String(value), off, on) : numberWidget(id, name, control, Number(value), off, on)}
    ${elsewhere ? nothing : html`<p class="help ${always ? 'always' : ''}" id="${id}-help">${off || hintOf(control, value)}</p>`}
  </div>`;
}

const hintOf = (control: Control, value: Value | undefined): string =>
  (control.kind === 'choice' && control.options.find((option) => option.value === value)?.hint) ||
  control.help;

const choice = (
  id: string,
  name: string,
  control: ChoiceControl,
  value: string,
  off: string | undefined,
  on: ControlActions,
) => html`<select
  id=${id}
  aria-describedby="${id}-help"
  ?disabled=${off !== undefined}
  .value=${live(value)}
  @change=${(event: Event) => on.set(name, (event.target as HTMLSelectElement).value)}
>
  ${control.options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
</select>`;

function numberWidget(
  id: string,
  name: string,
  control: NumberControl,
  value: number,
  off: string | undefined,
  on: ControlActions,
): TemplateResult {
  const typed = (event: Event) => {
    const box = event.target as HTMLInputElement;
    const allowed = clamp(control, box.value);
    if (allowed !== undefined) on.set(name, allowed);
    box.value = String(allowed ?? value); // what is not a number gives way to what was there
  };
  const box = html`<input
    id=${id}
    type="number"
    inputmode="decimal"
    min=${control.min}
    max=${control.max}
    step=${control.widget === 'log' ? 'any' : control.step}
    .value=${live(String(value))}
    aria-describedby="${id}-help"
    ?disabled=${off !== undefined}
    @change=${typed}
  />`;
  if (control.widget === 'stepper') return stepper(box, name, control, value, off, on);
  if (control.widget === 'seed') {
    const another = control.another ?? msg`Another seed`;
    return html`<div class="seed">${box}<button type="button" class="quiet" @click=${() => on.freshSeed(name)} title=${another}>
      ${icon('dice')}<span class="sr">${another}</span></button></div>`;
  }
  return html`<div class="log">${logSlider(name, control, value, off, on)}${box}</div>`;
}

function stepper(
  box: TemplateResult,
  name: string,
  control: NumberControl,
  value: number,
  off: string | undefined,
  on: ControlActions,
): TemplateResult {
  const by = (delta: number, label: string, sign: string) => html`<button
    type="button"
    class="quiet"
    aria-label="${label}: ${control.label}"
    ?disabled=${off !== undefined || clamp(control, value + delta) === value}
    @click=${() => on.set(name, value + delta)}
  >${sign}</button>`;
  return html`<div class="stepper">${by(-control.step, msg`Fewer`, '−')}${box}${by(control.step, msg`More`, '+')}</div>`;
}

const POSITIONS = 100;

/** Position 0 is the least value; positions 1 … 100 run from the smallest value to the largest in equal ratios. */
function logSlider(
  name: string,
  control: NumberControl,
  value: number,
  off: string | undefined,
  on: ControlActions,
): TemplateResult {
  const smallest = control.smallest ?? control.step;
  const ratio = Math.log(control.max / smallest) / (POSITIONS - 1);
  const position =
    value <= control.min ? 0 : Math.round(1 + Math.log(Math.max(value, smallest) / smallest) / ratio);
  const valueAt = (p: number) => {
    const value = p === 0 ? control.min : Number((smallest * Math.exp(ratio * (p - 1))).toPrecision(2));
    return control.whole ? Math.round(value) : value;
  };
  return html`<input
    type="range"
    min="0"
    max=${POSITIONS}
    step="1"
    .value=${String(position)}
    aria-label=${control.label}
    aria-valuetext=${short(value)}
    ?disabled=${off !== undefined}
    @input=${(event: Event) => on.set(name, valueAt(Number((event.target as HTMLInputElement).value)))}
  />`;
}
