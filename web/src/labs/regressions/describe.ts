// The last half-step in one sentence: caption, live-region text, and what browser tests read.
import { letter } from '../../em/labels.ts';
import { isPointEdit } from '../../em/points.ts';
import {
  afterE,
  afterM,
  beginsAt,
  boundReadings,
  doneByHand,
  ownersChanged,
  pointDeed,
  settingsChanged,
  TRACE_HEAD,
  traceRow,
} from '../../em/words.ts';
import { iterations, plain, short } from '../../shell/format.ts';
import type { Reading } from '../../shell/lab.ts';
import { msg, plural } from '../../shell/language.ts';
import type { Snapshot } from './model.ts';

export function describe(s: Snapshot, previous?: Snapshot): string {
  switch (s.made) {
    case 'start':
      return `${placed(s)} ${beginsAt(s)} ${msg`Press E to see which line owns each point.`}`;
    case 'E':
      return afterE(s, previous, s.twin === undefined ? ownersChanged(s, previous) : halves(s));
    case 'M': {
      const sentence = afterM(s, previous, lineMoved(s, previous));
      if (!s.converged) return sentence;
      const end = s.twin === undefined ? msg`Converged.` : msg`Converged, with equal lines: nudge one.`;
      return `${sentence} ${end}`;
    }
    default:
      return s.moved ? byHand(s, s.moved) : changedSettings(s, previous);
  }
}

function placed({ params, twin }: Snapshot): string {
  const k = params.weights.length;
  if (twin !== undefined) return msg`Start: ${k} lines placed, equal, nothing inferred yet.`;
  return plural(k, {
    one: msg`Start: ${k} line placed, nothing inferred yet.`,
    other: msg`Start: ${k} lines placed, nothing inferred yet.`,
  });
}

const halves = (s: Snapshot): string =>
  msg`Step ${iterations(s.t)}, E: equal lines get equal shares of every point.`;

function byHand(s: Snapshot, moved: NonNullable<Snapshot['moved']>): string {
  if (isPointEdit(moved)) return doneByHand(s, pointDeed(s, moved), moved);
  const t = iterations(s.t);
  const { line, how } = moved;
  return doneByHand(
    s,
    how === 'nudged'
      ? msg`Step ${t}: line ${letter(line)} nudged by hand to y = ${equationOf(s, line)}.`
      : msg`Step ${t}: line ${letter(line)} moved by hand to y = ${equationOf(s, line)}.`,
  );
}

/** "0.31 − 1.20 x" */
export function equationOf({ params }: Snapshot, k: number): string {
  const [a = 0, b = 0] = params.W.data.subarray(2 * k);
  return `${short(a)} ${b < 0 ? '−' : '+'} ${short(Math.abs(b))} x`;
}

function changedSettings(s: Snapshot, previous?: Snapshot): string {
  const more = [
    ...(s.floor === previous?.floor ? [] : [msg`variance floor ${plain(s.floor)}`]),
    ...(s.tolerance === previous?.tolerance ? [] : [msg`tolerance ${plain(s.tolerance)}`]),
  ];
  return `${settingsChanged(s, previous, more)} ${msg`Going on from the current lines.`}`;
}

/** The line whose predictions changed most, on average over the points. */
function lineMoved(s: Snapshot, previous?: Snapshot): string {
  const t = iterations(s.t);
  if (!previous) return msg`Step ${t}, M: the lines were refitted.`;
  const K = s.params.weights.length;
  const squares = new Float64Array(K);
  s.fitted.data.forEach((value, i) => {
    squares[i % K] = (squares[i % K] as number) + (value - (previous.fitted.data[i] ?? 0)) ** 2;
  });
  const most = squares.indexOf(Math.max(...squares));
  const by = Math.sqrt((squares[most] ?? 0) / Math.max(1, s.fitted.rows));
  if (by < 1e-12) return msg`Step ${t}, M: no line moved.`;
  const [was = '', is = ''] = [previous, s].map(({ params }) => short(params.W.data[2 * most + 1] ?? 0));
  return was === is
    ? msg`Step ${t}, M: line ${letter(most)} moved most, by ${short(by, 2)}, slope still ${is}.`
    : msg`Step ${t}, M: line ${letter(most)} moved most, by ${short(by, 2)}, slope ${was} to ${is}.`;
}

/** The few numbers to keep an eye on. */
export const readings = (s: Snapshot): Reading[] => boundReadings(s);

/** The run as numbers: what the chart draws, and the lines, position by position. */
export const trace = (history: readonly Snapshot[]) => ({
  head: [...TRACE_HEAD, ...Array.from(history[0]?.params.weights ?? [], (_, k) => msg`line ${letter(k)}`)],
  rows: history.map((s) => [
    ...traceRow(s, s.moved !== undefined),
    ...Array.from(s.params.weights, (_, k) => equationOf(s, k)),
  ]),
});
