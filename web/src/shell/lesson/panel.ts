// The lesson beside the lab. Everything in it, styles and texts too, is loaded when it is opened.
import { msg } from '../language.ts';
import './lesson.css';
import { render } from 'lit/html.js';
import { fixed } from '../format.ts';
import { defaults, sameValues, withValues } from '../values.ts';
import { atOf } from './at.ts';
import type { LessonHost } from './door.ts';
import { bring, goOn } from './drive.ts';
import { excuse, judge, parseNumber } from './judge.ts';
import type { At, Drive, Lesson, LessonPage, Question } from './lesson.ts';
import { lookAt } from './look.ts';
import { type PageActions, pageTemplate, type Tried, wordOf } from './parts.ts';
import { Pointing } from './pointing.ts';
import { clearProgress, keepProgress, type Progress, recallProgress } from './progress.ts';
import { textsOf } from './texts.ts';

const lessons = import.meta.glob<Lesson>('../../labs/*/lesson.ts', { import: 'default' });

/** @param turned told the page that is open, 0 for none */
export async function loadPanel(
  host: LessonHost,
  close: () => void,
  turned: (page: number) => void,
): Promise<LessonPanel> {
  const id = document.documentElement.dataset.lab ?? '';
  const [texts, lesson] = await Promise.all([textsOf(id), lessons[`../../labs/${id}/lesson.ts`]?.()]);
  if (!texts || !lesson) throw new Error(msg`This lab has no lesson.`);
  return new LessonPanel(id, texts, lesson, host, close, turned);
}

const UNTRIED: Tried = { answer: [], hints: 0 };

export class LessonPanel {
  readonly #id: string;
  readonly #texts: () => readonly LessonPage[];
  readonly #lesson: Lesson;
  readonly #host: LessonHost;
  readonly #close: () => void;
  readonly #turned: (page: number) => void;
  readonly #section = document.querySelector('#lesson') as HTMLElement;
  readonly #body = document.querySelector('#lesson .body') as HTMLElement;
  readonly #pointing: Pointing;
  readonly #tried = new Map<string, Tried>();
  #progress: Progress;
  #kept = true;
  #pointed: string | undefined;
  #busy = false;
  #open = false;

