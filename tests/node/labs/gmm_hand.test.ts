// What the hand may change in the lab of mixtures: parameters, and the points.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GmmData } from '../../../web/src/labs/gmm/data.ts';
import { pointsOf, withPoint } from '../../../web/src/labs/gmm/data.ts';
import { type Edit, edits } from '../../../web/src/labs/gmm/edits.ts';
import lab from '../../../web/src/labs/gmm/index.ts';
import type { Snapshot } from '../../../web/src/labs/gmm/model.ts';
import { restarts } from '../../../web/src/labs/gmm/restarts.ts';
import type { Core } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';
import { lab as facade } from '../support.ts';

const core = facade as unknown as Core;
const values = { ...withValue(lab.controls, defaults(lab.controls), 'data', 'four'), labels: 3, alpha: 2 };
const start = await lab.start(values, core);
const after = (s: Snapshot, edit: Edit) => lab.edit?.(s, edit, values, core) as Promise<Snapshot>;
const forward = async (s: Snapshot) => (await lab.step(s, values, core, 1))[0] as Snapshot;
const [first = 0, second = 0] = start.data.ids.unlabelled;

for (const [text, edit] of [
  ['A=1.25,-0.5', { component: 0, mean: [1.25, -0.5] }],
  ['C.cov=1,0.25,0.5', { component: 2, covariance: [1, 0.25, 0.5] }],
  ['B.weight=0.3', { component: 1, weight: 0.3 }],
  ['p12=1,-2', { point: 12, at: [1, -2] }],
  ['z12=B', { point: 12, label: 1 }],
  ['z12=', { point: 12, label: undefined }],
  ['erase12=', { point: 12, erased: true }],
] as const)
  test(`“${text}” in a link`, () => {
    assert.equal(edits.write(edit), text);
    assert.deepEqual(edits.read(text), edit);
  });

test('what means nothing in a link is nothing', () => {
  for (const text of [
    'A=1',
    'A=1,2,3',
    'A.cov=1,2',
    'A.weight=',
    'A.mean=1',
    'A.cov.x=1,2,3',
    'p=1,2',
    'p12=1',
    'p1e3=1,2',
    'z12=AB',
    'z12=é',
    'erase12=1',
    'erase=',
    'p99999999=1,2',
    '',
  ])
    assert.equal(edits.read(text), undefined, text);
});

test('parameters set by hand are those of the snapshot; its bound is that of the old responsibilities', async () => {
  const e = await forward(start);
  for (const [edit, params] of [
    [{ component: 1, mean: [0.5, 2] }, (s: Snapshot) => [...s.params.means.data.subarray(2, 4)]],
    [{ component: 1, covariance: [2, 0.5, 1] }, (s: Snapshot) => [...(s.params.covariances[1]?.data ?? [])]],
    [{ component: 1, weight: 0.4 }, (s: Snapshot) => [s.params.weights[1]]],
  ] as const) {
    const s = await after(e, edit);
    const wanted = 'mean' in edit ? [0.5, 2] : 'covariance' in edit ? [2, 0.5, 0.5, 1] : [0.4];
    assert.deepEqual(params(s), wanted);
    assert.equal(s.made, 'change');
    assert.equal(s.responsibilities, e.responsibilities);
    const direct = facade.gmm.evaluate(s.params, s.data.X, s.responsibilities as never, {
      ...s.data.labelled,
      alpha: 2,
      weightsFrom: s.weightsFrom,
    });
    assert.deepEqual(s.evaluation, direct);
    assert.ok(s.evaluation.gap >= 0, 'the bound never exceeds the objective');
    const then = await forward(s);
    assert.ok(
      Math.abs(then.evaluation.gap) < 1e-9 * Math.abs(then.evaluation.objective),
      'after E it touches',
    );
  }
  const s = await after(e, { component: 1, weight: 0.4 });
  assert.ok(Math.abs(s.params.weights.reduce((a, b) => a + b) - 1) < 1e-15);
});

test('a covariance that is none and a weight that is none are refused in words', async () => {
  for (const covariance of [
    [1, 1, 1],
    [-1, 0, 1],
    [0, 0, 0],
    [Number.NaN, 0, 1],
  ] as const)
    await assert.rejects(after(start, { component: 0, covariance }), /variances above 0/);
  for (const weight of [0, 1, -1, Number.NaN])
    await assert.rejects(after(start, { component: 0, weight }), /between 0 and 1/);
  await assert.rejects(after(start, { component: 9, mean: [0, 0] }), /no component J/);
});

test('points keep their numbers; what EM sees is what is there', async () => {
  const N = start.data.X.rows;
  let s = await after(start, { point: 5000, at: [9, 9] });
  assert.equal(s.data.X.rows, N + 1);
  assert.deepEqual([...s.data.X.data.subarray(2 * N)], [9, 9]);
  assert.equal(s.data.truth?.[N], -1);
  s = await after(s, { point: first, erased: true });
  assert.equal(s.data.X.rows, N);
  assert.equal(s.data.ids.unlabelled[0], second);
  await assert.rejects(after(s, { point: first, label: 0 }), /no point \d+ any more/);
  s = await after(s, { point: second, at: [-1, 2] });
  assert.deepEqual([...s.data.X.data.subarray(0, 2)], [-1, 2]);
  assert.deepEqual(s.data.original, start.data);
  assert.equal(s.phase, undefined, 'nothing is known of other data before E');
  const expected = facade.gmm.logLikelihood(s.params, s.data.X);
  assert.ok(Math.abs(s.evaluation.logLikelihood - expected) < 1e-12 * Math.abs(expected));
});

