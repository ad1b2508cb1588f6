// The last step in one sentence: caption, live-region text, and what browser tests read.
import { count, fixed, short, signed } from '../../shell/format.ts';
import type { Reading } from '../../shell/lab.ts';
import { bestGap, type Case, isBound, type Settings, type Snapshot } from './model.ts';
import { correlation, latent } from './problems.ts';
import { isFull, logScales } from './shape.ts';

/** What is maximized, where it is not the bound. */
export const objectiveName: Readonly<Record<Settings['objective'], string>> = {
  elbo: 'ELBO',
  without_entropy: 'energy alone',
  without_prior_kl: 'reconstruction alone',
  kl_only: 'minus the KL to the prior',
};

const fate: Readonly<Record<Settings['objective'], string>> = {
  elbo: '',
  without_entropy: 'q shrinks onto the most probable z',
  without_prior_kl: 'q shrinks onto the z of maximum likelihood',
  kl_only: 'q becomes the prior, whatever x is',
};

const both = (s: Snapshot, text: (one: Case) => string): string => s.cases.map(text).join(' and ');

const gapOf = ({ terms }: Case): number => terms.klToPosterior;

/** A gap and the best one are written to the digits in which they differ. */
const digits = (one: Case): number => (gapOf(one) - bestGap(one) < 0.1 * bestGap(one) ? 4 : 3);

export const gapText = (one: Case): string => (gapOf(one) < 1e-12 ? '0' : short(gapOf(one), digits(one)));

const bestText = (one: Case): string => short(bestGap(one), digits(one));

/** A step's rise: small ones to the digits that show them. */
const rise = (by: number): string =>
  Math.abs(by) < 1 ? `${by < 0 ? '' : '+'}${short(by, 2)}` : signed(by, 1);

const evidence = ({ problem }: Case): string => fixed(problem.logEvidence);

export function describe(s: Snapshot, previous?: Snapshot): string {
  if (s.made === 'start') return atStart(s);
  if (s.made === 'change') return `Step ${s.t}: ${s.moved ? moved(s, s.moved) : changed(s, previous)}`;
  if (!isBound(s)) return withoutATerm(s, previous);
  if (s.converged) return done(s);
  return s.cases.length === 1 ? single(s, s.cases[0] as Case, previous?.cases[0]) : pair(s);
}

/** Sentences are short: on a phone two lines of them stand above the buttons. */
const closable = (s: Snapshot): string =>
  s.cases.every(({ state }) => isFull(state.q))
    ? 'which a full q can close'
    : `of which ${both(s, bestText)} no factorized q can close`;

function atStart(s: Snapshot): string {
  const [one] = s.cases as [Case];
  return s.cases.length === 1
    ? `Start: q is the prior. ln p(x) = ${evidence(one)}; gap ${gapText(one)}, ${closable(s)}.`
    : `Start: q is the prior, ln p(x) = ${evidence(one)} twice. Gaps ${both(s, gapText)}; ${both(s, bestText)} must stay.`;
}

function single(s: Snapshot, one: Case, before?: Case): string {
  const { elbo } = one.terms;
  const change = before ? `${rise(elbo - before.terms.elbo)} to ` : '';
  const above = estimateAbove(s);
  if (above) return `Step ${s.t}: gap ${gapText(one)}; ${above}.`;
  return `Step ${s.t}: exact ELBO ${change}${fixed(elbo)}. Gap ${gapText(one)}, ${closable(s)}.`;
}

function pair(s: Snapshot): string {
  const above = estimateAbove(s);
  return `Step ${s.t}: gaps ${both(s, gapText)}${above ? `; ${above}` : `, ${closable(s)}`}.`;
}

/** An estimate above ln p(x) looks like a mistake, and is none: that is worth the place. */
function estimateAbove(s: Snapshot): string {
  const above = s.cases.find(({ estimate, problem }) => estimate.value > problem.logEvidence);
  if (!above) return '';
  const { samples } = s.settings;
  const draws = samples === 1 ? 'one draw' : `a mean of ${samples} draws`;
  return `the estimate ${fixed(above.estimate.value)} lies above ln p(x), as ${draws} may`;
}

