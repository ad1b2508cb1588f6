// What the labs of EM say alike of a snapshot, in sentences, readings and tables.
import type { GmmEvaluation } from '../../../wasm/api/gmm.ts';
import type { BoundNames } from '../shell/charts/bound.ts';
import { fixed, iterations, plain, short, signed } from '../shell/format.ts';
import type { Reading } from '../shell/lab.ts';
import { msg, plural } from '../shell/language.ts';
import { labelsCount, letter } from './labels.ts';
import type { PointEdit } from './points.ts';
import type { EmSnapshot } from './snapshot.ts';

/** Where the labels have no say, the objective is the log-likelihood, and is called so. */
export const names = (s: EmSnapshot): BoundNames => (labelsCount(s) ? OBJECTIVE : LOG_LIKELIHOOD);

const OBJECTIVE: BoundNames = {
  truth: msg`objective`,
  bound: msg`its bound`,
  inWords: ({ from, to, bound, gap }) =>
    bound === undefined || gap === undefined
      ? msg`The objective goes from ${from} to ${to} nats.`
      : msg`The objective goes from ${from} to ${to} nats; its bound is at ${bound}, gap ${gap}.`,
};
const LOG_LIKELIHOOD: BoundNames = {
  truth: msg`log-likelihood`,
  bound: msg`ELBO`,
  inWords: ({ from, to, bound, gap }) =>
    bound === undefined || gap === undefined
      ? msg`The log-likelihood goes from ${from} to ${to} nats.`
      : msg`The log-likelihood goes from ${from} to ${to} nats; the ELBO is at ${bound}, gap ${gap}.`,
};

/** Below rounding the gap is 0: doubles cannot tell the bound from the objective any more. */
export const gapText = ({ gap, objective }: GmmEvaluation): string =>
  gap <= 1e-14 * (1 + Math.abs(objective)) ? '0' : short(gap);

/** A rise with two decimals, or with two digits where that would say nothing. */
const rose = (rise: number): string =>
  Math.abs(rise) >= 0.01 ? signed(rise) : `${rise < 0 ? '' : '+'}${short(rise, 2)}`;

/** "Step 3, E: 14 points changed owner." */
export function ownersChanged(s: EmSnapshot, previous?: EmSnapshot): string {
  const t = iterations(s.t);
  const before = previous?.owners;
  const owners = s.owners ?? new Int32Array();
  const n = owners.length;
  if (!before)
    return plural(n, {
      one: msg`Step ${t}, E: the only point is shared out.`,
      other: msg`Step ${t}, E: each of ${n} points is shared out.`,
    });
  const changed = owners.reduce((sum, owner, i) => sum + (owner === before[i] ? 0 : 1), 0);
  if (changed === 0) return msg`Step ${t}, E: no point changed its owner.`;
  return plural(changed, {
    one: msg`Step ${t}, E: ${changed} point changed owner.`,
    other: msg`Step ${t}, E: ${changed} points changed owner.`,
  });
}

/** @param change what E did to the points, a sentence: ownersChanged, or what a lab knows better */
export function afterE(s: EmSnapshot, previous: EmSnapshot | undefined, change: string): string {
  const at = fixed(s.evaluation.objective);
  const gap = gapText(s.evaluation);
  const rises = previous?.phase !== undefined;
  if (labelsCount(s))
    return rises
      ? `${change} ${msg`The bound rises to touch the objective, ${at}: gap ${gap}.`}`
      : `${change} ${msg`The bound touches the objective, ${at}: gap ${gap}.`}`;
  return rises
    ? `${change} ${msg`ELBO rises to touch the log-likelihood, ${at}: gap ${gap}.`}`
    : `${change} ${msg`ELBO touches the log-likelihood, ${at}: gap ${gap}.`}`;
}

/** @param change what M did to the components, a sentence */
export function afterM(s: EmSnapshot, previous: EmSnapshot | undefined, change: string): string {
  const { objective, bound } = s.evaluation;
  const gap = gapText(s.evaluation);
  if (!previous) return `${change} ${msg`Gap ${gap}.`}`;
  const up = rose(objective - previous.evaluation.objective);
  const boundUp = rose(bound - previous.evaluation.bound);
  const to = fixed(objective);
  return labelsCount(s)
    ? `${change} ${msg`Objective ${up} to ${to}, its bound ${boundUp}, gap ${gap}.`}`
    : `${change} ${msg`Log-likelihood ${up} to ${to}, ELBO ${boundUp}, gap ${gap}.`}`;
}

