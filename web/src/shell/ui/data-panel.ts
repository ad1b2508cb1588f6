// A student's own data: a file or pasted text, read on this page and sent nowhere.
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Table } from '../../../../wasm/api/table.ts';
import type { OwnData } from '../lab.ts';
import { msg, plural } from '../language.ts';

/** What has been read, and which columns are chosen. */
export interface Draft {
  readonly name: string;
  readonly table: Table;
  readonly x: string;
  readonly y: string;
  /** '' where no column holds labels. */
  readonly label: string;
}

export interface DataPanelState {
  readonly draft: Draft | undefined;
  readonly error: string | undefined;
  readonly notice: string | undefined;
}

export interface DataPanelActions {
  readFile(file: File): void;
  readText(text: string): void;
  choose(draft: Draft): void;
  use(draft: Draft): void;
}

/** Larger files are refused before they are read into memory. */
const LARGEST_FILE = 64e6;

export async function readFile(file: File): Promise<string> {
  if (file.size > LARGEST_FILE)
    throw new Error(
      msg`${file.name} has ${Math.round(file.size / 1e6)} MB; up to ${LARGEST_FILE / 1e6} MB are read.`,
    );
  return file.text();
}

/** Reads text as a table and proposes columns: the first two numeric ones, and one that looks like labels. */
export async function draftOf(name: string, text: string): Promise<Draft> {
  const { parseTable, numericNames, labelName } = await import('../own-data.ts');
  const table = parseTable(text);
  const label = labelName(table);
  const [x, y] = numericNames(table).filter((column) => column !== label);
  if (x === undefined || y === undefined) {
    const texts = table.columns.flatMap((column) =>
      column.numeric
        ? []
        : [
            msg`“${column.name}” has “${column.values[column.firstText] ?? ''}” in line ${table.lines[column.firstText] ?? 0}`,
          ],
    );
    const needed =
      x === undefined
        ? msg`Two columns of numbers are needed; ${name} has none besides labels.`
        : msg`Two columns of numbers are needed; ${name} has one besides labels.`;
    throw new Error(texts.length > 0 ? `${needed} ${msg`Not numbers: ${texts.join('; ')}.`}` : needed);
  }
  return { name, table, x, y, label: label ?? '' };
}

export async function ownData(draft: Draft): Promise<{ own: OwnData; dropped: number }> {
  const { split } = await import('../own-data.ts');
  return split(draft);
}

export function dataPanel(state: DataPanelState, on: DataPanelActions): TemplateResult {
  const { draft, error, notice } = state;
  const fromFile = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) on.readFile(file);
    input.value = ''; // so that choosing the same file again is a change
  };
  const fromText = (event: Event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    on.readText((form.elements.namedItem('csv') as HTMLTextAreaElement).value);
  };
  return html`<h3>${msg`Your own data`}</h3>
    <p>${msg`A CSV with a header line and at least two columns of numbers; a column of labels is optional. It is read on this page and never leaves it.`}</p>
    <div class="bring">
      <label class="file">${msg`Choose a file`}<input type="file" accept=".csv,.tsv,.txt,text/csv" @change=${fromFile} /></label>
      <form @submit=${fromText}>
        <label for="csv">${msg`or paste a table`}</label>
        <textarea id="csv" name="csv" rows="4" spellcheck="false" placeholder="x_1,x_2,z"></textarea>
        <button type="submit">${msg`Read it`}</button>
      </form>
    </div>
    ${error ? html`<p class="problem" role="alert">${error}</p>` : nothing}
    ${notice ? html`<p class="note" role="status">${notice}</p>` : nothing}
    ${draft ? chooser(draft, on) : nothing}`;
}

function chooser(draft: Draft, on: DataPanelActions): TemplateResult {
  const { table, name } = draft;
  const numeric = table.columns.filter((column) => column.numeric).map((column) => column.name);
  const all = table.columns.map((column) => column.name);
  const rows = plural(table.rows, { one: msg`${table.rows} row`, other: msg`${table.rows} rows` });
  const columns = plural(all.length, { one: msg`${all.length} column`, other: msg`${all.length} columns` });
  const pick = (key: 'x' | 'y' | 'label', label: string, options: readonly string[]) => html`<label>${label}
    <select @change=${(event: Event) => on.choose({ ...draft, [key]: (event.target as HTMLSelectElement).value })}>
      ${options.map((option) => html`<option value=${option} ?selected=${option === draft[key]}>${option || msg`none`}</option>`)}
    </select></label>`;
  return html`<div class="chooser">
    <p>${name}: ${rows}, ${columns}.</p>
    ${pick('x', msg`Across`, numeric)} ${pick('y', msg`Up`, numeric)} ${pick('label', msg`Labels`, ['', ...all])}
    <button type="button" class="primary" @click=${() => on.use(draft)}>${msg`Use this data`}</button>
  </div>`;
}
