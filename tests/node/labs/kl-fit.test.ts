// Part 4 of the KL lab: inclusive against exclusive fits. Each claim of its texts and examples, with the real core.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/kl/controls.ts';
import type { FitSnapshot, Valleys } from '../../../web/src/labs/kl/fit.ts';
import { begin, describe, readings, step, trace } from '../../../web/src/labs/kl/model.ts';
import type { Core, Values } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';

const lab = await load();
const core = lab as unknown as Core;

/** From the first step on the valleys are known. */
type Searched = FitSnapshot & { readonly scene: { readonly valleys: Valleys } };

const valuesFor = (example: string, more: Values = {}): Values => ({
  ...withValue(controls, { ...defaults(controls), pane: 'fit' }, 'fit', example),
  ...more,
});

async function run(example: string, more: Values = {}, longest = 2000): Promise<FitSnapshot[]> {
  const values = valuesFor(example, more);
  const history = [(await begin(values, core)) as FitSnapshot];
  while (!last(history).converged && history.length <= longest)
    history.push(...((await step(last(history), values, core, 100)) as FitSnapshot[]));
  return history;
}

const last = (history: readonly FitSnapshot[]) => history.at(-1) as Searched;
const near = (a: number, b: number, tolerance: number, what = '') =>
  assert.ok(Math.abs(a - b) <= tolerance, `${what} ${a} is within ${tolerance} of ${b}`);

for (const { value: example } of controls.fit.options) {
  test(`${example}: runs to its end; the inclusive fit ends at the moments of p`, async () => {
    const history = await run(example);
    const end = last(history);
    assert.ok(end.converged && end.lost.length === 0, describe(end));
    history.slice(0, 40).forEach((s, i) => {
      assert.doesNotMatch(describe(s, history[i - 1]), /NaN|undefined/);
    });
    assert.equal(trace(history).rows.length, history.length);
    for (const { value } of readings(end)) assert.doesNotMatch(value, /NaN|undefined/);
    if (end.alpha) return;
    near(end.inclusive.q.mean, end.moments.mean, 0.01, 'mean');
    if (!end.fixedSigma) near(end.inclusive.q.logSigma, end.moments.logSigma, 0.01, 'ln σ');
    // The map’s optima are those that descent can reach.
    const closest = Math.min(
      ...end.scene.valleys.optima.map(({ q }) => Math.abs(q.mean - end.exclusive.q.mean)),
    );
    near(closest, 0, 0.01, 'exclusive');
  });
}

test('ten steps at once are the same as ten one by one', async () => {
  const values = valuesFor('seeking');
  const start = await begin(values, core);
  let one = start as FitSnapshot;
  for (let i = 0; i < 10; ++i) one = (await step(one, values, core, 1))[0] as FitSnapshot;
  const ten = (await step(start, values, core, 10)).at(-1) as FitSnapshot;
  assert.deepEqual(ten.exclusive, one.exclusive);
  assert.deepEqual(ten.inclusive, one.inclusive);
  assert.equal(ten.t, one.t);
});

test('seeking or covering: exclusive on one mode and narrow, inclusive over both and wide', async () => {
  const { inclusive, exclusive } = last(await run('seeking'));
  near(exclusive.q.mean, 2, 0.05);
  near(inclusive.q.mean, 0, 0.05);
  assert.ok(Math.exp(exclusive.q.logSigma) < 0.8 && Math.exp(inclusive.q.logSigma) > 2);
});

test('the lesser mode: exclusive descent stays in a local optimum worse than the best', async () => {
  const { exclusive, scene, p } = last(await run('wrong'));
  assert.ok((p.weights[0] ?? 0) > (p.weights[1] ?? 0) && exclusive.q.mean > 1.9);
  assert.equal(scene.valleys.optima.length, 2);
  assert.ok(exclusive.value > (scene.valleys.optima[0]?.value ?? 0) + 0.5);
});

test('step size: 0.03 and less stick in the narrow valley, 0.05 and 0.07 settle nowhere, 0.1 leaps out', async () => {
  for (const stepSize of [0.01, 0.02, 0.03]) {
    const end = last(await run('stuck', { stepSize }));
    near(end.exclusive.value, 1.605, 0.001, `step size ${stepSize}`);
    near(end.exclusive.q.mean, 1.5, 0.01);
  }
  for (const stepSize of [0.05, 0.07]) {
    const end = last(await run('stuck', { stepSize }, 1500));
    assert.ok(!end.settled.includes('exclusive') && end.lost.length === 0, `step size ${stepSize}`);
    assert.ok(end.exclusive.q.mean > 1);
  }
  const leap = last(await run('leap'));
  near(leap.exclusive.value, 0.219, 0.001);
  near(leap.exclusive.q.mean, -1.49, 0.01);
  const [a, b] = [valuesFor('stuck'), valuesFor('leap')];
  assert.deepEqual(
    { ...a, fit: '', stepSize: 0 },
    { ...b, fit: '', stepSize: 0 },
    'only the step size differs',
  );
});

