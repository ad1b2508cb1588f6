// Each data set shows one phenomenon. Seeds were chosen by looking: tests/node/labs/ checks that each does what it says.
import type { Option, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';

interface Component {
  readonly weight: number;
  readonly mean: readonly [number, number];
  /** xx, xy, yy. */
  readonly covariance: readonly [number, number, number];
}

interface Mixture {
  readonly count: number;
  readonly components: readonly Component[];
  /** False where the components are not classes that anybody could know. */
  readonly classes?: false;
}

const round = (variance: number): readonly [number, number, number] => [variance, 0, variance];

/** Long thin Gaussians along direction `angle` (radians), standard deviations `long` and `thin`. */
const elongated = (angle: number, long: number, thin: number): readonly [number, number, number] => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const [a, b] = [long ** 2, thin ** 2];
  return [a * c * c + b * s * s, (a - b) * c * s, a * s * s + b * c * c];
};

const four: Mixture = {
  count: 320,
  components: [
    { weight: 0.23, mean: [-1.6, -1.1], covariance: round(0.05) },
    { weight: 0.23, mean: [1.3, -1.5], covariance: round(0.05) },
    { weight: 0.23, mean: [0.2, 1.5], covariance: round(0.05) },
    { weight: 0.31, mean: [0, 0], covariance: [2.6, 0.7, 2] },
  ],
};

export const mixtures: Readonly<Record<string, Mixture>> = {
  four,
  rescue: four,
  local: {
    count: 300,
    components: [
      { weight: 1 / 3, mean: [-3, 0], covariance: round(0.35) },
      { weight: 1 / 3, mean: [2.4, 1.65], covariance: round(0.35) },
      { weight: 1 / 3, mean: [2.4, -1.65], covariance: round(0.35) },
    ],
  },
  collapse: {
    count: 60,
    components: [
      { weight: 0.96, mean: [0, 0], covariance: round(1) },
      { weight: 0.04, mean: [5, 3.5], covariance: round(0.02) },
    ],
    classes: false,
  },
  overlap: {
    count: 400,
    components: [
      { weight: 0.5, mean: [-1.4, 0], covariance: round(1) },
      { weight: 0.5, mean: [1.4, 0], covariance: round(1) },
    ],
  },
  wrongk: {
    count: 300,
    components: [
      { weight: 1 / 3, mean: [-2.5, -1], covariance: round(0.3) },
      { weight: 1 / 3, mean: [2.5, -1], covariance: round(0.3) },
      { weight: 1 / 3, mean: [0, 2.6], covariance: round(0.3) },
    ],
  },
  elongated: {
    count: 360,
    components: [
      { weight: 1 / 3, mean: [0, 1.3], covariance: elongated(0.35, 2, 0.22) },
      { weight: 1 / 3, mean: [0, 0], covariance: elongated(0.35, 2, 0.22) },
      { weight: 1 / 3, mean: [0, -1.3], covariance: elongated(0.35, 2, 0.22) },
    ],
  },
};

const plain: Values = { init: 'random_split', alpha: 0, weightsFrom: 'all', floor: 0 };

/** The data sets as the menu offers them; choosing one sets the other controls to where its phenomenon shows. */
export const options: readonly Option[] = [
  {
    value: 'four',
    label: msg`Three tight, one wide`,
    hint: msg`Three compact groups lie on a fourth, wide one, which EM must find beneath them.`,
    sets: { ...plain, k: 4, labels: 0, init: 'kmeans++', seed: 7 },
  },
  {
    value: 'rescue',
    label: msg`Labels to the rescue`,
    hint: msg`From this start EM ends wrong. Set α to 5 and step on: five labels a class lead it out. At 100 they drown the data.`,
    sets: { ...plain, k: 4, labels: 5, init: 'kmeans++', seed: 1 },
  },
  {
    value: 'local',
    label: msg`A local optimum`,
    hint: msg`From this start one component ends up on two groups, another on four stray points, and EM cannot leave. Try other seeds.`,
    sets: { ...plain, k: 3, labels: 0, seed: 7 },
  },
  {
    value: 'collapse',
    label: msg`Collapse onto a point`,
    hint: msg`A component narrows onto a single point: its variance goes to 0 and the likelihood to infinity. A covariance floor stops it.`,
    sets: { ...plain, k: 3, labels: 0, init: 'kmeans++', seed: 12 },
  },
  {
    value: 'overlap',
    label: msg`Overlapping groups`,
    hint: msg`Many points are owned by both components, so EM creeps: look at the gap on its log scale.`,
    sets: { ...plain, k: 2, labels: 0, init: 'kmeans++', seed: 2 },
  },
  {
    value: 'wrongk',
    label: msg`The wrong number k`,
    hint: msg`Five components for three groups: the likelihood is higher than with three, the picture is worse.`,
    sets: { ...plain, k: 5, labels: 0, init: 'kmeans++', seed: 4 },
  },
  {
    value: 'elongated',
    label: msg`Long and thin`,
    hint: msg`Groups far longer than their distance: nearest-mean clustering fails, full covariances find them.`,
    sets: { ...plain, k: 3, labels: 0, seed: 12 },
  },
  {
    value: 'penguins',
    label: msg`Penguins (real data)`,
    hint: msg`Bill length and depth of 342 penguins. Can EM find three species it was never told of?`,
    sets: { ...plain, k: 3, labels: 0, init: 'kmeans++', seed: 3 },
  },
  {
    value: 'own',
    label: msg`Your own (CSV)`,
    hint: msg`A file or pasted table of yours. It never leaves this page.`,
    sets: { ...plain, labels: 0 },
  },
];
