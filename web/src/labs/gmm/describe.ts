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
  place,
  pointDeed,
  settingsChanged,
  TRACE_HEAD,
  traceRow,
} from '../../em/words.ts';
import { count, fixed, short } from '../../shell/format.ts';
import type { Reading } from '../../shell/lab.ts';
import type { Edit } from './edits.ts';
import type { Snapshot } from './model.ts';

const SETTINGS = { floor: 'covariance floor', going: 'the current parameters' };

export function describe(s: Snapshot, previous?: Snapshot): string {
  switch (s.made) {
    case 'start':
      return (
        `Start: ${count(s.params.weights.length, 'component')} placed, nothing inferred yet. ` +
        `${capital(names(s).truth)} ${fixed(s.evaluation.objective)}. Press E to see who owns each point.`
      );
    case 'E':
      return afterE(s, previous, ownersChanged(s, previous));
    case 'M':
      return afterM(s, previous, farthestMoved(s, previous)) + (s.converged ? ' Converged.' : '');
    default:
      return s.hand ? byHand(s, s.hand) : settingsChanged(s, previous, SETTINGS);
  }
}

const byHand = (s: Snapshot, hand: Edit): string =>
  doneByHand(s, deed(hand), isPointEdit(hand) ? hand : undefined);

/** "mean A moved by hand to (1.20, 0.30)" */
function deed(hand: Edit): string {
  if (isPointEdit(hand)) return `${pointDeed(hand)} by hand`;
  const name = letter(hand.component);
  if ('mean' in hand) return `mean ${name} moved by hand to ${place(hand.mean)}`;
  if ('covariance' in hand)
    return `covariance of ${name} set by hand to ${hand.covariance.map((v) => short(v)).join(', ')}`;
  return `weight of ${name} set by hand to ${short(hand.weight)}`;
}

function farthestMoved(s: Snapshot, previous?: Snapshot): string {
  if (!previous) return 'the components were refitted';
  const distances = Array.from(s.params.weights, (_, k) =>
    Math.hypot(
      ...[0, 1].map(
        (d) => (s.params.means.data[2 * k + d] ?? 0) - (previous.params.means.data[2 * k + d] ?? 0),
      ),
    ),
  );
  const farthest = distances.indexOf(Math.max(...distances));
  return `mean ${letter(farthest)} moved most, by ${short(distances[farthest] ?? 0, 2)}`;
}

/** The few numbers to keep an eye on. */
export const readings = (s: Snapshot): Reading[] => [
  ...boundReadings(s),
  ...(s.agreement === undefined ? [] : [{ name: 'Agreement (ARI)', value: fixed(s.agreement, 3) }]),
];

/** The run as numbers: what the chart draws, position by position. */
export const trace = (history: readonly Snapshot[]) => ({
  head: TRACE_HEAD,
  rows: history.map((s) =>
    traceRow(s, s.made !== 'change' ? s.made : s.hand ? 'the hand' : 'a changed control'),
  ),
});
