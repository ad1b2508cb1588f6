// The lab of gradient estimators without a page: every phenomenon that a preset promises, with the real core.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/gradients/controls.ts';
import { describe, readings, trace } from '../../../web/src/labs/gradients/describe.ts';
import { controlOf, estimatorOf, type Id } from '../../../web/src/labs/gradients/estimators.ts';
import { disabled, remedy } from '../../../web/src/labs/gradients/help.ts';
import { begin, change, moveQ, moves, type Snapshot, step } from '../../../web/src/labs/gradients/model.ts';
import { options } from '../../../web/src/labs/gradients/presets.ts';
import { shifted } from '../../../web/src/labs/gradients/problems.ts';
import { BATCHES, BINS, nice } from '../../../web/src/labs/gradients/spread.ts';
import type { Core, Values } from '../../../web/src/shell/lab.ts';
import { clamp, defaults, withValue } from '../../../web/src/shell/values.ts';

const lab = await load();
// The synchronous facade answers where promises are awaited just as well.
const core = lab as unknown as Core;

const valuesFor = (target: string, more: Values = {}): Values => ({
  ...withValue(controls, defaults(controls), 'target', target),
  ...more,
});
const start = (target: string, more: Values = {}) => begin(valuesFor(target, more), core);

async function steps(from: Snapshot, values: Values, count: number): Promise<Snapshot> {
  let s = from;
  for (let i = 0; i < count; ++i) s = await step(s, values, core);
  return s;
}

const row = (s: Snapshot, id: Id) => {
  const found = s.rows.find((r) => r.id === id);
  assert.ok(found, `${id} exists`);
  return found;
};
const exact = (s: Snapshot, id: Id, p = 0): number => row(s, id).exact[p] as number;
const path = (s: Snapshot, id: Id) => {
  const found = s.paths.find((one) => one.id === id);
  assert.ok(found, `${id} has a path`);
  return found;
};
const close = (a: number, b: number, relative: number, what: string) =>
  assert.ok(Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b), 1e-12), `${what}: ${a}, ${b}`);

for (const { value } of options) {
  test(`${value}: all estimators have the mean that the core computes exactly`, async () => {
    const s = await start(value, { n: 500 });
    for (const { id, mean, standardError } of s.rows) {
      mean.forEach((estimate, p) => {
        const off = Math.abs(estimate - (s.gradient[p] as number));
        assert.ok(off <= 5 * (standardError[p] as number) + 1e-12, `${id}, parameter ${p}: off by ${off}`);
      });
    }
  });

  test(`${value}: the run spends its budget, says something at every step, and no number is NaN`, async () => {
    const values = valuesFor(value, { budget: 12 });
    const history = [await begin(values, core)];
    while (!(history.at(-1) as Snapshot).converged && history.length < 20)
      history.push(await step(history.at(-1) as Snapshot, values, core));
    assert.equal((history.at(-1) as Snapshot).t, 12);
    const sentences = history.map((s, i) => describe(s, history[i - 1]));
    assert.equal(new Set(sentences).size, history.length);
    const texts = [...sentences, ...history.flatMap((s) => readings(s).map((r) => r.value))];
    const { head, rows } = trace(history);
    for (const cells of rows) assert.equal(cells.length, head.length);
    for (const text of [...texts, ...rows.flat()]) assert.doesNotMatch(text, /NaN|undefined|Infinity/);
    for (const sentence of sentences) assert.ok(sentence.length < 160, sentence);
  });
}

test('same mean, other spread: variances differ by orders of magnitude, and the measured ones agree with the exact', async () => {
  const s = await start('race');
  assert.ok(exact(s, 'score') > 500 * exact(s, 'kl'));
  assert.ok(exact(s, 'score') > 100 * exact(s, 'path'));
  for (const { measured, exact: wanted, id } of s.rows)
    measured.forEach((value, p) => {
      close(value, wanted[p] as number, 0.2, `${id}, ${p}`);
    });
});

test('a constant changes no bit of the pathwise estimators, and the score function with its square', async () => {
  const [none, some, more] = await Promise.all(
    [0, 100, 200].map((constant) => start('constant', { constant, compare: 'pathwise' })),
  );
  assert.ok(none && some && more);
  for (const id of ['kl', 'path', 'stl'] as const) assert.deepEqual(row(none, id), row(some, id));
  assert.deepEqual(none.gradient, some.gradient);
  assert.ok(exact(some, 'score') > 400 * exact(none, 'score'));
  close(exact(more, 'score') / exact(some, 'score'), 4, 0.1, 'twice the constant, four times the variance');
  const shift = (s: Snapshot) => s.parabolas[0]?.argmin as number;
  close(shift(none) - shift(some), 100, 1e-9, 'the valley moves by the constant');
});

