import type { TemplateResult } from 'lit/html.js';
import type { Lvm, Remote } from '../../../wasm/api/types.ts';
import type { Palette } from './palette.ts';
import type { Plane } from './stage/axes.ts';
import type { Takeaway } from './takeaway.ts';
import type { AskTerms } from './terms.ts';

export type Core = Remote<Lvm>;

interface ControlBase {
  readonly label: string;
  /** One sentence, verb first, true in every state. */
  readonly help: string;
  /** Shown only when "more" is open. */
  readonly advanced?: boolean;
  /** Stands in the header of the page, at hand from everywhere: the data set, the seed. */
  readonly header?: boolean;
  /**
   * What a change does to the run: 'restart' begins again with the new value, 'continue' keeps the current
   * parameters and goes on from there, 'later' matters to later steps only.
   */
  readonly effect: 'restart' | 'continue' | 'later';
}

export interface NumberControl extends ControlBase {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** 'stepper' is a box with − and +, 'log' a slider spread logarithmically over [smallest, max] with `min` at its left end. */
  readonly widget: 'stepper' | 'log' | 'seed';
  /** For 'log': the smallest value above 0 that the slider reaches. */
  readonly smallest?: number;
  /** For 'log', whose values are otherwise any real numbers: only whole ones. */
  readonly whole?: boolean;
  /** For 'seed': what the button beside it brings, where that is not "Another seed". */
  readonly another?: string;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  /** What the option shows, in one sentence. */
  readonly hint?: string;
  /** Other controls that choosing this option sets. */
  readonly sets?: Readonly<Record<string, number | string>>;
}

export interface ChoiceControl extends ControlBase {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly value: string;
}

/** One adjustable quantity, declared once: the shell derives widget, URL parameter, clamping and help from it. */
export type Control = NumberControl | ChoiceControl;
export type Controls = Readonly<Record<string, Control>>;
export type Value = number | string;
export type Values = Readonly<Record<string, Value>>;

/** Columns of a student's own file that a lab works on; numbers only, complete rows only. */
export interface OwnData {
  /** Where it came from: a file's name, or "pasted". */
  readonly name: string;
  /** Names of the two chosen columns. */
  readonly columns: readonly [string, string];
  /** N x 2, row-major. */
  readonly X: Float64Array;
  /** A label per row, -1 where there is none; names of the classes in order. */
  readonly z: Int32Array;
  readonly classes: readonly string[];
}

/** A way forward as the transport offers it. The first of a lab's moves is the primary button. */
export interface Move {
  /** Which half-step comes next, where they take turns; each owns a colour. Absent where steps have no phases. */
  readonly phase?: 'E' | 'M';
  /** What the student will see: "who owns each point?" */
  readonly label: string;
  /** How many snapshots further it leads. */
  readonly steps: number;
}

/** How a lab counts its run, in words: whole sentences and labels, for no other is made of them. See counting.ts. */
export interface Counting {
  /** What the speed means: "Speed, in half-steps a second". */
  readonly speed: string;
  /** A position: "iteration 3½". */
  at(t: string): string;
  /** Above a box with a position in it: "Open at iteration". */
  readonly openAt: string;
  /** "It opens at iteration 3½." */
  opensAt(t: string): string;
}

/** Everything the shell must know of a snapshot; a lab adds what it likes. */
export interface SnapshotBase {
  /** Position in the lab's unit of time: 0 at the start; where moves are half-steps, ½ after the first. */
  readonly t: number;
  /** What made this snapshot: the start, a half-step, a whole step, or a control changed on the way. */
  readonly made: 'start' | 'E' | 'M' | 'step' | 'change';
  /** True where another step would change nothing worth seeing. */
  readonly converged: boolean;
}

/** What a view paints: a position in the history, and where the eye comes from. */
export interface Frame<S> {
  readonly history: readonly S[];
  readonly index: number;
  readonly snapshot: S;
  /** What was shown before, for ghosts and motion; absent on the first frame of a run. */
  readonly from?: S;
  /** 0 … 1 while moving from `from` to `snapshot`; 1 at rest. */
  readonly progress: number;
  /** Colours of the current theme. */
  readonly palette: Palette;
  /** Another run that was put aside to compare with, at the same time. */
  readonly kept?: Kept<S>;
}

export interface Kept<S> {
  readonly history: readonly S[];
  readonly index: number;
  readonly snapshot: S;
}

export interface View<S> {
  /** What moves, and what a hand can move: the stage, in every frame of a move and in the one at rest. */
  update(frame: Frame<S>): void;
  /** All else, once nothing moves: the chart, the equation and its numbers. */
  settle(frame: Frame<S>): void;
  /** The stage's coordinates as they are now, where it shows one plane: a lesson lets students point at it. */
  plane?(): Plane | undefined;
  /** What the coloured terms of the equations stand for in the frame that is shown. Loaded when asked for. */
  readonly terms?: AskTerms;
  dispose(): void;
}

/** A number with its name, as the page shows it. */
export interface Reading {
  readonly name: string;
  readonly value: string;
}

export interface Remedy {
  readonly message: string;
  readonly label: string;
  readonly values: Values;
}

