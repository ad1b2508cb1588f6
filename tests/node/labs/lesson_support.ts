// A lesson without a page: its text as the build reads it, and the live view that its pages ask for, by the core alone.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '../../../wasm/api/index.node.ts';
import { parseLesson } from '../../../web/build/lesson.ts';
import { MathRenderer } from '../../../web/build/math.ts';
import type { Core, Lab, SnapshotBase, Values } from '../../../web/src/shell/lab.ts';
import { judge } from '../../../web/src/shell/lesson/judge.ts';
import type {
  At,
  Drive,
  Lesson,
  LessonPage,
  Question,
  QuestionPart,
  Verdict,
} from '../../../web/src/shell/lesson/lesson.ts';
import { defaults, needsRestart, withValues } from '../../../web/src/shell/values.ts';
import { repository } from '../support.ts';

// The synchronous facade answers where promises are awaited just as well.
export const core = (await load()) as unknown as Core;

const labs = join(repository, 'web/src/labs');

/** The labs that have one. */
export const LESSONS = readdirSync(labs).filter((id) => existsSync(join(labs, id, 'lesson.md')));

export class Classwork<S extends SnapshotBase = SnapshotBase> {
  readonly lab: Lab<S>;
  readonly lesson: Lesson<S>;
  readonly pages: readonly LessonPage[];

  constructor(lab: Lab<S>, lesson: Lesson<S>, pages: readonly LessonPage[]) {
    this.lab = lab;
    this.lesson = lesson;
    this.pages = pages;
  }

  /** The situation of a page, from 1. */
  async page(number: number): Promise<At<S>> {
    const view = this.pages[number - 1]?.view;
    assert.ok(view, `page ${number} has a view`);
    return this.reach(view);
  }

  /** What turning to a page with this view shows. */
  async reach(drive: Drive): Promise<At<S>> {
    const values = this.values(drive.set);
    return this.go({ ...(await this.start(values)) }, drive);
  }

  values(set: Readonly<Record<string, unknown>>): Values {
    return withValues(this.lab.controls, defaults(this.lab.controls), set);
  }

  async start(values: Values): Promise<At<S>> {
    const snapshot = await this.lab.start(values, core);
    return { snapshot, history: [snapshot], index: 0, values, core };
  }

  /** What a button “::: show” does. */
  async show(at: At<S>, { set, ...drive }: Drive): Promise<At<S>> {
    const values = withValues(this.lab.controls, at.values, set);
    if (needsRestart(this.lab.controls, at.values, values)) return this.go(await this.start(values), drive);
    if (Object.keys(set).length === 0) return this.go(at, drive);
    const changed = await this.lab.change(at.snapshot, values, core);
    const history = [...at.history.slice(0, at.index + 1), changed];
    return this.go({ ...at, values, history, snapshot: changed, index: history.length - 1 }, drive);
  }

  async go(at: At<S>, { step, converge }: Omit<Drive, 'set'>): Promise<At<S>> {
    const history = [...at.history];
    const last = () => history.at(-1) as S;
    const more = async () => history.push(...(await this.lab.step(last(), at.values, core, 1)));
    let index = step === undefined ? at.index : step;
    while (history.length <= index) await more();
    if (converge) {
      while (!last().converged) await more();
      index = history.length - 1;
    }
    return { ...at, history, index, snapshot: history[index] as S };
  }

  question(id: string): Question<S> {
    const question = this.lesson.questions[id];
    assert.ok(question, `there is a question ${id}`);
    return question;
  }

  /** The verdict; fails where there can be none. */
  async verdict(id: string, at: At<S>, ...answer: (string | number)[]): Promise<Verdict> {
    const verdict = await judge(this.question(id) as Question, at, answer.map(String));
    assert.ok(typeof verdict !== 'string', `${id}: ${JSON.stringify(verdict)}`);
    assert.match(verdict.feedback, /^\S.*[.?!]$/, id);
    return verdict;
  }

  /** The words where there can be no verdict. */
  async refusal(id: string, at: At<S>, ...answer: (string | number)[]): Promise<string> {
    const words = await judge(this.question(id) as Question, at, answer.map(String));
    assert.ok(typeof words === 'string', `${id} is judged: ${JSON.stringify(words)}`);
    return words;
  }

  async accepts(id: string, at: At<S>, ...answer: (string | number)[]): Promise<Verdict> {
    const verdict = await this.verdict(id, at, ...answer);
    assert.ok(verdict.right, `${id} accepts ${answer}: ${verdict.feedback}`);
    return verdict;
  }

  async refuses(id: string, at: At<S>, ...answer: (string | number)[]): Promise<Verdict> {
    const verdict = await this.verdict(id, at, ...answer);
    assert.ok(!verdict.right, `${id} refuses ${answer}: ${verdict.feedback}`);
    return verdict;
  }

  /** The only choice that is right is this one. */
  async rightChoice(id: string, at: At<S>, right: string): Promise<void> {
    const { choices } = this.part(id);
    for (const { name } of choices) {
      if (name === right) await this.accepts(id, at, name);
      else await this.refuses(id, at, name);
    }
  }

  /** The truth of a number is accepted, as is what lies just within the tolerance; what lies just beyond is not. */
  async edges(id: string, at: At<S>): Promise<number> {
    const question = this.question(id);
    assert.equal(question.kind, 'number');
    if (question.kind !== 'number') return Number.NaN;
    const truth = await question.truth(at);
    assert.ok(Number.isFinite(truth), `${id}: ${truth}`);
    for (const side of [-1, 1]) {
      await this.accepts(id, at, truth + 0.98 * side * question.tolerance);
      await this.refuses(id, at, truth + 1.02 * side * question.tolerance);
    }
    await this.accepts(id, at, truth);
    return truth;
  }

  part(id: string): QuestionPart {
    const part = this.pages.flatMap(({ parts }) => parts).find((p) => p.kind === 'question' && p.id === id);
    assert.ok(part?.kind === 'question', `lesson.md asks ${id}`);
    return part;
  }
}

export async function classwork<S extends SnapshotBase = SnapshotBase>(id: string): Promise<Classwork<S>> {
  const module = async (name: string) => (await import(join(labs, id, name))).default;
  const text = readFileSync(join(labs, id, 'lesson.md'), 'utf8');
  const pages = parseLesson(text, new MathRenderer(), `${id}/lesson.md`);
  return new Classwork<S>(await module('index.ts'), await module('lesson.ts'), pages);
}
