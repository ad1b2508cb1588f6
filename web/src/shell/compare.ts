// A run put aside to compare with: its lines stay in the chart, its numbers beside those of now, and it can be taken up
// again. Moving something by hand on the way puts aside the run as it was, unless another one was put there.
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { follow } from './follow.ts';
import { journeyOf, type Standing } from './journal.ts';
import type { Core, Kept, Lab, OwnData, SnapshotBase, Values } from './lab.ts';
import { msg } from './language.ts';
import { asBeside, fromFragment, ofBeside, saidOfBeside, toFragment } from './link.ts';
import { Run } from './run.ts';
import { fresh } from './ui/fresh.ts';
import { changedValues } from './values.ts';

export interface CompareOf<S extends SnapshotBase> {
  readonly lab: Lab<S>;
  readonly run: Run<S>;
  core(): Core;
  /** Another run is about to be put aside, or none. */
  changing(): void;
  changed(): void;
  /** The other run broke off for no fault of its link. */
  failed(error: Error): void;
}

interface Aside<S> {
  readonly standing: Standing<S>;
  readonly values: Values;
  /** By a change on the way of the run on the stage: it goes with that run. */
  readonly forked?: boolean;
}

export class Compare<S extends SnapshotBase> {
  readonly #of: CompareOf<S>;
  #kept: Aside<S> | undefined;

  constructor(of: CompareOf<S>) {
    this.#of = of;
  }

  get #aside(): Aside<S> | undefined {
    const kept = this.#kept;
    return kept?.forked && kept.standing.history[0] !== this.#of.run.history[0] ? undefined : kept;
  }

  /** The other run at the time of this one, or at its end where that is earlier. */
  get kept(): Kept<S> | undefined {
    const { snapshot } = this.#of.run;
    const history = this.#aside?.standing.history;
    if (!history || !snapshot) return undefined;
    const index = Math.max(
      0,
      history.findLastIndex(({ t }) => t <= snapshot.t),
    );
    return { history, index, snapshot: history[index] as S };
  }

  /** The controls of the run put aside. */
  get values(): Values | undefined {
    return this.#aside?.values;
  }

  /** As it stands in the link of the run on the stage. */
  get written(): string | undefined {
    const aside = this.#aside;
    if (!aside) return undefined;
    const { start, journal, history, index } = aside.standing;
    return asBeside(toFragment(this.#of.lab, journeyOf(start, journal, history, index)));
  }

  /**
   * Puts aside what a link tells, or nothing.
   *
   * @return what could not be understood, or why there is no such run
   */
  async take(written: string | undefined, own: OwnData | undefined): Promise<readonly string[]> {
    this.#kept = undefined;
    if (written === undefined) return [];
    const { lab, core } = this.#of;
    const link = fromFragment(lab, ofBeside(written));
    const problems = [...link.problems];
    const unseen = () => {};
    const failed = (error: Error) =>
      error.name === 'CoreCrashed' ? this.#of.failed(error) : problems.push(error.message);
    const other = new Run(lab, core, link.start, {
      ...{ changed: unseen, moved: unseen, told: unseen, working: unseen },
      failed,
    });
    await follow(other, link, own);
    const { standing, values, snapshot } = other;
    if (snapshot) this.#kept = { standing, values };
    return problems.map(saidOfBeside);
  }

  /** Keeps the run as it is now; pressed again it keeps none. */
  readonly toggle = (): void => {
    const { standing, values, history } = this.#of.run;
    this.#put(this.#aside || history.length === 0 ? undefined : { standing, values });
  };

  /** The run was changed on its way, by hand: `standing` and `values` are those from before. */
  fork(standing: Standing<S>, values: Values): void {
    if (standing.index === 0 || standing.history[standing.index]?.made === 'change') return;
    if (!this.#aside || this.#aside.forked) this.#kept = { standing, values, forked: true };
  }

  /** Takes back what was changed by hand at this position, and what came after it is there again. */
  undo(): void {
    const { run } = this.#of;
    const { forked, standing } = this.#aside ?? {};
    if (forked && standing && standing.history[standing.index] === run.history[run.index - 1]) {
      this.#kept = undefined;
      run.resume(standing);
    } else run.undo();
  }

  /** Each takes the other's place. */
  #swap(): void {
    const { run } = this.#of;
    const aside = this.#aside;
    if (!aside) return;
    this.#put({ standing: run.standing, values: run.values });
    run.resume(aside.standing);
  }

  #put(kept: Aside<S> | undefined): void {
    this.#of.changing();
    this.#kept = kept;
    this.#of.changed();
  }

  /**
   * The few numbers to keep an eye on, with those of the other run beside them. They stand last, for there are more of
   * them once the run is on its way.
   */
  render(): TemplateResult | typeof nothing {
    const { snapshot } = this.#of.run;
    if (!snapshot) return nothing;
    const kept = this.kept;
    const there = new Map(
      kept && this.#of.lab.readings(kept.snapshot).map(({ name, value }) => [name, value]),
    );
    return html`<p class="compare">
        <button type="button" class="quiet" aria-pressed=${kept !== undefined} title=${msg`Keep this run to compare with (c)`} @click=${this.toggle}>
          ${kept ? msg`Forget the run kept` : msg`Keep this run to compare`}
        </button>
        ${kept ? html`<button type="button" class="quiet" @click=${() => this.#swap()}>${msg`Swap`}</button>` : ''}
        <span class="note">${kept ? this.#whatKept() : ''}</span>
      </p>
      <dl class=${kept ? 'readings two' : 'readings'}>
        ${this.#of.lab
          .readings(snapshot)
          .map(
            ({ name, value }) =>
              html`<dt>${name}</dt><dd>${fresh(value)}</dd>${kept ? html`<dd class="kept">${fresh(there.get(name) ?? '')}</dd>` : ''}`,
          )}
      </dl>`;
  }

  /** What the other run has otherwise: "Kept, at the right: Seed 7, Weight α of a label 20." */
  #whatKept(): string {
    const { forked, standing, values } = this.#aside ?? {};
    const { lab, run } = this.#of;
    if (forked)
      return msg`Kept, at the right: the run before the change at t = ${standing?.history[standing.index]?.t ?? 0}.`;
    const words = Object.entries(changedValues(run.values, values ?? {})).flatMap(([name, value]) => {
      const control = lab.controls[name];
      if (!control) return [];
      const option =
        control.kind === 'choice' ? control.options.find((o) => o.value === value)?.label : undefined;
      return [`${control.label} ${option ?? value}`];
    });
    return words.length > 0
      ? msg`Kept, at the right: ${words.join(', ')}.`
      : msg`Kept, at the right: the same settings.`;
  }
}
