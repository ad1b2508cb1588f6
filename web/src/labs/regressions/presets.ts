// Each data set shows one phenomenon. Seeds were chosen by looking: tests/node/labs/ checks that each does what it says.
import type { Option, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import type { TrueLine } from './sample.ts';

interface Mixture {
  readonly count: number;
  readonly lines: readonly TrueLine[];
}

const crossing: Mixture = {
  count: 160,
  lines: [
    { weight: 0.5, intercept: 0, slope: 0.8, sd: 0.3 },
    { weight: 0.5, intercept: 0.3, slope: -0.7, sd: 0.3 },
  ],
};

const three: Mixture = {
  count: 210,
  lines: [
    { weight: 1 / 3, intercept: 1.2, slope: 0.5, sd: 0.25 },
    { weight: 1 / 3, intercept: -1.2, slope: 0.5, sd: 0.25 },
    { weight: 1 / 3, intercept: 0, slope: -0.6, sd: 0.25 },
  ],
};

export const mixtures: Readonly<Record<string, Mixture>> = {
  crossing,
  identical: crossing,
  wrongk: crossing,
  parallel: {
    count: 160,
    lines: [
      { weight: 0.5, intercept: 0.9, slope: 0.5, sd: 0.3 },
      { weight: 0.5, intercept: -0.9, slope: 0.5, sd: 0.3 },
    ],
  },
  outliers: {
    count: 160,
    lines: [
      { weight: 0.75, intercept: 0, slope: 0.6, sd: 0.15 },
      { weight: 0.25, intercept: 1, slope: -0.3, sd: 1.3 },
    ],
  },
  local: three,
  rescue: three,
  collapse: {
    count: 24,
    lines: [
      { weight: 0.5, intercept: 0, slope: 0.8, sd: 0.5 },
      { weight: 0.5, intercept: 0.3, slope: -0.7, sd: 0.5 },
    ],
  },
};

const plain: Values = {
  init: 'random_lines',
  labels: 0,
  alpha: 0,
  weightsFrom: 'all',
  floor: 0,
  tolerance: 0.001,
};

/** The data sets as the menu offers them; choosing one sets the other controls to where its phenomenon shows. */
export const options: readonly Option[] = [
  {
    value: 'crossing',
    label: msg`Crossing lines`,
    hint: msg`Two lines cross. Where they do, nobody can say whose a point is, and EM need not.`,
    sets: { ...plain, k: 2, seed: 8 },
  },
  {
    value: 'identical',
    label: msg`Identical start`,
    hint: msg`Both lines start as one, so every point is shared half and half and nothing ever separates them: nudge one.`,
    sets: { ...plain, k: 2, init: 'identical', seed: 8 },
  },
  {
    value: 'parallel',
    label: msg`Parallel lines: a plateau`,
    hint: msg`The lines start almost as one: EM creeps for a long time, then takes off. With seed 2 the tolerance stops it too early.`,
    sets: { ...plain, k: 2, init: 'random_split', seed: 1 },
  },
  {
    value: 'local',
    label: msg`A local optimum`,
    hint: msg`Two of the groups are parallel. From this start two lines cut across them, with large variances, and stay. Seed 7 finds all three.`,
    sets: { ...plain, k: 3, seed: 0 },
  },
  {
    value: 'rescue',
    label: msg`Labels to the rescue`,
    hint: msg`EM alone ends wrong. Set α to 5 and step on: five labels a class lead it out.`,
    sets: { ...plain, k: 3, labels: 5, seed: 0 },
  },
  {
    value: 'outliers',
    label: msg`A line for the outliers`,
    hint: msg`A quarter of the points are stray. The second line takes them, with a large variance, and the first fits the rest.`,
    sets: { ...plain, k: 2, seed: 3 },
  },
  {
    value: 'collapse',
    label: msg`Collapse onto two points`,
    hint: msg`A line can pass exactly through two points: its variance goes to 0, the likelihood to infinity. A variance floor stops it.`,
    sets: { ...plain, k: 3, seed: 6 },
  },
  {
    value: 'wrongk',
    label: msg`The wrong number of lines`,
    hint: msg`Four lines for two: the likelihood is higher than with two, the answer worse.`,
    sets: { ...plain, k: 4, init: 'random_split', seed: 1 },
  },
  {
    value: 'penguins',
    label: msg`Penguins: Simpson’s paradox`,
    hint: msg`One line through all 342 penguins falls; with twenty labels a species, three lines rise. At α = 0 EM gives up the species.`,
    sets: { ...plain, k: 3, init: 'labelled_lines', labels: 20, alpha: 20, seed: 0 },
  },
  {
    value: 'own',
    label: msg`Your own (CSV)`,
    hint: msg`A file or pasted table of yours. It never leaves this page.`,
    sets: { ...plain },
  },
];
