// A lab on its page: the run in the middle, panels around it. The only file that knows all the sections.
import { html, render } from 'lit/html.js';
import { Address } from './address.ts';
import { Compare } from './compare.ts';
import { ControlsSection } from './controls-section.ts';
import { startCore } from './core.ts';
import { DataSections } from './data-sections.ts';
import { frameOf } from './embed/door.ts';
import type { Frame as Embedded } from './embed/frame.ts';
import { LinkExtras } from './extras.ts';
import { follow } from './follow.ts';
import { Gradual, nextTask } from './gradual.ts';
import { Hands } from './hands.ts';
import { Header } from './header.ts';
import { type KeyActions, listenToKeys } from './keyboard.ts';
import type { Lab, Move, OwnData, SnapshotBase } from './lab.ts';
import { LessonDoor } from './lesson/door.ts';
import type { Link } from './link.ts';
import { liveRegion } from './live.ts';
import { Run } from './run.ts';
import { emptied } from './sections.ts';
import { Showing } from './showing.ts';
import { followTheme } from './theme.ts';
import { Trouble } from './trouble.ts';
import { markOverflow } from './ui/overflow.ts';
import { type TransportActions, transport } from './ui/transport.ts';
import { defaults, sameValues } from './values.ts';

export async function openLab<S extends SnapshotBase>(lab: Lab<S>): Promise<void> {
  const page = new LabPage(lab);
  await nextTask();
  await page.open();
}

