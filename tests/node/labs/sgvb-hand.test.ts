// The lab without a page: what is changed by hand or goes wrong, and what is said and drawn of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeline, words } from '../../../web/src/labs/sgvb/chart.ts';
import { describe, readings, trace } from '../../../web/src/labs/sgvb/describe.ts';
import { gripsOf, moveGrip } from '../../../web/src/labs/sgvb/grips.ts';
import lab from '../../../web/src/labs/sgvb/index.ts';
import { begin, change, Diverged, edit, type Snapshot, step } from '../../../web/src/labs/sgvb/model.ts';
import { options } from '../../../web/src/labs/sgvb/presets.ts';
import { CURVE_DEGREES, columns, correlation } from '../../../web/src/labs/sgvb/problems.ts';
import { covarianceOf, entry, logScales, withMean, withScale } from '../../../web/src/labs/sgvb/shape.ts';
import { paletteOf } from '../../../web/src/shell/palette.ts';
import { planeOf } from '../../../web/src/shell/stage/axes.ts';
import { converge, core, first, lvm, near, run, second, valuesFor } from './sgvb_support.ts';

test('the angle: the gap of 0.5 nats lies where the formula says', async () => {
  // −½ ln(1 − r²) = ½ with r = −s cos / (1 + s), s = 1/γ² = 25.
  const r = Math.sqrt(1 - Math.exp(-1));
  const degrees = (Math.acos((r * 26) / 25) * 180) / Math.PI;
  const values = valuesFor('angle');
  const start = await begin(values, core);
  const there = await change(start, { ...values, angle: Math.round(degrees) }, core);
  near(columns(first(there).problem, [0, 1]).angle, Math.round(degrees), 1e-9, 'angle');
  near(first(there).problem.irreducible, 0.5, 0.02, 'gap');
  near(
    first(there).problem.irreducible,
    -0.5 * Math.log(1 - correlation(first(there).problem, [0, 1]) ** 2),
    1e-10,
  );
  assert.match(describe(there, start), /^Step 0: columns 34° apart; posterior correlation −0\.80/);
  for (const [angle, gap] of [
    [90, 0],
    [0, 1.29],
    [180, 1.29],
    [146, 0.5045], // and at 34 degrees: what counts is how nearly parallel they are
  ] as const)
    near(
      first(await change(start, { ...values, angle }, core)).problem.irreducible,
      gap,
      5e-3,
      `at ${angle}°`,
    );
  const { curve } = first(start).problem;
  assert.equal(curve?.length, CURVE_DEGREES.length);
  curve?.forEach((gap, i) => {
    const { model } = lvm.linearGaussian.angle(((CURVE_DEGREES[i] as number) * Math.PI) / 180);
    assert.equal(gap, lvm.linearGaussian.irreducibleGap(model));
  });
  assert.equal(first(there).problem.curve, curve, 'computed once');
  assert.equal(lab.disabled?.('angle', values, undefined), undefined);
  assert.match(lab.disabled?.('angle', valuesFor('pair'), undefined) ?? '', /The angle/);
});

test('a moved x moves the posterior and keeps its shape, and with it the best gap', async () => {
  const values = valuesFor('experiment2');
  const start = await begin(values, core);
  const moved = await change(start, { ...values, shift1: 0.5 }, core);
  assert.notDeepEqual(first(moved).problem.mean, first(start).problem.mean);
  assert.deepEqual(first(moved).problem.covariance, first(start).problem.covariance);
  assert.equal(first(moved).problem.irreducible, first(start).problem.irreducible);
  assert.match(describe(moved, start), /another x/);
});

