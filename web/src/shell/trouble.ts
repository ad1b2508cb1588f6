// An error as the page tells it: what happened, what is kept, and a way out where there is one.
import type { Remedy, Values } from './lab.ts';
import { msg } from './language.ts';
import { type Notice, showNotice } from './ui/notice.ts';

export interface TroubleOf {
  /** The lab's own words for the error, if it has any. */
  remedy(error: Error): Remedy | undefined;
  /** Is there a run on the stage that outlives the error? */
  hasRun(): boolean;
  apply(values: Values): void;
  /** The way that a link tells broke off, and the address keeps it. False where none was being gone. */
  brokeOff(): boolean;
  /** Goes where the address leads. */
  again(): void;
  restartCore(): void;
  changed(): void;
}

export class Trouble {
  readonly #of: TroubleOf;
  readonly #host = document.createElement('div');
  /** The computation does not answer. */
  #silent = false;
  /** What is said now. */
  notice: Notice | undefined;

  constructor(of: TroubleOf) {
    this.#of = of;
  }

  open(): void {
    this.#host.className = 'notices';
    document.querySelector('#transport')?.prepend(this.#host);
  }

  paint(): void {
    showNotice(this.#host, this.notice, () => this.dismiss());
  }

  readonly dismiss = (): void => this.#say(undefined);

  failed(error: Error): void {
    this.#say(this.#noticeOf(error));
  }

  /** @param on nothing has been heard of the computation for long; or it is heard again */
  silent(on: boolean): void {
    if (on === this.#silent) return;
    this.#silent = on;
    this.#say(
      on
        ? {
            text: this.#of.hasRun()
              ? msg`The computation has not answered for a while. You can start it again: your run is kept.`
              : msg`The computing core has not come yet: the connection may be slow.`,
            action: { label: msg`Start it again`, run: () => this.#startAgain() },
          }
        : undefined,
    );
  }

  #startAgain(): void {
    const { hasRun, brokeOff, restartCore, again } = this.#of;
    const way = brokeOff() || !hasRun();
    restartCore();
    // What waited for the core says first that it waits no more.
    if (way) setTimeout(again);
  }

  #noticeOf(error: Error): Notice {
    const { remedy, hasRun, apply, brokeOff, again } = this.#of;
    if (error.name === 'CoreCrashed') {
      const way = brokeOff();
      const retry = { action: { label: msg`Try again`, run: again } };
      if (!hasRun())
        return {
          text: msg`The computing core could not be loaded: the connection may have failed.`,
          ...retry,
        };
      if (way) return { text: msg`The computation stopped on the way to the end of this run.`, ...retry };
      return {
        text: msg`The computation stopped unexpectedly and has been restarted. Your run is kept; step on from here.`,
      };
    }
    const out = remedy(error);
    if (!out) return { text: error.message };
    return { text: out.message, action: { label: out.label, run: () => apply(out.values) } };
  }

  #say(notice: Notice | undefined): void {
    this.notice = notice;
    this.#of.changed();
  }
}
