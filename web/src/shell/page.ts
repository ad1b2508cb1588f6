// A lab on its page: the run in the middle, panels around it. The only file that knows all the sections.
import { html, nothing, render } from 'lit';
import { startCore } from './core.ts';
import { Header } from './header.ts';
import { type KeyActions, listenToKeys } from './keyboard.ts';
import type { Frame, Lab, Move, OwnData, SnapshotBase, Values, View } from './lab.ts';
import { latest } from './latest.ts';
import { liveRegion } from './live.ts';
import { type Motion, motion } from './motion.ts';
import { OwnDataSection } from './own-data-section.ts';
import { paletteOf } from './palette.ts';
import { Run } from './run.ts';
import { emptied } from './sections.ts';
import { followTheme, theme } from './theme.ts';
import { noticeOf } from './trouble.ts';
import { controlWidgets } from './ui/controls.ts';
import { type Notice, noticeBar } from './ui/notice.ts';
import { markOverflow } from './ui/overflow.ts';
import { readingList } from './ui/readings.ts';
import { traceSection } from './ui/trace.ts';
import { type TransportActions, transport } from './ui/transport.ts';
import { fromFragment, isLink, toFragment } from './url.ts';
import { clamp, defaults, sameValues, shownControls, withValue } from './values.ts';

export async function openLab<S extends SnapshotBase>(lab: Lab<S>): Promise<void> {
  await new LabPage(lab).open();
}

