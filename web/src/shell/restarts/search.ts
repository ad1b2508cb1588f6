// Many starts, one after the other, off the stage. The core works on one at a time and has the next before it, or as many of the next
// as keep it busy while the page is painted: each is two questions, and the page asks the second one. No more, so that steps get
// their turn.
import type { Core, OwnData, Restarts, Values } from '../lab.ts';
import type { Reached } from './optima.ts';

/** For how long the core has something to do by itself, milliseconds: two frames. */
const AHEAD = 33;
const MOST_AHEAD = 8;

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
    const begun = performance.now();
    const asked: ReturnType<typeof attempt>[] = []; // of this seed and those after it
    for (let seed = 0; seed < count; ++seed) {
      const done = (AHEAD * seed) / Math.max(1, performance.now() - begun); // in that time, so far
      const room = Math.min(MOST_AHEAD, Math.max(2, Math.floor(done)));
      while (asked.length < room && seed + asked.length < count) asked.push(attempt(seed + asked.length));
      const result = await (asked.shift() as ReturnType<typeof attempt>);
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
