// Many starts, one after the other, off the stage. The core works on one at a time, so that steps get their turn, and has
// the next before it, so that it need not wait while the page is painted.
import type { Core, OwnData, Restarts, Values } from '../lab.ts';
import type { Reached } from './optima.ts';

export interface SearchState {
  readonly wanted: number;
  readonly outcomes: readonly Reached[];
  /** Seeds whose run broke off, and why. */
  readonly broken: readonly { readonly seed: number; readonly reason: string }[];
  readonly running: boolean;
  /** The controls that it is about. */
  readonly values: Values;
}

/** What all the starts have alike. */
export interface Subject {
  readonly values: Values;
  readonly own: OwnData | undefined;
  readonly lasting: readonly unknown[];
}

export class Search {
  state: SearchState | undefined;
  readonly #changed: () => void;
  /** Counts the searches, so that one that was ended does not go on with the next. */
  #searches = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Seeds 0 … count − 1. */
  async run(restarts: Restarts, count: number, core: Core, { values, own, lasting }: Subject): Promise<void> {
    const search = ++this.#searches;
    this.#set({ wanted: count, outcomes: [], broken: [], running: true, values });
    const fit = await restarts.prepare(values, core, own, lasting);
    const attempt = (seed: number) => fit(seed).catch((error: Error) => error);
    let next = attempt(0);
    for (let seed = 0; seed < count; ++seed) {
      const asked = next;
      if (seed + 1 < count) next = attempt(seed + 1);
      const result = await asked;
      if (search !== this.#searches || !this.state) return;
      if (result instanceof Error && result.name === 'CoreCrashed') throw result;
      this.#set(
        result instanceof Error
          ? { ...this.state, broken: [...this.state.broken, { seed, reason: result.message }] }
          : { ...this.state, outcomes: [...this.state.outcomes, { seed, ...result }] },
      );
    }
    this.cancel();
  }

  /** What is known by then stays. */
  cancel(): void {
    ++this.#searches;
    if (this.state) this.#set({ ...this.state, running: false });
  }

  #set(state: SearchState): void {
    this.state = state;
    this.#changed();
  }
}