test('with the constant the score function is thrown out of range, and the others go on', async () => {
  const values = valuesFor('constant');
  const end = await steps(await begin(values, core), values, 60);
  assert.ok(path(end, 'score').lost && !path(end, 'path').lost);
  assert.ok(path(end, 'path').gap < 0.1);
  assert.match(describe(end), /Out of range: score/);
  const again = await change(end, { ...values, constant: 0 }, core);
  assert.ok(!path(again, 'score').lost, 'without the constant it may try again');
  const astray = valuesFor('constant', { follow: 'score' });
  const still = await steps(await begin(astray, core), astray, 60);
  assert.equal(still.t, 60);
  assert.ok(path(still, 'score').lost);
});

test('repair: at the bottom of the parabola the score function is as good as its closed form says', async () => {
  const values = valuesFor('repair');
  const s = await begin(values, core);
  const valley = s.parabolas[0];
  assert.ok(valley);
  assert.equal(exact(s, 'cv'), exact(s, 'score'), 'a = 0 is the raw score function');
  const repaired = await change(s, { ...values, a: valley.argmin }, core);
  close(exact(repaired, 'cv'), valley.minimum, 1e-9, 'the minimum');
  assert.ok(exact(repaired, 'cv') < exact(s, 'score') / 40);
  assert.ok((row(repaired, 'cv').measured[0] as number) < (row(s, 'score').measured[0] as number) / 30);
  assert.match(describe(repaired, s), /score function 277 without, 6\.00 with/);
  const [raw, cured] = [await steps(s, values, 100), await steps(repaired, { ...values, a: -16.5 }, 100)];
  assert.ok(path(cured, 'cv').gap < path(raw, 'score').gap / 10, `${path(cured, 'cv').gap}`);
});

test('the parabola goes through the variances that the estimators have', async () => {
  for (const a of [-3, 0, 2.5]) {
    const s = await start('race', { a });
    s.parabolas.forEach((curve, p) => {
      close(curve.height, exact(s, 'cv', p), 1e-9, `a = ${a}`);
      assert.ok(curve.values.every((value) => value >= curve.minimum - 1e-9));
      // The score of a Gaussian: ε / σ for its mean, ε² − 1 for its log width.
      close(curve.quadratic, p === 0 ? 4 : 2, 1e-9, 'the variance of the score itself');
    });
  }
});

test('legal is not free: a = −1 is worse than nothing, for both parameters', async () => {
  const s = await start('harmless');
  // Tübingen PS8.3 at q = N(0, 1), from the shared reference numbers.
  for (const [id, wanted] of [
    ['path', 4],
    ['score', 18.55950032713288],
    ['cv', 26.647377393542225],
  ] as const)
    close(exact(s, id), wanted, 1e-9, id);
  for (const p of [0, 1]) assert.ok(exact(s, 'cv', p) > 1.2 * exact(s, 'score', p));
});

test('sticking the landing: at the posterior it is 0 for every sample, and so is the score function with −ELBO', async () => {
  const values = valuesFor('landing');
  const s = await begin(values, core);
  assert.ok(s.arrows.data.every((g) => Math.abs(g) < 1e-12));
  for (const p of [0, 1]) {
    assert.ok(exact(s, 'stl', p) < 1e-24);
    for (const id of ['kl', 'path', 'score'] as const) assert.ok(exact(s, id, p) > 0.4);
  }
  close(s.parabolas[0]?.argmin as number, -s.elbo, 1e-9, 'minus the ELBO');
  assert.ok((s.parabolas[0]?.minimum as number) < 1e-24);
  const end = await steps(s, values, 50);
  assert.ok(Math.abs(path(end, 'stl').gap) < 1e-12);
  assert.ok(path(end, 'path').gap > 1e-4 && path(end, 'score').gap > 1e-4);
});

test('two modes: for μ the score function spreads least', async () => {
  const s = await start('bimodal');
  for (const id of ['path', 'stl'] as const) assert.ok(exact(s, 'score') < exact(s, id) / 4);
});

test('two dimensions: four parameters, arrows for each sample, the same order of variances', async () => {
  const s = await start('linear');
  assert.deepEqual([s.problem.parameters.length, s.samples.cols, s.arrows.cols], [4, 2, 4]);
  assert.ok(exact(s, 'score') > 20 * exact(s, 'path'));
});

test('banana: even pathwise gradients spread', async () => {
  const s = await start('banana');
  assert.ok(exact(s, 'path') > 100 && exact(s, 'stl') > 100);
});

test('funnel: in the neck every variance is larger', async () => {
  const s = await start('funnel');
  const neck = await moveQ(s, { kind: 'mean', mean: [-3, 0.5] }, core);
  for (const { id } of s.rows) assert.ok(exact(neck, id) > 10 * exact(s, id), id);
});