/** @param more changes that only this lab knows, or calls by its own name: "tolerance 0.01" */
export function settingsChanged(
  s: EmSnapshot,
  previous: EmSnapshot | undefined,
  more: readonly string[],
): string {
  const t = iterations(s.t);
  const changed = [
    ...(s.alpha === previous?.alpha ? [] : [`α = ${plain(s.alpha)}`]),
    ...(s.weightsFrom === previous?.weightsFrom ? [] : [weightsFrom(s)]),
    ...more,
  ];
  const what =
    changed.length > 0 ? `${msg`Step ${t}:`} ${changed.join(', ')}.` : msg`Step ${t}: settings as before.`;
  return `${what} ${valueNow(s, previous)}`;
}

const weightsFrom = (s: EmSnapshot): string =>
  s.weightsFrom === 'all' ? msg`weights from all points` : msg`weights from unlabelled points only`;

function valueNow(s: EmSnapshot, previous: EmSnapshot | undefined): string {
  const value = fixed(s.evaluation.objective);
  // As shown: what a half-step leaves and what is evaluated anew agree but for rounding.
  const same = previous && fixed(previous.evaluation.objective) === value;
  if (labelsCount(s))
    return same ? msg`The objective is still ${value}.` : msg`The objective is now ${value}.`;
  return same ? msg`The log-likelihood is still ${value}.` : msg`The log-likelihood is now ${value}.`;
}

export const place = ([x, y]: readonly [number, number]): string => `(${fixed(x)}, ${fixed(y)})`;

/** "Step 3: point 12 put at (1.20, 0.30) by hand." */
export function pointDeed(s: EmSnapshot, edit: PointEdit): string {
  const t = iterations(s.t);
  const n = edit.point + 1;
  if ('erased' in edit) return msg`Step ${t}: point ${n} erased by hand.`;
  if ('at' in edit) return msg`Step ${t}: point ${n} put at ${place(edit.at)} by hand.`;
  return edit.label === undefined
    ? msg`Step ${t}: label of point ${n} taken away by hand.`
    : msg`Step ${t}: point ${n} labelled ${letter(edit.label)} by hand.`;
}

/**
 * @param deed  a sentence: pointDeed, or what the lab's hand does
 * @param point what was done to a point, if it was a point
 */
export function doneByHand(s: EmSnapshot, deed: string, point?: PointEdit): string {
  const idle = point && 'label' in point && s.alpha === 0;
  const value = fixed(s.evaluation.objective);
  const now = labelsCount(s) ? msg`Objective now ${value}.` : msg`Log-likelihood now ${value}.`;
  return `${deed} ${now} ${idle ? msg`Labels count once α is above 0.` : msg`E comes next.`}`;
}

/** At the start. */
export function beginsAt(s: EmSnapshot): string {
  const value = fixed(s.evaluation.objective);
  return labelsCount(s) ? msg`Objective ${value}.` : msg`Log-likelihood ${value}.`;
}

/** Under the symbols of the gap's equation. */
export const boundSlots = ({ phase, evaluation: e }: EmSnapshot): Readonly<Record<string, string>> => ({
  truth: fixed(e.objective),
  ...(phase ? { bound: fixed(e.bound), gap: gapText(e) } : {}),
});

/** The few numbers to keep an eye on. */
export function boundReadings(s: EmSnapshot): Reading[] {
  const { evaluation: e } = s;
  const labelled = labelsCount(s);
  return [
    { name: labelled ? msg`Objective` : msg`Log-likelihood`, value: fixed(e.objective) },
    ...(s.phase
      ? [
          { name: labelled ? msg`Its bound` : msg`ELBO`, value: fixed(e.bound) },
          { name: msg`Gap, nats`, value: gapText(e) },
        ]
      : []),
  ];
}

export const TRACE_HEAD = [
  't',
  msg`made by`,
  msg`log-likelihood`,
  msg`ELBO`,
  msg`objective`,
  msg`its bound`,
  msg`gap`,
];

/** What made a snapshot, in the table of the run. */
const madeBy = ({ made }: EmSnapshot, byHand: boolean): string => {
  if (made === 'change') return byHand ? msg`the hand` : msg`a changed control`;
  return made === 'start' ? msg`start` : made;
};

/** A row of the trace, under TRACE_HEAD. */
export const traceRow = (s: EmSnapshot, byHand: boolean): string[] => {
  const { t, phase, evaluation: e } = s;
  return [
    iterations(t),
    madeBy(s, byHand),
    fixed(e.logLikelihood, 6),
    phase ? fixed(e.elbo, 6) : '',
    fixed(e.objective, 6),
    phase ? fixed(e.bound, 6) : '',
    phase ? gapText(e) : '',
  ];
};
