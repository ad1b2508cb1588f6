// A run put aside to compare with: its lines stay in the chart, its numbers beside those of now, and it can be taken up
// again. Moving something by hand in the middle of a run puts aside what came after.
import { html, nothing, type TemplateResult } from 'lit';
import type { Standing } from './journal.ts';
import type { Kept, Lab, SnapshotBase, Values } from './lab.ts';
import type { Run } from './run.ts';
import { fresh } from './ui/fresh.ts';
import { changedValues } from './values.ts';

export class Compare<S extends SnapshotBase> {
  readonly #lab: Lab<S>;
  readonly #run: Run<S>;
  readonly #changed: () => void;
  #kept: { readonly standing: Standing<S>; readonly values: Values } | undefined;

  constructor(lab: Lab<S>, run: Run<S>, changed: () => void) {
    this.#lab = lab;
    this.#run = run;
    this.#changed = changed;
  }

  /** The other run at the time of this one, or at its end where that is earlier. */
  get kept(): Kept<S> | undefined {
    const { snapshot } = this.#run;
    const history = this.#kept?.standing.history;
    if (!history || !snapshot) return undefined;
    const index = Math.max(
      0,
      history.findLastIndex(({ t }) => t <= snapshot.t),
    );
    return { history, index, snapshot: history[index] as S };
  }

  /** Keeps the run as it is now; pressed again it keeps none. */
  readonly toggle = (): void => {
    const { standing, values, history } = this.#run;
    this.#kept = this.#kept || history.length === 0 ? undefined : { standing, values };
    this.#changed();
  };

  /** Each takes the other's place. */
  #swap(): void {
    if (!this.#kept) return;
    const { standing } = this.#kept;
    this.#kept = { standing: this.#run.standing, values: this.#run.values };
    this.#run.resume(standing);
  }

  /**
   * The few numbers to keep an eye on, with those of the other run beside them. They stand last, for there are more of
   * them once the run is on its way.
   */
  render(): TemplateResult | typeof nothing {
    const { snapshot } = this.#run;
    if (!snapshot) return nothing;
    const kept = this.kept;
    const there = new Map(kept && this.#lab.readings(kept.snapshot).map(({ name, value }) => [name, value]));
    return html`<p class="compare">
        <button type="button" class="quiet" aria-pressed=${kept !== undefined} title="Keep this run to compare with (c)" @click=${this.toggle}>
          ${kept ? 'Forget the run kept' : 'Keep this run to compare'}
        </button>
        ${kept ? html`<button type="button" class="quiet" @click=${() => this.#swap()}>Swap</button>` : ''}
        <span class="note">${kept ? `Kept, at the right: ${this.#differences()}.` : ''}</span>
      </p>
      <dl class=${kept ? 'readings two' : 'readings'}>
        ${this.#lab
          .readings(snapshot)
          .map(
            ({ name, value }) =>
              html`<dt>${name}</dt><dd>${fresh(value)}</dd>${kept ? html`<dd class="kept">${fresh(there.get(name) ?? '')}</dd>` : ''}`,
          )}
      </dl>`;
  }

  /** "Seed 7, Weight α of a label 20": what the other run has otherwise. */
  #differences(): string {
    const other = changedValues(this.#run.values, this.#kept?.values ?? {});
    const words = Object.entries(other).flatMap(([name, value]) => {
      const control = this.#lab.controls[name];
      if (!control) return [];
      const option =
        control.kind === 'choice' ? control.options.find((o) => o.value === value)?.label : undefined;
      return [`${control.label} ${option ?? value}`];
    });
    return words.join(', ') || 'the same settings';
  }
}
