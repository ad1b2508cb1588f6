// What is known of a run: its snapshots, and where one stands among them. How it goes on is run.ts's matter.
import { BLANK, journeyOf, type Standing, skippedIn, valuesAt } from './journal.ts';
import type { Core, Lab, OwnData, SnapshotBase, Values } from './lab.ts';
import type { Journey } from './link.ts';

/** A long run is looked through each time that so many snapshots have been added. */
const LOOK = 32;

const longRun = () => import('./long-run.ts');

export class Past<S extends SnapshotBase> {
  history: readonly S[] = [];
  index = 0;
  protected readonly lab: Lab<S>;
  protected readonly core: () => Core;
  /** Those of the start, until there is one. */
  protected begun: Values;
  protected journal = BLANK;
  protected table: OwnData | undefined;
  #looked = 0;

  constructor(lab: Lab<S>, core: () => Core, values: Values) {
    this.lab = lab;
    this.core = core;
    this.begun = values;
  }

  /** The controls in force at this position: going back brings back those of then. */
  get values(): Values {
    return valuesAt(this.journal, this.index) ?? this.begun;
  }

  /** How the run came to be here, for others to follow. */
  get journey(): Journey {
    return journeyOf(this.begun, this.journal, this.history, this.index);
  }

  get standing(): Standing<S> {
    return {
      history: this.history,
      index: this.index,
      start: this.begun,
      journal: this.journal,
      own: this.table,
    };
  }

  get own(): OwnData | undefined {
    return this.table;
  }

  get snapshot(): S | undefined {
    return this.history[this.index];
  }

  get atEnd(): boolean {
    return this.index === this.history.length - 1;
  }

  /** What a start with these values keeps of what was done by hand. */
  lasting(values: Values): unknown[] {
    const lasts = this.lab.edits?.lasting;
    if (!lasts) return [];
    return this.journey.deeds.flatMap((deed) =>
      'edit' in deed && lasts(deed.edit, this.values, values) ? [deed.edit] : [],
    );
  }

  /** How many snapshots from these two positions' way are not kept. */
  protected missing(first: number, last: number): number {
    return skippedIn(this.journal.past, first, last);
  }

  /**
   * Computes again what is not kept of the snapshot so many steps from this position, and of the one before it.
   *
   * @return where it stands then
   */
  protected async remember(steps: number): Promise<number> {
    const long = await longRun();
    const { standing } = this;
    const found = await long.recalled(standing, steps, (last, values, count) =>
      this.lab.step(last, values, this.core(), count),
    );
    // What is known of the run is another thing now; then so is the way.
    if (this.history !== standing.history) return this.index;
    this.index = found.history.indexOf(standing.history[this.index] as S);
    this.history = found.history;
    this.journal = found.journal;
    return found.index;
  }

  /** Gives up older snapshots where there are too many. @return words for it, where these are the first */
  protected async forget(): Promise<string | undefined> {
    if (Math.abs(this.history.length - this.#looked) < LOOK) return undefined;
    this.#looked = this.history.length;
    const long = await longRun().catch(() => undefined);
    const kept = long?.thinned(this.standing);
    if (!kept) return undefined;
    const first = this.missing(0, this.history.length) === 0;
    this.history = kept.history;
    this.journal = kept.journal;
    this.index = kept.index;
    this.#looked = this.history.length;
    return first ? long?.WORDS : undefined;
  }
}
