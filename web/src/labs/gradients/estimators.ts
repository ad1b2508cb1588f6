// The estimators that are compared: what they are called, how they are drawn, and how the core is asked for them.
import type { BbviControl, BbviEstimator } from '../../../../wasm/api/bbvi.ts';
import { msg } from '../../shell/language.ts';

export type Id = 'kl' | 'path' | 'stl' | 'score' | 'cv';

export interface Estimator {
  readonly id: Id;
  readonly name: string;
  /** Where there is room for a word. */
  readonly short: string;
  /** Its colour and marker, counted like components. */
  readonly mark: number;
  readonly dash: readonly number[];
  readonly estimator: BbviEstimator;
}

export const ESTIMATORS: readonly Estimator[] = [
  {
    id: 'kl',
    name: msg`reparam., exact KL`,
    short: msg`exact KL`,
    mark: 2,
    dash: [],
    estimator: 'reparameterization_kl',
  },
  {
    id: 'path',
    name: msg`reparameterized`,
    short: msg`reparam.`,
    mark: 1,
    dash: [9, 4],
    estimator: 'reparameterization',
  },
  {
    id: 'stl',
    name: msg`sticking the landing`,
    short: msg`landing`,
    mark: 0,
    dash: [3, 3],
    estimator: 'sticking_the_landing',
  },
  {
    id: 'score',
    name: msg`score function`,
    short: msg`score`,
    mark: 5,
    dash: [],
    estimator: 'score_function',
  },
  {
    id: 'cv',
    name: msg`with control variate`,
    short: msg`variate`,
    mark: 3,
    dash: [9, 4],
    estimator: 'score_function',
  },
];

export const estimatorOf = (id: Id): Estimator => ESTIMATORS.find((e) => e.id === id) as Estimator;

/** How the coefficient of the control variate is found: typed, or one of the core's rules. */
export type Variate = 'typed' | 'per_coordinate' | 'common' | 'minus_elbo';

/** The control variate that estimator `id` uses; none but `cv` has one. */
export const controlOf = (id: Id, variate: Variate, a: number): BbviControl | undefined => {
  if (id !== 'cv') return undefined;
  return variate === 'typed' ? { coefficient: a } : { coefficient: variate, origin: 'leave_one_out' };
};

/** Which of them a choice of the menu "Compare" shows. */
export const SETS: Readonly<Record<string, readonly Id[]>> = {
  all: ['kl', 'path', 'stl', 'score', 'cv'],
  two: ['path', 'score'],
  repair: ['path', 'score', 'cv'],
  pathwise: ['kl', 'path', 'stl'],
};
