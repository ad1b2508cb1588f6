// Everything that is true of one q: its samples, every estimator's gradients there, and the parabola of the coefficient.
import type { VarianceParabola } from '../../../../wasm/api/bbvi.ts';
import type { BbviQ } from '../../../../wasm/api/bbvi_target.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import type { Core } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { controlOf, ESTIMATORS, estimatorOf, type Id, type Variate } from './estimators.ts';
import { isDiscrete, type Problem, shifted } from './problems.ts';
import { batchVariances, countsOf, nice } from './spread.ts';

export interface Settings {
  readonly n: number;
  readonly a: number;
  readonly variate: Variate;
  readonly constant: number;
  readonly follow: Id;
  readonly shown: readonly Id[];
  readonly seed: number;
}

/** One estimator at one q; every array has an entry for each parameter of q. */
export interface Row {
  readonly id: Id;
  /** Of the N samples on the stage. */
  readonly mean: Float64Array;
  readonly standardError: Float64Array;
  /** Of one sample: exact, and from the pool. */
  readonly exact: Float64Array;
  readonly measured: Float64Array;
  readonly counts: readonly Uint16Array[];
  readonly spread: readonly Float64Array[];
}

export interface Parabola extends VarianceParabola {
  /** Coefficients drawn, and V at each. */
  readonly grid: Float64Array;
  readonly values: Float64Array;
  /** The coefficient in use, and V there. */
  readonly used: number;
  readonly height: number;
}

export interface Look {
  readonly q: BbviQ;
  /** Of the target with its constant. */
  readonly elbo: number;
  /** ∇ ELBO, exact: the mean that all estimators share. */
  readonly gradient: Float64Array;
  readonly samples: Matrix;
  /** Gradients of the followed estimator at the samples. */
  readonly arrows: Matrix;
  readonly rows: readonly Row[];
  /** Half the width of the histograms' axis, for each parameter. */
  readonly reach: Float64Array;
  readonly parabolas: readonly Parabola[];
}

/** Draws that the histograms are made of: the same at every position, so that only q moves them. */
export const POOL = 1024;
const POOL_STEP = 2 ** 31 - 1;

const GRID_POINTS = 49;

/** Why an estimator does not exist for this target, if so. */
export function missing(id: Id, problem: Problem): string | undefined {
  if (id === 'score' || id === 'cv') return undefined;
  if (isDiscrete(problem)) return msg`no path: z is discrete`;
  const gaussianPrior = ['gaussian_mean', 'linear_gaussian'].includes(problem.target.name);
  return id === 'kl' && !gaussianPrior ? msg`no Gaussian prior` : undefined;
}

export const existing = (problem: Problem): readonly Id[] =>
  ESTIMATORS.map(({ id }) => id).filter((id) => !missing(id, problem));

/** The estimator on the stage: the chosen one, or what remains where that does not exist. */
export const followed = (settings: Settings, problem: Problem): Id =>
  missing(settings.follow, problem) ? 'score' : settings.follow;

/** The noise of step `step`, and of the pool; it depends on q's kind and size alone, so it can be asked for early. */
export interface Draws {
  readonly eps: Matrix;
  readonly pool: Matrix;
}

export async function drawsFor(q: BbviQ, { seed, n }: Settings, step: number, core: Core): Promise<Draws> {
  const [eps, pool] = await Promise.all([
    core.bbvi.noise(q, seed, step, n),
    core.bbvi.noise(q, seed, POOL_STEP, POOL),
  ]);
  return { eps, pool };
}

export async function lookAt(
  problem: Problem,
  q: BbviQ,
  settings: Settings,
  { eps, pool }: Draws,
  core: Core,
): Promise<Look> {
  const { bbvi } = core;
  const target = shifted(problem, settings.constant);
  const asked = existing(problem);
  const [elbo, gradient, samples, exactParabolas, answers] = await Promise.all([
    bbvi.elbo(target, q),
    bbvi.elboGradient(target, q),
    bbvi.sample(q, eps),
    bbvi.exactVarianceParabolas(target, q),
    Promise.all(
      asked.map(async (id) => {
        const { estimator } = estimatorOf(id);
        const control = controlOf(id, settings.variate, settings.a);
        const [now, many, exact] = await Promise.all([
          bbvi.estimate(target, q, eps, estimator, control),
          bbvi.estimate(target, q, pool, estimator, control),
          bbvi.exactVariance(target, q, estimator, control),
        ]);
        return { id, now, many, exact };
      }),
    ),
  ]);
  const shown = answers.filter(({ id }) => settings.shown.includes(id));
  const widest = gradient.map((_, p) => Math.max(0, ...shown.map(({ exact }) => exact[p] as number)));
  const reach = widest.map((variance) => nice(2.6 * Math.sqrt(variance)));
  const P = gradient.length;
  const rows = answers.map(({ id, now, many, exact }) => ({
    id,
    mean: now.mean,
    standardError: now.standardError,
    exact,
    measured: gradient.map((_, p) => many.covariance.data[p * (P + 1)] as number),
    counts: Array.from(gradient, (centre, p) => countsOf(many.perSample, p, centre, reach[p] as number)),
    spread: Array.from(gradient, (truth, p) => batchVariances(many.perSample, p, truth)),
  }));
  const { coordinates, total } = exactParabolas;
  const rule = { common: total.argmin, minus_elbo: -elbo, typed: settings.a, per_coordinate: undefined };
  const parabolas = await Promise.all(
    coordinates.map((curve) => drawn(curve, rule[settings.variate] ?? curve.argmin, core)),
  );
  const follow = followed(settings, problem);
  const arrows = (answers.find(({ id }) => id === follow) ?? (answers[0] as (typeof answers)[number])).now
    .perSample;
  return { q, elbo, gradient, samples, arrows, rows, reach, parabolas };
}

/** The parabola where it can be looked at: around 0 and its minimum, wherever the coefficient is. */
async function drawn(curve: VarianceParabola, used: number, core: Core): Promise<Parabola> {
  const [low, high] = [Math.min(-1, curve.argmin), Math.max(1, curve.argmin)];
  const margin = 0.4 * (high - low);
  const grid = Float64Array.from(
    { length: GRID_POINTS },
    (_, i) => low - margin + ((high - low + 2 * margin) * i) / (GRID_POINTS - 1),
  );
  const values = await core.bbvi.parabolaAt(curve, Float64Array.of(...grid, used));
  return { ...curve, grid, values: values.slice(0, -1), used, height: values.at(-1) as number };
}
