// Many starts, from the button to the run on the stage. Loaded when the section is opened.
import { guard } from 'lit/directives/guard.js';
import type { Core, Lab, Quantity, SnapshotBase, Values } from '../lab.ts';
import type { Run } from '../run.ts';
import { sameValues } from '../values.ts';
import { COUNT, restartsPanel } from './panel.ts';
import { Search } from './search.ts';

export interface RestartsOf<S extends SnapshotBase> {
  readonly lab: Lab<S>;
  readonly run: Run<S>;
  core(): Core;
  /** Sets the seed and leads the run to its end. */
  load(seed: number): void;
  changed(): void;
  failed(error: Error): void;
}

export class RestartsSection<S extends SnapshotBase> {
  readonly #of: RestartsOf<S>;
  readonly #search: Search;
  #quantity: Quantity | undefined;

  constructor(of: RestartsOf<S>) {
    this.#of = of;
    this.#search = new Search(of.changed);
  }

  /** Painted anew only where it says something else: the page is painted at every step, and this is long. */
  render(): unknown {
    const { run, load } = this.#of;
    const { state } = this.#search;
    const stale = state !== undefined && !sameValues(apart(state.values), apart(run.values));
    return guard([state, stale], () =>
      restartsPanel(state, this.#quantity, stale, {
        run: () => this.#begin(),
        cancel: () => this.#search.cancel(),
        load,
      }),
    );
  }

  async #begin(): Promise<void> {
    const { lab, run, core, failed } = this.#of;
    try {
      const restarts = await lab.restarts?.();
      if (!restarts) return;
      this.#quantity = restarts.quantity(run.values);
      const { values, own } = run;
      await this.#search.run(restarts, COUNT, core(), { values, own, lasting: run.lasting(values) });
    } catch (error) {
      this.#search.cancel();
      failed(error as Error);
    }
  }
}

/** The seed is what differs between starts. */
const apart = ({ seed: _, ...values }: Values): Values => values;
