// What the lab knows: snapshots and half-steps. No DOM, no chart, no timer: tests/node drives this file as it stands.
import type { GmmParams } from '../../../../wasm/api/gmm.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
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
import type { GmmData } from './data.ts';
import type { Edit } from './edits.ts';

export interface Snapshot extends EmSnapshot {
  readonly data: GmmData;
  readonly params: GmmParams;
  /** Adjusted Rand index of the owners against the true components, where these are known. */
  readonly agreement?: number;
  /** What the hand did to make this snapshot. */
  readonly hand?: Edit;
}

const number = (values: Values, name: string): number => Number(values[name]);

/** Where EM begins. */
export function startingMixture(data: GmmData, values: Values, core: Core): Promise<GmmParams> {
  const init = values.init as 'random_split' | 'kmeans++' | 'labelled_means';
  return core.gmm.init({
    X: data.X,
    k: number(values, 'k'),
    init,
    seed: number(values, 'seed'),
    covarianceFloor: settingsOf(values).floor,
    ...(init === 'labelled_means' ? { labelled: data.labelled } : {}),
  });
}

/** A run's first snapshot. */
export async function begin(data: GmmData, values: Values, core: Core): Promise<Snapshot> {
  const chosen = settingsOf(values);
  const params = await startingMixture(data, values, core);
  const { evaluation } = await core.gmm.eHalfStep(params, data.X, labelledOf({ data, ...chosen }));
  return { t: 0, made: 'start', converged: false, data, params, evaluation, ...chosen };
}

export const moves = (s: Snapshot) => movesOf(s, msg`refit`);

/** One half-step, so that a student sees the gap close (E) and the bound rise (M) separately. */
export const step = (s: Snapshot, values: Values, core: Core): Promise<Snapshot> =>
  s.phase === 'E' ? stepM(s, values, core) : stepE(s, core);

async function stepE(s: Snapshot, core: Core): Promise<Snapshot> {
  const { X, truth } = s.data;
  // Asked at once: a second question after the answer would cost a student the way to the core and back.
  const [{ responsibilities, evaluation, assignments: owners, counts }, logJoint] = await Promise.all([
    core.gmm.eHalfStep(s.params, X, labelledOf(s)),
    X.rows * s.params.weights.length <= LIVE_NUMBERS_LIMIT ? core.gmm.logJoint(s.params, X) : undefined,
  ]);
  const agreement = truth && (await core.clustering.adjustedRandIndex(owners, truth));
  return {
    ...s,
    t: s.t + 0.5,
    made: 'E',
    phase: 'E',
    responsibilities,
    owners,
    undecided: mostUndecided(responsibilities, owners),
    counts,
    evaluation,
    ...(agreement === undefined ? {} : { agreement }),
    ...(logJoint ? { logJoint } : {}),
  };
}

async function stepM(s: Snapshot, values: Values, core: Core): Promise<Snapshot> {
  const { X } = s.data;
  const R = s.responsibilities as Matrix; // there is one after every E
  const { params, evaluation } = await core.gmm.mHalfStep(X, R, labelledOf(s), s.floor);
  const rise = evaluation.objective - s.evaluation.objective;
  const converged = Math.abs(rise) < number(values, 'tolerance');
  const { logJoint: _, ...kept } = s;
  return { ...kept, t: s.t + 0.5, made: 'M', phase: 'M', params, evaluation, converged };
}

/** The same parameters and responsibilities under another α, convention or floor: another objective. */
export async function change(s: Snapshot, values: Values, core: Core): Promise<Snapshot> {
  const { hand: _, ...kept } = s;
  const changed: Snapshot = { ...kept, ...settingsOf(values), made: 'change', converged: false };
  const { X } = s.data;
  const labelled = labelledOf(changed);
  const R = s.responsibilities ?? (await core.gmm.eStep(s.params, X)).responsibilities;
  const evaluation = await core.gmm.evaluate(s.params, X, R, labelled);
  const counts = s.responsibilities && (await core.gmm.effectiveCounts(s.responsibilities, labelled));
  return { ...changed, evaluation, ...(counts ? { counts } : {}) };
}
