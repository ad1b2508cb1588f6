// Painting that may be too much for one frame, or for every frame.

/** Something that is painted no more often than it can be read while there is haste. */
export class Paced {
  readonly #pause: number;
  readonly #hasty: () => boolean;
  readonly #paint: () => void;
  #last = 0;
  #asked = false;

  /** @param pause milliseconds from one time to the next, while `hasty` */
  constructor(pause: number, hasty: () => boolean, paint: () => void) {
    this.#pause = pause;
    this.#hasty = hasty;
    this.#paint = paint;
  }

  /** Paints, or where it is too soon in the first frame in which it is not. */
  now(): void {
    if (this.#asked) return;
    if (this.#tooSoon()) this.soon();
    else this.#do();
  }

  /** Paints in the next frame in which it is not too soon. */
  soon(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(this.#frame);
  }

  readonly #frame = (): void => {
    if (this.#tooSoon()) {
      requestAnimationFrame(this.#frame);
      return;
    }
    this.#asked = false;
    this.#do();
  };

  #tooSoon(): boolean {
    return this.#hasty() && performance.now() - this.#last < this.#pause;
  }

  #do(): void {
    this.#last = performance.now();
    this.#paint();
  }
}