class LabPage<S extends SnapshotBase> {
  readonly #lab: Lab<S>;
  readonly #run: Run<S>;
  readonly #cores = startCore((on) => this.#trouble.silent(on));
  readonly #live = liveRegion();
  readonly #showing = new Showing<S>(() => ({
    run: this.#run,
    compare: this.#compare,
    ready: () => this.#gradual.whole,
  }));
  readonly #header = new Header(
    () => this.#schedule(),
    () => this.#address.flush(),
  );
  readonly #sections = {
    transport: emptied('transport'),
    controls: emptied('controls'),
    data: emptied('data'),
  };
  readonly #address: Address;
  readonly #hands: Hands<S>;
  readonly #data: DataSections<S>;
  readonly #extras: LinkExtras<S>;
  readonly #lesson: LessonDoor;
  readonly #compare: Compare<S>;
  readonly #controls: ControlsSection<S>;
  readonly #trouble: Trouble;
  readonly #frame: Promise<Embedded<S>> | undefined;
  #scheduled = false;

  constructor(lab: Lab<S>) {
    this.#lab = lab;
    this.#extras = new LinkExtras(lab);
    this.#trouble = new Trouble({
      remedy: (error) => lab.remedy?.(error, this.#run.values),
      hasRun: () => this.#run.snapshot !== undefined,
      apply: (values) => this.#hands.set(values),
      brokeOff: () => this.#address.brokeOff(),
      again: () => this.#address.open(),
      restartCore: () => this.#cores.restart(),
      changed: () => this.#schedule(),
    });
    this.#run = new Run(lab, () => this.#cores.core(), defaults(lab.controls), {
      changed: () => this.#schedule(),
      moved: () => {
        this.#showing.moved();
        this.#address.soon();
      },
      told: () => this.#live.say(this.#sentence()),
      failed: (error) => this.#fail(error),
      working: (on) => document.body.toggleAttribute('data-working', on),
    });
    this.#address = new Address({
      lab,
      journey: () => this.#run.journey,
      extras: () => this.#extras.written(this.#run.values, this.#lesson.page, this.#compare),
      follow: (link, own) => this.#follow(link, own),
      written: () => this.#header.linkChanged(),
    });
    this.#compare = new Compare({
      lab,
      run: this.#run,
      core: () => this.#cores.core(),
      changing: () => this.#address.flush(),
      changed: () => {
        this.#address.did();
        this.#schedule();
      },
      failed: (error) => this.#fail(error),
    });
    this.#hands = new Hands({
      lab,
      run: this.#run,
      address: this.#address,
      compare: this.#compare,
      mask: () => this.#extras.mask,
      changing: () => {
        this.#trouble.notice = undefined;
      },
    });
    this.#controls = new ControlsSection({
      lab,
      run: this.#run,
      hands: this.#hands,
      mask: () => this.#extras.mask,
      asked: (notice) => {
        this.#trouble.notice = notice;
        this.#schedule();
      },
    });
    this.#data = new DataSections({
      lab,
      run: this.#run,
      hands: this.#hands,
      extras: this.#extras,
      core: () => this.#cores.core(),
      changed: () => this.#schedule(false),
      failed: (error) => this.#fail(error),
      takeNotice: () => {
        const said = this.#trouble.notice?.text;
        this.#trouble.notice = undefined;
        return said;
      },
    });
    this.#lesson = new LessonDoor({
      lab,
      run: this.#run,
      core: () => this.#cores.core(),
      view: () => this.#showing.view,
      say: (text) => this.#live.say(text),
      failed: (error) => this.#fail(error),
      dismiss: this.#trouble.dismiss,
      changed: () => this.#address.soon(),
    });
    this.#header.run = { lab, run: this.#run, open: ({ fragment, own }) => this.#address.go(fragment, own) };
    this.#frame = frameOf({ lab, run: this.#run, address: () => this.#address });
  }

  async open(): Promise<void> {
    this.#trouble.open();
    followTheme(() => this.#schedule());
    // What a canvas wrote before its font came is written again.
    document.fonts.addEventListener(
      'loadingdone',
      ({ fontfaces }) => fontfaces.length > 0 && this.#schedule(),
    );
    listenToKeys(this.#keys);
    const why = emptied('why');
    markOverflow(why.parentElement as HTMLElement, why);
    const started = this.#address.open();
    const view = this.#lab.mount({
      stage: emptied('stage'),
      bound: emptied('bound'),
      why,
      goTo: (index) => this.#run.goTo(index),
      repaint: () => this.#schedule(),
      edit: (edit) => this.#hands.edit(edit),
      set: (name, value) => this.#hands.move({ [name]: value }),
      setAll: this.#hands.move,
      failed: (error) => this.#fail(error),
      undoEdit: () => this.#compare.undo(),
    });
    await this.#showing.mount(view);
    await started;
    this.#schedule();
  }

  /** A link whose run cannot start still opens the lab: with its defaults, and with the reason. */
  async #follow(link: Link, brought?: OwnData): Promise<void> {
    this.#trouble.notice = undefined;
    const { problems, own } = await this.#extras.take(link, brought);
    const besides = await this.#compare.take(link.extras.vs, own);
    const all = [...link.problems, ...problems, ...besides];
    if (all.length > 0) this.#trouble.notice = { text: all.join(' ') };
    await follow(this.#run, link, own);
    const values = defaults(this.#lab.controls);
    if (!this.#run.snapshot && !this.#address.broken && !sameValues(values, link.start))
      await this.#run.start(values);
    this.#lesson.follow(Number(link.extras.lesson) || 0);
    this.#schedule();
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
    restart: () => void this.#hands.restart(),
    newSeed: () => this.#hands.freshSeed('seed'),
    compare: () => this.#compare.toggle(),
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
    this.#trouble.notice = undefined;
    this.#run.forward(steps);
  }

  #fail(error: Error): void {
    this.#frame?.then((frame) => frame.failed(error.message));
    this.#trouble.failed(error);
  }

  #sentence(): string {
    const { history, index, snapshot } = this.#run;
    return snapshot ? this.#lab.describe(snapshot, history[index - 1]) : '';
  }

  /** @param view whether what the lab draws may look different: canvases cost more than all the rest */
  #schedule(view = true): void {
    if (view) this.#showing.changed();
    this.#frame?.then((frame) => frame.changed());
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#paint();
    });
  }

  readonly #gradual = new Gradual([
    () => this.#paintTransport(),
    () => this.#header.render(this.#controls.widgets().header, this.#extras.note(this.#run.values)),
    () => render(html`${this.#controls.widgets().panel} ${this.#compare.render()}`, this.#sections.controls),
    () => render(this.#data.render(), this.#sections.data),
    () => this.#showing.paint(),
  ]);

  #paint(): void {
    this.#trouble.paint();
    this.#gradual.paint();
    if (!this.#gradual.whole) this.#schedule();
    this.#lesson.repaint();
  }

  #paintTransport(): void {
    const { history, index, mode, speed, finished } = this.#run;
    const [moves, sentence, { counting }] = [this.#moves(), this.#sentence(), this.#lab];
    const state = { history, index, mode, speed, finished, moves, counting, sentence };
    render(transport(state, this.#actions), this.#sections.transport);
  }
}
