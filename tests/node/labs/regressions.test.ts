// The lab without a page: its model stepped headless, and every phenomenon that a data set promises.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/regressions/controls.ts';
import { load as dataOf } from '../../../web/src/labs/regressions/data.ts';
import { edit } from '../../../web/src/labs/regressions/edits.ts';
import { begin, change, type Snapshot, step } from '../../../web/src/labs/regressions/model.ts';
import { options } from '../../../web/src/labs/regressions/presets.ts';
import type { Core, Values } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';

const lab = await load();
// The synchronous facade answers where promises are awaited just as well.
const core = lab as unknown as Core;

const valuesFor = (data: string, more: Values = {}): Values => ({
  ...withValue(controls, defaults(controls), 'data', data),
  ...more,
});
const start = (values: Values) => begin(dataOf(values), values, core);

/** Steps until converged; the history, start first. */
async function run(values: Values, from?: Snapshot): Promise<Snapshot[]> {
  const history = [from ?? (await start(values))];
  while (!last(history).converged && history.length < 3000) history.push(await step(last(history), core));
  return history;
}

const last = (history: readonly Snapshot[]) => history.at(-1) as Snapshot;
const slopes = ({ params }: Snapshot) => [...params.W.data].filter((_, i) => i % 2 === 1);
const sds = ({ params }: Snapshot) => Array.from(params.variances, Math.sqrt);
const objectiveOf = ({ evaluation }: Snapshot) => evaluation.objective;
const agreement = (s: Snapshot) =>
  lab.clustering.adjustedRandIndex(s.owners as Int32Array, s.data.truth as Int32Array);
const near = (a: number | undefined, b: number, by: number) =>
  assert.ok(a !== undefined && Math.abs(a - b) <= by, `${a} is not ${b} ± ${by}`);

for (const { value } of options.filter((option) => !['own', 'collapse'].includes(option.value))) {
  test(`${value}: E closes the gap, M lifts bound and objective, and the run converges`, async () => {
    const history = await run(valuesFor(value));
    assert.ok(last(history).converged, 'the run converges');
    history.slice(1).forEach((s, i) => {
      const before = history[i] as Snapshot;
      const slack = 1e-9 * Math.abs(objectiveOf(s));
      assert.ok(s.evaluation.bound <= objectiveOf(s) + slack, `the bound is one at t = ${s.t}`);
      if (s.made === 'E') {
        assert.ok(
          s.evaluation.gap < 1e-12 * Math.abs(objectiveOf(s)),
          `gap ${s.evaluation.gap} at t = ${s.t}`,
        );
        assert.equal(objectiveOf(s), objectiveOf(before));
      } else {
        assert.ok(s.evaluation.bound >= before.evaluation.bound - slack, `M lifts the bound at t = ${s.t}`);
        assert.ok(objectiveOf(s) >= objectiveOf(before) - slack, `and the objective at t = ${s.t}`);
      }
    });
  });
}

test('the lab, half-step by half-step, agrees with the headless fit, which takes both in one pass', async () => {
  const values = valuesFor('crossing');
  const history = await run(values);
  const { X, y } = last(history).data;
  const fit = lab.linearMixture.fit({ X, y, k: 2, seed: Number(values.seed) });
  assert.equal(last(history).t, fit.iterations);
  near(objectiveOf(last(history)), fit.objective, 1e-12 * Math.abs(fit.objective));
});

test('crossing lines: one of two rising lines must turn, and both are found; undecided points lie at the crossing', async () => {
  const history = await run(valuesFor('crossing'));
  assert.ok(slopes(history[0] as Snapshot).every((slope) => slope > 0));
  const end = last(history);
  const [down, up] = slopes(end).sort((a, b) => a - b);
  near(up, 0.8, 0.05);
  near(down, -0.7, 0.05);
  const R = end.responsibilities?.data as Float64Array;
  const { X } = end.data;
  const undecided = [...end.data.y.keys()].filter((n) => Math.abs((R[2 * n] as number) - 0.5) < 0.2);
  assert.ok(undecided.length > 3);
  for (const n of undecided) assert.ok(Math.abs(X.data[2 * n + 1] as number) < 1, `x of ${n}`);
});

