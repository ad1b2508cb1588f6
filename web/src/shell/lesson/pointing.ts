// A prediction on the stage: pointed at, and marked until the page is turned.
import type { Plane } from '../stage/axes.ts';
import type { Place } from './lesson.ts';

export class Pointing {
  readonly #plane: () => Plane | undefined;
  readonly #mark = document.createElement('div');
  readonly #sheet = document.createElement('div');
  #picked: ((place: Place) => void) | undefined;

  /** @param plane the stage's coordinates as they are now; undefined where it has none */
  constructor(plane: () => Plane | undefined) {
    this.#plane = plane;
    this.#mark.className = 'lesson-mark';
    this.#sheet.className = 'lesson-sheet';
    this.#sheet.addEventListener('click', (event) => {
      const plane = this.#plane();
      const picked = this.#picked;
      this.stop();
      if (plane) picked?.([plane.dataX(event.offsetX), plane.dataY(event.offsetY)]);
    });
  }

  get possible(): boolean {
    return this.#plane() !== undefined;
  }

  get on(): boolean {
    return this.#picked !== undefined;
  }

  /** The next click on the stage is the answer. */
  start(picked: (place: Place) => void): void {
    this.#picked = picked;
    document.querySelector('#stage .body')?.append(this.#sheet);
  }

  stop(): void {
    this.#picked = undefined;
    this.#sheet.remove();
  }

  show([x, y]: Place): void {
    const plane = this.#plane();
    if (!plane) return;
    this.#mark.style.transform = `translate(${plane.px(x)}px, ${plane.py(y)}px)`;
    document.querySelector('#stage .body')?.append(this.#mark);
  }

  clear(): void {
    this.stop();
    this.#mark.remove();
  }
}
