// When the view paints what. What stands still while a picture moves comes a frame after it: a step is seen sooner, and no frame
// holds all there is.
import type { Compare } from './compare.ts';
import type { Frame, SnapshotBase, View } from './lab.ts';
import { type Motion, motion } from './motion.ts';
import { Paced } from './paced.ts';
import { paletteOf } from './palette.ts';
import type { Run } from './run.ts';
import { linkTerms } from './terms.ts';
import { theme } from './theme.ts';

/** While steps follow each other too fast to be told apart, milliseconds from one picture to the next … */
const PICTURE = 30;
/** … and from one set of numbers to the next. A slow machine needs the time between for the steps. */
const NUMBERS = 90;

export interface Shown<S extends SnapshotBase> {
  readonly run: Run<S>;
  readonly compare: Compare<S>;
  /** Whether it is the view's turn at all. */
  ready(): boolean;
}

export class Showing<S extends SnapshotBase> {
  readonly #of: () => Shown<S>;
  readonly #motion: Motion = motion(() => this.#of().ready() && this.#picture.now());
  readonly #picture = new Paced(
    PICTURE,
    () => this.#of().run.hasty,
    () => this.#paint(),
  );
  readonly #numbers = new Paced(
    NUMBERS,
    () => this.#of().run.hasty,
    () => this.#settle(),
  );
  #view: View<S> | undefined;
  #termsPainted = () => {};
  /** What the view was last told of; it has never heard of a newer one, in which there may be less to look at. */
  #shown: Frame<S> | undefined;
  #stale = false;

  constructor(of: () => Shown<S>) {
    this.#of = of;
  }

  get view(): View<S> | undefined {
    return this.#view;
  }

  async mount(view: Promise<View<S>>): Promise<void> {
    this.#view = await view;
    this.#termsPainted = linkTerms(this.#view.terms);
  }

  /** What the view draws may look different. */
  changed(): void {
    this.#stale = true;
  }

  /** The run is at another snapshot. */
  moved(): void {
    const { hasty, starts, index, from } = this.#of().run;
    this.#motion.start(hasty, starts === 1 && index === 0 && !from);
  }

  /** Paints if something changed: canvases cost more than all the rest of the page. */
  paint(): void {
    if (this.#stale) this.#picture.now();
  }

  #paint(): void {
    const frame = this.#frame();
    if (!frame || !this.#view) return;
    this.#stale = false;
    this.#shown = frame;
    this.#view.update(frame);
    if (frame.progress >= 1) this.#numbers.soon();
  }

  #settle(): void {
    const frame = this.#shown;
    if (!frame || frame.progress < 1) return; // it moves again, and settles after that
    this.#view?.settle(frame);
    this.#termsPainted();
  }

  #frame(): Frame<S> | undefined {
    const { run, compare } = this.#of();
    const { snapshot, history, index, from } = run;
    if (!snapshot) return undefined;
    const { kept } = compare;
    return {
      history,
      index,
      snapshot,
      progress: this.#motion.progress,
      palette: paletteOf(theme()),
      ...(from ? { from } : {}),
      ...(kept ? { kept } : {}),
    };
  }
}
