// What the lab says when something cannot be, in its own words.
import type { Remedy, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { problemOf } from './presets.ts';

const PLANES = ['linear', 'banana', 'funnel'];

/** Why a control cannot act now. */
export function disabled(name: string, values: Values): string | undefined {
  const problem = problemOf(String(values.target));
  if (name === 'a' && values.variate !== 'typed')
    return msg`A rule finds the coefficient: choose “your own a” under More.`;
  if (['mean', 'scale'].includes(name) && problem === 'discrete')
    return msg`A q over states has shares, not a mean and a width: drag its bars.`;
  if (['mean2', 'scale2'].includes(name) && !PLANES.includes(problem))
    return msg`This target has one dimension.`;
  return undefined;
}

export function remedy(error: Error, values: Values): Remedy | undefined {
  if (error.name !== 'NumericalError') return undefined;
  return {
    message: msg`A number left the range of doubles: q has become too wide or too narrow. The last good q is kept.`,
    label: msg`Take a tenth of the step size`,
    values: { ...values, stepSize: Math.max(0.001, Number(values.stepSize) / 10) },
  };
}
