// What happens between bringing a table and stepping on it: read, choose columns, use.
import type { TemplateResult } from 'lit/html.js';
import type { OwnData } from './lab.ts';
import { msg, plural } from './language.ts';
import { type DataPanelState, type Draft, dataPanel, draftOf, ownData, readFile } from './ui/data-panel.ts';

export class OwnDataSection {
  #state: DataPanelState = { draft: undefined, error: undefined, notice: undefined };
  readonly #use: (own: OwnData) => Promise<string | undefined>;
  readonly #changed: () => void;

  /** @param use starts a run on the data; where the lab cannot, the reason */
  constructor(use: (own: OwnData) => Promise<string | undefined>, changed: () => void) {
    this.#use = use;
    this.#changed = changed;
  }

  render(): TemplateResult {
    return dataPanel(this.#state, {
      readFile: (file) =>
        this.#attempt(undefined, async () => this.#draft(await draftOf(file.name, await readFile(file)))),
      readText: (text) =>
        this.#attempt(undefined, async () => this.#draft(await draftOf(msg`the pasted table`, text))),
      choose: (draft) => this.#draft(draft),
      use: (draft) => this.#attempt(draft, () => this.#start(draft)),
    });
  }

  async #start(draft: Draft): Promise<void> {
    const { own, dropped } = await ownData(draft);
    const refused = await this.#use(own);
    if (refused !== undefined) return this.#set({ draft, error: refused, notice: undefined });
    const notice = [msg`On the stage: ${draft.name}.`];
    if (dropped > 0)
      notice.push(
        plural(dropped, {
          one: msg`${dropped} row without a number in both columns left out.`,
          other: msg`${dropped} rows without a number in both columns left out.`,
        }),
      );
    this.#set({ draft, error: undefined, notice: notice.join(' ') });
  }

  #draft(draft: Draft): void {
    this.#set({ draft, error: undefined, notice: undefined });
  }

  /** What goes wrong is said beside the form; the run is left as it is. */
  async #attempt(draft: Draft | undefined, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#set({ draft, error: (error as Error).message, notice: undefined });
    }
  }

  #set(state: DataPanelState): void {
    this.#state = state;
    this.#changed();
  }
}
