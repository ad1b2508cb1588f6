// The header of a lab's page, at hand from everywhere: presets and seed, the link to them, the keys, the theme.
import { render, type TemplateResult } from 'lit';
import { toggleTheme } from './theme.ts';
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

  /** @param freshLink brings the address up to the position of the run */
  constructor(changed: () => void, freshLink: () => void) {
    this.#changed = changed;
    this.#freshLink = freshLink;
  }

  /** The open sheet shows the new one. */
  linkChanged(): void {
    if (this.#open === 'link') this.#changed();
  }

  toggle(sheet: Sheet): void {
    if (this.#open === sheet) this.close();
    else {
      this.#freshLink();
      this.#show(sheet);
    }
    if (this.#open === 'link') this.#copy(location.href);
  }

  /** What had the focus is gone with its sheet: the button that opened it takes it. */
  close(): void {
    const focused = this.#tools.querySelector('.sheet')?.contains(document.activeElement);
    if (focused) this.#tools.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    this.#show(undefined);
  }

  /** @param note what the link does not hold, if so */
  render(controls: TemplateResult, note: string | undefined): void {
    render(controls, this.#quick);
    const state = { open: this.#open, link: location.href, copied: this.#copied === location.href, note };
    render(
      toolButtons(state, {
        toggle: (sheet) => this.toggle(sheet),
        toggleTheme: () => {
          toggleTheme();
          this.#changed();
        },
        changed: this.#changed,
      }),
      this.#tools,
    );
  }

  #show(sheet: Sheet | undefined): void {
    this.#open = sheet;
    this.#changed();
  }

  /** A page that came without https has no clipboard, and a browser may refuse: then the sheet has the link to copy by hand. */
  async #copy(link: string): Promise<void> {
    this.#copied = undefined;
    try {
      await navigator.clipboard.writeText(link);
      this.#copied = link;
    } catch {
      this.#tools.querySelector<HTMLInputElement>('.sheet input')?.select();
    }
    this.#changed();
  }
}
