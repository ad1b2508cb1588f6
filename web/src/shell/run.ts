// Time. A run is a list of immutable snapshots and a position in it; every way of moving is an operation on these.
import { cut, grown, opening, type Standing, valuesAt, withDeed, withLater } from './journal.ts';
import type { Core, Lab, OwnData, SnapshotBase, Values } from './lab.ts';
import { msg } from './language.ts';
import type { Deed } from './link.ts';
import type { Listener } from './listener.ts';
import { Past } from './past.ts';
import { Turns } from './turns.ts';
import { changedValues, changesRun, needsRestart } from './values.ts';

export type Mode = 'loading' | 'still' | 'playing' | 'converging';

/** Snapshots a second that the speed control offers. */
export const SPEEDS = [0.5, 1, 2, 4, 8, 30, 60] as const;

/** How many steps "run to convergence" makes before it asks to be pressed again. */
export const LONGEST_RUN = 2000;

export class Run<S extends SnapshotBase> extends Past<S> {
  mode: Mode = 'loading';
  speed: number = 1;
  /** Counts the starts that were asked for, so that whoever leads one run does not go on with the next. */
  starts = 0;
  /** Where the eye comes from: the snapshot shown before this one. */
  from: S | undefined;
  readonly #listener: Listener;
  #edit: { readonly edit: unknown } | undefined;
  readonly #turns: Turns;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the jumps along the history, so that a computation that they overtook does not jump back. */
  #jumps = 0;
  /** Counts the runs to convergence and what ended them, so that one that was ended does not go on with the next. */
  #runs = 0;

