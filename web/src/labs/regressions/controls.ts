import { alpha, dataSeed, floor, labels, seed, tolerance, weightsFrom } from '../../em/controls.ts';
import type { Controls } from '../../shell/lab.ts';
import { options } from './presets.ts';

export const controls = {
  data: {
    kind: 'choice',
    header: true,
    label: 'Data set',
    help: 'Choose what EM is shown; each set shows one phenomenon.',
    effect: 'restart',
    options,
    value: 'crossing',
  },
  k: {
    kind: 'number',
    widget: 'stepper',
    label: 'Lines',
    help: 'Set how many lines the mixture has; with one, EM is ordinary least squares.',
    effect: 'restart',
    min: 1,
    max: 6,
    step: 1,
    value: 2,
  },
  init: {
    kind: 'choice',
    label: 'Start',
    help: 'Choose how the lines are placed before the first half-step.',
    effect: 'restart',
    options: [
      {
        value: 'random_lines',
        label: 'Random lines',
        hint: 'Put each line through two points drawn at random.',
      },
      {
        value: 'random_split',
        label: 'Random split',
        hint: 'Deal the points into random groups and fit a line to each: all of them near the average.',
      },
      {
        value: 'identical',
        label: 'Identical lines',
        hint: 'Make every line the least-squares line of all points.',
      },
      {
        value: 'labelled_lines',
        label: 'Labelled lines',
        hint: 'Fit each line to its class’s labelled points.',
      },
    ],
    value: 'random_lines',
  },
  seed: { ...seed, value: 8 },
  labels: {
    ...labels,
    help: 'Set how many points of each class have their line known; they are drawn as letters.',
  },
  alpha,
  weightsFrom,
  floor: {
    ...floor,
    label: 'Variance floor',
    help: 'Set the smallest noise variance ρ a line may have; 0 is none.',
  },
  tolerance: {
    ...tolerance,
    help: 'Set the rise of the objective in one iteration, in nats, below which a run counts as converged.',
    effect: 'continue',
  },
  dataSeed,
} as const satisfies Controls;
