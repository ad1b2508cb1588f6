// Parts of a page that come one a frame, and together once they are all there: all at once at the start, a slow telephone
// would not answer for a while.

/** Ends one piece of work, so that a telephone can answer before the next. */
export const nextTask = (): Promise<void> => new Promise((go) => setTimeout(go));

export class Gradual {
  readonly #parts: readonly (() => void)[];
  #there = 0;

  constructor(parts: readonly (() => void)[]) {
    this.#parts = parts;
  }

  get whole(): boolean {
    return this.#there === this.#parts.length;
  }

  /** Paints those that are there, and one more. */
  paint(): void {
    if (!this.whole) ++this.#there;
    for (const part of this.#parts.slice(0, this.#there)) part();
  }
}
