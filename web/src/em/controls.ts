// Controls that every lab of EM has.
import type { Controls } from '../shell/lab.ts';
import { msg } from '../shell/language.ts';

export const alpha = {
  kind: 'number',
  widget: 'log',
  label: 'Weight α of a label',
  help: 'Set how much each labelled point counts; 0 is plain EM. The run goes on from where it is.',
  effect: 'continue',
  min: 0,
  max: 100,
  smallest: 0.01,
  step: 0.01,
  value: 0,
} as const satisfies Controls[string];

/** How many rows of each class show it; the lab says what EM is told. */
export const labels = {
  kind: 'number',
  widget: 'stepper',
  label: 'Labels per class',
  effect: 'restart',
  min: 0,
  max: 20,
  step: 1,
  value: 0,
} as const;

export const weightsFrom = {
  kind: 'choice',
  label: 'Mixing weights from',
  help: 'Choose whether labelled points count for the mixing weights: the two courses differ.',
  effect: 'continue',
  advanced: true,
  options: [
    { value: 'all', label: 'all points (CS229)' },
    { value: 'unlabelled', label: 'unlabelled only (NTU)' },
  ],
  value: 'all',
} as const satisfies Controls[string];

/** The smallest (co)variance; the lab says of what. */
export const floor = {
  kind: 'number',
  widget: 'log',
  effect: 'continue',
  advanced: true,
  min: 0,
  max: 1,
  smallest: 1e-6,
  step: 1e-6,
  value: 0,
} as const;

export const tolerance = {
  kind: 'number',
  widget: 'log',
  label: 'Tolerance',
  advanced: true,
  min: 1e-9,
  max: 1,
  smallest: 1e-9,
  step: 1e-9,
  value: 0.001,
} as const;

export const seed = {
  kind: 'number',
  widget: 'seed',
  label: 'Seed',
  help: 'Set the number that every random choice of the start comes from; the same seed gives the same run.',
  effect: 'restart',
  header: true,
  min: 0,
  max: 4294967295,
  step: 1,
} as const;

export const dataSeed = {
  ...seed,
  label: 'Data seed',
  another: msg`Another data seed`,
  help: 'Set the number that generated data come from.',
  header: false,
  advanced: true,
  value: 229,
} as const satisfies Controls[string];