  constructor(
    id: string,
    texts: () => readonly LessonPage[],
    lesson: Lesson,
    host: LessonHost,
    close: () => void,
    turned: (page: number) => void,
  ) {
    this.#id = id;
    this.#texts = texts;
    this.#lesson = lesson;
    this.#host = host;
    this.#close = close;
    this.#turned = turned;
    this.#pointing = new Pointing(() => host.view()?.plane?.());
    this.#progress = this.#recalled();
    this.#section.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      if (this.#pointing.on) this.#stopPointing();
      else close();
    });
  }

  #recalled(): Progress {
    return recallProgress(this.#id, this.#pages.length, Object.keys(this.#lesson.questions));
  }

  get #pages(): readonly LessonPage[] {
    return this.#texts();
  }

  /** Leaves a live view that somebody has been at as it is: they may be in the middle of something. */
  open(page?: number): void {
    const byHand = page === undefined;
    this.#open = true;
    document.body.dataset.lesson = '';
    this.#show(Math.min(this.#pages.length, Math.max(1, page ?? this.#progress.page)));
    if (byHand) this.#body.querySelector<HTMLElement>('h3')?.focus();
    this.#host.say(this.#where());
    const { run, lab } = this.#host;
    if (run.history.length === 1 && sameValues(run.values, defaults(lab.controls))) this.#bring();
  }

  close(): void {
    this.#open = false;
    delete document.body.dataset.lesson;
    this.#pointing.clear();
    lookAt([]);
    render('', this.#body);
    this.#turned(0);
  }

  get #page(): LessonPage {
    return this.#pages[this.#progress.page - 1] as LessonPage;
  }

  #where(): string {
    return msg`Lesson, page ${this.#progress.page} of ${this.#pages.length}: ${this.#page.title}`;
  }

  #show(page: number): void {
    this.#keep(page);
    this.#pointing.clear();
    this.#pointed = undefined;
    this.paint();
    lookAt(this.#page.look);
    this.#section.scrollTop = 0;
    this.#body.querySelector('.lesson-page')?.scrollTo(0, 0);
    this.#turned(page);
  }

  /** Besides what was answered in another tab meanwhile. */
  #keep(page: number, answered: readonly string[] = []): void {
    const { right } = this.#kept ? this.#recalled() : this.#progress;
    this.#progress = { page, right: new Set([...right, ...answered]) };
    this.#kept = keepProgress(this.#id, this.#progress);
  }

  readonly #actions: PageActions = {
    turn: (by) => this.#turn(by),
    close: () => this.#close(),
    view: () => this.#bring(),
    show: (drive) => this.#drive(drive),
    answer: (id, answer) => this.#answer(id, answer),
    check: (id) => this.#check(id),
    hint: (id) => this.#hint(id),
    point: (id) => this.#point(id),
    back: (id) => {
      const { before } = this.#of(id);
      if (before !== undefined) this.#host.run.goTo(before);
      this.#pointing.clear();
      this.#try(id, { before: undefined, verdict: undefined });
    },
    clear: () => {
      clearProgress(this.#id);
      this.#tried.clear();
      this.#progress = { ...this.#progress, right: new Set() };
      this.#host.say(msg`Your answers are forgotten.`);
      this.paint();
      this.#body.querySelector<HTMLElement>('h3')?.focus();
    },
  };

  async #turn(by: number): Promise<void> {
    const page = this.#progress.page + by;
    if (page < 1 || page > this.#pages.length) return;
    this.#show(page);
    this.#body.querySelector('h3')?.scrollIntoView({ block: 'nearest' });
    await this.#bring();
    this.#host.say(this.#where());
  }

  async #bring(): Promise<void> {
    const { view } = this.#page;
    if (!view) return;
    const { run, lab } = this.#host;
    this.#host.dismiss();
    this.#pointing.clear();
    await bring(run, lab.controls, view);
    this.#host.changed();
  }

  async #drive(drive: Drive): Promise<void> {
    const { run, lab } = this.#host;
    this.#host.dismiss();
    const values = withValues(lab.controls, run.values, drive.set);
    if (Object.keys(drive.set).length > 0 && !(await run.change(values))) return;
    await goOn(run, drive);
    this.#host.changed();
  }

  #of(id: string): Tried {
    return this.#tried.get(id) ?? UNTRIED;
  }

  #try(id: string, change: Partial<Tried>): void {
    this.#tried.set(id, { ...this.#of(id), ...change });
    this.paint();
  }

  #answer(id: string, answer: readonly string[]): void {
    // What was said of another answer does not stand beside this one.
    this.#try(id, { answer, verdict: undefined });
    const [x, y] = answer.map((text) => parseNumber(text));
    if (this.#question(id).kind === 'place' && x !== undefined && y !== undefined)
      this.#pointing.show([x, y]);
  }

  #hint(id: string): void {
    const hints = this.#of(id).hints + 1;
    this.#try(id, { hints });
    const shown = this.#body.querySelector(`[data-question="${id}"]`);
    const hint = shown?.querySelectorAll('.lesson-hint')[hints - 1];
    // Formulas are there twice, once for the eye and once for the voice.
    const spoken = hint?.cloneNode(true) as HTMLElement | undefined;
    for (const drawn of spoken?.querySelectorAll('.katex-html') ?? []) drawn.remove();
    this.#host.say(spoken?.textContent ?? '');
    hint?.scrollIntoView({ block: 'nearest' });
    // The button is gone with the last hint: what it brought takes the focus.
    if (hints === 2) shown?.querySelector<HTMLElement>('.check')?.focus();
  }

  #point(id: string): void {
    if (this.#pointing.on) {
      this.#stopPointing();
      return;
    }
    this.#pointed = id;
    this.#pointing.start((place) => {
      this.#pointed = undefined;
      this.#answer(
        id,
        place.map((x) => fixed(x)),
      );
    });
    this.#host.say(msg`Click the place in the picture, or write its coordinates.`);
    this.paint();
  }

  #stopPointing(): void {
    this.#pointing.stop();
    this.#pointed = undefined;
    this.paint();
  }

  #at(): At | undefined {
    const { run, lab, core } = this.#host;
    return run.snapshot && atOf(lab, core(), run);
  }

  #question(id: string): Question {
    return this.#lesson.questions[id] as Question;
  }

  async #check(id: string): Promise<void> {
    const at = this.#at();
    if (!at || this.#busy) return;
    this.#busy = true;
    const asked = this.#question(id);
    try {
      const verdict = await judge(asked, at, this.#of(id).answer);
      const given = typeof verdict !== 'string';
      if (given && asked.reveal) await this.#host.run.forward(asked.reveal);
      if (given && verdict.right) this.#keep(this.#progress.page, [id]);
      this.#try(id, { verdict, before: given && asked.reveal ? at.index : undefined });
      this.#host.say(given ? `${wordOf(verdict)} ${verdict.feedback}` : verdict);
      this.#body.querySelector(`[data-question="${id}"] .verdict`)?.scrollIntoView({ block: 'nearest' });
    } catch (error) {
      this.#try(id, { verdict: excuse(error as Error) });
      this.#host.say(String(this.#of(id).verdict));
    } finally {
      this.#busy = false;
    }
  }

  paint(): void {
    if (!this.#open) return;
    const at = this.#at();
    render(
      pageTemplate(
        {
          page: this.#page,
          number: this.#progress.page,
          of: this.#pages.length,
          tried: (id) => this.#of(id),
          question: (id) => this.#question(id),
          isRight: (id) => this.#progress.right.has(id),
          answered: this.#progress.right.size,
          kept: this.#kept,
          questions: Object.keys(this.#lesson.questions).length,
          pointing: this.#pointed,
          canPoint: this.#pointing.possible,
          range: (id) => {
            const asked = this.#question(id);
            return at && asked.kind === 'number' ? asked.range?.(at) : undefined;
          },
        },
        this.#actions,
      ),
      this.#body,
    );
  }
}