test('identical start: nothing ever separates the lines; a nudge does', async () => {
  const values = valuesFor('identical');
  const history = await run(values);
  const stuck = last(history);
  assert.equal(stuck.t, 1, 'over after one iteration');
  assert.equal(stuck.twin, 0);
  let s = stuck;
  for (let i = 0; i < 100; ++i) s = await step(s, core);
  assert.equal(s.twin, 0, 'nor after fifty more');
  assert.ok(s.responsibilities?.data.every((share) => share === 0.5));
  const nudged = await edit(stuck, { line: 0, nudge: true }, core);
  assert.deepEqual([nudged.made, nudged.twin, nudged.converged], ['change', undefined, false]);
  assert.ok(objectiveOf(nudged) <= objectiveOf(stuck), 'a nudge gains nothing by itself');
  const end = last(await run(values, nudged));
  near(objectiveOf(end), objectiveOf(last(await run(valuesFor('crossing')))), 0.01);
});

test('what is no line is refused in words', async () => {
  const s = await step(await start(valuesFor('crossing')), core);
  for (const [intercept, slope, said] of [
    [Number.NaN, 1, /needs a number/],
    [0, Number.POSITIVE_INFINITY, /needs a number/],
    [1e300, 0, /put it nearer/],
    [0, -1e9, /put it nearer/],
  ] as const)
    await assert.rejects(edit(s, { line: 0, intercept, slope }, core), said);
  const moved = await edit(s, { line: 1, intercept: 100, slope: 50 }, core);
  assert.ok(Number.isFinite(moved.evaluation.bound) && Number.isFinite(moved.residuals.range));
  assert.equal(last(await run(valuesFor('crossing'), moved)).converged, true);
});

test('of three equal lines one is nudged: the other two never part', async () => {
  const values = valuesFor('identical', { k: 3 });
  const nudged = await edit(last(await run(values)), { line: 0, nudge: true }, core);
  assert.equal(nudged.twin, 1);
  const end = last(await run(values, nudged));
  assert.equal(end.twin, 1);
  const [a, b, c] = slopes(end);
  assert.equal(b, c);
  assert.ok(Math.abs((a as number) - (b as number)) > 1);
});

test('parallel lines: EM creeps along a plateau, then takes off', async () => {
  const history = await run(valuesFor('parallel'));
  const afterM = history.filter(({ made }) => made === 'M').map(objectiveOf);
  const rises = afterM.slice(1).map((value, i) => value - (afterM[i] as number));
  assert.ok(
    rises.slice(0, 20).every((rise) => rise < 0.5),
    `${rises}`,
  );
  assert.ok(Math.max(...rises) > 15);
  assert.ok((afterM.at(-1) as number) - (afterM[0] as number) > 80);
  assert.equal(agreement(last(history)), 1);
});

test('parallel lines, seed 2: the tolerance stops on the plateau; a lower one goes on', async () => {
  const values = valuesFor('parallel', { seed: 2 });
  const early = last(await run(values));
  assert.equal(early.t, 3);
  const lower = { ...values, tolerance: 1e-5 };
  const changed = await change(early, lower, core);
  assert.deepEqual([changed.params, changed.converged], [early.params, false]);
  const end = last(await run(lower, changed));
  assert.ok(objectiveOf(end) > objectiveOf(early) + 80);
});

test('a local optimum: two wide lines cut across two groups; seed 7 finds three lines; so does dragging', async () => {
  const values = valuesFor('local');
  const stuck = last(await run(values));
  const free = last(await run({ ...values, seed: 7 }));
  assert.ok(objectiveOf(stuck) < objectiveOf(free) - 90);
  assert.ok(Math.max(...sds(free)) < 0.3);
  const wide = sds(stuck).flatMap((sd, k) => (sd > 0.5 ? [k] : []));
  assert.equal(wide.length, 2);
  const [a, b] = wide as [number, number];
  const once = await edit(stuck, { line: a, intercept: 1.2, slope: 0.5 }, core);
  const twice = await edit(once, { line: b, intercept: -1.2, slope: 0.5 }, core);
  near(objectiveOf(last(await run(values, twice))), objectiveOf(free), 0.01);
});