test('discrete: only the score function remains, and the best coefficient repairs it', async () => {
  const s = await start('discrete');
  assert.deepEqual(
    s.rows.map(({ id }) => id),
    ['score', 'cv'],
  );
  const eps = lab.bbvi.noise(s.q, 1, 0, 10);
  assert.throws(() => lab.bbvi.estimate(s.problem.target, s.q, eps, 'reparameterization'), /discrete/);
  const best = await start('discrete', { variate: 'per_coordinate' });
  best.rows[1]?.exact.forEach((value, p) => {
    assert.ok(value < (s.rows[0]?.exact[p] as number));
  });
  const moved = await moveQ(s, { kind: 'share', state: 1, share: 0.7 }, core);
  assert.ok('logits' in moved.q);
  const weights = moved.q.logits.map(Math.exp);
  close((weights[1] as number) / weights.reduce((a, b) => a + b), 0.7, 1e-12, 'the share asked for');
});

test('the variance of a mean falls as 1/N', async () => {
  const s = await start('race');
  for (const { id, spread, exact: one } of s.rows) {
    const measured = spread[0] as Float64Array;
    BATCHES.forEach((n, i) => {
      const ratio = ((measured[i] as number) * n) / (one[0] as number);
      assert.ok(ratio > 0.4 && ratio < 1.8, `${id}: N = ${n}, ${ratio} of what 1/N gives`);
    });
  }
});

test('every path is the core’s own run from the same start, on the same noise', async () => {
  const values = valuesFor('race', { a: 5 });
  const s = await begin(values, core);
  const end = await steps(s, values, 7);
  for (const { id, state, elbo } of end.paths) {
    const control = controlOf(id, 'typed', 5);
    const run = lab.bbvi.run({
      target: shifted(s.problem, 0),
      q: s.q,
      estimator: estimatorOf(id).estimator,
      steps: 7,
      samples: 10,
      seed: Number(values.seed),
      stepSize: Number(values.stepSize),
      ...(control ? { control } : {}),
    });
    assert.deepEqual(state.q, run.state.q, id);
    assert.equal(elbo, run.elbo.at(-1), id);
  }
});

test('a snapshot is not changed by stepping on from it: the same step gives the same snapshot', async () => {
  const values = valuesFor('linear', { optimizer: 'adam', variate: 'common' });
  const s = await begin(values, core);
  const copy = structuredClone(s);
  assert.deepEqual(await step(s, values, core), await step(s, values, core));
  assert.deepEqual(s, copy);
  assert.deepEqual(
    moves().map(({ steps: count }) => count),
    [1, 10],
  );
});

test('a hand moves q, and every estimator goes on from there; settings move nothing', async () => {
  const values = valuesFor('race');
  const s = await steps(await begin(values, core), values, 3);
  const moved = await moveQ(s, { kind: 'width', coordinate: 0, sigma: 0.8 }, core);
  for (const { state } of moved.paths) assert.deepEqual(state.q, moved.q);
  assert.match(describe(moved, s), /width moved by hand, μ = .*σ = 0\.80/);
  const changed = await change(s, { ...values, n: 50, follow: 'score', constant: 7 }, core);
  assert.deepEqual(changed.paths, s.paths);
  assert.deepEqual(changed.q, path(s, 'score').state.q);
  assert.equal(changed.samples.rows, 50);
  assert.match(describe(changed, s), /constant 7.* added.*50 samples.*on stage: score/);
  const thin = await moveQ(s, { kind: 'width', coordinate: 0, sigma: -1 }, core);
  assert.ok('logSigma' in thin.q && Number.isFinite(thin.q.logSigma[0]), 'a width stays one');
});

test('histograms count on a common axis around the true mean', async () => {
  const s = await start('race');
  assert.equal(nice(37), 50);
  assert.equal(nice(0), 1);
  assert.equal(nice(1e-7), 1e-7);
  for (const { counts } of s.rows) {
    const total = (counts[0] as Uint16Array).reduce((a, b) => a + b, 0);
    assert.equal(counts[0]?.length, BINS);
    assert.ok(total > 980 && total <= 1024, `${total} of 1024 draws lie on the axis`);
  }
});

test('a coefficient is what was typed, however far the range reaches', () => {
  for (const typed of [0.05, -16.45, 3.55, -1999.95, 0]) assert.equal(clamp(controls.a, typed), typed);
  assert.equal(clamp(controls.a, 1e9), 2000);
  assert.equal(clamp(controls.mean, '-1.52'), -1.5);
});

test('controls that cannot act say why; a number out of range has a way out', () => {
  assert.match(disabled('mean2', valuesFor('race')) ?? '', /one dimension/);
  assert.equal(disabled('mean2', valuesFor('banana')), undefined);
  assert.match(disabled('scale', valuesFor('discrete')) ?? '', /bars/);
  assert.match(disabled('a', valuesFor('race', { variate: 'common' })) ?? '', /rule/);
  const error = Object.assign(new Error('too large'), { name: 'NumericalError' });
  assert.equal(remedy(error, valuesFor('race'))?.values.stepSize, 0.005);
  assert.equal(remedy(new Error('other'), valuesFor('race')), undefined);
});
