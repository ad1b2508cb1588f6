// The run in the address bar: written as it goes, followed where somebody opens, edits or goes back to another one.
import { framed } from './embed/door.ts';
import type { Lab, OwnData } from './lab.ts';
import { type Extras, fromFragment, isLink, type Journey, type Link, toFragment } from './link.ts';

/** Browsers refuse to write more often than a few times a second for long. */
const DELAY = 250;

/** Marks the entries of the browser's history that are ours, so that Back knows an empty fragment of ours. */
const OURS = { elbo: true };

export interface AddressOf {
  readonly lab: Pick<Lab<never>, 'controls' | 'edits'>;
  journey(): Journey;
  extras(): Extras;
  /** @param own the table that comes with the link, where it is not in it */
  follow(link: Link, own?: OwnData): Promise<unknown>;
  /** The address is another one now. */
  written(): void;
}

export class Address {
  readonly #of: AddressOf;
  /** What was done last and could be taken back by Back. */
  #action = '';
  #late = false;
  #following = false;
  /** The way that the address tells was not gone to its end: it stays until it is left, and Back leads to it. */
  broken = false;
  /** Counts the links that were opened, so that one that is overtaken does not end the way of the next. */
  #opened = 0;

  constructor(of: AddressOf) {
    this.#of = of;
    addEventListener('popstate', () => this.#read());
    addEventListener('hashchange', () => this.#read());
    // What is not looked at may be ended without a word.
    document.addEventListener('visibilitychange', () => this.flush());
  }

  /** Goes elsewhere, which Back takes back. */
  async go(fragment: string, own?: OwnData): Promise<void> {
    this.flush();
    history.pushState(OURS, '', fragment || location.pathname + location.search);
    await this.open(own);
  }

  /** Goes where the address leads. */
  async open(own?: OwnData): Promise<void> {
    const link = fromFragment(this.#of.lab, location.hash);
    const opened = ++this.#opened;
    this.#following = true;
    this.broken = false;
    await this.#of.follow(link, own);
    if (opened !== this.#opened) return;
    this.#following = false;
    if (link.problems.length === 0 && !this.broken) this.soon();
  }

  /** What is computed on the way has broken off. False where no way was being gone. */
  brokeOff(): boolean {
    this.broken ||= this.#following;
    return this.broken;
  }

  /** The run went on; the address follows when it can. */
  soon(): void {
    if (this.#following || this.#late) return;
    this.#setLate(true);
    setTimeout(() => this.flush(), DELAY);
  }

  /**
   * Something was done that Back takes back.
   *
   * @param action what and where, if the same again, as in dragging, is still the same action
   */
  did(action = ''): void {
    if (action !== '' && action === this.#action) this.soon();
    else {
      this.#action = action;
      this.#write(true);
    }
  }

  /** The address is brought up to the run. */
  flush(): void {
    if (this.#late) this.#write(false);
  }

  /** As it would be written now. */
  get fragment(): string {
    return toFragment(this.#of.lab, this.#of.journey(), this.#of.extras());
  }

  #write(undoable: boolean): void {
    this.#setLate(false);
    const { fragment } = this;
    if (fragment === location.hash) return;
    const url = fragment || location.pathname + location.search;
    // In a frame, Back belongs to the page around it.
    if ((undoable || this.broken) && !framed) {
      history.replaceState(OURS, '');
      history.pushState(OURS, '', url);
    } else history.replaceState(OURS, '', url);
    this.broken = false;
    this.#of.written();
  }

  /** Told to the document, for those who wait until the address is true. */
  #setLate(late: boolean): void {
    this.#late = late;
    document.body.toggleAttribute('data-late', late);
  }

  #read(): void {
    const ours = (history.state as typeof OURS | null)?.elbo;
    if (!ours && !isLink(location.hash)) return; // the skip link, or a place in the text
    if (this.fragment === location.hash) return;
    this.#action = '';
    this.#setLate(false);
    this.open();
  }
}
