// What the lab says when something cannot be, in its own words, with a way out.
import { lacksLabels, letter } from '../../em/labels.ts';
import type { Remedy, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import type { Snapshot } from './model.ts';

/** Why a control cannot act now. */
export const disabled = (name: string, values: Values, snapshot: Snapshot | undefined): string | undefined =>
  lacksLabels(name, values, snapshot);

export function remedy(error: Error, values: Values): Remedy | undefined {
  // Numbers too large to square are no collapse, and no floor helps: the core's words say it.
  if (/range of double/.test(error.message)) return undefined;
  if ('component' in error && error.name === 'NumericalError')
    return collapsed(letter(Number(error.component)), values);
  const argument = 'argument' in error ? error.argument : undefined;
  if (argument === 'labelled') {
    return {
      message: msg`Labelled means need labelled points, and here are none.`,
      label: msg`Start by k-means++`,
      values: { ...values, init: 'kmeans++' },
    };
  }
  if (argument === 'k') {
    return {
      message: msg`There must be at least as many points as components.`,
      label: msg`Use one component`,
      values: { ...values, k: 1 },
    };
  }
  return undefined;
}

const collapsed = (name: string, values: Values): Remedy => ({
  message: `${msg`Component ${name} has collapsed: it sits on a single point or line, so its variance goes to 0 and the likelihood to infinity.`} ${msg`The run stands at its last good step.`}`,
  label: msg`Set a covariance floor of 0.01 and go on`,
  values: { ...values, floor: 0.01 },
});
