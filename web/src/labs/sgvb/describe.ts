// The last step in one sentence: caption, live-region text, and what browser tests read.
import { fixed, short, signed } from '../../shell/format.ts';
import type { Reading } from '../../shell/lab.ts';
import { msg, plural } from '../../shell/language.ts';
import { bestGap, type Case, isBound, type Snapshot } from './model.ts';
import { correlation, latent } from './problems.ts';
import { isFull, logScales } from './shape.ts';

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
  if (s.made === 'change') return s.moved ? moved(s, s.moved) : `${changed(s, previous)} ${gaps(s)}`;
  if (!isBound(s)) return withoutATerm(s, previous);
  if (s.converged) return done(s);
  return stepped(s, previous);
}

const isFree = ({ cases }: Snapshot): boolean => cases.every(({ state }) => isFull(state.q));

/** Sentences are short: on a phone two lines of them stand above the buttons. */
function gaps(s: Snapshot): string {
  const [one, two] = s.cases as [Case, Case?];
  const gap = gapText(one);
  if (!two)
    return isFree(s)
      ? msg`Gap ${gap}, which a full q can close.`
      : msg`Gap ${gap}, of which ${bestText(one)} no factorized q can close.`;
  return isFree(s)
    ? msg`Gaps ${gap} and ${gapText(two)}, which a full q can close.`
    : msg`Gaps ${gap} and ${gapText(two)}, of which ${bestText(one)} and ${bestText(two)} no factorized q can close.`;
}

function atStart(s: Snapshot): string {
  const [one, two] = s.cases as [Case, Case?];
  return two
    ? msg`Start: q is the prior, ln p(x) = ${evidence(one)} twice. Gaps ${gapText(one)} and ${gapText(two)}; ${bestText(one)} and ${bestText(two)} must stay.`
    : `${msg`Start: q is the prior. ln p(x) = ${evidence(one)}.`} ${gaps(s)}`;
}

/** An estimate above ln p(x) looks like a mistake, and is none: that is worth the place. */
function stepped(s: Snapshot, previous?: Snapshot): string {
  const [one, two] = s.cases as [Case, Case?];
  const gap = gapText(one);
  const above = s.cases.find(({ estimate, problem }) => estimate.value > problem.logEvidence);
  if (above) {
    const now = two ? msg`Step ${s.t}: gaps ${gap} and ${gapText(two)}.` : msg`Step ${s.t}: gap ${gap}.`;
    const { samples } = s.settings;
    const value = fixed(above.estimate.value);
    return `${now} ${plural(samples, {
      one: msg`The estimate ${value} lies above ln p(x), as one draw may.`,
      other: msg`The estimate ${value} lies above ln p(x), as a mean of ${samples} draws may.`,
    })}`;
  }
  if (two) return `${msg`Step ${s.t}:`} ${gaps(s)}`;
  const { elbo } = one.terms;
  const before = previous?.cases[0];
  const now = before
    ? msg`Step ${s.t}: exact ELBO ${rise(elbo - before.terms.elbo)} to ${fixed(elbo)}.`
    : msg`Step ${s.t}: exact ELBO ${fixed(elbo)}.`;
  return `${now} ${gaps(s)}`;
}

function done(s: Snapshot): string {
  const [one, two] = s.cases as [Case, Case?];
  const gap = gapText(one);
  if (isFree(s))
    return two
      ? msg`Step ${s.t}: converged. q is the posterior up to gaps of ${gap} and ${gapText(two)}: a full covariance can tilt.`
      : msg`Step ${s.t}: converged. q is the posterior up to a gap of ${gap}: a full covariance can tilt.`;
  return two
    ? msg`Step ${s.t}: converged. Gaps ${gap} and ${gapText(two)}: same evidence, other tightness, for q cannot tilt.`
    : msg`Step ${s.t}: converged. Gap ${gap}, of which ${bestText(one)} no factorized q can close.`;
}

function withoutATerm(s: Snapshot, previous?: Snapshot): string {
  const [one] = s.cases as [Case];
  const value = fixed(one.objective);
  const by = rise(one.objective - (previous?.cases[0] ?? one).objective);
  const elbo = fixed(one.terms.elbo);
  const sigma = Array.from(logScales(one.state.q), (rho) => short(Math.exp(rho), 2)).join(', ');
  switch (s.settings.objective) {
    case 'without_entropy':
      return msg`Step ${s.t}: energy alone ${by} to ${value}, no bound; ELBO ${elbo}. σ ${sigma}: q shrinks onto the most probable z.`;
    case 'without_prior_kl':
      return msg`Step ${s.t}: reconstruction alone ${by} to ${value}, no bound; ELBO ${elbo}. σ ${sigma}: q shrinks onto the z of maximum likelihood.`;
    default:
      return msg`Step ${s.t}: minus the KL to the prior ${by} to ${value}, no bound; ELBO ${elbo}. σ ${sigma}: q becomes the prior, whatever x is.`;
  }
}

