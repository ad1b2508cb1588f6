// The sheet "Save": what of the run can be taken away, and the buttons that do it.
import { msg } from '../language.ts';
import './files.css';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Lab, SnapshotBase } from '../lab.ts';
import { paletteOf } from '../palette.ts';
import type { Run } from '../run.ts';
import type { Scripts, Takeaway } from '../takeaway.ts';
import { theme } from '../theme.ts';
import { csvOf } from './csv.ts';
import { download } from './download.ts';
import { jsonOf } from './json.ts';
import { readRun, type SavedRun } from './open.ts';
import { type PictureOf, pngOf, svgOf } from './pictures.ts';

export interface TakenRun {
  readonly lab: Lab<SnapshotBase>;
  readonly run: Run<SnapshotBase>;
  /** Goes where a saved run leads. */
  open(saved: SavedRun): Promise<void>;
}

const TYPES = {
  png: 'image/png',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  'lab.json': 'application/json',
  py: 'text/x-python',
  mjs: 'text/javascript',
} as const;

type Ending = keyof typeof TYPES;

const PICTURES: readonly (readonly [PictureOf, string, string])[] = [
  ['stage', 'stage', msg`Stage`],
  ['bound', 'chart', msg`Chart`],
];

export class Files {
  readonly #taken: TakenRun;
  readonly #changed: () => void;
  #takeaway: Takeaway<SnapshotBase> | undefined;
  #loading: Promise<void> | undefined;
  #said = '';

  constructor(taken: TakenRun, changed: () => void) {
    this.#taken = taken;
    this.#changed = changed;
  }

  async #load(): Promise<void> {
    try {
      this.#takeaway = await this.#taken.lab.takeaway?.();
    } catch {
      this.#said = msg`Tables and code could not be loaded.`;
    }
    this.#changed();
  }

  sheet(): TemplateResult {
    this.#loading ??= this.#load();
    const { run } = this.#taken;
    if (!run.snapshot) return html`<p class="note">${msg`There is nothing to save yet.`}</p>`;
    const tables = this.#takeaway?.tables(this.#position()) ?? [];
    return html`<div class="files">
      <p class="head">${msg`Pictures`}</p>
      ${PICTURES.map(
        ([section, name, title]) => html`<span>${title}</span>
          ${this.#button(msg`${title} as PNG`, 'PNG', async () => this.#save(name, 'png', [await pngOf(section, paper())]))}
          ${this.#button(msg`${title} as SVG`, 'SVG', async () => this.#save(name, 'svg', [await svgOf(section, paper())]))}`,
      )}
      <p class="head">${msg`Numbers, in full`}</p>
      ${tables.map(
        (table) => html`<span>${table.title}</span>
          ${this.#button(msg`${table.title} as CSV`, 'CSV', () => this.#save(table.name, 'csv', [csvOf(table)]), 'only')}`,
      )}
      <span>${msg`The whole run`}</span>
      ${this.#button(msg`The whole run as JSON`, 'JSON', () => this.#save('run', 'lab.json', this.#json()), 'only')}
      <label class="open">${msg`Open a run`}<input type="file" accept=".json" @change=${(event: Event) => this.#open(event)} /></label>
      ${this.#takeaway?.scripts ? this.#code() : nothing}
      <p class="note" role="status">${this.#said}</p>
    </div>`;
  }

  #code(): TemplateResult {
    const kinds = [
      ['NumPy', 'numpy', 'py'],
      ['Node', 'node', 'mjs'],
    ] as const;
    return html`<p class="head">${msg`Code that computes the number on screen`}</p>
      ${kinds.map(
        ([title, kind, ending]) => html`<span>${title}</span>
          ${this.#button(msg`Copy the ${title} script`, msg`Copy`, () => this.#copy(this.#scripts()[kind]))}
          ${this.#button(msg`${title} script as .${ending}`, `.${ending}`, () => this.#save('code', ending, [this.#scripts()[kind]]))}`,
      )}`;
  }

  #button(name: string, text: string, act: () => void | Promise<void>, kind = ''): TemplateResult {
    const press = async () => {
      try {
        await act();
      } catch (error) {
        this.#said = msg`That did not work: ${error instanceof Error ? error.message : String(error)}`;
      }
      this.#changed();
    };
    return html`<button type="button" class=${kind} aria-label=${name} title=${name} @click=${press}>${text}</button>`;
  }

  #position() {
    const { history, index, values } = this.#taken.run;
    return { history, index, values };
  }

  #scripts(): Scripts {
    const scripts = this.#takeaway?.scripts?.(this.#position());
    if (!scripts) throw new Error(msg`this lab has no code.`);
    return scripts;
  }

  #json(): string[] {
    const { run, lab } = this.#taken;
    const showsOwn = run.own && run.values[lab.dataControl ?? ''] === 'own';
    const own = showsOwn ? { own: run.own } : {};
    return jsonOf({ lab: labId(), link: location.href, ...this.#position(), ...own });
  }

  async #open(event: Event): Promise<void> {
    const box = event.target as HTMLInputElement;
    const file = box.files?.[0];
    if (!file) return;
    try {
      await this.#taken.open(await readRun(file, labId()));
      this.#said = msg`${file.name} is on the stage.`;
    } catch (error) {
      this.#said = (error as Error).message;
    }
    box.value = ''; // the same file can be chosen again
    this.#changed();
  }

  /** "gmm-t3.5-stage.png" */
  #save(what: string, ending: Ending, parts: readonly BlobPart[]): void {
    const name = `${labId()}-t${this.#taken.run.snapshot?.t ?? 0}-${what}.${ending}`;
    download(name, parts, TYPES[ending]);
    this.#said = msg`${name} is with your downloads.`;
  }

  async #copy(code: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(code);
      this.#said = msg`Copied.`;
    } catch {
      this.#said = msg`There is no clipboard here: take the file.`;
    }
  }
}

const labId = (): string => document.documentElement.dataset.lab ?? 'lab';

const paper = (): string => paletteOf(theme()).paper;