test('a step size far too large diverges; that is an outcome, said in words, with the last state kept', async () => {
  const end = last(await run('seeking', { stepSize: 2 }));
  assert.ok(end.lost.length > 0);
  assert.match(describe(end), /diverged/);
  assert.ok(Number.isFinite(end.exclusive.value));
});

test('between the modes: a third optimum, worse than either mode', async () => {
  const { exclusive, scene } = last(await run('straddle'));
  near(exclusive.q.mean, 0, 1e-6);
  assert.equal(scene.valleys.optima.length, 3);
  assert.ok(exclusive.value > (scene.valleys.optima[1]?.value ?? 0));
});

test('zero forcing: inclusive ends where p has next to nothing, exclusive on a mode', async () => {
  const { inclusive, exclusive, p } = last(await run('forcing'));
  const density = (x: number) => Math.exp(lab.divergence.logDensity(p, [x])[0] ?? 0);
  assert.ok(density(inclusive.q.mean) < 0.02);
  assert.ok(density(exclusive.q.mean) > 0.15);
  near(inclusive.q.logSigma, -0.36, 1e-12, 'σ stays');
});

test('three modes: a valley for each and a wide one, the lowest; the inclusive map has one', async () => {
  const { scene } = last(await run('three'));
  assert.equal(scene.valleys.optima.length, 4);
  assert.ok(Math.exp(scene.valleys.optima[0]?.q.logSigma ?? 0) > 1.5, 'the best straddles the modes');
  const inclusive = last(await run('three', { map: 'inclusive' }, 1));
  assert.equal(inclusive.scene.valleys.optima.length, 1);
});

test('where p is a Gaussian both fits find it and both divergences go to 0', async () => {
  const { inclusive, exclusive } = last(await run('one'));
  for (const { q, value } of [inclusive, exclusive]) {
    near(q.mean, 0.5, 0.01);
    near(Math.exp(q.logSigma), 1.2, 0.01);
    assert.ok(value < 1e-5);
  }
});

test('α: from inclusive to exclusive, with a leap between 0.20 and 0.15; the way back leaps elsewhere', async () => {
  const down = await run('alpha');
  assert.equal(down.length, 21);
  assert.equal(down[0]?.alpha?.alpha, 1);
  assert.equal(last(down).alpha?.alpha, 0);
  near(down[0]?.alpha?.q.mean ?? 0, last(down).moments.mean, 1e-6, 'starts at the inclusive fit');
  const leapsOf = (history: FitSnapshot[]) =>
    history.filter((s, i) => /leap/.test(describe(s, history[i - 1]))).map((s) => s.alpha?.alpha ?? -1);
  assert.deepEqual(leapsOf(down), [0.15]);
  const values = lab.divergence.evaluate(
    'exclusive',
    last(down).p,
    last(down).alpha?.q ?? { mean: 0, logSigma: 0 },
  );
  near(Math.hypot(values.gradient.mean, values.gradient.logSigma), 0, 1e-4, 'ends at an exclusive optimum');
  const up = await run('alpha', { walk: 'up' });
  assert.ok(Math.abs((up[0]?.alpha?.q.mean ?? 0) - (last(down).alpha?.q.mean ?? 0)) < 1e-3, 'from that mode');
  assert.deepEqual(leapsOf(up), [0.55]);
  near(last(up).alpha?.q.mean ?? 0, last(up).moments.mean, 1e-4);
});

test('α: past its end the path begins again', async () => {
  const history = await run('alpha');
  const [after] = (await step(last(history), valuesFor('alpha'), core, 1)) as FitSnapshot[];
  assert.equal(after?.alpha?.alpha, 1);
});

test('the modes drawn together: one valley', async () => {
  const apart = last(await run('wrong', {}, 1));
  const close = last(await run('wrong', { m0: -0.5, m1: 0.5 }, 1));
  assert.equal(apart.scene.valleys.optima.length, 2);
  assert.equal(close.scene.valleys.optima.length, 1);
});
