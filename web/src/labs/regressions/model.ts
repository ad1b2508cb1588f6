// What the lab knows: snapshots and half-steps. No DOM, no chart, no timer: tests/node drives this file as it stands.
import type { LinearMixtureParams } from '../../../../wasm/api/linear_mixture.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import type { PointEdit } from '../../em/points.ts';
import {
  type EmSnapshot,
  LIVE_NUMBERS_LIMIT,
  labelledOf,
  mostUndecided,
  movesOf,
  settingsOf,
} from '../../em/snapshot.ts';
import type { Core, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import type { RegressionData } from './data.ts';
import { presenceOf, type ResidualPicture, residualsOf } from './residuals.ts';
import { startingLines } from './start.ts';

export interface Snapshot extends EmSnapshot {
  readonly data: RegressionData;
  /** Row k of W is (intercept, slope). */
  readonly params: LinearMixtureParams;
  /** What each line predicts for each example, N × K. */
  readonly fitted: Matrix;
  readonly residuals: ResidualPicture;
  /** Of each line the weighted mean square of its residuals just before M, hence about the old coefficients. */
  readonly oldSquares?: Float64Array;
  /** See presenceOf. */
  readonly presence?: Float64Array;
  /** The first of two lines that are equal, and that EM will therefore never separate. */
  readonly twin?: number;
  /** What was done by hand to make this snapshot. */
  readonly moved?: { readonly line: number; readonly how: 'moved' | 'nudged' } | PointEdit;
  readonly tolerance: number;
}

const settings = (values: Values) => ({ ...settingsOf(values), tolerance: Number(values.tolerance) });

/** A run's first snapshot: data, and where EM begins. */
export async function begin(data: RegressionData, values: Values, core: Core): Promise<Snapshot> {
  const params = await startingLines(data, values, core);
  return { t: 0, made: 'start', ...(await fresh(data, params, settings(values), core)) };
}

/** These lines on data of which nothing is known before E. */
export async function fresh(
  data: RegressionData,
  params: LinearMixtureParams,
  { alpha, weightsFrom, floor, tolerance }: ReturnType<typeof settings>,
  core: Core,
): Promise<Omit<Snapshot, 't' | 'made'>> {
  const chosen = { alpha, weightsFrom, floor, tolerance };
  const picture = await pictureOf({ data, params, ...chosen }, undefined, core);
  const labelled = labelledOf({ data, ...chosen });
  const { evaluation } = await core.linearMixture.eHalfStep(params, data.X, data.y, labelled);
  return { converged: false, data, params, evaluation, ...picture, ...chosen };
}

/** What the stage needs of a fit. */
async function pictureOf(
  s: Pick<Snapshot, 'data' | 'params' | 'alpha'>,
  R: Matrix | undefined,
  core: Core,
): Promise<Pick<Snapshot, 'fitted' | 'residuals' | 'presence' | 'twin'>> {
  const fitted = await core.linearMixture.predictions(s.params, s.data.X);
  const twin = twinOf(s.params);
  return {
    fitted,
    residuals: residualsOf(s.data, s.params, fitted, R, s.alpha),
    ...(R ? { presence: presenceOf(s.data, R) } : {}),
    ...(twin === undefined ? {} : { twin }),
  };
}

/** Lines with the same coefficients and variance: examples cannot prefer one to the other, whatever their weights. */
function twinOf({ W, variances }: LinearMixtureParams): number | undefined {
  const key = (k: number) => `${W.data[2 * k]} ${W.data[2 * k + 1]} ${variances[k]}`;
  const keys = Array.from(variances, (_, k) => key(k));
  const first = keys.findIndex((one, k) => keys.indexOf(one, k + 1) > k);
  return first < 0 ? undefined : first;
}

export const moves = (s: Snapshot) => movesOf(s, msg`refit the lines`);

/** One half-step, so that a student sees the gap close (E) and the bound rise (M) separately. */
export const step = (s: Snapshot, core: Core): Promise<Snapshot> =>
  s.phase === 'E' ? stepM(s, core) : stepE(s, core);

async function stepE(s: Snapshot, core: Core): Promise<Snapshot> {
  const { X, y } = s.data;
  const live = X.rows * s.params.weights.length <= LIVE_NUMBERS_LIMIT;
  const [{ responsibilities, evaluation }, logJoint] = await Promise.all([
    core.linearMixture.eHalfStep(s.params, X, y, labelledOf(s)),
    live ? core.linearMixture.logJoint(s.params, X, y) : undefined,
  ]);
  const owners = ownersOf(responsibilities);
  const { moved: _, twin: __, ...kept } = s;
  return {
    ...kept,
    t: s.t + 0.5,
    made: 'E',
    phase: 'E',
    converged: false,
    responsibilities,
    owners,
    undecided: mostUndecided(responsibilities, owners),
    counts: countsOf(s, responsibilities),
    evaluation,
    ...(await pictureOf(s, responsibilities, core)),
    ...(logJoint ? { logJoint } : {}),
  };
}

function ownersOf({ rows, cols, data }: Matrix): Int32Array {
  const owners = new Int32Array(rows);
  for (let n = 0; n < rows; ++n)
    for (let k = 1; k < cols; ++k)
      if ((data[n * cols + k] as number) > (data[n * cols + (owners[n] as number)] as number)) owners[n] = k;
  return owners;
}

function countsOf(
  { data, alpha }: Pick<Snapshot, 'data' | 'alpha'>,
  { cols, data: R }: Matrix,
): Float64Array {
  const counts = new Float64Array(cols);
  R.forEach((share, i) => {
    counts[i % cols] = (counts[i % cols] as number) + share;
  });
  for (const z of data.labelled.z) counts[z] = (counts[z] as number) + alpha;
  return counts;
}

async function stepM(s: Snapshot, core: Core): Promise<Snapshot> {
  const { X, y } = s.data;
  const R = s.responsibilities as Matrix; // there is one after every E
  const { params, evaluation } = await core.linearMixture.mHalfStep(X, y, R, labelledOf(s), s.floor);
  const rise = evaluation.objective - s.evaluation.objective;
  const { logJoint: _, twin: __, ...kept } = s;
  return {
    ...kept,
    t: s.t + 0.5,
    made: 'M',
    phase: 'M',
    params,
    evaluation,
    converged: Math.abs(rise) < s.tolerance,
    oldSquares: Float64Array.from(s.residuals.lines, ({ spread = 0 }) => spread * spread),
    ...(await pictureOf({ ...s, params }, R, core)),
  };
}

/** The same position with other parameters or settings. The responsibilities may be another mixture's: E comes next. */
export async function revised(
  s: Snapshot,
  changes: Partial<Pick<Snapshot, 'params' | 'moved' | keyof ReturnType<typeof settings>>>,
  core: Core,
): Promise<Snapshot> {
  const { moved: _, twin: __, ...kept } = s;
  const next = { ...kept, ...changes };
  const { X, y } = s.data;
  const R = s.responsibilities ?? (await core.linearMixture.eStep(next.params, X, y)).responsibilities;
  const evaluation = await core.linearMixture.evaluate(next.params, X, y, R, labelledOf(next));
  return {
    ...next,
    made: 'change',
    converged: false,
    evaluation,
    ...(s.responsibilities ? { counts: countsOf(next, s.responsibilities) } : {}),
    ...(await pictureOf(next, s.responsibilities, core)),
  };
}

/** The same parameters and responsibilities under another α, convention, floor or tolerance. */
export const change = (s: Snapshot, values: Values, core: Core): Promise<Snapshot> =>
  revised(s, settings(values), core);
