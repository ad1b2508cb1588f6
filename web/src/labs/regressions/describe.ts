// The last half-step in one sentence: caption, live-region text, and what browser tests read.
import { letter } from '../../em/labels.ts';
import { isPointEdit } from '../../em/points.ts';
import {
  afterE,
  afterM,
  boundReadings,
  capital,
  doneByHand,
  names,
  ownersChanged,
  pointDeed,
  settingsChanged,
  TRACE_HEAD,
  traceRow,
} from '../../em/words.ts';
import { count, fixed, plain, short } from '../../shell/format.ts';
import type { Reading } from '../../shell/lab.ts';
import type { Snapshot } from './model.ts';

export function describe(s: Snapshot, previous?: Snapshot): string {
  switch (s.made) {
    case 'start':
      return (
        `Start: ${count(s.params.weights.length, 'line')} placed${s.twin === undefined ? '' : ', equal'}, nothing inferred yet. ` +
        `${capital(names(s).truth)} ${fixed(s.evaluation.objective)}. Press E to see which line owns each point.`
      );
    case 'E': {
      const equal = 'equal lines get equal shares of every point';
      return afterE(s, previous, s.twin === undefined ? ownersChanged(s, previous) : equal);
    }
    case 'M': {
      const end = s.twin === undefined ? ' Converged.' : ' Converged, with equal lines: nudge one.';
      return afterM(s, previous, lineMoved(s, previous)) + (s.converged ? end : '');
    }
    default:
      return s.moved ? byHand(s, s.moved) : changedSettings(s, previous);
  }
}

function byHand(s: Snapshot, moved: NonNullable<Snapshot['moved']>): string {
  if (isPointEdit(moved)) return doneByHand(s, `${pointDeed(moved)} by hand`, moved);
  const { line, how } = moved;
  return doneByHand(s, `line ${letter(line)} ${how} by hand to y = ${equationOf(s, line)}`);
}

/** "0.31 − 1.20 x" */
export function equationOf({ params }: Snapshot, k: number): string {
  const [a = 0, b = 0] = params.W.data.subarray(2 * k);
  return `${short(a)} ${b < 0 ? '−' : '+'} ${short(Math.abs(b))} x`;
}

function changedSettings(s: Snapshot, previous?: Snapshot): string {
  const more = s.tolerance === previous?.tolerance ? [] : [`tolerance ${plain(s.tolerance)}`];
  return settingsChanged(s, previous, { floor: 'variance floor', more, going: 'the current lines' });
}

/** The line whose predictions changed most, on average over the points. */
function lineMoved(s: Snapshot, previous?: Snapshot): string {
  if (!previous) return 'the lines were refitted';
  const K = s.params.weights.length;
  const squares = new Float64Array(K);
  s.fitted.data.forEach((value, i) => {
    squares[i % K] = (squares[i % K] as number) + (value - (previous.fitted.data[i] ?? 0)) ** 2;
  });
  const most = squares.indexOf(Math.max(...squares));
  const by = Math.sqrt((squares[most] ?? 0) / Math.max(1, s.fitted.rows));
  if (by < 1e-12) return 'no line moved';
  const [was, is] = [previous, s].map(({ params }) => short(params.W.data[2 * most + 1] ?? 0));
  return `line ${letter(most)} moved most, by ${short(by, 2)}, ${was === is ? `slope still ${is}` : `slope ${was} to ${is}`}`;
}

/** The few numbers to keep an eye on. */
export const readings = (s: Snapshot): Reading[] => boundReadings(s);

/** The run as numbers: what the chart draws, and the lines, position by position. */
export const trace = (history: readonly Snapshot[]) => ({
  head: [...TRACE_HEAD, ...Array.from(history[0]?.params.weights ?? [], (_, k) => `line ${letter(k)}`)],
  rows: history.map((s) => [
    ...traceRow(s, s.made !== 'change' ? s.made : s.moved ? 'the hand' : 'a changed control'),
    ...Array.from(s.params.weights, (_, k) => equationOf(s, k)),
  ]),
});
