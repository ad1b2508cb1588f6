import { alpha, dataSeed, floor, labels, seed, tolerance, weightsFrom } from '../../em/controls.ts';
import type { Controls } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { options } from './presets.ts';

export const controls = {
  data: {
    kind: 'choice',
    header: true,
    label: msg`Data set`,
    help: msg`Choose what EM is shown; each set shows one phenomenon.`,
    effect: 'restart',
    options,
    value: 'crossing',
  },
  k: {
    kind: 'number',
    widget: 'stepper',
    label: msg`Lines`,
    help: msg`Set how many lines the mixture has; with one, EM is ordinary least squares.`,
    effect: 'restart',
    min: 1,
    max: 6,
    step: 1,
    value: 2,
  },
  init: {
    kind: 'choice',
    label: msg`Start`,
    help: msg`Choose how the lines are placed before the first half-step.`,
    effect: 'restart',
    options: [
      {
        value: 'random_lines',
        label: msg`Random lines`,
        hint: msg`Put each line through two points drawn at random.`,
      },
      {
        value: 'random_split',
        label: msg`Random split`,
        hint: msg`Deal the points into random groups and fit a line to each: all of them near the average.`,
      },
      {
        value: 'identical',
        label: msg`Identical lines`,
        hint: msg`Make every line the least-squares line of all points.`,
      },
      {
        value: 'labelled_lines',
        label: msg`Labelled lines`,
        hint: msg`Fit each line to its class’s labelled points.`,
      },
    ],
    value: 'random_lines',
  },
  seed: { ...seed, value: 8 },
  labels: {
    ...labels,
    help: msg`Set how many points of each class have their line known; they are drawn as letters.`,
  },
  alpha,
  weightsFrom,
  floor: {
    ...floor,
    label: msg`Variance floor`,
    help: msg`Set the smallest noise variance ρ a line may have; 0 is none.`,
  },
  tolerance: {
    ...tolerance,
    help: msg`Set the rise of the objective in one iteration, in nats, below which a run counts as converged.`,
    effect: 'continue',
  },
  dataSeed,
} as const satisfies Controls;
