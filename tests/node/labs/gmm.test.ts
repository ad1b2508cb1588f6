// The lab without a page: its model stepped headless, and every phenomenon that a data set promises.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/gmm/controls.ts';
import { load as loadData } from '../../../web/src/labs/gmm/data.ts';
import { describe, readings, trace } from '../../../web/src/labs/gmm/describe.ts';
import { begin, change, moves, type Snapshot, step } from '../../../web/src/labs/gmm/model.ts';
import { options } from '../../../web/src/labs/gmm/presets.ts';
import type { Core, OwnData, Values } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';
import { close } from '../support.ts';

const lab = await load();
// The synchronous facade answers where promises are awaited just as well.
const core = lab as unknown as Core;

const valuesFor = (data: string, more: Values = {}): Values => ({
  ...withValue(controls, defaults(controls), 'data', data),
  ...more,
});

const start = async (values: Values, own?: OwnData) => begin(await loadData(values, core, own), values, core);

/** Steps until converged; the history, start first. */
async function run(values: Values, from?: Snapshot): Promise<Snapshot[]> {
  const history = [from ?? (await start(values))];
  while (!(history.at(-1) as Snapshot).converged && history.length < 3000) {
    history.push(await step(history.at(-1) as Snapshot, values, core));
  }
  return history;
}

const last = (history: Snapshot[]) => history.at(-1) as Snapshot;

for (const { value } of options.filter((option) => !['own', 'collapse'].includes(option.value))) {
  test(`${value}: E closes the gap, M lifts bound and objective, and the run converges`, async () => {
    const history = await run(valuesFor(value));
    assert.ok(last(history).converged, 'the run converges');
    history.slice(1).forEach((s, i) => {
      const before = history[i] as Snapshot;
      const slack = 1e-9 * Math.abs(s.evaluation.objective);
      assert.ok(s.evaluation.bound <= s.evaluation.objective + slack, `the bound is one at t = ${s.t}`);
      if (s.made === 'E') {
        assert.ok(
          s.evaluation.gap < 1e-12 * Math.abs(s.evaluation.objective),
          `gap ${s.evaluation.gap} at t = ${s.t}`,
        );
        assert.equal(s.evaluation.objective, before.evaluation.objective);
      } else {
        assert.ok(s.evaluation.bound >= before.evaluation.bound - slack, `M lifts the bound at t = ${s.t}`);
        assert.ok(
          s.evaluation.objective >= before.evaluation.objective - slack,
          `and the objective at t = ${s.t}`,
        );
      }
    });
  });
}

test('half-steps take turns, and the button names the next one', async () => {
  const values = valuesFor('four');
  const s0 = await start(values);
  assert.deepEqual([s0.t, s0.made, moves(s0)[0].phase], [0, 'start', 'E']);
  const s1 = await step(s0, values, core);
  assert.deepEqual([s1.t, s1.made, moves(s1)[0].phase], [0.5, 'E', 'M']);
  const s2 = await step(s1, values, core);
  assert.deepEqual([s2.t, s2.made, moves(s2)[0].phase], [1, 'M', 'E']);
});

test('a snapshot is not changed by stepping on from it: the same step gives the same snapshot', async () => {
  const values = valuesFor('four');
  const s1 = await step(await start(values), values, core);
  const copy = structuredClone(s1);
  const [a, b] = [await step(s1, values, core), await step(s1, values, core)];
  assert.deepEqual(s1, copy);
  assert.deepEqual(a, b);
});

test('the lab, half-step by half-step, agrees with the headless fit, which takes both in one pass', async () => {
  const values = valuesFor('four');
  const history = await run(values);
  const { X } = (history[0] as Snapshot).data;
  const fit = lab.gmm.fit({ X, k: 4, init: 'kmeans++', seed: Number(values.seed) });
  assert.equal(last(history).t, fit.iterations);
  close(last(history).evaluation.objective, fit.objective, 1e-12);
});

test('three tight, one wide: EM finds the wide component', async () => {
  const end = last(await run(valuesFor('four')));
  const sizes = end.params.covariances.map(({ data: [xx = 0, , , yy = 0] }) => xx + yy).sort((a, b) => a - b);
  assert.ok((sizes[2] as number) < 0.25 && (sizes[3] as number) > 2, `traces ${sizes}`);
  assert.ok((end.agreement as number) > 0.75, `agreement ${end.agreement}`);
});

