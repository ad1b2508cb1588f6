// What a link holds beside the run: what a teacher hides or locks, and the student's own table.
import type { Lab, OwnData, SnapshotBase, Values } from './lab.ts';
import { msg } from './language.ts';
import type { Extras, Link } from './link.ts';
import { type Mask, maskOf } from './mask.ts';

/** The run put aside, if there is one: its controls, and how it stands in a link. */
export interface Beside {
  readonly values: Values | undefined;
  readonly written: string | undefined;
}

export class LinkExtras<S extends SnapshotBase> {
  mask: Mask;
  readonly #lab: Lab<S>;
  #extras: Extras = {};
  /** Of the table that is too long for a link: does the tab keep it, or the page alone? */
  #kept: boolean | undefined;

  constructor(lab: Lab<S>) {
    this.#lab = lab;
    this.mask = maskOf(lab.controls);
  }

  /**
   * @param brought the table that comes with the link, where it is not in it
   * @return what could not be understood, and the table that belongs to the link
   */
  async take({ extras, start }: Link, brought?: OwnData): Promise<{ problems: string[]; own?: OwnData }> {
    this.#extras = extras;
    this.mask = maskOf(this.#lab.controls, extras.ui);
    const problems = this.mask.strangers.map((name) => msg`There is no control “${name}” to hide or lock.`);
    const { d, vs } = extras;
    if (brought) await this.keep(brought);
    if (d === undefined) {
      // A page that was loaded again has to ask the tab.
      const wants = this.#showsOwn(start) || vs?.includes(`${this.#lab.dataControl}=own`);
      if (brought || !wants || this.#kept !== undefined)
        return { problems, ...(brought && { own: brought }) };
      const own = (await import('./packed.ts')).keptTable();
      if (own) this.#kept = true;
      return { problems, ...(own && { own }) };
    }
    const own = (await import('./packed.ts')).unpack(d);
    return own ? { problems, own } : { problems: [...problems, msg`The data in this link are damaged.`] };
  }

  async bring(own: OwnData): Promise<void> {
    this.table = (await import('./packed.ts')).pack(own);
  }

  /** Where the link has no room for the table that is in use, the tab has. */
  async keep(own: OwnData): Promise<void> {
    if (this.table === undefined) this.#kept = (await import('./packed.ts')).keepTable(own);
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
    if (this.#extras.d !== undefined) return msg`Your own data are in it, for whoever opens it.`;
    return this.#kept
      ? msg`Your own data are not in it, for they are too many: they stay in this tab.`
      : msg`Your own data are not in it, for they are too many: they stay on this page until it is closed.`;
  }

  #showsOwn(values: Values): boolean {
    return values[this.#lab.dataControl ?? ''] === 'own';
  }
}
