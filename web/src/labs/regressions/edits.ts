// Lines moved by hand, and points.
import { componentOf, letter } from '../../em/labels.ts';
import { isPointEdit, lastingPoint, type PointEdit, pointEdits } from '../../em/points.ts';
import type { Core } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { readNumbers, writeNumbers } from '../../shell/link.ts';
import { withPoint } from './data.ts';
import { fresh, revised, type Snapshot } from './model.ts';
import { rangeOfX } from './residuals.ts';

/** A line that goes elsewhere, or is turned by a hair so that it stops being another one's twin. */
export type LineEdit =
  | { readonly line: number; readonly intercept: number; readonly slope: number }
  | { readonly line: number; readonly nudge: true };

export type Edit = LineEdit | PointEdit;

/** "A=0.5,-1.2", "nudge A", or what is done to points. */
export const edits = {
  write(change: unknown): string {
    const edit = change as Edit;
    if (isPointEdit(edit)) return pointEdits.write(edit);
    if ('nudge' in edit) return `nudge ${letter(edit.line)}`;
    return `${letter(edit.line)}=${writeNumbers([edit.intercept, edit.slope])}`;
  },
  lasting: lastingPoint,
  read(text: string): Edit | undefined {
    const nudged = componentOf(/^nudge (.)$/.exec(text)?.[1] ?? '');
    if (nudged !== undefined) return { line: nudged, nudge: true };
    const [name = '', numbers = ''] = text.split('=');
    const [line, [intercept, slope, more] = []] = [componentOf(name), readNumbers(numbers)];
    if (line === undefined) return pointEdits.read(text);
    if (intercept === undefined || slope === undefined || more !== undefined) return undefined;
    return { line, intercept, slope };
  },
};

/** How far a nudge lifts the right end of a line, in standard deviations of its noise. */
const NUDGE = 0.05;

/** The line through two points. */
export function through(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): { intercept: number; slope: number } {
  const slope = (y2 - y1) / (x2 - x1);
  return { intercept: y1 - slope * x1, slope };
}

export async function edit(s: Snapshot, change: Edit, core: Core): Promise<Snapshot> {
  if (isPointEdit(change)) {
    const data = withPoint(s.data, change, s.params.weights.length);
    return { t: s.t, made: 'change', moved: change, ...(await fresh(data, s.params, s, core)) };
  }
  const { line } = change;
  if (line >= s.params.weights.length) throw new Error(msg`There is no line ${letter(line)} to move.`);
  const { intercept, slope } = 'nudge' in change ? nudged(s, line) : change;
  if (!Number.isFinite(intercept) || !Number.isFinite(slope))
    throw new Error(msg`A line needs a number for its intercept and one for its slope.`);
  if (farAway(s, intercept, slope))
    throw new Error(
      msg`There the line would be a thousand times farther off than the points: put it nearer.`,
    );
  const data = s.params.W.data.slice();
  data.set([intercept, slope], 2 * line);
  const params = { ...s.params, W: { ...s.params.W, data } };
  const moved = { line, how: 'nudge' in change ? 'nudged' : 'moved' } as const;
  const next = await revised(s, { params, moved }, core).catch((error: Error) => {
    if (error.name !== 'NumericalError') throw error;
    throw new Error(msg`So far away the line explains no point at all, nor does any other: put it nearer.`);
  });
  // Whatever came before, the responsibilities are now another mixture's: E comes next.
  return s.phase ? { ...next, phase: 'M' } : next;
}

/** Nothing can be seen of such a line, and its squared residuals leave nothing to be seen of the others. */
function farAway({ data }: Snapshot, intercept: number, slope: number): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const y of data.y) [low, high] = [Math.min(low, y), Math.max(high, y)];
  const reach = 1000 * (high - low || Math.abs(high) || 1);
  return rangeOfX(data).some((x) => !(Math.abs(intercept + slope * x - (low + high) / 2) <= reach));
}

/** Turned about the middle of the data. */
function nudged({ data, params }: Snapshot, line: number) {
  const [a = 0, b = 0] = params.W.data.subarray(2 * line);
  const [low, high] = rangeOfX(data);
  const turn = (NUDGE * Math.sqrt(params.variances[line] ?? 0)) / ((high - low) / 2 || 1);
  return { intercept: a - (turn * (low + high)) / 2, slope: b + turn };
}
