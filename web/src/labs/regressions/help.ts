// What the lab says when something cannot be, in its own words, with a way out.
import { lacksLabels, letter } from '../../em/labels.ts';
import type { Remedy, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import type { Snapshot } from './model.ts';
import { NoLabels } from './start.ts';

/** Why a control cannot act now. */
export function disabled(name: string, values: Values, snapshot: Snapshot | undefined): string | undefined {
  if (name === 'seed' && (values.init === 'identical' || values.init === 'labelled_lines'))
    return msg`Nothing is random about this start.`;
  return lacksLabels(name, values, snapshot);
}

export function remedy(error: Error, values: Values): Remedy | undefined {
  if (error instanceof NoLabels) return byRandomLines(error.message, values);
  // Numbers too large to square are no collapse, and no floor helps: the core's words say it.
  if (/range of double|too large/.test(error.message)) return undefined;
  const component = 'component' in error ? Number(error.component) : undefined;
  if (error.name === 'NumericalError' && component !== undefined && Number.isInteger(component))
    return ofLine(letter(component), error.message, values);
  const argument = 'argument' in error ? error.argument : undefined;
  if (argument === 'k' || argument === 'X') {
    return {
      message: msg`There must be at least as many points as lines, and at least two to put a line through.`,
      label: msg`Use one line`,
      values: { ...values, k: 1, init: 'random_split' },
    };
  }
  return undefined;
}

const byRandomLines = (message: string, values: Values): Remedy => ({
  message,
  label: msg`Start by random lines`,
  values: { ...values, init: 'random_lines' },
});

function ofLine(name: string, message: string, values: Values): Remedy {
  if (/rank/.test(message)) {
    const alone = values.k === 1;
    return {
      message: msg`Line ${name} has no slope: all its points lie at one x, so any slope fits them equally well.`,
      label: alone ? msg`Show the crossing lines instead` : msg`Use one line`,
      values: alone ? { ...values, data: 'crossing' } : { ...values, k: 1, init: 'random_split' },
    };
  }
  if (/collapsed|exactly/.test(message)) {
    return {
      message: `${msg`Line ${name} has collapsed: it passes exactly through the few points it owns, so its variance goes to 0 and the likelihood to infinity.`} ${msg`The run stands at its last good step.`}`,
      label: msg`Set a variance floor of 0.01 and go on`,
      values: { ...values, floor: 0.01 },
    };
  }
  if (values.init === 'labelled_lines')
    return byRandomLines(msg`Line ${name} has no labelled points to start from.`, values);
  return {
    message: msg`Line ${name} owns nothing any more, so there is nothing to fit it to.`,
    label: msg`Use one line less`,
    values: { ...values, k: Math.max(1, Number(values.k) - 1) },
  };
}
