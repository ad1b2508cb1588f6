// What a position says in one sentence, and its few numbers.
import { fixed, short } from '../../shell/format.ts';
import type { Reading } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { estimatorOf, type Id } from './estimators.ts';
import { followed, type Row } from './look.ts';
import { pathOf, type Snapshot, shownOf } from './model.ts';
import { sharesOf } from './problems.ts';

/** "μ = 0.41, σ = 0.93"; of a q over states its shares. */
export function qInSymbols({ q }: Pick<Snapshot, 'q'>): string {
  const list = (values: Iterable<number>) => Array.from(values, (value) => fixed(value)).join(', ');
  if ('logits' in q) return `q = (${list(sharesOf(q.logits))})`;
  const sigmas = q.logSigma.map(Math.exp);
  return q.mean.length === 1
    ? `μ = ${list(q.mean)}, σ = ${list(sigmas)}`
    : `μ = (${list(q.mean)}), σ = (${list(sigmas)})`;
}

const rowOf = (s: Snapshot, id: Id): Row | undefined => s.rows.find((row) => row.id === id);

/** Below this a variance is the rounding error of 0. */
const ZERO = 1e-24;
export const variance = (value: number): string => (value < ZERO ? '0' : short(value));

/** The least and the largest variance of one sample's gradient, and whose they are. */
function extremes(s: Snapshot) {
  const all = shownOf(s).map((id) => ({ id, value: rowOf(s, id)?.exact[0] ?? 0 }));
  const least = all.reduce((a, b) => (b.value < a.value ? b : a));
  const most = all.reduce((a, b) => (b.value > a.value ? b : a));
  return {
    ...{ alike: least.value === most.value, low: variance(least.value), high: variance(most.value) },
    ...{ lowest: estimatorOf(least.id).short, highest: estimatorOf(most.id).short },
  };
}

function spreadInWords(s: Snapshot): string {
  const { alike, low, lowest, high, highest } = extremes(s);
  return alike ? msg`Variance ${low}.` : msg`Variance ${low} (${lowest}) to ${high} (${highest}).`;
}

/** What lies outside the numbers that q can have. */
const lostInWords = (s: Snapshot): string => {
  const lost = s.paths.filter((path) => path.lost && shownOf(s).includes(path.id));
  return lost.length === 0
    ? ''
    : ` ${msg`Out of range: ${lost.map(({ id }) => estimatorOf(id).short).join(', ')}.`}`;
};

/** Where the followed estimator has come to, and the one that is its opposite. */
function whereInWords(s: Snapshot): string {
  const here = followed(s.settings, s.problem);
  const [t, q, gap] = [s.t, qInSymbols(s), short(Math.max(0, pathOf(s).gap))];
  const other = s.paths.find(
    ({ id, lost }) => id !== here && !lost && id === (here === 'score' ? 'path' : 'score'),
  );
  if (!other || !shownOf(s).includes(other.id)) return msg`Step ${t}: ${q}; ELBO ${gap} below ln p(x).`;
  return here === 'score'
    ? msg`Step ${t}: ${q}; ELBO ${gap} below ln p(x), reparam. ${short(other.gap)}.`
    : msg`Step ${t}: ${q}; ELBO ${gap} below ln p(x), score ${short(other.gap)}.`;
}

export function describe(s: Snapshot, previous?: Snapshot): string {
  switch (s.made) {
    case 'start': {
      const [parameter, mean] = [s.problem.parameters[0] ?? '', fixed(s.gradient[0] ?? 0)];
      const { alike, low, lowest, high, highest } = extremes(s);
      return alike
        ? msg`Start: every estimate of ∂/∂${parameter} has mean ${mean}, but variance ${low}.`
        : msg`Start: every estimate of ∂/∂${parameter} has mean ${mean}, but variance ${low} (${lowest}) to ${high} (${highest}).`;
    }
    case 'step':
      return `${whereInWords(s)} ${spreadInWords(s)}${lostInWords(s)}${s.converged ? ` ${msg`Budget spent.`}` : ''}`;
    default:
      return `${msg`Step ${s.t}:`} ${changeInWords(s, previous)}. ${repairInWords(s, previous) ?? spreadInWords(s)}`;
  }
}

/** What a new coefficient does to the score function, if that is what changed. */
function repairInWords(s: Snapshot, previous?: Snapshot): string | undefined {
  const [now, before] = [s.settings, previous?.settings];
  if (s.moved || (now.a === before?.a && now.variate === before?.variate)) return undefined;
  const [raw, repaired] = [rowOf(s, 'score'), rowOf(s, 'cv')].map((row) => variance(row?.exact[0] ?? 0)) as [
    string,
    string,
  ];
  return msg`Variance of the score function ${raw} without, ${repaired} with the control variate.`;
}

const MOVED = {
  mean: msg`mean moved by hand`,
  width: msg`width moved by hand`,
  share: msg`shares moved by hand`,
} as const;

/** Whole labels, with commas between them. */
function changeInWords(s: Snapshot, previous?: Snapshot): string {
  if (s.moved) return `${MOVED[s.moved]}, ${qInSymbols(s)}`;
  const [now, before] = [s.settings, previous?.settings];
  const changed = [
    ...(now.constant === before?.constant ? [] : [msg`constant ${short(now.constant)} added to ln p`]),
    ...(now.a === before?.a ? [] : [`a = ${fixed(now.a)}`]),
    ...(now.n === before?.n ? [] : [msg`${now.n} samples a step`]),
    ...(now.variate === before?.variate ? [] : [msg`another rule for the coefficient`]),
    ...(now.shown === before?.shown ? [] : [msg`other estimators compared`]),
    ...(now.follow === before?.follow ? [] : [msg`on stage: ${estimatorOf(followed(now, s.problem)).short}`]),
  ];
  return changed.join(', ') || msg`settings changed`;
}

/** The few numbers to keep an eye on. */
export function readings(s: Snapshot): Reading[] {
  const at = pathOf(s);
  return [
    { name: 'ELBO', value: short(s.elbo, 4) },
    { name: msg`Below ln p(x)`, value: short(Math.max(0, at.gap)) },
  ];
}

/** The run as numbers, position by position. */
export function trace(history: readonly Snapshot[]) {
  const ids = history[0]?.paths.map(({ id }) => id) ?? [];
  const name = history[0]?.problem.parameters[0] ?? '';
  return {
    head: [
      't',
      msg`made by`,
      msg`q on the stage`,
      msg`true ∂/∂${name}`,
      ...ids.map((id) => `ELBO, ${estimatorOf(id).name}`),
      ...ids.map((id) => `${msg`variance`}, ${estimatorOf(id).name}`),
    ],
    rows: history.map((s) => [
      String(s.t),
      s.made === 'change' ? msg`a change` : s.made === 'start' ? msg`start` : msg`step`,
      qInSymbols(s),
      fixed(s.gradient[0] ?? 0, 6),
      ...s.paths.map(({ elbo, lost }) => (lost ? msg`out of range` : fixed(elbo, 6))),
      ...s.rows.map(({ exact }) => variance(exact[0] ?? 0)),
    ]),
  };
}
