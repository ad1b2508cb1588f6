// What a lab lets students take away beside its pictures and its run. Loaded when they ask for it; no DOM.
import type { Values } from './lab.ts';

/** Numbers in full, for a spreadsheet or a script. */
export interface NumberTable {
  /** In the file's name: "trace", "data". */
  readonly name: string;
  /** On the page: "Responsibilities". */
  readonly title: string;
  /** Names of the columns, with units where there are any: "gap [nats]". */
  readonly head: readonly string[];
  /** Made when they are wanted: the sheet names tables that nobody may take. */
  rows(): readonly (readonly (number | string | undefined)[])[];
}

/** A position of a run: the history up to it is what led there. */
export interface Position<S> {
  readonly history: readonly S[];
  readonly index: number;
  readonly values: Values;
}

/** One script for each language; both end with a check of the number on screen. */
export interface Scripts {
  readonly numpy: string;
  readonly node: string;
}

export interface Takeaway<S> {
  tables(position: Position<S>): readonly NumberTable[];
  scripts?(position: Position<S>): Scripts;
}
