// The way into a lab's lesson. Its text, its panel and their styles come when it is opened for the first time.
import type { Core, Lab, SnapshotBase, View } from '../lab.ts';
import type { Run } from '../run.ts';
import type { LessonPanel } from './panel.ts';

/** What the page does for the lesson. */
export interface LessonHost {
  readonly lab: Lab<SnapshotBase>;
  readonly run: Run<SnapshotBase>;
  core(): Core;
  view(): View<SnapshotBase> | undefined;
  /** To the one live region. */
  say(text: string): void;
  failed(error: Error): void;
  /** A notice that is on the page is of what the lesson now leaves behind. */
  dismiss(): void;
  /** Another page is open, or the settings are others: the link should say so. */
  changed(): void;
}

export class LessonDoor {
  readonly #host: LessonHost;
  readonly #buttons = [...document.querySelectorAll<HTMLElement>('.open-lesson')];
  #panel: Promise<LessonPanel> | undefined;
  #page = 0;

  constructor(host: LessonHost) {
    this.#host = host;
    for (const button of this.#buttons)
      button.addEventListener('click', () => (this.#page > 0 ? this.close() : this.open()));
  }

  /** The open page, from 1; 0 while the lesson is closed. */
  get page(): number {
    return this.#page;
  }

  /** @param page from 1; the one last read where it is not given */
  async open(page?: number): Promise<void> {
    try {
      this.#panel ??= this.#load();
      const panel = await this.#panel;
      panel.open(page);
    } catch (error) {
      this.#panel = undefined; // without a connection now, perhaps with one later
      this.#host.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  close(): void {
    this.#panel?.then((panel) => {
      panel.close();
      this.#buttons.find((button) => button.checkVisibility())?.focus();
    });
  }

  /** Opens what a link asks for, or closes. The focus stays where it is. */
  follow(wanted: number): void {
    const page = this.#buttons.length > 0 ? wanted : 0;
    if (page > 0 && page !== this.#page) this.open(page);
    else if (page === 0 && this.#page > 0) this.#panel?.then((panel) => panel.close());
  }

  /** The live view is another: so may be what the lesson offers. */
  repaint(): void {
    if (this.#page > 0) this.#panel?.then((panel) => panel.paint());
  }

  async #load(): Promise<LessonPanel> {
    const { loadPanel } = await import('./panel.ts');
    return loadPanel(
      this.#host,
      () => this.close(),
      (page) => this.#turned(page),
    );
  }

  #turned(page: number): void {
    this.#page = page;
    for (const button of this.#buttons) button.setAttribute('aria-expanded', String(page > 0));
    this.#host.changed();
  }
}
