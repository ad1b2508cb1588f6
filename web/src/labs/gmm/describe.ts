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
  place,
  pointDeed,
  settingsChanged,
  TRACE_HEAD,
  traceRow,
} from '../../em/words.ts';
import { fixed, iterations, plain, short } from '../../shell/format.ts';
import type { Reading } from '../../shell/lab.ts';
import { msg, plural } from '../../shell/language.ts';
import type { Edit } from './edits.ts';
import type { Snapshot } from './model.ts';

export function describe(s: Snapshot, previous?: Snapshot): string {
  switch (s.made) {
    case 'start': {
      const k = s.params.weights.length;
      const placed = plural(k, {
        one: msg`Start: ${k} component placed, nothing inferred yet.`,
        other: msg`Start: ${k} components placed, nothing inferred yet.`,
      });
      return `${placed} ${beginsAt(s)} ${msg`Press E to see who owns each point.`}`;
    }
    case 'E':
      return afterE(s, previous, ownersChanged(s, previous));
    case 'M': {
      const sentence = afterM(s, previous, farthestMoved(s, previous));
      return s.converged ? `${sentence} ${msg`Converged.`}` : sentence;
    }
    default:
      return s.hand ? byHand(s, s.hand) : changedSettings(s, previous);
  }
}

const byHand = (s: Snapshot, hand: Edit): string =>
  doneByHand(s, deed(s, hand), isPointEdit(hand) ? hand : undefined);

/** "Step 3: mean A moved by hand to (1.20, 0.30)." */
function deed(s: Snapshot, hand: Edit): string {
  if (isPointEdit(hand)) return pointDeed(s, hand);
  const t = iterations(s.t);
  const name = letter(hand.component);
  if ('mean' in hand) return msg`Step ${t}: mean ${name} moved by hand to ${place(hand.mean)}.`;
  if ('covariance' in hand)
    return msg`Step ${t}: covariance of ${name} set by hand to ${hand.covariance.map((v) => short(v)).join(', ')}.`;
  return msg`Step ${t}: weight of ${name} set by hand to ${short(hand.weight)}.`;
}

function changedSettings(s: Snapshot, previous?: Snapshot): string {
  const floor = s.floor === previous?.floor ? [] : [msg`covariance floor ${plain(s.floor)}`];
  return `${settingsChanged(s, previous, floor)} ${msg`Going on from the current parameters.`}`;
}

function farthestMoved(s: Snapshot, previous?: Snapshot): string {
  const t = iterations(s.t);
  if (!previous) return msg`Step ${t}, M: the components were refitted.`;
  const distances = Array.from(s.params.weights, (_, k) =>
    Math.hypot(
      ...[0, 1].map(
        (d) => (s.params.means.data[2 * k + d] ?? 0) - (previous.params.means.data[2 * k + d] ?? 0),
      ),
    ),
  );
  const farthest = distances.indexOf(Math.max(...distances));
  return msg`Step ${t}, M: mean ${letter(farthest)} moved most, by ${short(distances[farthest] ?? 0, 2)}.`;
}

/** The few numbers to keep an eye on. */
export const readings = (s: Snapshot): Reading[] => [
  ...boundReadings(s),
  ...(s.agreement === undefined ? [] : [{ name: msg`Agreement (ARI)`, value: fixed(s.agreement, 3) }]),
];

/** The run as numbers: what the chart draws, position by position. */
export const trace = (history: readonly Snapshot[]) => ({
  head: TRACE_HEAD,
  rows: history.map((s) => traceRow(s, s.hand !== undefined)),
});