function moved(s: Snapshot, { index, what }: NonNullable<Snapshot['moved']>): string {
  const one = s.cases[index] as Case;
  const symbol = /[μσL][₁₂₃₄]+/.exec(what)?.[0];
  const [t, experiment] = [s.t, index + 1];
  const now = msg`Exact ELBO now ${fixed(one.terms.elbo)}, gap ${gapText(one)}, of which ${bestText(one)} stays.`;
  if (s.cases.length === 1)
    return `${symbol ? msg`Step ${t}: ${symbol} of q moved by hand.` : msg`Step ${t}: Mean of q moved by hand.`} ${now}`;
  return `${symbol ? msg`Step ${t}: ${symbol} of q of experiment ${experiment} moved by hand.` : msg`Step ${t}: Mean of q of experiment ${experiment} moved by hand.`} ${now}`;
}

function changed(s: Snapshot, previous?: Snapshot): string {
  const { t, settings: now } = s;
  const before = previous?.settings;
  if (before?.angle !== now.angle) {
    const [{ problem }] = s.cases as [Case];
    return msg`Step ${t}: columns ${now.angle}° apart; posterior correlation ${fixed(correlation(problem, [0, 1]))}.`;
  }
  if (before.shift.some((by, i) => by !== now.shift[i]))
    return msg`Step ${t}: another x, ln p(x) = ${s.cases.map(evidence).join(' | ')}.`;
  if (before.family !== now.family)
    return now.family === 'full'
      ? msg`Step ${t}: q may tilt from here on.`
      : msg`Step ${t}: q has to stand upright from here on.`;
  if (before.objective !== now.objective) return otherObjective(s);
  const { samples } = now;
  return plural(samples, {
    one: msg`Step ${t}: going on with ${samples} draw a step.`,
    other: msg`Step ${t}: going on with ${samples} draws a step.`,
  });
}

function otherObjective({ t, settings }: Snapshot): string {
  switch (settings.objective) {
    case 'elbo':
      return msg`Step ${t}: from here on the bound is maximized.`;
    case 'without_entropy':
      return msg`Step ${t}: from here on energy alone, no bound, is maximized.`;
    case 'without_prior_kl':
      return msg`Step ${t}: from here on reconstruction alone, no bound, is maximized.`;
    case 'kl_only':
      return msg`Step ${t}: from here on minus the KL to the prior, no bound, is maximized.`;
  }
}

/** The few numbers to keep an eye on; two problems' numbers stand side by side. */
export function readings(s: Snapshot): Reading[] {
  const all = (name: string, value: (one: Case) => string): Reading => ({
    name,
    value: s.cases.map(value).join(' | '),
  });
  return [
    all('ln p(x)', evidence),
    all(msg`Exact ELBO`, ({ terms }) => fixed(terms.elbo)),
    all(msg`Estimate`, ({ estimate }) => fixed(estimate.value)),
    all(msg`± s.e.`, ({ estimate }) => deviation(estimate.standardError)),
    all(msg`Gap, nats`, gapText),
    all(msg`Best gap`, ({ problem }) => short(problem.irreducible)),
    ...(s.cases.every(({ problem }) => latent(problem) === 2)
      ? [all(msg`Correlation r`, ({ problem }) => fixed(correlation(problem, [0, 1])))]
      : []),
  ];
}

/** Of a single draw nothing is known. */
export const deviation = (error: number): string => (Number.isFinite(error) ? short(error, 2) : msg`unknown`);

/** The run as numbers: what the chart draws, position by position. */
export function trace(history: readonly Snapshot[]) {
  const several = (history[0]?.cases.length ?? 1) > 1;
  const heads = ['ln p(x)', msg`estimate`, msg`standard error`, msg`exact ELBO`, msg`gap`];
  return {
    head: [
      't',
      msg`made by`,
      ...(history[0]?.cases ?? []).flatMap((_, i) =>
        heads.map((head) => (several ? `${head} (${i + 1})` : head)),
      ),
    ],
    rows: history.map(({ t, made, cases }) => [
      String(t),
      made === 'change' ? msg`a change by hand` : made === 'start' ? msg`start` : msg`step`,
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
