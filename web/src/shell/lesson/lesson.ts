// What a lesson is: pages from the lab's lesson.md, rendered by the build, and questions from its lesson.ts.
// Without DOM, so that tests ask the same questions headless.
import type { Core, OwnData, SnapshotBase, Values } from '../lab.ts';

/** Where the page wants the live view. */
export interface Drive {
  /** Control settings as lesson.md writes them. */
  readonly set: Readonly<Record<string, string>>;
  /** The position to go to. */
  readonly step?: number;
  /** Run until nothing changes any more. */
  readonly converge?: boolean;
}

export interface ShowPart {
  readonly kind: 'show';
  readonly label: string;
  readonly drive: Drive;
}

export interface QuestionPart {
  readonly kind: 'question';
  readonly id: string;
  readonly prompt: string;
  /** HTML: the first nudges, the second nearly tells. */
  readonly hints: readonly [string, string];
  /** For a choice: HTML by name. */
  readonly choices: readonly { readonly name: string; readonly text: string }[];
}

export type Part = { readonly kind: 'text'; readonly html: string } | ShowPart | QuestionPart;

export interface LessonPage {
  readonly title: string;
  /** The whole situation that the page is about, from the lab's defaults; turning to the page brings it. */
  readonly view?: Drive;
  /** Sections by id, and controls as `control:name`, that are marked while the page is open. */
  readonly look: readonly string[];
  readonly parts: readonly Part[];
}

/** The live view when a question is answered, and the core to judge by. */
export interface At<S extends SnapshotBase = SnapshotBase> {
  readonly snapshot: S;
  readonly history: readonly S[];
  readonly index: number;
  readonly values: Values;
  readonly core: Core;
  readonly own?: OwnData | undefined;
}

export interface Verdict {
  readonly right: boolean;
  readonly feedback: string;
}

interface QuestionBase<S extends SnapshotBase> {
  /** Why the question cannot be answered on what is shown now, and what to do, if so. */
  needs?(at: At<S>): string | undefined;
  /** The answer is a prediction: it is judged, and then so many steps are made that show the truth. */
  readonly reveal?: number;
}

/** A number with tolerance and unit. */
export interface NumberQuestion<S extends SnapshotBase> extends QuestionBase<S> {
  readonly kind: 'number';
  /** '' for a bare number. */
  readonly unit: string;
  /** The largest distance from the truth that counts as right. */
  readonly tolerance: number;
  truth(at: At<S>): number | Promise<number>;
  right(truth: number, answer: number): string;
  wrong(truth: number, answer: number): string;
  /** Ends of a slider beside the box. */
  range?(at: At<S>): { readonly min: number; readonly max: number };
}

/** A point of the stage, clicked or typed. */
export interface PlaceQuestion<S extends SnapshotBase> extends QuestionBase<S> {
  readonly kind: 'place';
  readonly unit: string;
  readonly tolerance: number;
  truth(at: At<S>): readonly [number, number] | Promise<readonly [number, number]>;
  right(truth: Place, distance: number): string;
  wrong(truth: Place, distance: number): string;
}
export type Place = readonly [number, number];

/** One of the choices in lesson.md. */
export interface ChoiceQuestion<S extends SnapshotBase> extends QuestionBase<S> {
  readonly kind: 'choice';
  truth(at: At<S>): string | Promise<string>;
  /** What to say to whoever chooses each. */
  readonly feedback: Readonly<Record<string, string>>;
}

/** Something to bring about in the live view. */
export interface TaskQuestion<S extends SnapshotBase> extends QuestionBase<S> {
  readonly kind: 'task';
  check(at: At<S>): Promise<Verdict>;
}

export type Question<S extends SnapshotBase = SnapshotBase> =
  | NumberQuestion<S>
  | PlaceQuestion<S>
  | ChoiceQuestion<S>
  | TaskQuestion<S>;

export interface Lesson<S extends SnapshotBase = SnapshotBase> {
  readonly questions: Readonly<Record<string, Question<S>>>;
}

/** Identity; exists so that a lab's snapshot type is checked where its lesson is written. */
export const defineLesson = <S extends SnapshotBase>(lesson: Lesson<S>): Lesson<S> => lesson;