test('labels to the rescue: EM alone ends wrong, going on with alpha = 5 ends right, with 100 wrong again', async () => {
  const values = valuesFor('rescue');
  const stuck = last(await run(values));
  assert.ok((stuck.agreement as number) < 0.65, `alone: ${stuck.agreement}`);
  const helped = { ...values, alpha: 5 };
  const changed = await change(stuck, helped, core);
  assert.deepEqual([changed.params, changed.made, changed.converged], [stuck.params, 'change', false]);
  const end = last(await run(helped, changed));
  assert.ok((end.agreement as number) > 0.8, `with labels: ${end.agreement}`);
  const drowned = { ...values, alpha: 100 };
  const wrong = last(await run(drowned, await change(stuck, drowned, core)));
  assert.ok((wrong.agreement as number) < 0.5, `drowned: ${wrong.agreement}`);
});

test('a local optimum: the promised start ends worse than another', async () => {
  const stuck = last(await run(valuesFor('local')));
  const free = last(await run(valuesFor('local', { seed: 0 })));
  assert.ok(stuck.evaluation.objective < free.evaluation.objective - 50);
  assert.ok(Math.min(...(stuck.counts as Float64Array)) < 6, 'one component lives on stray points');
});

test('collapse: a component narrows onto a point and is named; a floor lets the run converge', async () => {
  const values = valuesFor('collapse');
  let s = await start(values);
  const error: Error = await (async () => {
    for (let i = 0; i < 400; ++i) s = await step(s, values, core);
  })().then(
    () => assert.fail('nothing collapsed'),
    (e: Error) => e,
  );
  assert.equal(error.name, 'NumericalError');
  assert.ok('component' in error && Number.isInteger(error.component));
  assert.ok(s.t >= 5, `the narrowing can be watched for ${s.t} iterations`);
  const floored = { ...values, floor: 0.01 };
  const end = last(await run(floored, await change(s, floored, core)));
  assert.ok(end.converged);
});

test('overlap: EM creeps', async () => {
  assert.ok(last(await run(valuesFor('overlap'))).t > 60);
});

test('the wrong k: five components are likelier than the true three, and agree less', async () => {
  const five = last(await run(valuesFor('wrongk')));
  const three = last(await run(valuesFor('wrongk', { k: 3 })));
  assert.ok(five.evaluation.objective > three.evaluation.objective);
  assert.ok((five.agreement as number) < 0.9 && (three.agreement as number) > 0.95);
});

test('long and thin groups are found', async () => {
  assert.ok((last(await run(valuesFor('elongated'))).agreement as number) > 0.95);
});

test('penguins: EM finds the species it was never told of', async () => {
  const history = await run(valuesFor('penguins'));
  assert.equal((history[0] as Snapshot).data.X.rows, 342);
  assert.ok((last(history).agreement as number) > 0.85);
});

test('labels per class are taken from the data, and only of classes below k', async () => {
  const { data } = await start(valuesFor('four', { labels: 3, k: 2 }));
  assert.deepEqual([...data.labelled.z].sort(), [0, 0, 0, 1, 1, 1]);
  assert.equal(data.X.rows + data.labelled.X.rows, 320);
});

test('own data keep their labels, and rows without one stay unlabelled', async () => {
  const own: OwnData = {
    name: 'mine',
    columns: ['a', 'b'],
    X: Float64Array.of(0, 0, 1, 1, 5, 5, 6, 6, 0, 1, 5, 6),
    z: Int32Array.of(0, -1, 1, -1, -1, -1),
    classes: ['left', 'right'],
  };
  const { data } = await start(valuesFor('own', { k: 2, labels: 5, floor: 0.01 }), own);
  assert.deepEqual([...data.labelled.z], [0, 1]);
  assert.deepEqual([...data.labelled.X.data], [0, 0, 5, 5]);
  assert.equal(data.truth, undefined);
  await assert.rejects(start(valuesFor('own')), /CSV/);
});

test('the sentence says what changed', async () => {
  const values = valuesFor('four');
  const s0 = await start(values);
  const s1 = await step(s0, values, core);
  const s2 = await step(s1, values, core);
  assert.match(describe(s0), /^Start: 4 components placed/);
  assert.match(
    describe(s1, s0),
    /^Step ½, E: each of 320 points is shared out\. ELBO touches the log-likelihood, −\d+\.\d\d: gap 0\.$/,
  );
  assert.match(
    describe(s2, s1),
    /^Step 1, M: mean [A-D] moved most, by [\d.]+\. Log-likelihood \+[\d.]+ to −\d+\.\d\d, ELBO \+[\d.]+, gap [\d.]+\.$/,
  );
  const changed = await change(s2, { ...values, alpha: 5 }, core);
  assert.match(
    describe(changed, s2),
    /^Step 1: α = 5\. The log-likelihood is still .*\. Going on from the current parameters\.$/,
  );
  assert.ok(readings(s2).every(({ value }) => !value.includes('NaN')));
  assert.equal(trace([s0, s1, s2]).rows.length, 3);
});
