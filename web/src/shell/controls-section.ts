// The controls as they stand on the page: which have a widget, which cannot act and why, and what choosing does.
import { framed } from './embed/door.ts';
import type { Hands } from './hands.ts';
import type { Lab, SnapshotBase, Value } from './lab.ts';
import { msg } from './language.ts';
import { LOCKED, type Mask } from './mask.ts';
import type { Run } from './run.ts';
import { controlWidgets } from './ui/controls.ts';
import type { Notice } from './ui/notice.ts';
import { shownControls } from './values.ts';

export interface ControlsSectionOf<S extends SnapshotBase> {
  readonly lab: Lab<S>;
  readonly run: Run<S>;
  readonly hands: Hands<S>;
  mask(): Mask;
  /** The student must do something first. */
  asked(notice: Notice): void;
}

export class ControlsSection<S extends SnapshotBase> {
  readonly #of: ControlsSectionOf<S>;

  constructor(of: ControlsSectionOf<S>) {
    this.#of = of;
  }

  widgets(): ReturnType<typeof controlWidgets> {
    const { lab, run, hands, mask } = this.#of;
    const { values } = run;
    return controlWidgets(shownControls(lab, values, mask().hidden), values, (name) => this.#disabled(name), {
      set: (name, value) => this.#choose(name, value),
      freshSeed: (name) => hands.freshSeed(name),
    });
  }

  #disabled(name: string): string | undefined {
    const { lab, run, mask } = this.#of;
    if (mask().locked.has(name)) return LOCKED;
    return lab.disabled?.(name, run.values, run.snapshot) ?? (run.mode === 'loading' ? '' : undefined);
  }

  /** Choosing "your own" before there is any leads to where it is brought. */
  #choose(name: string, value: Value): void {
    const { lab, run, hands, asked } = this.#of;
    if (name === lab.dataControl && value === 'own' && !run.own) asked(askForData());
    else hands.choose(name, value);
  }
}

/** Leads to where data are brought. */
function askForData(): Notice {
  if (framed) return { text: msg`Open the lab in its own page to bring your own data.` };
  document.querySelector('#data')?.scrollIntoView({ block: 'nearest' });
  document.querySelector<HTMLElement>('#csv')?.focus();
  return { text: msg`Bring your own data: choose a CSV file or paste a table in the section “Data” below.` };
}
