// What the student changes: controls by their widgets, and what is moved on the stage. Each change is in the address,
// and what a teacher's link took out of the student's hands stays as it is.
import type { Address } from './address.ts';
import type { Compare } from './compare.ts';
import type { Lab, OwnData, SnapshotBase, Value, Values } from './lab.ts';
import { latest } from './latest.ts';
import { isFree, type Mask } from './mask.ts';
import type { Run } from './run.ts';
import { changedValues, withValue, withValues } from './values.ts';

export interface HandsOf<S extends SnapshotBase> {
  readonly lab: Lab<S>;
  readonly run: Run<S>;
  readonly address: Address;
  readonly compare: Compare<S>;
  mask(): Mask;
  /** Something is about to be changed: what was said before is no longer true. */
  changing(): void;
}

export class Hands<S extends SnapshotBase> {
  readonly #of: HandsOf<S>;

  constructor(of: HandsOf<S>) {
    this.#of = of;
  }

  choose(name: string, value: Value): Promise<void> {
    const { lab, run } = this.#of;
    return this.set(withValue(lab.controls, run.values, name, value));
  }

  freshSeed(name: string): void {
    const { lab, run } = this.#of;
    if (name in lab.controls && this.#may(name)) this.choose(name, Number(run.values[name]) + 1);
  }

  /** From the start again. False where that cannot be; then the run is as it was. */
  async restart(values?: Values, own?: OwnData): Promise<boolean> {
    const { run, address } = this.#of;
    address.flush();
    const lasting = own ? [] : run.lasting(values ?? run.values);
    const started = await run.start(values, own);
    if (!started) return false;
    await this.#again(lasting);
    address.did();
    return true;
  }

  /** @param dragged one of many such changes in a row, which are one thing to take back */
  async set(values: Values, dragged = false): Promise<void> {
    const { lab, run, address, compare, changing } = this.#of;
    const names = Object.keys(changedValues(run.values, values));
    if (names.length === 0) return;
    changing();
    address.flush(); // Back leads to where this was done
    const { standing, values: before, atEnd, starts } = run;
    const lasting = run.lasting(values);
    // What came after would be lost; where nothing did, a change of settings is no other run.
    const changed = await run.change(values);
    if (changed && run.starts > starts) await this.#again(lasting);
    else if (changed && !atEnd) compare.fork(standing, before);
    const sliding = names.every((name) => {
      const control = lab.controls[name];
      return control?.kind === 'number' && control.widget === 'log';
    });
    address.did(dragged || sliding ? this.#here(names.join()) : undefined);
  }

  /** Moving something on the stage asks for the same value many times over; only another one is a change. */
  readonly move = latest(async (wanted) => {
    const { lab, run } = this.#of;
    const free = Object.entries(wanted).filter(([name]) => this.#may(name));
    await this.set(withValues(lab.controls, run.values, Object.fromEntries(free)), true);
  });

  async edit(edit: unknown): Promise<void> {
    const { lab, run, address, compare } = this.#of;
    address.flush();
    const { standing, values } = run;
    if (await run.edit(edit)) compare.fork(standing, values);
    address.did(this.#here(lab.edits?.write(edit).split('=')[0] ?? ''));
  }

  /** What a new start keeps is done to it as it was to the run before. */
  async #again(lasting: readonly unknown[]): Promise<void> {
    for (const edit of lasting) await this.#of.run.edit(edit);
  }

  /** The same thing done at the same position, as in dragging, is one thing to take back. */
  #here(what: string): string {
    return `${what} at ${this.#of.run.snapshot?.t}`;
  }

  #may(name: string): boolean {
    return isFree(this.#of.mask(), name);
  }
}