test('a point is labelled, moved, and its label taken back: its truth is what it was', () => {
  const truth = start.data.truth?.[0] ?? -1;
  let data: GmmData = withPoint(start.data, { point: first, label: 1 }, 4);
  assert.equal(data.X.rows, start.data.X.rows - 1);
  assert.equal(data.labelled.z.at(-1), 1);
  assert.ok(data.ids.labelled.includes(first));
  data = withPoint(data, { point: first, at: [3, 4] }, 4);
  assert.deepEqual([...data.labelled.X.data.subarray(-2)], [3, 4]);
  data = withPoint(data, { point: first, label: undefined }, 4);
  assert.deepEqual([...data.X.data.subarray(-2)], [3, 4]);
  assert.equal(data.labelled.z.length, start.data.labelled.z.length);
  assert.equal(data.truth?.at(-1), truth);
});

test('the last unlabelled point stays, and no component is made up', () => {
  const one: GmmData = {
    ...start.data,
    X: { rows: 1, cols: 2, data: Float64Array.of(1, 2) },
    truth: Int32Array.of(0),
    ids: { ...start.data.ids, unlabelled: [first] },
  };
  assert.throws(() => withPoint(one, { point: first, erased: true }, 4), /last unlabelled point/);
  assert.throws(() => withPoint(one, { point: first, label: 0 }, 4), /last unlabelled point/);
  assert.throws(() => withPoint(start.data, { point: first, label: 4 }, 4), /no component E/);
});

test('random edits: points and numbers stay together', () => {
  let state = 1;
  const r = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  let data = start.data;
  const model = new Map<number, { at: readonly number[]; label: number | undefined }>();
  const points = pointsOf(data);
  points.ids.forEach(
    (id, n) => void model.set(id, { at: [...points.X.subarray(2 * n, 2 * n + 2)], label: undefined }),
  );
  points.labelled.ids.forEach(
    (id, n) =>
      void model.set(id, {
        at: [...points.labelled.X.subarray(2 * n, 2 * n + 2)],
        label: points.labelled.z[n],
      }),
  );
  for (let i = 0; i < 300; ++i) {
    const ids = [...model.keys()];
    const point = r() < 0.2 ? 10_000 + i : (ids[Math.floor(r() * ids.length)] as number);
    const old = model.get(point);
    const what = old ? r() : 0;
    if (what < 0.4) {
      const at = [r(), r()] as const;
      data = withPoint(data, { point, at }, 4);
      model.set(point, { at, label: old?.label });
    } else if (what < 0.7) {
      const label = r() < 0.4 ? undefined : Math.floor(4 * r());
      data = withPoint(data, { point, label }, 4);
      model.set(point, { at: old?.at ?? [], label });
    } else {
      data = withPoint(data, { point, erased: true }, 4);
      model.delete(point);
    }
    const now = pointsOf(data);
    assert.equal(now.ids.length + now.labelled.ids.length, model.size);
    for (const [n, id] of now.ids.entries())
      assert.deepEqual({ at: [...now.X.subarray(2 * n, 2 * n + 2)], label: undefined }, { ...model.get(id) });
    for (const [n, id] of now.labelled.ids.entries())
      assert.deepEqual(
        { at: [...now.labelled.X.subarray(2 * n, 2 * n + 2)], label: now.labelled.z[n] },
        { ...model.get(id) },
      );
  }
});

test('changed points last for a new start on the same data set, a moved mean does not', () => {
  const other = { ...values, seed: 99 };
  assert.ok(edits.lasting({ point: 1, at: [0, 0] }, values, other));
  assert.ok(!edits.lasting({ component: 1, mean: [0, 0] }, values, other));
  assert.ok(!edits.lasting({ point: 1, at: [0, 0] }, values, { ...other, data: 'local' }));
  assert.ok(!edits.lasting({ point: 1, at: [0, 0] }, values, { ...other, dataSeed: 77 }));
  assert.ok(edits.lasting({ point: 1, label: 3 }, values, other));
  assert.ok(!edits.lasting({ point: 1, label: 3 }, values, { ...other, k: 3 }));
});

test('many starts follow the changed points', async () => {
  const far: Edit = { point: 5000, at: [40, 40] };
  const plain = await (await restarts.prepare(values, core, undefined, []))(5);
  const changed = await (await restarts.prepare(values, core, undefined, [far]))(5);
  assert.notEqual(plain.value, changed.value);
  let s = await lab.start({ ...values, seed: 5 }, core);
  const data = withPoint(s.data, far, s.params.weights.length);
  const init = facade.gmm.init({ X: data.X, k: 4, init: 'kmeans++', seed: 5, covarianceFloor: s.floor });
  s = { ...s, data, params: init };
  for (let i = 0; i < 2 * changed.t; ++i) s = await forward(s);
  assert.ok(Math.abs(s.evaluation.objective - changed.value) <= 1e-9 * Math.abs(changed.value));
});
