// The header of a lab's page, at hand from everywhere: presets and seed, the link to them, the keys, the theme.
import { render, type TemplateResult } from 'lit/html.js';
import { carryState } from './carry.ts';
import { copied } from './clipboard.ts';
import type { Presenter } from './present/presenter.ts';
import type { Files, TakenRun } from './take/files.ts';
import { type Sheet, toolButtons } from './ui/tools.ts';

const part = (name: string) => document.querySelector<HTMLElement>(`header .${name}`) as HTMLElement;

export class Header {
  readonly #quick = part('quick');
  readonly #tools = part('tools');
  readonly #changed: () => void;
  readonly #freshLink: () => void;
  #open: Sheet | undefined;
  /** What the clipboard was given last. */
  #copied: string | undefined;
  /** What can be saved. */
  run: TakenRun | undefined;
  #files: Files | undefined;
  #later: typeof import('./on-demand.ts') | undefined;
  #presenter: Presenter | undefined;
  readonly keys = {
    keySheet: () => this.toggle('keys'),
    closeSheet: () => this.close(),
    present: () => this.#present('toggle'),
    blank: () => this.#present('blank'),
  };

  /** @param freshLink brings the address up to the position of the run */
  constructor(changed: () => void, freshLink: () => void) {
    this.#changed = changed;
    this.#freshLink = freshLink;
    carryState(freshLink);
  }

  /** The open sheet shows the new one, and so does the code on the screen. */
  linkChanged(): void {
    if (this.#open === 'link') this.#changed();
    this.#presenter?.update();
  }

  toggle(sheet: Sheet): void {
    if (this.#open === sheet) this.close();
    else {
      this.#freshLink();
      this.#show(sheet);
    }
    if (this.#open === 'link') this.#copy(location.href);
    if (this.#open) this.#fetch();
  }

  /** What had the focus is gone with its sheet: the button that opened it takes it. */
  close(): void {
    const focused = this.#tools.querySelector('.sheet')?.contains(document.activeElement);
    if (focused) this.#tools.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    this.#show(undefined);
    this.#presenter?.leave();
  }

  /** @param note what the link does not hold, if so */
  render(controls: TemplateResult, note: string | undefined): void {
    render(controls, this.#quick);
    const state = {
      open: this.#open,
      link: location.href,
      copied: this.#copied === location.href,
      note,
      code: () => this.#later?.qrCode(location.href),
      keys: () => this.#later?.keySheet(this.#changed),
      files: () => this.#files?.sheet(),
    };
    render(
      toolButtons(state, {
        toggle: (sheet) => this.toggle(sheet),
        changed: this.#changed,
        present: this.keys.present,
      }),
      this.#tools,
    );
  }

  #show(sheet: Sheet | undefined): void {
    this.#open = sheet;
    this.#changed();
  }

  /** Nothing of it is needed before someone asks. */
  async #fetch() {
    this.#later ??= await import('./on-demand.ts');
    if (this.run) this.#files ??= new this.#later.Files(this.run, this.#changed);
    this.#changed();
    return this.#later;
  }

  async #present(act: 'toggle' | 'blank'): Promise<void> {
    this.#freshLink();
    const { Presenter } = await this.#fetch();
    this.#presenter ??= new Presenter(this.#changed);
    this.#presenter[act]();
  }

  /** Where there is no clipboard, the sheet has the link to copy by hand. */
  async #copy(link: string): Promise<void> {
    this.#copied = (await copied(link)) ? link : undefined;
    if (!this.#copied) this.#tools.querySelector<HTMLInputElement>('.sheet input')?.select();
    this.#changed();
  }
}
