// The points as a table: every one can be moved, labelled and erased by typing, and others added.
import { live } from 'lit/directives/live.js';
import './points-table.css';
import { html, type TemplateResult } from 'lit/html.js';
import { msg } from '../shell/language.ts';
import { letter } from './labels.ts';
import { nextPoint, type PointEdit, type Points } from './points.ts';

/** Points on a page of the table. */
const ROWS = 15;

export interface TableOf {
  readonly points: Points;
  /** Names of the two coordinates. */
  readonly columns: readonly [string, string];
  readonly components: number;
  edit(edit: PointEdit): void;
  /** Another page is wanted. */
  changed(): void;
}

interface Row {
  readonly id: number;
  readonly at: readonly [number, number];
  readonly label: number | undefined;
}

export class PointsTable {
  #first = 0;

  render({ points, columns, components, edit, changed }: TableOf): TemplateResult {
    const rows = rowsOf(points);
    if (this.#first >= rows.length) this.#first = 0;
    const last = Math.min(rows.length, this.#first + ROWS);
    const turn = (by: number) => {
      this.#first += by;
      changed();
    };
    return html`<div class="scroll"><table class="numbers edit">
        <caption>${msg`Points ${this.#first + 1} to ${last} of ${rows.length}`}</caption>
        <thead><tr><th scope="col">${msg`point`}</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">${msg`label`}</th><th scope="col">${msg`erase`}</th></tr></thead>
        <tbody>${rows.slice(this.#first, last).map((row) => line(row, columns, components, edit))}</tbody>
      </table></div>
      <p class="edit-row">
        <button type="button" ?disabled=${this.#first === 0} @click=${() => turn(-ROWS)}>${msg`Earlier points`}</button>
        <button type="button" ?disabled=${last === rows.length} @click=${() => turn(ROWS)}>${msg`Later points`}</button>
      </p>
      ${addition(columns, (at) => edit({ point: nextPoint(points), at }))}`;
  }
}

/** In the order of their numbers: a point that is labelled keeps its place. */
function rowsOf({ ids, X, labelled }: Points): Row[] {
  const rows = (numbers: readonly number[], from: Float64Array, z?: readonly number[]): Row[] =>
    numbers.map((id, n) => ({
      id,
      at: [from[2 * n] as number, from[2 * n + 1] as number],
      label: z?.[n],
    }));
  return [...rows(ids, X), ...rows(labelled.ids, labelled.X, labelled.z)].sort((a, b) => a.id - b.id);
}

/** A box for a number; what is none changes nothing. */
export const numberBox = (name: string, value: number, set: (value: number) => void): TemplateResult =>
  html`<input
    type="number"
    step="any"
    aria-label=${name}
    .value=${live(String(Number(value.toPrecision(5))))}
    @change=${(event: Event) => {
      const { valueAsNumber } = event.target as HTMLInputElement;
      if (Number.isFinite(valueAsNumber)) set(valueAsNumber);
    }}
  />`;

function line(
  { id, at, label }: Row,
  columns: readonly [string, string],
  components: number,
  edit: (edit: PointEdit) => void,
): TemplateResult {
  const n = id + 1;
  const place = (i: number) => (value: number) =>
    edit({ point: id, at: i === 0 ? [value, at[1]] : [at[0], value] });
  const chosen = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    edit({ point: id, label: value === '' ? undefined : Number(value) });
  };
  return html`<tr>
    <th scope="row">${n}</th>
    ${columns.map((column, i) => html`<td>${numberBox(msg`${column} of point ${n}`, at[i] as number, place(i))}</td>`)}
    <td>
      <select aria-label=${msg`Label of point ${n}`} .value=${live(String(label ?? ''))} @change=${chosen}>
        <option value="">${msg`no label`}</option>
        ${Array.from({ length: components }, (_, k) => html`<option value=${k} ?selected=${k === label}>${letter(k)}</option>`)}
      </select>
    </td>
    <td><button type="button" class="quiet" aria-label=${msg`Erase point ${n}`} @click=${() => edit({ point: id, erased: true })}>×</button></td>
  </tr>`;
}

const addition = (
  columns: readonly [string, string],
  add: (at: readonly [number, number]) => void,
): TemplateResult => {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const [x, y] = [...form.querySelectorAll('input')].map((input) => input.valueAsNumber);
    if (x === undefined || y === undefined || !Number.isFinite(x + y)) return;
    add([x, y]);
    form.reset();
  };
  return html`<form class="edit-row" @submit=${submit}>
    ${columns.map((name) => html`<label>${name} <input type="number" step="any" required /></label>`)}
    <button type="submit">${msg`Add the point`}</button>
  </form>`;
};