  constructor(lab: Lab<S>, core: () => Core, values: Values, listener: Listener) {
    super(lab, core, values);
    this.#listener = listener;
    this.#turns = new Turns(
      (on) => listener.working(on),
      (error) => {
        if (this.mode === 'loading') this.mode = 'still'; // nothing is on its way any more
        this.pause();
        listener.failed(error);
      },
    );
  }

  /** Takes up a run that was put aside. */
  resume({ history, index, start, journal, own }: Standing<S>): void {
    this.pause();
    ++this.#jumps;
    this.history = history;
    this.begun = start;
    this.journal = journal;
    this.table = own;
    this.#show(index, undefined);
  }

  /** Moving by itself. */
  get busy(): boolean {
    return this.mode === 'playing' || this.mode === 'converging';
  }

  /** Too fast for anything to be seen moving from one step to the next. */
  get hasty(): boolean {
    return this.mode === 'converging' || (this.mode === 'playing' && this.speed > 8);
  }

  /** Nothing new to see ahead. */
  get finished(): boolean {
    return this.atEnd && (this.snapshot?.converged ?? false);
  }

  /** Begins a new run; the old one stays on screen if the new one cannot start. */
  start(values: Values = this.values, own: OwnData | undefined = this.own): Promise<boolean> {
    this.pause();
    ++this.starts;
    return this.#turns.take(async () => {
      const first = await this.lab.start(values, this.core(), own);
      this.begun = values;
      this.table = own;
      this.history = [first];
      this.journal = opening(values);
      this.#show(0, undefined);
    });
  }

  /** So many snapshots forward: along the history where there is one, computed where there is none. */
  forward(steps = 1): Promise<boolean> {
    const jumps = this.#jumps;
    return this.#turns.take(() => this.#advance(steps, jumps));
  }

  /** So many steps of the run back, whether all of them are kept or not. */
  back(steps = 1): Promise<unknown> | undefined {
    const target = this.index - steps;
    return this.missing(target, this.index) > 0 ? this.#recall(-steps) : this.goTo(target);
  }

  goTo(index: number): Promise<unknown> | undefined {
    const target = Math.min(this.history.length - 1, Math.max(0, Math.round(index)));
    const { index: here } = this;
    if (this.missing(target, target) > 0) {
      const [first, last] = [Math.min(here, target), Math.max(here, target)];
      return this.#recall(Math.sign(target - here) * (last - first + this.missing(first + 1, last)));
    }
    this.pause();
    ++this.#jumps;
    if (target !== here && this.history.length > 0) this.#show(target, this.snapshot);
    return undefined;
  }

  /** To a snapshot so many steps from here, where it or the one before it is not kept. */
  #recall(steps: number): Promise<boolean> {
    this.pause();
    const jumps = ++this.#jumps;
    return this.#turns.take(async () => {
      const from = this.snapshot;
      if (jumps !== this.#jumps) return;
      const target = await this.remember(steps);
      if (jumps === this.#jumps) this.#show(target, from);
    });
  }

  /** Changed controls: a fresh start, or the same position under the new values, whichever they ask for. */
  change(values: Values): Promise<boolean> {
    if (this.history.length === 0 || needsRestart(this.lab.controls, this.values, values))
      return this.start(values);
    return this.#turns.take(async () => {
      const jumps = this.#jumps;
      const { controls } = this.lab;
      const changes = changedValues(this.values, values);
      if (Object.keys(changes).length === 0) return;
      if (!changesRun(controls, this.values, values)) {
        this.journal = withLater(this.journal, changes);
        this.#listener.changed();
        return;
      }
      const changed = await this.lab.change(this.snapshot as S, values, this.core());
      if (jumps === this.#jumps) this.#put(changed, values, { values: changes });
      else this.#listener.changed();
    });
  }

  /** Something moved by hand. While one move is computed only the last of those that follow is kept. */
  async edit(edit: unknown): Promise<boolean> {
    const { edit: apply, edits } = this.lab;
    if (!apply || !edits || !this.snapshot) return false;
    const waiting = this.#edit !== undefined;
    // Rounded as a link rounds it, so that whoever opens the link has the same numbers to the last digit.
    this.#edit = { edit: edits.read(edits.write(edit)) ?? edit };
    if (waiting) return true;
    return this.#turns.take(async () => {
      const [wanted, jumps, { values }] = [this.#edit, this.#jumps, this];
      this.#edit = undefined;
      if (!wanted) return;
      const edited = await apply(this.snapshot as S, wanted.edit, values, this.core());
      if (jumps === this.#jumps) this.#put(edited, values, wanted);
    });
  }

  /** Takes back the change made at this position, as if it had never been. */
  undo(): void {
    if (this.snapshot?.made !== 'change' || this.index === 0) return;
    this.history = this.history.slice(0, this.index);
    this.journal = cut(this.journal, this.index);
    this.#show(this.index - 1, undefined);
  }

  /** Dragging makes many changes at one position; only the last one is history. What came after belonged to another run. */
  #put(changed: S, values: Values, deed: Deed): void {
    const before = this.snapshot as S;
    const again = before.made === 'change';
    const kept = again ? this.index : this.index + 1;
    this.history = [...this.history.slice(0, kept), changed];
    this.journal = withDeed(this.journal, this.index, again, values, deed);
    this.#show(kept, again ? undefined : before);
  }

  play(): void {
    if (this.finished) return;
    this.mode = 'playing';
    this.#listener.changed();
    this.#tick();
  }

  pause(): void {
    clearTimeout(this.#timer);
    ++this.#runs;
    if (this.busy) this.mode = 'still';
    this.#listener.changed();
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.#listener.changed();
  }

  /** One notch faster (1) or slower (-1), if there is one. */
  shiftSpeed(by: number): void {
    const speeds: readonly number[] = SPEEDS;
    const speed = speeds[speeds.indexOf(this.speed) + by];
    if (speed !== undefined) this.setSpeed(speed);
  }

  /** To convergence as fast as the core goes, painting on the way. */
  async converge(): Promise<void> {
    await this.until(() => this.finished, LONGEST_RUN);
  }

  /** As fast as the core goes, painting on the way. False where something ended it before. */
  async until(arrived: () => boolean, most: number): Promise<boolean> {
    if (arrived()) return true;
    this.mode = 'converging';
    this.#listener.changed();
    const run = ++this.#runs;
    for (let steps = 0; steps < most && run === this.#runs && !arrived(); ++steps) await this.forward();
    if (run === this.#runs) {
      this.pause();
      if (!arrived())
        this.#listener.failed(new Error(msg`Stopped after ${most} steps; press Converge to go on.`));
    }
    this.#listener.told();
    return arrived();
  }

  /** @param last when the last step was due: what a step takes does not make the next one later */
  #tick(last = performance.now()): void {
    const due = Math.max(last + 1000 / this.speed, performance.now());
    this.#timer = setTimeout(async () => {
      if (this.mode !== 'playing') return;
      await this.forward();
      if (this.finished) this.pause();
      else if (this.mode === 'playing') this.#tick(due);
    }, due - performance.now());
  }

  /** @param jumps as counted when the step was asked for */
  async #advance(steps: number, jumps: number): Promise<void> {
    const from = this.snapshot;
    if (!from || jumps !== this.#jumps) return;
    const [next, last] = [this.index + 1, this.history.length - 1];
    let left = steps - (last - this.index + this.missing(next, last));
    let target = left > 0 ? Number.POSITIVE_INFINITY : this.index + steps;
    try {
      if (this.missing(next, target) > 0 && left <= 0) target = await this.remember(steps);
      while (left > 0) {
        const end = this.history.at(-1) as S;
        const values = valuesAt(this.journal, this.history.length - 1) ?? this.begun;
        const made = await this.lab.step(end, values, this.core(), left);
        this.history = this.history.concat(made);
        this.journal = grown(this.journal, values, made.length);
        left -= made.length;
      }
    } finally {
      // Where a step fails, the run stands at the last good one.
      if (jumps === this.#jumps) this.#show(Math.min(target, this.history.length - 1), from);
    }
    const words = await this.forget();
    if (words) this.#listener.failed(new Error(words));
  }

  #show(index: number, from: S | undefined): void {
    this.index = index;
    this.from = from;
    if (this.mode === 'loading') this.mode = 'still';
    this.#listener.moved();
    this.#listener.changed();
    // While it plays by itself, every step would be too much talk.
    const told = this.mode === 'playing' ? index % 10 === 0 || this.finished : this.mode !== 'converging';
    if (told) this.#listener.told();
  }
}