test('a step too long ends at the last good state, and a smaller one leads on', async () => {
  const values = valuesFor('overshoot');
  let s = await begin(values, core);
  const error: Error = await (async () => {
    for (;;) [s] = (await step(s, values, core, 100)).slice(-1) as [Snapshot];
  })().then(
    () => assert.fail('nothing diverged'),
    (e: Error) => e,
  );
  assert.ok(error instanceof Diverged);
  assert.ok(s.t >= 2, `the overshooting can be watched for ${s.t} steps`);
  assert.ok(Number.isFinite(first(s).terms.elbo));
  const remedy = lab.remedy?.(error, values);
  assert.match(remedy?.message ?? '', /0\.03 overshoots/);
  assert.ok(remedy && Number(remedy.values.stepSize) < 0.03);
  assert.ok((await converge(remedy.values, s)).converged);
  assert.equal(lab.remedy?.(new Error('something else'), values), undefined);
});

test('a q put far away by hand comes home: large is not diverged, only larger than before', async () => {
  for (const preset of ['pair', 'angle']) {
    const values = valuesFor(preset, { optimizer: 'adam', stepSize: 0.5 });
    const start = await begin(values, core);
    const q = withMean(first(start).state.q, new Map([[0, 100]]));
    const far = await edit(start, { index: 0, q, what: 'μ₁' }, values, core);
    assert.ok(first(far).terms.klToPosterior > 1e4);
    const back = (await run(values, 60, far)).at(-1) as Snapshot;
    assert.ok(first(back).terms.klToPosterior < 0.8 * first(far).terms.klToPosterior);
  }
});

test('an objective without entropy that has collapsed offers the bound', () => {
  const remedy = lab.remedy?.(new Diverged('step 9 collapses q onto a point'), valuesFor('point'));
  assert.equal(remedy?.values.objective, 'elbo');
});

test('four causes: all coordinates are stepped, and the gap is the pairs’ gaps and a little more', async () => {
  const { problem } = first(await begin(valuesFor('four'), core));
  const pairGap = (i: number, j: number) => {
    const { data, cols } = problem.precision;
    const of = (a: number, b: number) => data[a * cols + b] as number;
    return -0.5 * Math.log(1 - of(i, j) ** 2 / (of(i, i) * of(j, j)));
  };
  const pairs = pairGap(0, 1) + pairGap(2, 3);
  assert.ok(
    pairs > 0.8 * problem.irreducible && pairs < problem.irreducible,
    `${pairs} of ${problem.irreducible}`,
  );
  const end = await converge(valuesFor('four'));
  assert.ok(end.converged && first(end).state.q.mean.length === 4);
});

test('a q moved by hand is judged where it is, with the same noise, and stepped on from', async () => {
  const values = valuesFor('pair');
  const at5 = (await run(values, 5)).at(-1) as Snapshot;
  const q = withScale(withMean(second(at5).state.q, new Map([[0, 1.5]])), 1, 0.5);
  const moved = await edit(at5, { index: 1, q, what: 'Mean of q' }, values, core);
  assert.deepEqual([moved.t, moved.made], [5, 'change']);
  assert.deepEqual(first(moved), first(at5));
  assert.equal(second(moved).state.q.mean[0], 1.5);
  near(
    second(moved).terms.elbo,
    lvm.linearGaussian.elbo(second(at5).problem.model, second(at5).problem.x, q),
    0,
  );
  const eps = lvm.linearGaussian.noise(Number(values.seed), 5, 10, 2);
  near(
    second(moved).draws.z.data[0] as number,
    1.5 + entry(q, 0, 0) * (eps.data[0] as number),
    1e-12,
    'the first draw',
  );
  assert.match(describe(moved, at5), /^Step 5: Mean of q of experiment 2 moved by hand\. Exact ELBO now /);
  assert.equal((await step(moved, values, core, 2)).at(-1)?.t, 7);
});

