import { alpha, dataSeed, floor, labels, seed, tolerance, weightsFrom } from '../../em/controls.ts';
import type { Controls } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { options } from './presets.ts';

export const controls = {
  data: {
    kind: 'choice',
    label: msg`Data set`,
    help: msg`Choose what EM is shown; each set shows one phenomenon.`,
    effect: 'restart',
    header: true,
    options,
    value: 'four',
  },
  k: {
    kind: 'number',
    widget: 'stepper',
    label: msg`Components`,
    help: msg`Set how many Gaussians the mixture has.`,
    effect: 'restart',
    min: 1,
    max: 8,
    step: 1,
    value: 4,
  },
  init: {
    kind: 'choice',
    label: msg`Start`,
    help: msg`Choose how the components are placed before the first half-step.`,
    effect: 'restart',
    options: [
      {
        value: 'random_split',
        label: msg`Random split`,
        hint: msg`Deal the points into k random groups, as CS229’s starter code does.`,
      },
      { value: 'kmeans++', label: msg`k-means++`, hint: msg`Put each mean on a point far from the others.` },
      {
        value: 'labelled_means',
        label: msg`Labelled means`,
        hint: msg`Put each mean amid its class’s labelled points.`,
      },
    ],
    value: 'kmeans++',
  },
  seed: { ...seed, value: 7 },
  labels: {
    ...labels,
    help: msg`Set how many points of each class have their class known; they are drawn as letters.`,
  },
  alpha,
  weightsFrom,
  floor: {
    ...floor,
    label: msg`Covariance floor`,
    help: msg`Set the smallest variance a component may have in any direction; 0 is none.`,
  },
  tolerance: {
    ...tolerance,
    help: msg`Set the rise of the objective, in nats, below which a run counts as converged; CS229 uses 0.001.`,
    effect: 'later',
  },
  dataSeed,
} as const satisfies Controls;
