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

/** "4, 18.6 and 18.6": how far one sample's gradient strays, from the least to the most. */
function spreadInWords(s: Snapshot): string {
  const name = s.problem.parameters[0] ?? '';
  const ordered = shownOf(s)
    .map((id) => ({ id, value: rowOf(s, id)?.exact[0] ?? 0 }))
    .sort((a, b) => a.value - b.value);
  const [least, most] = [ordered[0], ordered.at(-1)];
  if (!least || !most) return '';
  const called = (id: Id) => estimatorOf(id).name;
  if (least.id === most.id) return `variance for ${name} ${variance(least.value)}`;
  return (
    `variance for ${name} from ${variance(least.value)} (${called(least.id)}) to ` +
    `${variance(most.value)} (${called(most.id)})`
  );
}

/** What lies outside the numbers that q can have. */
const lostInWords = (s: Snapshot): string => {
  const lost = s.paths.filter((path) => path.lost && shownOf(s).includes(path.id));
  return lost.length === 0
    ? ''
    : ` Thrown out of range: ${lost.map(({ id }) => estimatorOf(id).name).join(', ')}.`;
};

function othersInWords(s: Snapshot): string {
  const here = followed(s.settings, s.problem);
  const other = s.paths.find(
    ({ id, lost }) => id !== here && !lost && id === (here === 'score' ? 'path' : 'score'),
  );
  return other && shownOf(s).includes(other.id)
    ? ` (${estimatorOf(other.id).name}: ${short(other.gap)})`
    : '';
}

export function describe(s: Snapshot, previous?: Snapshot): string {
  const name = s.problem.parameters[0] ?? '';
  const here = estimatorOf(followed(s.settings, s.problem)).name;
  switch (s.made) {
    case 'start':
      return (
        `Start: ${qInWords(s)}. Every estimator aims at the same gradient, ${fixed(s.gradient[0] ?? 0)} for ${name}; ` +
        `${spreadInWords(s)}.`
      );
    case 'step':
      return (
        `Step ${s.t}, ${here}: ${qInWords(s)}; ELBO ${short(pathOf(s).gap)} below ln p(x)${othersInWords(s)}; ` +
        `${spreadInWords(s)}.${lostInWords(s)}${s.converged ? ' The budget is spent.' : ''}`
      );
    default:
      return `Step ${s.t}, ${changeInWords(s, previous)}: ${spreadInWords(s)}.`;
  }
}

function changeInWords(s: Snapshot, previous?: Snapshot): string {
  if (s.moved) return `${s.moved} of q moved by hand to ${qInWords(s)}, all estimators go on from here`;
  const [now, before] = [s.settings, previous?.settings];
  const changed = [
    ...(now.constant === before?.constant ? [] : [`constant ${short(now.constant)} added to ln p`]),
    ...(now.a === before?.a ? [] : [`a = ${fixed(now.a)}`]),
    ...(now.n === before?.n ? [] : [`${now.n} samples a step`]),
    ...(now.variate === before?.variate ? [] : ['another rule for the coefficient']),
    ...(now.follow === before?.follow
      ? []
      : [`the stage follows ${estimatorOf(followed(now, s.problem)).name}`]),
  ];
  return changed.join(', ') || 'settings changed';
}

/** The few numbers to keep an eye on. */
export function readings(s: Snapshot): Reading[] {
  const at = pathOf(s);
  return [
    { name: 'ELBO', value: short(s.elbo, 4) },
    { name: 'Below ln p(x)', value: short(Math.max(0, at.gap)) },
    { name: `True ∂/∂${s.problem.parameters[0]}`, value: short(s.gradient[0] ?? 0) },
    { name: 'Gradients so far', value: String(s.t * s.settings.n) },
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