test('grips: taking one where it is and putting it there changes nothing; elsewhere it follows', async () => {
  for (const preset of ['experiment2', 'tilt']) {
    const one = first((await run(valuesFor(preset), 60)).at(-1) as Snapshot);
    const plane = planeOf(400, 400, { x: [-2, 2], y: [-2, 2] }, 1);
    for (const grip of gripsOf(one, [0, 1], plane, 1)) {
      const same = moveGrip(one, grip, [0, 1], plane, 1, grip.x, grip.y);
      assert.deepEqual(
        covarianceOf(same, [0, 1]).map((v) => v.toFixed(9)),
        covarianceOf(one.state.q, [0, 1]).map((v) => v.toFixed(9)),
      );
      near(same.mean[0] as number, one.state.q.mean[0] as number, 1e-9);
      const q = moveGrip(one, grip, [0, 1], plane, 1, grip.x + 20, grip.y - 20);
      const there = gripsOf({ ...one, state: { ...one.state, q } }, [0, 1], plane, 1).find(
        ({ kind, coordinate }) => kind === grip.kind && coordinate === grip.coordinate,
      );
      const [dx, dy] = [(there?.x ?? 0) - grip.x, (there?.y ?? 0) - grip.y];
      assert.ok(Math.hypot(dx, dy) > 15, `${grip.name} follows: ${dx}, ${dy}`);
    }
    const shrunk = moveGrip(one, gripsOf(one, [0, 1], plane, 1)[2] as never, [0, 1], plane, 1, 0, 4000);
    assert.ok(Number.isFinite(logScales(shrunk)[1]), 'a width stays one');
  }
});

test('samples: four times the draws, half the error; of one draw nothing is known', async () => {
  const error = async (samples: number) => {
    const history = await run(valuesFor('experiment1', { samples }), 60);
    return history.slice(-30).reduce((sum, s) => sum + first(s).estimate.standardError / 30, 0);
  };
  near((await error(100)) / (await error(400)), 2, 0.3, 'ratio');
  const [start] = await run(valuesFor('experiment1', { samples: 1 }), 1);
  assert.ok(Number.isNaN(first(start as Snapshot).estimate.standardError));
  assert.match(words(start as Snapshot), /estimate −?[\d.]+, ln p/);
  const many = await begin(valuesFor('experiment1', { samples: 1000 }), core);
  assert.equal(first(many).draws.z.rows, 100, 'a light history');
});

test('the chart: exact bound below evidence, estimate within its band, and no line through NaN', async () => {
  for (const preset of ['pair', 'point', 'experiment2']) {
    const history = await run(valuesFor(preset), 120);
    for (const scale of ['all', 'recent', 'gap'] as const) {
      const picture = timeline(history, 100, scale, paletteOf('light'));
      for (const { values, band } of picture.series) {
        assert.equal(values.length, history.length);
        assert.ok(values.every((v) => v === undefined || Number.isFinite(v)));
        assert.ok(band?.low.every((low, i) => (low as number) <= (values[i] as number)) ?? true);
      }
      const named = picture.series.map(({ name }) => name).filter(Boolean);
      assert.ok(named.some((name) => /best factorized/.test(name)));
      assert.equal(picture.timeUnit.startsWith('step'), true);
    }
  }
});

test('the sentence says what changed, in few words', async () => {
  const values = valuesFor('experiment2', { seed: 5 });
  const history = await run(values, 40);
  assert.match(
    describe(history[0] as Snapshot),
    /^Start: q is the prior\. ln p\(x\) = −2\.19\. Gap 87\.7, of which 1\.05 no factorized q can close\.$/,
  );
  const sentences = history.slice(1).map((s, i) => describe(s, history[i]));
  const plain =
    /^Step \d+: exact ELBO [+−]?[\d.e−]+ to −\d+\.\d\d\. Gap [\d.]+, of which 1\.0\d+ no factorized q can close\.$/;
  const above =
    /^Step \d+: gap [\d.]+\. The estimate −?\d+\.\d\d lies above ln p\(x\), as a mean of 10 draws may\.$/;
  assert.deepEqual(
    sentences.filter((sentence) => !plain.test(sentence) && !above.test(sentence)),
    [],
  );
  for (const { value } of options) {
    const some = await run(valuesFor(value), 3);
    for (const [i, s] of some.entries())
      assert.ok(describe(s, some[i - 1]).length <= 140, describe(s, some[i - 1]));
    assert.ok(readings(some[3] as Snapshot).every((reading) => !/NaN|undefined/.test(reading.value)));
    const { head, rows } = trace(some);
    assert.ok(rows.length === 4 && rows.every((row) => row.length === head.length));
  }
});
