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
        `Start: ${count(s.params.weights.length, 'line')} placed${s.twin === undefined ? '' : ', equal'}, nothing inferred yet. ` +
        `${capital(truth)} ${fixed(objective)}. Press E to see which line owns each point.`
      );
    case 'E':
      return (
        `Step ${iterations(s.t)}, E: ${ownersChanged(s, previous)}; ` +
        `${bound} ${previous?.phase ? 'rises to touch' : 'touches'} the ${truth}, ${fixed(objective)}: gap ${gapText(s.evaluation)}.`
      );
    case 'M': {
      const rise = previous
        ? `; ${truth} ${rose(objective - previous.evaluation.objective)} to ${fixed(objective)}` +
          `, ${bound} ${rose(s.evaluation.bound - previous.evaluation.bound)}`
        : '';
      const end = s.converged
        ? s.twin === undefined
          ? ' Converged.'
          : ' Converged, with equal lines: nudge one.'
        : '';
      return `Step ${iterations(s.t)}, M: ${lineMoved(s, previous)}${rise}, gap ${gapText(s.evaluation)}.${end}`;
    }
    default:
      return s.moved ? byHand(s, s.moved) : settingsChanged(s, previous);
  }
}

function byHand(s: Snapshot, { line, how }: NonNullable<Snapshot['moved']>): string {
  return (
    `Step ${iterations(s.t)}: line ${letter(line)} ${how} by hand to y = ${equationOf(s, line)}; ` +
    `${names(s).truth} now ${fixed(s.evaluation.objective)}. E comes next.`
  );
}

/** "0.31 − 1.20 x" */
export function equationOf({ params }: Snapshot, k: number): string {
  const [a = 0, b = 0] = params.W.data.subarray(2 * k);
  return `${short(a)} ${b < 0 ? '−' : '+'} ${short(Math.abs(b))} x`;
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
    ...(s.floor === previous?.floor ? [] : [`variance floor ${plain(s.floor)}`]),
    ...(s.tolerance === previous?.tolerance ? [] : [`tolerance ${plain(s.tolerance)}`]),
  ];
  const same = previous && previous.evaluation.objective === s.evaluation.objective;
  const value = `the ${names(s).truth} is ${same ? 'still' : 'now'} ${fixed(s.evaluation.objective)}`;
  return `Step ${iterations(s.t)}, ${changed.join(', ') || 'settings as before'}: ${value}; going on from the current lines.`;
}

function ownersChanged(s: Snapshot, previous?: Snapshot): string {
  const before = previous?.owners;
  const owners = s.owners ?? new Int32Array();
  if (s.twin !== undefined) return 'equal lines get equal shares of every point';
  if (!before) return `each of ${count(owners.length, 'point')} is shared out`;
  const changed = owners.reduce((n, owner, i) => n + (owner === before[i] ? 0 : 1), 0);
  return changed === 0 ? 'no point changed its owner' : `${count(changed, 'point')} changed owner`;
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
export function readings(s: Snapshot): Reading[] {
  const { evaluation: e } = s;
  const { truth, bound } = names(s);
  return [
    { name: capital(truth), value: fixed(e.objective) },
    ...(s.phase
      ? [
          { name: capital(bound), value: fixed(e.bound) },
          { name: 'Gap, nats', value: gapText(s.evaluation) },
        ]
      : []),
  ];
}

/** Below rounding the gap is 0: doubles cannot tell the bound from the objective any more. */
const gapText = ({ gap, objective }: Snapshot['evaluation']): string =>
  gap <= 1e-14 * (1 + Math.abs(objective)) ? '0' : short(gap);

/** The run as numbers: what the chart draws, and the lines, position by position. */
export const trace = (history: readonly Snapshot[]) => ({
  head: [
    't',
    'made by',
    'log-likelihood',
    'ELBO',
    'objective',
    'its bound',
    'gap',
    ...Array.from(history[0]?.params.weights ?? [], (_, k) => `line ${letter(k)}`),
  ],
  rows: history.map((s) => {
    const { t, made, phase, evaluation: e, params } = s;
    return [
      iterations(t),
      made !== 'change' ? made : s.moved ? 'the hand' : 'a changed control',
      fixed(e.logLikelihood, 6),
      phase ? fixed(e.elbo, 6) : '',
      fixed(e.objective, 6),
      phase ? fixed(e.bound, 6) : '',
      phase ? gapText(e) : '',
      ...Array.from(params.weights, (_, k) => equationOf(s, k)),
    ];
  }),
});