function done(s: Snapshot): string {
  const [one] = s.cases as [Case];
  const gaps = both(s, gapText);
  if (s.cases.every(({ state }) => isFull(state.q)))
    return `Step ${s.t}: converged. q is the posterior up to a gap of ${gaps}: a full covariance can tilt.`;
  return s.cases.length === 1
    ? `Step ${s.t}: converged. Gap ${gaps}, of which ${bestText(one)} no factorized q can close.`
    : `Step ${s.t}: converged. Gaps ${gaps}: same evidence, other tightness, for q cannot tilt.`;
}

function withoutATerm(s: Snapshot, previous?: Snapshot): string {
  const { objective } = s.settings;
  const [one] = s.cases as [Case];
  const before = previous?.cases[0];
  const change = before ? `${rise(one.objective - before.objective)} to ` : '';
  const widths = Array.from(logScales(one.state.q), (rho) => short(Math.exp(rho), 2)).join(', ');
  return `Step ${s.t}: ${objectiveName[objective]} ${change}${fixed(one.objective)}, no bound; ELBO ${fixed(one.terms.elbo)}. σ ${widths}: ${fate[objective]}.`;
}

function moved(s: Snapshot, { index, what }: NonNullable<Snapshot['moved']>): string {
  const one = s.cases[index] as Case;
  const where = s.cases.length === 1 ? '' : ` of ${one.problem.name.toLowerCase()}`;
  return `${what}${where} moved by hand; exact ELBO now ${fixed(one.terms.elbo)}, gap ${gapText(one)}, of which ${bestText(one)} stays.`;
}

function changed(s: Snapshot, previous?: Snapshot): string {
  const now = s.settings;
  const before = previous?.settings;
  const gaps = `${s.cases.length === 1 ? 'gap' : 'gaps'} ${both(s, gapText)}, ${closable(s)}`;
  if (before?.angle !== now.angle) {
    const [{ problem }] = s.cases as [Case];
    return `columns ${count(now.angle, 'degree')} apart; posterior correlation ${fixed(correlation(problem, [0, 1]))}; ${gaps}.`;
  }
  if (before.shift.some((by, i) => by !== now.shift[i]))
    return `another x, ln p(x) = ${both(s, evidence)}; ${gaps}.`;
  if (before.family !== now.family)
    return now.family === 'full'
      ? `q may tilt from here on; ${gaps}.`
      : `q has to stand upright from here on; ${gaps}.`;
  if (before.objective !== now.objective)
    return `from here on ${now.objective === 'elbo' ? 'the bound' : `${objectiveName[now.objective]}, no bound,`} is maximized; ${gaps}.`;
  return `going on with ${count(now.samples, 'draw')} a step; ${gaps}.`;
}

/** The few numbers to keep an eye on; two problems' numbers stand side by side. */
export function readings(s: Snapshot): Reading[] {
  const all = (name: string, value: (one: Case) => string): Reading => ({
    name,
    value: s.cases.map(value).join(' | '),
  });
  return [
    all('ln p(x)', evidence),
    all('Exact ELBO', ({ terms }) => fixed(terms.elbo)),
    all('Estimate', ({ estimate }) => fixed(estimate.value)),
    all('± s.e.', ({ estimate }) => deviation(estimate.standardError)),
    all('Gap, nats', gapText),
    all('Best gap', ({ problem }) => short(problem.irreducible)),
    ...(s.cases.every(({ problem }) => latent(problem) === 2)
      ? [all('Correlation r', ({ problem }) => fixed(correlation(problem, [0, 1])))]
      : []),
  ];
}

/** Of a single draw nothing is known. */
export const deviation = (error: number): string => (Number.isFinite(error) ? short(error, 2) : 'unknown');

/** The run as numbers: what the chart draws, position by position. */
export function trace(history: readonly Snapshot[]) {
  const several = (history[0]?.cases.length ?? 1) > 1;
  const heads = ['ln p(x)', 'estimate', 'standard error', 'exact ELBO', 'gap'];
  return {
    head: [
      't',
      'made by',
      ...(history[0]?.cases ?? []).flatMap((_, i) =>
        heads.map((head) => (several ? `${head} (${i + 1})` : head)),
      ),
    ],
    rows: history.map(({ t, made, cases }) => [
      String(t),
      made === 'change' ? 'a change by hand' : made,
      ...cases.flatMap(({ problem, estimate, terms }) => [
        fixed(problem.logEvidence, 6),
        fixed(estimate.value, 6),
        deviation(estimate.standardError),
        fixed(terms.elbo, 6),
        short(terms.klToPosterior, 6),
      ]),
    ]),
  };
}
