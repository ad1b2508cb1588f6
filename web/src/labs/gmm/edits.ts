// What the hand may change: a component's parameters, and the points.
import type { GmmParams } from '../../../../wasm/api/gmm.ts';
import { componentOf, letter } from '../../em/labels.ts';
import { isPointEdit, lastingPoint, type PointEdit, pointEdits } from '../../em/points.ts';
import { labelledOf } from '../../em/snapshot.ts';
import type { Core } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { readNumbers, writeNumbers } from '../../shell/link.ts';
import { withPoint } from './data.ts';
import type { Snapshot } from './model.ts';

export interface MeanEdit {
  readonly component: number;
  readonly mean: readonly [number, number];
}

export interface CovarianceEdit {
  readonly component: number;
  /** Σ₁₁, Σ₁₂, Σ₂₂ */
  readonly covariance: readonly [number, number, number];
}

/** The other weights share the rest as before. */
export interface WeightEdit {
  readonly component: number;
  readonly weight: number;
}

export type Edit = MeanEdit | CovarianceEdit | WeightEdit | PointEdit;

/** "A=1.2,-0.4" a mean, "A.cov=1,0.2,0.5" a covariance, "A.weight=0.3", or what is done to points. */
export const edits = {
  write(change: unknown): string {
    const edit = change as Edit;
    if (isPointEdit(edit)) return pointEdits.write(edit);
    const name = letter(edit.component);
    if ('mean' in edit) return `${name}=${writeNumbers(edit.mean)}`;
    if ('covariance' in edit) return `${name}.cov=${writeNumbers(edit.covariance)}`;
    return `${name}.weight=${writeNumbers([edit.weight])}`;
  },
  read(text: string): Edit | undefined {
    const [subject = '', rest = ''] = text.split('=');
    const [name = '', what, more] = subject.split('.');
    const component = componentOf(name);
    if (component === undefined) return pointEdits.read(text);
    const numbers = more === undefined ? readNumbers(rest) : undefined;
    const [a, b, c] = numbers ?? [];
    if (what === undefined && numbers?.length === 2) return { component, mean: [a as number, b as number] };
    if (what === 'weight' && numbers?.length === 1) return { component, weight: a as number };
    if (what === 'cov' && numbers?.length === 3)
      return { component, covariance: [a as number, b as number, c as number] };
    return undefined;
  },
  lasting: lastingPoint,
};

export function edit(s: Snapshot, change: Edit, core: Core): Promise<Snapshot> {
  const k = s.params.weights.length;
  if (isPointEdit(change)) return onData(s, change, core);
  if (change.component >= k) throw new Error(msg`There is no component ${letter(change.component)} to move.`);
  return onParams(s, change, core);
}

/** The same data under another mixture. The responsibilities are now the one's from before, so E comes next. */
async function onParams(
  s: Snapshot,
  hand: MeanEdit | CovarianceEdit | WeightEdit,
  core: Core,
): Promise<Snapshot> {
  const params = changed(s.params, hand);
  const { X } = s.data;
  const R = s.responsibilities ?? (await core.gmm.eStep(params, X)).responsibilities;
  const evaluation = await core.gmm.evaluate(params, X, R, labelledOf(s));
  const { logJoint: _, ...kept } = s;
  return {
    ...kept,
    ...{ made: 'change', hand, converged: false, params, evaluation },
    ...(s.phase ? { phase: 'M' as const } : {}),
  };
}

function changed(params: GmmParams, edit: MeanEdit | CovarianceEdit | WeightEdit): GmmParams {
  const { component } = edit;
  if ('mean' in edit) {
    const data = params.means.data.slice();
    data.set(edit.mean, 2 * component);
    return { ...params, means: { ...params.means, data } };
  }
  if ('covariance' in edit) {
    const [xx, xy, yy] = edit.covariance;
    if (!(xx > 0 && yy > 0 && xx * yy > xy * xy))
      throw new Error(msg`A covariance needs two variances above 0, and Σ₁₂² below their product.`);
    const covariance = { rows: 2, cols: 2, data: Float64Array.of(xx, xy, xy, yy) };
    return { ...params, covariances: params.covariances.with(component, covariance) };
  }
  return { ...params, weights: shared(params.weights, component, edit.weight) };
}

function shared(weights: Float64Array, component: number, weight: number): Float64Array {
  if (weights.length === 1) throw new Error(msg`The only component has all the weight.`);
  if (!(weight > 0 && weight < 1)) throw new Error(msg`A weight lies between 0 and 1.`);
  const others = weights.reduce((sum, w, k) => (k === component ? sum : sum + w), 0);
  const even = (1 - weight) / (weights.length - 1);
  return weights.map((w, k) => (k === component ? weight : others > 0 ? (w / others) * (1 - weight) : even));
}

/** The same mixture on other data: nothing is known of them before E. */
async function onData(s: Snapshot, hand: PointEdit, core: Core): Promise<Snapshot> {
  const { params, alpha, weightsFrom, floor, t } = s;
  const data = withPoint(s.data, hand, params.weights.length);
  const { evaluation } = await core.gmm.eHalfStep(params, data.X, labelledOf({ data, alpha, weightsFrom }));
  return { t, made: 'change', hand, converged: false, data, params, evaluation, alpha, weightsFrom, floor };
}
