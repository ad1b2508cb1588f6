// What a timeline draws, as plain data: a lab says what, charts/timeline.ts knows how. No Chart.js here.
import type { SnapshotBase } from '../lab.ts';

/** One line over the history; `values[i]` belongs to position i, undefined where there is none. */
export interface Series {
  /** Written beside the line, and how a term of an equation names it. */
  readonly name: string;
  /** The latter where nothing is written. */
  readonly id?: string;
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
  /** The positions of another run, whose line it is. */
  readonly over?: Pick<Timeline, 't' | 'made'>;
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
  /** How far below the limits the lowest value lies; written where the line comes from. */
  readonly below?: number;
  readonly timeUnit: string;
  readonly logarithmic: boolean;
  /** Written at the cursor. */
  readonly label?: { readonly text: string; readonly colour: string };
  /** The corner where the lines' names stand; without it at the right, below lines that rise or above logarithmic ones. */
  readonly namesAt?: 'top right' | 'bottom right' | 'bottom left';
  /** The time up to which the axis reaches at least, where another run is longer. */
  readonly until?: number;
  /** The smallest time shown on the axis beside the data, so that the first steps do not jump. */
  readonly leastSpan: number;
}

/** The last `count` positions up to the cursor, or the first ones where there are fewer. */
export function rangeAround(length: number, index: number, count: number): [number, number] {
  const last = Math.min(length - 1, Math.max(index, count - 1));
  return [Math.max(0, last - count + 1), last];
}

/**
 * The first jump of a run can be higher than all that follows, which it would press into a flat line. Then the value axis
 * begins at the lowest value after the first eighth of the positions drawn; but never above where the cursor stands.
 */
export function cutBelow(
  lines: readonly Series['values'][],
  [first, last]: Timeline['range'],
  index: number,
): Pick<Timeline, 'limits' | 'below'> {
  const from = first + Math.ceil((last - first + 1) / 8);
  const valuesIn = (start: number, end: number) =>
    lines.flatMap((values) => values.slice(start, end).filter((value) => value !== undefined));
  const lowest = Math.min(...valuesIn(first, from));
  const later = valuesIn(from, last + 1);
  const [floor, top] = [Math.min(...later), Math.max(...later)];
  const height = top - floor;
  // Where nothing but rounding is left, there is nothing to look at more closely.
  if (!(floor - lowest > height) || height < 1e-6 * (1 + Math.abs(top))) return {};
  if (lines.some((values) => (values[index] ?? floor) < floor)) return {};
  return { limits: [floor - 0.08 * height, top + 0.08 * height], below: floor - lowest };
}
