import { alpha, dataSeed, floor, labels, seed, tolerance, weightsFrom } from '../../em/controls.ts';
import type { Controls } from '../../shell/lab.ts';
import { options } from './presets.ts';

export const controls = {
  data: {
    kind: 'choice',
    label: 'Data set',
    help: 'Choose what EM is shown; each set shows one phenomenon.',
    effect: 'restart',
    header: true,
    options,
    value: 'four',
  },
  k: {
    kind: 'number',
    widget: 'stepper',
    label: 'Components',
    help: 'Set how many Gaussians the mixture has.',
    effect: 'restart',
    min: 1,
    max: 8,
    step: 1,
    value: 4,
  },
  init: {
    kind: 'choice',
    label: 'Start',
    help: 'Choose how the components are placed before the first half-step.',
    effect: 'restart',
    options: [
      {
        value: 'random_split',
        label: 'Random split',
        hint: 'Deal the points into k random groups, as CS229’s starter code does.',
      },
      { value: 'kmeans++', label: 'k-means++', hint: 'Put each mean on a point far from the others.' },
      {
        value: 'labelled_means',
        label: 'Labelled means',
        hint: 'Put each mean amid its class’s labelled points.',
      },
    ],
    value: 'kmeans++',
  },
  seed: { ...seed, value: 7 },
  labels: {
    ...labels,
    help: 'Set how many points of each class have their class known; they are drawn as letters.',
  },
  alpha,
  weightsFrom,
  floor: {
    ...floor,
    label: 'Covariance floor',
    help: 'Set the smallest variance a component may have in any direction; 0 is none.',
  },
  tolerance: {
    ...tolerance,
    help: 'Set the rise of the objective, in nats, below which a run counts as converged; CS229 uses 0.001.',
    effect: 'later',
  },
  dataSeed,
} as const satisfies Controls;
