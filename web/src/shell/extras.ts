// What a link holds beside the run: what a teacher hides or locks, and the student's own table.

import type { Lab, OwnData, SnapshotBase, Values } from './lab.ts';
import { msg } from './language.ts';
import type { Extras, Link } from './link.ts';
import { type Mask, maskOf } from './mask.ts';

const IN_LINK = msg`Your own data are in it, for whoever opens it.`;
const NOT_IN_LINK = msg`Your own data are not in it, for they are too many: they stay on this page.`;

/** The run put aside, if there is one: its controls, and how it stands in a link. */
export interface Beside {
  readonly values: Values | undefined;
  readonly written: string | undefined;
}

export class LinkExtras<S extends SnapshotBase> {
  mask: Mask;
  readonly #lab: Lab<S>;
  #extras: Extras = {};

  constructor(lab: Lab<S>) {
    this.#lab = lab;
    this.mask = maskOf(lab.controls);
  }

  /** @return what could not be understood, and the table that came with the link */
  async take({ extras }: Link): Promise<{ problems: string[]; own?: OwnData }> {
    this.#extras = extras;
    this.mask = maskOf(this.#lab.controls, extras.ui);
    const problems = this.mask.strangers.map((name) => msg`There is no control “${name}” to hide or lock.`);
    if (extras.d === undefined) return { problems };
    const own = (await import('./packed.ts')).unpack(extras.d);
    return own ? { problems, own } : { problems: [...problems, msg`The data in this link are damaged.`] };
  }

  async bring(own: OwnData): Promise<void> {
    this.table = (await import('./packed.ts')).pack(own);
  }

  /** The packed table, if there is one that is short enough. */
  get table(): string | undefined {
    return this.#extras.d;
  }

  set table(d: string | undefined) {
    const { d: _, ...others } = this.#extras;
    this.#extras = d === undefined ? others : { ...others, d };
  }

  /**
   * What belongs into the address while these values are in force, this page of the lesson is open (0: none), and with
   * the run beside it.
   */
  written(values: Values, lesson: number, beside: Beside): Extras {
    const { ui, d } = this.#extras;
    const showsOwn = this.#showsOwn(values) || (beside.values && this.#showsOwn(beside.values));
    return {
      ...(ui === undefined ? {} : { ui }),
      ...(d !== undefined && showsOwn ? { d } : {}),
      ...(lesson > 0 ? { lesson: String(lesson) } : {}),
      ...(beside.written === undefined ? {} : { vs: beside.written }),
    };
  }

  /** What whoever shares the link should know. */
  note(values: Values): string | undefined {
    if (!this.#showsOwn(values)) return undefined;
    return this.#extras.d === undefined ? NOT_IN_LINK : IN_LINK;
  }

  #showsOwn(values: Values): boolean {
    return values[this.#lab.dataControl ?? ''] === 'own';
  }
}
