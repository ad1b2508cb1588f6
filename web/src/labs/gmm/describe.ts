// The last half-step in one sentence: caption, live-region text, and what browser tests read.
import { count, fixed, iterations, plain, short, signed } from '../../shell/format.ts';
import type { Reading } from '../../shell/lab.ts';
import { letter } from './data.ts';
import { labelsCount, type Snapshot } from './model.ts';

/** Where the labels have no say, the objective is the log-likelihood, and is called so. */
export const names = (s: Snapshot) =>
  labelsCount(s) ? { truth: 'objective', bound: 'its bound' } : { truth: 'log-likelihood', bound: 'ELBO' };

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function describe(s: Snapshot, previous?: Snapshot): string {
  const { truth, bound } = names(s);
  const { objective } = s.evaluation;
  switch (s.made) {
    case 'start':
      return (
        `Start: ${count(s.params.weights.length, 'component')} placed, nothing inferred yet. ` +
        `${capital(truth)} ${fixed(objective)}. Press E to see who owns each point.`
      );
    case 'E':
      return (
        `Step ${iterations(s.t)}, E: ${ownersChanged(s, previous)}; ` +
        `${bound} ${previous?.phase ? 'rises to touch' : 'touches'} the ${truth}, ${fixed(objective)}: gap ${gapText(s.evaluation)}.`
      );
    case 'M': {
      const moved = farthestMoved(s, previous);
      const rise = previous
        ? `; ${truth} ${rose(objective - previous.evaluation.objective)} to ${fixed(objective)}`
        : '';
      const up = previous ? `, ${bound} ${rose(s.evaluation.bound - previous.evaluation.bound)}` : '';
      return `Step ${iterations(s.t)}, M: ${moved}${rise}${up}, gap ${gapText(s.evaluation)}.${s.converged ? ' Converged.' : ''}`;
    }
    default:
      return s.moved === undefined ? settingsChanged(s, previous) : movedByHand(s, s.moved);
  }
}

function movedByHand(s: Snapshot, component: number): string {
  const [x = 0, y = 0] = s.params.means.data.subarray(2 * component);
  return (
    `Step ${iterations(s.t)}: mean ${letter(component)} moved by hand to (${fixed(x)}, ${fixed(y)}); ` +
    `${names(s).truth} now ${fixed(s.evaluation.objective)}. E comes next.`
  );
}

/** A rise with two decimals, or with two digits where that would say nothing. */
const rose = (rise: number): string =>
  Math.abs(rise) >= 0.01 ? signed(rise) : `${rise < 0 ? '' : '+'}${short(rise, 2)}`;

function settingsChanged(s: Snapshot, previous?: Snapshot): string {
  const changed = [
    ...(s.alpha === previous?.alpha ? [] : [`α = ${plain(s.alpha)}`]),
    ...(s.weightsFrom === previous?.weightsFrom
      ? []
      : [`weights from ${s.weightsFrom === 'all' ? 'all points' : 'unlabelled points only'}`]),
    ...(s.floor === previous?.floor ? [] : [`covariance floor ${plain(s.floor)}`]),
  ];
  const same = previous && previous.evaluation.objective === s.evaluation.objective;
  const value = `the ${names(s).truth} is ${same ? 'still' : 'now'} ${fixed(s.evaluation.objective)}`;
  return `Step ${iterations(s.t)}, ${changed.join(', ') || 'settings as before'}: ${value}; going on from the current parameters.`;
}

function ownersChanged(s: Snapshot, previous?: Snapshot): string {
  const before = previous?.owners;
  const owners = s.owners ?? new Int32Array();
  if (!before) return `each of ${count(owners.length, 'point')} is shared out`;
  const changed = owners.reduce((n, owner, i) => n + (owner === before[i] ? 0 : 1), 0);
  return changed === 0 ? 'no point changed its owner' : `${count(changed, 'point')} changed owner`;
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
export function readings(s: Snapshot): Reading[] {
  const { evaluation: e, agreement } = s;
  const { truth, bound } = names(s);
  return [
    { name: capital(truth), value: fixed(e.objective) },
    ...(s.phase
      ? [
          { name: capital(bound), value: fixed(e.bound) },
          { name: 'Gap, nats', value: gapText(s.evaluation) },
        ]
      : []),
    ...(agreement === undefined ? [] : [{ name: 'Agreement (ARI)', value: fixed(agreement, 3) }]),
  ];
}

/** Below rounding the gap is 0: doubles cannot tell the bound from the objective any more. */
const gapText = ({ gap, objective }: Snapshot['evaluation']): string =>
  gap <= 1e-14 * (1 + Math.abs(objective)) ? '0' : short(gap);

/** The run as numbers: what the chart draws, position by position. */
export const trace = (history: readonly Snapshot[]) => ({
  head: ['t', 'made by', 'log-likelihood', 'ELBO', 'objective', 'its bound', 'gap'],
  rows: history.map(({ t, made, phase, evaluation: e }) => [
    iterations(t),
    made === 'change' ? 'a changed control' : made,
    fixed(e.logLikelihood, 6),
    phase ? fixed(e.elbo, 6) : '',
    fixed(e.objective, 6),
    phase ? fixed(e.bound, 6) : '',
    phase ? gapText(e) : '',
  ]),
});
