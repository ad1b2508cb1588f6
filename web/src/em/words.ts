// What the labs of EM say alike of a snapshot, in sentences, readings and tables.
import type { GmmEvaluation } from '../../../wasm/api/gmm.ts';
import type { BoundNames } from '../shell/charts/bound.ts';
import { count, fixed, iterations, plain, short, signed } from '../shell/format.ts';
import type { Reading } from '../shell/lab.ts';
import { msg } from '../shell/language.ts';
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

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Below rounding the gap is 0: doubles cannot tell the bound from the objective any more. */
export const gapText = ({ gap, objective }: GmmEvaluation): string =>
  gap <= 1e-14 * (1 + Math.abs(objective)) ? '0' : short(gap);

/** A rise with two decimals, or with two digits where that would say nothing. */
const rose = (rise: number): string =>
  Math.abs(rise) >= 0.01 ? signed(rise) : `${rise < 0 ? '' : '+'}${short(rise, 2)}`;

/** "14 points changed owner" */
export function ownersChanged(s: EmSnapshot, previous?: EmSnapshot): string {
  const before = previous?.owners;
  const owners = s.owners ?? new Int32Array();
  if (!before) return `each of ${count(owners.length, 'point')} is shared out`;
  const changed = owners.reduce((n, owner, i) => n + (owner === before[i] ? 0 : 1), 0);
  return changed === 0 ? 'no point changed its owner' : `${count(changed, 'point')} changed owner`;
}

/** @param change what E did to the points: ownersChanged, or what a lab knows better */
export function afterE(s: EmSnapshot, previous: EmSnapshot | undefined, change: string): string {
  const { truth, bound } = names(s);
  const touch = previous?.phase ? 'rises to touch' : 'touches';
  return (
    `Step ${iterations(s.t)}, E: ${change}; ` +
    `${bound} ${touch} the ${truth}, ${fixed(s.evaluation.objective)}: gap ${gapText(s.evaluation)}.`
  );
}

/** @param change what M did to the components */
export function afterM(s: EmSnapshot, previous: EmSnapshot | undefined, change: string): string {
  const { truth, bound } = names(s);
  const { objective } = s.evaluation;
  const rise = previous
    ? `; ${truth} ${rose(objective - previous.evaluation.objective)} to ${fixed(objective)}, ` +
      `${bound} ${rose(s.evaluation.bound - previous.evaluation.bound)}`
    : '';
  return `Step ${iterations(s.t)}, M: ${change}${rise}, gap ${gapText(s.evaluation)}.`;
}

/**
 * @param floor  what the lab calls its floor
 * @param more   changes that only this lab knows
 * @param going  what the run goes on from
 */
export function settingsChanged(
  s: EmSnapshot,
  previous: EmSnapshot | undefined,
  { floor, more = [], going }: { floor: string; more?: readonly string[]; going: string },
): string {
  const changed = [
    ...(s.alpha === previous?.alpha ? [] : [`α = ${plain(s.alpha)}`]),
    ...(s.weightsFrom === previous?.weightsFrom
      ? []
      : [`weights from ${s.weightsFrom === 'all' ? 'all points' : 'unlabelled points only'}`]),
    ...(s.floor === previous?.floor ? [] : [`${floor} ${plain(s.floor)}`]),
    ...more,
  ];
  const same = previous && previous.evaluation.objective === s.evaluation.objective;
  const value = `the ${names(s).truth} is ${same ? 'still' : 'now'} ${fixed(s.evaluation.objective)}`;
  return `Step ${iterations(s.t)}, ${changed.join(', ') || 'settings as before'}: ${value}; going on from ${going}.`;
}

export const place = ([x, y]: readonly [number, number]): string => `(${fixed(x)}, ${fixed(y)})`;

/** "point 12 moved to (1.20, 0.30)" */
export function pointDeed(edit: PointEdit): string {
  const name = `point ${edit.point + 1}`;
  if ('erased' in edit) return `${name} erased`;
  if ('at' in edit) return `${name} put at ${place(edit.at)}`;
  return edit.label === undefined ? `label of ${name} taken away` : `${name} labelled ${letter(edit.label)}`;
}

/** @param point what was done to a point, if it was a point */
export function doneByHand(s: EmSnapshot, deed: string, point?: PointEdit): string {
  const idle = point && 'label' in point && s.alpha === 0;
  const next = idle ? 'Labels count once α is above 0.' : 'E comes next.';
  return `Step ${iterations(s.t)}: ${deed}; ${names(s).truth} now ${fixed(s.evaluation.objective)}. ${next}`;
}

/** Under the symbols of the gap's equation. */
export const boundSlots = ({ phase, evaluation: e }: EmSnapshot): Readonly<Record<string, string>> => ({
  truth: fixed(e.objective),
  ...(phase ? { bound: fixed(e.bound), gap: gapText(e) } : {}),
});

/** The few numbers to keep an eye on. */
export function boundReadings(s: EmSnapshot): Reading[] {
  const { evaluation: e } = s;
  const { truth, bound } = names(s);
  return [
    { name: capital(truth), value: fixed(e.objective) },
    ...(s.phase
      ? [
          { name: capital(bound), value: fixed(e.bound) },
          { name: 'Gap, nats', value: gapText(e) },
        ]
      : []),
  ];
}

export const TRACE_HEAD = [
  't',
  'made by',
  'log-likelihood',
  'ELBO',
  'objective',
  'its bound',
  'gap',
] as const;

/** A row of the trace, under TRACE_HEAD. */
export const traceRow = ({ t, phase, evaluation: e }: EmSnapshot, madeBy: string): string[] => [
  iterations(t),
  madeBy,
  fixed(e.logLikelihood, 6),
  phase ? fixed(e.elbo, 6) : '',
  fixed(e.objective, 6),
  phase ? fixed(e.bound, 6) : '',
  phase ? gapText(e) : '',
];
