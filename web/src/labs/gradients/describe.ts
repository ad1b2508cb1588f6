// What a position says in one sentence, and its few numbers.
import { fixed, short } from '../../shell/format.ts';
import type { Reading } from '../../shell/lab.ts';
import { estimatorOf, type Id } from './estimators.ts';
import { followed, type Row } from './look.ts';
import { pathOf, type Snapshot, shownOf } from './model.ts';
import { sharesOf } from './problems.ts';

/** "μ = 0.41, σ = 0.93". */
export function qInWords({ q }: Pick<Snapshot, 'q'>): string {
  const list = (values: Iterable<number>) => Array.from(values, (value) => fixed(value)).join(', ');
  if ('logits' in q) return `shares ${list(sharesOf(q.logits))}`;
  const sigmas = q.logSigma.map(Math.exp);
  return q.mean.length === 1
    ? `μ = ${list(q.mean)}, σ = ${list(sigmas)}`
    : `μ = (${list(q.mean)}), σ = (${list(sigmas)})`;
}

const rowOf = (s: Snapshot, id: Id): Row | undefined => s.rows.find((row) => row.id === id);

/** Below this a variance is the rounding error of 0. */
const ZERO = 1e-24;
export const variance = (value: number): string => (value < ZERO ? '0' : short(value));

/** "0.25 (exact KL) to 210 (score)": the least and the largest variance of one sample's gradient. */
function spreadInWords(s: Snapshot): string {
  const all = shownOf(s).map((id) => ({ id, value: rowOf(s, id)?.exact[0] ?? 0 }));
  const least = all.reduce((a, b) => (b.value < a.value ? b : a));
  const most = all.reduce((a, b) => (b.value > a.value ? b : a));
  const words = (one: (typeof all)[number]) => `${variance(one.value)} (${estimatorOf(one.id).short})`;
  return least.value === most.value ? variance(least.value) : `${words(least)} to ${words(most)}`;
}

/** What lies outside the numbers that q can have. */
const lostInWords = (s: Snapshot): string => {
  const lost = s.paths.filter((path) => path.lost && shownOf(s).includes(path.id));
  return lost.length === 0 ? '' : ` Out of range: ${lost.map(({ id }) => estimatorOf(id).short).join(', ')}.`;
};

function othersInWords(s: Snapshot): string {
  const here = followed(s.settings, s.problem);
  const other = s.paths.find(
    ({ id, lost }) => id !== here && !lost && id === (here === 'score' ? 'path' : 'score'),
  );
  return other && shownOf(s).includes(other.id) ? `, ${estimatorOf(other.id).short} ${short(other.gap)}` : '';
}

export function describe(s: Snapshot, previous?: Snapshot): string {
  switch (s.made) {
    case 'start':
      return (
        `Start: every estimate of ∂/∂${s.problem.parameters[0]} has mean ${fixed(s.gradient[0] ?? 0)}, ` +
        `but variance ${spreadInWords(s)}.`
      );
    case 'step':
      return (
        `Step ${s.t}: ${qInWords(s)}; ELBO ${short(Math.max(0, pathOf(s).gap))} below ln p(x)${othersInWords(s)}; ` +
        `variance ${spreadInWords(s)}.${lostInWords(s)}${s.converged ? ' Budget spent.' : ''}`
      );
    default:
      return `Step ${s.t}, ${changeInWords(s, previous)}: variance ${repairInWords(s, previous) ?? spreadInWords(s)}.`;
  }
}

/** What a new coefficient does to the score function, if that is what changed. */
function repairInWords(s: Snapshot, previous?: Snapshot): string | undefined {
  const [now, before] = [s.settings, previous?.settings];
  if (s.moved || (now.a === before?.a && now.variate === before?.variate)) return undefined;
  const [raw, repaired] = [rowOf(s, 'score'), rowOf(s, 'cv')].map((row) => variance(row?.exact[0] ?? 0));
  return `of the score function ${raw} without, ${repaired} with the control variate`;
}

function changeInWords(s: Snapshot, previous?: Snapshot): string {
  if (s.moved) return `${s.moved} moved by hand, ${qInWords(s)}`;
  const [now, before] = [s.settings, previous?.settings];
  const changed = [
    ...(now.constant === before?.constant ? [] : [`constant ${short(now.constant)} added to ln p`]),
    ...(now.a === before?.a ? [] : [`a = ${fixed(now.a)}`]),
    ...(now.n === before?.n ? [] : [`${now.n} samples a step`]),
    ...(now.variate === before?.variate ? [] : ['another rule for the coefficient']),
    ...(now.shown === before?.shown ? [] : ['other estimators compared']),
    ...(now.follow === before?.follow ? [] : [`on stage ${estimatorOf(followed(now, s.problem)).short}`]),
  ];
  return changed.join(', ') || 'settings changed';
}

/** The few numbers to keep an eye on. */
export function readings(s: Snapshot): Reading[] {
  const at = pathOf(s);
  return [
    { name: 'ELBO', value: short(s.elbo, 4) },
    { name: 'Below ln p(x)', value: short(Math.max(0, at.gap)) },
  ];
}

/** The run as numbers, position by position. */
export function trace(history: readonly Snapshot[]) {
  const ids = history[0]?.paths.map(({ id }) => id) ?? [];
  const name = history[0]?.problem.parameters[0] ?? '';
  return {
    head: [
      't',
      'made by',
      'q on the stage',
      `true ∂/∂${name}`,
      ...ids.map((id) => `ELBO, ${estimatorOf(id).name}`),
      ...ids.map((id) => `variance, ${estimatorOf(id).name}`),
    ],
    rows: history.map((s) => [
      String(s.t),
      s.made === 'change' ? 'a change' : s.made,
      qInWords(s),
      fixed(s.gradient[0] ?? 0, 6),
      ...s.paths.map(({ elbo, lost }) => (lost ? 'out of range' : fixed(elbo, 6))),
      ...s.rows.map(({ exact }) => variance(exact[0] ?? 0)),
    ]),
  };
}