/** Where a run ends that began with one seed. */
export interface Outcome {
  /** Of what is climbed, in nats. */
  readonly value: number;
  /** How far it is from the start, in the lab's unit of time. */
  readonly t: number;
}

/** What is climbed, as the page of many starts calls it. */
export interface Quantity {
  /** Above a column of its values: "log-likelihood". */
  readonly head: string;
  /** Below an axis: "final log-likelihood, nats". */
  readonly axis: string;
}

/** The same run from many seeds, off the stage: which optimum does each start reach? */
export interface Restarts {
  quantity(values: Values): Quantity;
  /**
   * Everything that no seed changes is made once. The function runs to convergence as the page would.
   *
   * @param lasting the edits that a new start keeps
   */
  prepare(
    values: Values,
    core: Core,
    own: OwnData | undefined,
    lasting: readonly unknown[],
  ): Promise<(seed: number) => Promise<Outcome>>;
}

/** Tables in which numbers of a snapshot are changed. */
export interface Editor<S> {
  tables(
    snapshot: S,
    on: {
      edit(edit: unknown): void;
      /** Other rows are shown. */
      changed(): void;
    },
  ): TemplateResult;
}

/** The boxes a lab may fill, and what the page can do for it. */
export interface Host {
  readonly stage: HTMLElement;
  readonly bound: HTMLElement;
  readonly why: HTMLElement;
  /** Go to a position in the history, as a click on the chart does. */
  goTo(index: number): void;
  /** Ask for another frame, as when the pointer moved over the stage. */
  repaint(): void;
  /** The student moved something by hand: `edit` is what the lab's `edit` understands. Those that come while one is on its way replace each other. */
  edit(edit: unknown): Promise<void>;
  /** Sets a control, as its widget does: for what is shown both on the stage and as a control. */
  set(name: string, value: Value): void;
  /** The same for several at once: what is dragged may be more than one number. While one change is computed, those that follow are joined. */
  setAll(values: Values): void;
  /** Something could not be loaded. */
  failed(error: Error): void;
  /** Gives up the hand's change at this position, if the last snapshot is one. */
  undoEdit(): void;
}

/**
 * A lab is a folder under labs/ whose index.ts default-exports one of these.
 *
 * Snapshots are immutable and cloneable, so the shell owns time: back, play, scrub and reset are list operations
 * on snapshots, and a lab never sees a timer or the URL.
 */
export interface Lab<S extends SnapshotBase> {
  readonly controls: Controls;
  /** Control whose value 'own' stands for data brought by the student, if the lab takes any. */
  readonly dataControl?: string;
  /** The words for a position and for speed. */
  readonly counting: Counting;
  start(values: Values, core: Core, own?: OwnData): Promise<S>;
  /** The ways forward from here; at least one. */
  moves(snapshot: S): readonly [Move, ...Move[]];
  /** The next snapshots, at least one and at most `count`: all that come with one call of the core. */
  step(snapshot: S, values: Values, core: Core, count: number): Promise<readonly S[]>;
  /** The same position under changed controls ('continue'). */
  change(snapshot: S, values: Values, core: Core): Promise<S>;
  /** The same position with something moved by hand; required where the view calls `host.edit`. */
  edit?(snapshot: S, edit: unknown, values: Values, core: Core): Promise<S>;
  /** How a link tells what was moved by hand; required with `edit`. */
  readonly edits?: {
    /** In few characters without “;”, and not beginning like “control=”. Of edits in a row with the same text before “=” only the last one is told. */
    write(edit: unknown): string;
    /** undefined where the text means nothing. What is read is what was written, rounded as the text is. */
    read(text: string): unknown;
    /** What a new start keeps, where it does: changed data. Without this nothing lasts. */
    lasting?(edit: unknown, before: Values, after: Values): boolean;
  };
  /** Everything that `edit` understands as tables of numbers, for hands that do not drag. Loaded when opened. */
  readonly editor?: () => Promise<Editor<S>>;
  /** What the last step did, in one sentence: live-region text, caption, and what browser tests read. */
  describe(snapshot: S, previous?: S): string;
  /** The few numbers to keep an eye on. */
  readings(snapshot: S): readonly Reading[];
  /** The run as numbers, one row a position. */
  trace(history: readonly S[]): {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
  /** Controls without a widget now: they belong to another part of the lab, or its view has them. They stay in the link. */
  hides?(name: string, values: Values): boolean;
  /** Why a control cannot act now, if so ("needs labelled points"). */
  disabled?(name: string, values: Values, snapshot: S | undefined): string | undefined;
  /** An error of the core in the lab's own words, and a way out of it as a change of controls. */
  remedy?(error: Error, values: Values): Remedy | undefined;
  /** For labs whose controls have a `seed` that decides which optimum is reached. Loaded when asked for. */
  readonly restarts?: () => Promise<Restarts>;
  /** Tables and scripts of a run, for those who ask for them. */
  takeaway?(): Promise<Takeaway<S>>;
  mount(host: Host): Promise<View<S>>;
}

/** Identity; exists so that a lab's snapshot type is inferred and checked where the lab is written. */
export const defineLab = <S extends SnapshotBase>(lab: Lab<S>): Lab<S> => lab;