test('labels to the rescue: EM alone ends wrong, going on with alpha = 5 ends right', async () => {
  const values = valuesFor('rescue');
  const stuck = last(await run(values));
  assert.ok(agreement(stuck) < 0.5, `alone: ${agreement(stuck)}`);
  const helped = { ...values, alpha: 5 };
  const changed = await change(stuck, helped, core);
  assert.deepEqual([changed.params, changed.made, changed.converged], [stuck.params, 'change', false]);
  const end = last(await run(helped, changed));
  assert.ok(agreement(end) > 0.7, `with labels: ${agreement(end)}`);
});

test('outliers: the narrow line has slope 0.60; a single line is pulled down to 0.40', async () => {
  const end = last(await run(valuesFor('outliers')));
  const narrow = sds(end).indexOf(Math.min(...sds(end)));
  near(slopes(end)[narrow], 0.6, 0.005);
  assert.ok((sds(end)[1 - narrow] as number) > 5 * (sds(end)[narrow] as number));
  near(slopes(last(await run(valuesFor('outliers', { k: 1 }))))[0], 0.4, 0.005);
});

test('collapse: a line narrows onto its points and is named; a floor lets the run converge', async () => {
  const values = valuesFor('collapse');
  let s = await start(values);
  assert.equal(s.data.y.length, 24);
  const error: Error = await (async () => {
    for (let i = 0; i < 400; ++i) s = await step(s, core);
  })().then(
    () => assert.fail('nothing collapsed'),
    (e: Error) => e,
  );
  assert.equal(error.name, 'NumericalError');
  assert.ok('component' in error && Number.isInteger(error.component));
  assert.ok(s.t >= 8, `the narrowing can be watched for ${s.t} iterations`);
  assert.ok(Math.min(...sds(s)) < 0.05);
  const floored = { ...values, floor: 0.01 };
  const end = last(await run(floored, await change(s, floored, core)));
  assert.ok(end.converged);
});

test('the wrong number: four lines are likelier than the true two, and agree less', async () => {
  const four = last(await run(valuesFor('wrongk')));
  const two = last(await run(valuesFor('wrongk', { k: 2 })));
  assert.ok(objectiveOf(four) > objectiveOf(two));
  assert.ok(agreement(four) < agreement(two));
});

test('penguins: one line falls, three labelled ones rise, and without labels EM gives up the species', async () => {
  const one = last(await run(valuesFor('penguins', { k: 1, alpha: 0, labels: 0, init: 'random_split' })));
  assert.equal(one.data.y.length, 342);
  near(slopes(one)[0], -0.085, 0.0005);
  const labelled = last(await run(valuesFor('penguins')));
  assert.ok(slopes(labelled).every((slope) => slope > 0.05));
  const unlabelled = last(await run(valuesFor('penguins', { alpha: 0 })));
  assert.ok(Math.min(...slopes(unlabelled)) < -0.05);
});

test('penguins: the numbers of the text: the species’ own lines, and where EM leads from them', () => {
  const { X, y, truth } = dataOf(valuesFor('penguins', { labels: 0 }));
  const R = Array.from(truth as Int32Array, (z) => [0, 1, 2].map((k) => (k === z ? 1 : 0)));
  const own = lab.linearMixture.mStep(X, y, R);
  [0.18, 0.22, 0.2].forEach((slope, k) => {
    near(own.W.data[2 * k + 1], slope, 0.006);
  });
  near(lab.linearMixture.logLikelihood(own, X, y), -724.3, 0.05);
  const fit = lab.linearMixture.fit({ X, y, init: own });
  near(fit.logLikelihood, -661.7, 0.05);
  assert.equal([...fit.params.W.data].filter((w, i) => i % 2 === 1 && w < 0).length, 1);
});
