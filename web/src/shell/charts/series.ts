// What a timeline draws, as plain data: a lab says what, charts/timeline.ts knows how. No Chart.js here.
import type { SnapshotBase } from '../lab.ts';

/** One line over the history; `values[i]` belongs to position i, undefined where there is none. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | undefined)[];
  readonly dash?: readonly number[];
  readonly width?: number;
  /** Hatch the space between this line and another one. */
  readonly gapTo?: number;
  /** Shade between these, as for a standard error. */
  readonly band?: {
    readonly low: readonly (number | undefined)[];
    readonly high: readonly (number | undefined)[];
  };
  /** Triangles after E, squares after M. */
  readonly marked?: boolean;
  /** A ring where the cursor is. */
  readonly ringed?: boolean;
}

export interface Timeline {
  /** Time of each position, and what made it. */
  readonly t: readonly number[];
  readonly made: readonly SnapshotBase['made'][];
  readonly index: number;
  readonly series: readonly Series[];
  /** Positions to draw: first and last, inclusive. */
  readonly range: readonly [number, number];
  readonly unit: string;
  /** What the value axis shows, where not everything; what lies outside is cut off. */
  readonly limits?: readonly [number, number];
  readonly timeUnit: string;
  readonly logarithmic: boolean;
  /** Where the lines' names stand at the bottom; at the left where lines fall. */
  readonly namesAt?: 'left' | 'right';
  /** Written at the cursor. */
  readonly label?: { readonly text: string; readonly colour: string };
  /** The smallest time shown on the axis beside the data, so that the first steps do not jump. */
  readonly leastSpan: number;
}

/** The last `count` positions up to the cursor, or the first ones where there are fewer. */
export function rangeAround(length: number, index: number, count: number): [number, number] {
  const last = Math.min(length - 1, Math.max(index, count - 1));
  return [Math.max(0, last - count + 1), last];
}
