// What stands under “Data”: the run in numbers, many starts, and the student's own table.
import { guard } from 'lit/directives/guard.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LinkExtras } from './extras.ts';
import type { Hands } from './hands.ts';
import type { Core, Editor, Lab, OwnData, SnapshotBase } from './lab.ts';
import { msg } from './language.ts';
import { isFree } from './mask.ts';
import type { OwnDataSection } from './own-data-section.ts';
import type { RestartsSection } from './restarts/section.ts';
import type { Run } from './run.ts';
import { traceSection } from './ui/trace.ts';
import { withValue } from './values.ts';

export interface DataSectionsOf<S extends SnapshotBase> {
  readonly lab: Lab<S>;
  readonly run: Run<S>;
  readonly hands: Hands<S>;
  readonly extras: LinkExtras<S>;
  core(): Core;
  changed(): void;
  failed(error: Error): void;
  /** What was said last, which is then unsaid. */
  takeNotice(): string | undefined;
}

export class DataSections<S extends SnapshotBase> {
  readonly #of: DataSectionsOf<S>;
  #ownData: OwnDataSection | undefined;
  #restarts: RestartsSection<S> | undefined;
  #editor: Editor<S> | undefined;
  /** Counts what the editor did to itself. */
  #turns = 0;
  #traceOpen = false;

  constructor(of: DataSectionsOf<S>) {
    this.#of = of;
    if (of.lab.dataControl) this.#takeOwnData();
  }

  render(): TemplateResult {
    const { lab, run, extras, changed } = this.#of;
    const toggle = (open: boolean) => {
      this.#traceOpen = open;
      changed();
    };
    const { dataControl } = lab;
    const table = this.#traceOpen ? lab.trace(run.history) : undefined;
    return html`${traceSection(table, run.index, toggle)}
      ${lab.editor ? this.#byHand() : nothing}
      ${lab.restarts && isFree(extras.mask, 'seed') ? this.#manyStarts() : nothing}
      ${dataControl && isFree(extras.mask, dataControl) ? this.#ownData?.render() : nothing}`;
  }

  /** Not every lab takes any. */
  async #takeOwnData(): Promise<void> {
    const { changed, failed } = this.#of;
    try {
      const { OwnDataSection } = await import('./own-data-section.ts');
      this.#ownData = new OwnDataSection((own) => this.#useOwn(own), changed);
      changed();
    } catch (error) {
      failed(error as Error);
    }
  }

  #byHand(): TemplateResult {
    const { snapshot } = this.#of.run;
    const on = {
      edit: (edit: unknown) => void this.#of.hands.edit(edit),
      changed: () => {
        ++this.#turns;
        this.#of.changed();
      },
    };
    return html`<details class="by-hand" @toggle=${() => this.#openEditor()}>
      <summary>${msg`Change the numbers`}</summary>
      ${this.#editor && snapshot ? guard([snapshot, this.#turns], () => this.#editor?.tables(snapshot, on)) : nothing}
    </details>`;
  }

  async #openEditor(): Promise<void> {
    const { lab, changed, failed } = this.#of;
    try {
      this.#editor ??= await lab.editor?.();
    } catch (error) {
      failed(error as Error);
    }
    changed();
  }

  #manyStarts(): TemplateResult {
    return html`<details class="many-starts" @toggle=${() => this.#openRestarts()}>
      <summary>${msg`Many starts`}</summary>
      ${this.#restarts?.render() ?? nothing}
    </details>`;
  }

  async #openRestarts(): Promise<void> {
    if (this.#restarts) return;
    const { lab, run, hands, core, changed, failed } = this.#of;
    const { RestartsSection } = await import('./restarts/section.ts');
    const load = async (seed: number) => {
      document.querySelector('#stage')?.scrollIntoView({ block: 'center' });
      await hands.choose('seed', seed);
      await run.converge();
    };
    this.#restarts = new RestartsSection({ lab, run, core, load, changed, failed });
    changed();
  }

  /** @return why the data could not be used, if so: said beside the form that brought them */
  async #useOwn(own: OwnData): Promise<string | undefined> {
    const { lab, run, hands, extras, takeNotice } = this.#of;
    const values = withValue(lab.controls, run.values, lab.dataControl as string, 'own');
    // First, so that the address of the new start has it; where it cannot start, the old table is still in force.
    const before = extras.table;
    await extras.bring(own);
    if (!(await hands.restart(values, own))) {
      extras.table = before;
      return takeNotice() ?? msg`The lab could not start on these data.`;
    }
    await extras.keep(own);
    document.querySelector('#stage')?.scrollIntoView({ block: 'center' });
    return undefined;
  }
}
