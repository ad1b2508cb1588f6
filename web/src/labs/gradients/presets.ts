// Each preset shows one phenomenon; tests/node/labs/ checks that it does what it says.
import type { Option, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';

const plain: Values = {
  mean: 0,
  scale: 1,
  mean2: 0,
  scale2: 1,
  n: 10,
  a: 0,
  variate: 'typed',
  constant: 0,
  compare: 'all',
  follow: 'path',
  optimizer: 'gradient_ascent',
  stepSize: 0.05,
};

interface Preset extends Option {
  readonly value: string;
  /** Key of the target in problems.ts. */
  readonly problem: string;
}

const presets: readonly Preset[] = [
  {
    value: 'race',
    problem: 'gaussian',
    label: msg`Same mean, other spread`,
    hint: msg`A 1-D Gaussian. All histograms share their mean; look how wide each one is.`,
    sets: { ...plain, mean: -1.5, scale: 0.5 },
  },
  {
    value: 'constant',
    problem: 'gaussian',
    label: msg`A constant added to ln p`,
    hint: msg`ln p + 100 has the same posterior. The score function drowns in it; the reparameterized one does not change by a bit.`,
    sets: { ...plain, constant: 100, compare: 'repair' },
  },
  {
    value: 'repair',
    problem: 'gaussian',
    label: msg`Repair the score function`,
    hint: msg`Drag the point down into the valley: the coefficient a takes the constant out again.`,
    sets: { ...plain, constant: 20, compare: 'repair', follow: 'cv' },
  },
  {
    value: 'harmless',
    problem: 'gaussian',
    label: msg`Legal is not free`,
    hint: msg`a = −1 subtracts a term whose mean is 0. That is legal, and here it makes the variance larger.`,
    sets: { ...plain, a: -1, compare: 'repair', follow: 'cv' },
  },
  {
    value: 'landing',
    problem: 'gaussian',
    label: msg`Sticking the landing`,
    hint: msg`q is the posterior. The path derivative is exactly 0 for every sample; the others still shake q.`,
    sets: { ...plain, mean: 0.75, scale: Math.SQRT1_2, follow: 'stl' },
  },
  {
    value: 'bimodal',
    problem: 'bimodal',
    label: msg`Two modes`,
    hint: msg`No estimator is best for ever: between two narrow modes the slopes of ln p are steep, its values alike, and for μ the score function spreads least.`,
    sets: { ...plain, scale: 1.2 },
  },
  {
    value: 'linear',
    problem: 'linear',
    label: msg`Two dimensions`,
    hint: msg`A 2-D linear Gaussian model. Gradients are arrows now, one at each sample.`,
    sets: { ...plain, mean: -1, mean2: 1, scale: 0.8, scale2: 0.8, stepSize: 0.03 },
  },
  {
    value: 'banana',
    problem: 'banana',
    label: msg`Banana`,
    hint: msg`A bent target: away from its ridge the slope is steep, so even the pathwise gradients spread.`,
    sets: { ...plain, mean: -1, mean2: 1, scale: 0.5, scale2: 0.5, stepSize: 0.02 },
  },
  {
    value: 'funnel',
    problem: 'funnel',
    label: msg`Funnel`,
    hint: msg`The target narrows to the left. Drag q into the neck and watch every variance grow.`,
    sets: { ...plain, mean: 1, mean2: 0.5, scale: 0.6, scale2: 0.8, stepSize: 0.03 },
  },
  {
    value: 'discrete',
    problem: 'discrete',
    label: msg`Discrete z`,
    hint: msg`z is one of four states: no path, no reparameterization. The score function remains, and can be repaired.`,
    sets: { ...plain, follow: 'score', stepSize: 0.2 },
  },
];

export const options: readonly Option[] = presets.map(({ problem: _, ...option }) => option);

export const problemOf = (preset: string): string =>
  (presets.find(({ value }) => value === preset) ?? (presets[0] as Preset)).problem;