class LabPage<S extends SnapshotBase> {
  readonly #lab: Lab<S>;
  readonly #run: Run<S>;
  readonly #cores = startCore();
  readonly #live = liveRegion();
  readonly #motion: Motion = motion(() => this.#paintView());
  readonly #header = new Header(() => this.#schedule());
  readonly #sections = {
    transport: emptied('transport'),
    controls: emptied('controls'),
    data: emptied('data'),
  };
  readonly #notices = document.createElement('div');
  #view: View<S> | undefined;
  readonly #ownData = new OwnDataSection(
    (own) => this.#useOwn(own),
    () => this.#schedule(),
  );
  #notice: Notice | undefined;
  #traceOpen = false;
  #scheduled = false;

  constructor(lab: Lab<S>) {
    this.#lab = lab;
    const { values, problems } = fromFragment(lab.controls, location.hash);
    if (problems.length > 0) this.#notice = { text: problems.join(' ') };
    this.#run = new Run(lab, () => this.#cores.core(), values, {
      changed: () => this.#schedule(),
      moved: () => this.#motion.start(this.#run.mode === 'converging'),
      told: () => this.#live.say(this.#sentence()),
      failed: (error) => this.#fail(error),
    });
    this.#header.run = { lab, run: this.#run };
  }

  async open(): Promise<void> {
    this.#notices.className = 'notices';
    document.querySelector('#transport')?.prepend(this.#notices);
    followTheme(() => this.#schedule());
    listenToKeys(this.#keys);
    addEventListener('hashchange', () => this.#readLink());
    const why = emptied('why');
    markOverflow(why.parentElement as HTMLElement, why);
    const started = this.#startFirst();
    this.#view = await this.#lab.mount({
      stage: emptied('stage'),
      bound: emptied('bound'),
      why,
      goTo: (index) => this.#run.goTo(index),
      repaint: () => this.#schedule(),
      edit: (edit) => this.#run.edit(edit),
      set: (name, value) => this.#byHand({ [name]: value }),
      setAll: this.#byHand,
      undoEdit: () => this.#run.undo(),
    });
    await started;
    this.#schedule();
  }

  /** A link whose run cannot start still opens the lab: with its defaults, and with the reason. */
  async #startFirst(): Promise<void> {
    if (await this.#run.start()) return;
    const values = defaults(this.#lab.controls);
    if (this.#run.snapshot || sameValues(values, this.#run.values)) return;
    await this.#run.start(values);
  }

  readonly #actions: TransportActions = {
    move: (steps) => this.#forward(steps),
    back: () => this.#run.back(),
    first: () => this.#run.goTo(0),
    play: () => this.#run.play(),
    pause: () => this.#run.pause(),
    converge: () => this.#run.converge(),
    goTo: (index) => this.#run.goTo(index),
    setSpeed: (speed) => this.#run.setSpeed(speed),
  };

  readonly #keys: KeyActions = {
    next: () => this.#forward(this.#moves()[0]?.steps),
    nextFull: () => this.#forward(this.#moves()[1]?.steps),
    back: this.#actions.back,
    first: this.#actions.first,
    converge: this.#actions.converge,
    togglePlay: () => (this.#run.busy ? this.#run.pause() : this.#run.play()),
    slower: () => this.#run.shiftSpeed(-1),
    faster: () => this.#run.shiftSpeed(1),
    restart: () => this.#run.start(),
    newSeed: () => this.#freshSeed('seed'),
    ...this.#header.keys,
  };

  #moves(): readonly Move[] {
    const { snapshot } = this.#run;
    return snapshot ? this.#lab.moves(snapshot) : [];
  }

  /** A step taken by hand pauses play: the hand knows better. */
  #forward(steps: number | undefined): void {
    if (steps === undefined) return;
    if (this.#run.mode === 'playing') this.#run.pause();
    this.#notice = undefined;
    this.#run.forward(steps);
  }

  #set(values: Values): Promise<void> {
    this.#notice = undefined;
    return this.#run.change(values).then(() => this.#writeLink());
  }

  /** Moving something on the stage asks for the same value many times over; only another one is a change. */
  readonly #byHand = latest(async (wanted) => {
    const { controls } = this.#lab;
    let values = this.#run.values;
    for (const [name, value] of Object.entries(wanted)) {
      const control = controls[name];
      const allowed = control && clamp(control, value);
      if (allowed !== undefined && allowed !== values[name])
        values = withValue(controls, values, name, allowed);
    }
    if (values !== this.#run.values) await this.#set(values);
  });

  #freshSeed(name: string): void {
    if (!(name in this.#lab.controls)) return;
    this.#set({ ...this.#run.values, [name]: Number(this.#run.values[name]) + 1 });
  }

  #writeLink(): void {
    const fragment = toFragment(this.#lab.controls, this.#run.values);
    if (fragment !== location.hash)
      history.replaceState(null, '', fragment || location.pathname + location.search);
  }

  #readLink(): void {
    if (!isLink(location.hash)) return; // the skip link, or a place in the text
    const { values, problems } = fromFragment(this.#lab.controls, location.hash);
    this.#notice = problems.length > 0 ? { text: problems.join(' ') } : undefined;
    if (toFragment(this.#lab.controls, values) !== toFragment(this.#lab.controls, this.#run.values))
      this.#run.change(values);
    this.#schedule();
  }

  #restart(): void {
    this.#notice = undefined;
    this.#run.start();
    this.#schedule();
  }

  #fail(error: Error): void {
    if (error.name === 'CoreCrashed') this.#cores.restart();
    this.#notice = noticeOf(error, {
      remedy: this.#lab.remedy?.(error, this.#run.values),
      hasRun: this.#run.snapshot !== undefined,
      apply: (values) => this.#set(values),
      retry: () => this.#restart(),
    });
    this.#schedule();
  }

  #sentence(): string {
    const { history, index, snapshot } = this.#run;
    return snapshot ? this.#lab.describe(snapshot, history[index - 1]) : '';
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#paint();
    });
  }

  #paintView(): void {
    const { snapshot, history, index, from } = this.#run;
    if (!snapshot || !this.#view) return;
    const frame: Frame<S> = {
      history,
      index,
      snapshot,
      progress: this.#motion.progress,
      palette: paletteOf(theme()),
      ...(from ? { from } : {}),
    };
    this.#view.update(frame);
  }

  #paint(): void {
    this.#paintView();
    const run = this.#run;
    const { snapshot } = run;
    document.body.toggleAttribute('data-working', run.working);
    render(
      noticeBar(this.#notice, () => this.#dismiss()),
      this.#notices,
    );
    render(
      transport(
        {
          history: run.history,
          index: run.index,
          mode: run.mode,
          speed: run.speed,
          finished: run.finished,
          moves: this.#moves(),
          counting: this.#lab.counting,
          sentence: this.#sentence(),
        },
        this.#actions,
      ),
      this.#sections.transport,
    );
    const disabled = (name: string) =>
      this.#lab.disabled?.(name, run.values, snapshot) ?? (run.mode === 'loading' ? '' : undefined);
    const { header, panel } = controlWidgets(shownControls(this.#lab, run.values), run.values, disabled, {
      set: (name, value) => this.#choose(name, value),
      freshSeed: (name) => this.#freshSeed(name),
    });
    const own = run.values[this.#lab.dataControl ?? ''] === 'own';
    this.#header.render(header, own ? 'Your own data are not in it: they stay on this page.' : undefined);
    render(
      html`${panel}
        ${readingList(snapshot ? this.#lab.readings(snapshot) : [])}`,
      this.#sections.controls,
    );
    render(this.#dataSection(), this.#sections.data);
  }

  /** Choosing "your own" before there is any leads to where it is brought. */
  #choose(name: string, value: number | string): void {
    if (name === this.#lab.dataControl && value === 'own' && !this.#run.own) {
      this.#notice = {
        text: 'Bring your own data: choose a CSV file or paste a table in the section “Data” below.',
      };
      document.querySelector('#data')?.scrollIntoView({ block: 'nearest' });
      document.querySelector<HTMLElement>('#csv')?.focus();
      this.#schedule();
      return;
    }
    this.#set(withValue(this.#lab.controls, this.#run.values, name, value));
  }

  #dismiss(): void {
    this.#notice = undefined;
    this.#schedule();
  }

  #dataSection() {
    const toggle = (open: boolean) => {
      this.#traceOpen = open;
      this.#schedule();
    };
    const table = this.#traceOpen ? this.#lab.trace(this.#run.history) : undefined;
    return html`${traceSection(table, this.#run.index, toggle)}
      ${this.#lab.dataControl ? this.#ownData.render() : nothing}`;
  }

  /** @return why the data could not be used, if so: said beside the form that brought them */
  async #useOwn(own: OwnData): Promise<string | undefined> {
    const values = withValue(this.#lab.controls, this.#run.values, this.#lab.dataControl as string, 'own');
    if (await this.#run.start(values, own)) {
      this.#writeLink();
      document.querySelector('#stage')?.scrollIntoView({ block: 'center' });
      return undefined;
    }
    const reason = this.#notice?.text ?? 'The lab could not start on these data.';
    this.#notice = undefined;
    return reason;
  }
}
