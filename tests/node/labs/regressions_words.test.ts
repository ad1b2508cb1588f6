// What the lab says of a run, and what it computes beside the core: residuals, shares along x, its own data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/regressions/controls.ts';
import { load as dataOf } from '../../../web/src/labs/regressions/data.ts';
import { describe, readings, trace } from '../../../web/src/labs/regressions/describe.ts';
import { edit, through } from '../../../web/src/labs/regressions/edits.ts';
import { disabled, remedy } from '../../../web/src/labs/regressions/help.ts';
import { begin, change, moves, type Snapshot, step } from '../../../web/src/labs/regressions/model.ts';
import { mixtures } from '../../../web/src/labs/regressions/presets.ts';
import { sample, type TrueLine } from '../../../web/src/labs/regressions/sample.ts';
import type { Core, OwnData, Values } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';

const core = (await load()) as unknown as Core;
const valuesFor = (data: string, more: Values = {}): Values => ({
  ...withValue(controls, defaults(controls), 'data', data),
  ...more,
});

async function run(values: Values, steps: number): Promise<Snapshot[]> {
  const history = [await begin(dataOf(values), values, core)];
  for (let i = 0; i < steps; ++i) history.push(await step(history.at(-1) as Snapshot, core));
  return history;
}

test('half-steps take turns, the button names the next one, and the sentence says what changed', async () => {
  const values = valuesFor('crossing');
  const [s0, s1, s2] = (await run(values, 2)) as [Snapshot, Snapshot, Snapshot];
  assert.deepEqual(
    [s0, s1, s2].map((s) => [s.t, s.made, moves(s)[0].phase]),
    [
      [0, 'start', 'E'],
      [0.5, 'E', 'M'],
      [1, 'M', 'E'],
    ],
  );
  assert.match(describe(s0), /^Start: 2 lines placed, nothing inferred yet\. Log-likelihood −291\.\d\d\./);
  assert.match(
    describe(s1, s0),
    /^Step ½, E: each of 160 points is shared out\. ELBO touches the log-likelihood, −\d+\.\d\d: gap 0\.$/,
  );
  assert.match(
    describe(s2, s1),
    /^Step 1, M: line A moved most, by [\d.]+, slope [\d.]+ to [\d.]+\. Log-likelihood \+[\d.]+ to −[\d.]+, ELBO \+[\d.]+, gap [\d.]+\.$/,
  );
  const changed = await change(s2, { ...values, tolerance: 0.01 }, core);
  assert.match(
    describe(changed, s2),
    /^Step 1: tolerance 0\.01\. The log-likelihood is still .* current lines\.$/,
  );
  const moved = await edit(s2, { line: 1, ...through([0, 0], [1, -0.5]) }, core);
  assert.match(describe(moved, s2), /line B moved by hand to y = 0 − 0\.500 x\..*E comes next/);
  assert.ok(readings(moved).every(({ value }) => !value.includes('NaN')));
  const { head, rows } = trace([s0, s1, s2, moved]);
  assert.equal(head.at(-1), 'line B');
  assert.equal(rows.at(-1)?.[1], 'the hand');
});

test('a snapshot is not changed by stepping on from it: the same step gives the same snapshot', async () => {
  const s1 = (await run(valuesFor('rescue', { alpha: 5 }), 1))[1] as Snapshot;
  const copy = structuredClone(s1);
  assert.deepEqual(await step(s1, core), await step(s1, core));
  assert.deepEqual(s1, copy);
});

test('after M the mean square of the residuals is ρ, labels included; about the old line it is no smaller', async () => {
  for (const values of [valuesFor('crossing'), valuesFor('rescue', { alpha: 5 })]) {
    for (const s of (await run(values, 8)).filter(({ made }) => made === 'M'))
      s.residuals.lines.forEach(({ spread = 0, bars, width }, k) => {
        const rho = s.params.variances[k] as number;
        assert.ok(Math.abs(spread ** 2 - rho) < 1e-12 * rho, `line ${k}`);
        assert.ok((s.oldSquares?.[k] as number) >= rho * (1 - 1e-12));
        const shown = bars.reduce((sum, density) => sum + density * width, 0);
        assert.ok(shown > 0.97 && shown < 1 + 1e-9, `the bars are a density: ${shown}`);
      });
  }
});

test('generated examples scatter about their lines, and the same seed gives the same ones', () => {
  const { lines, count } = mixtures.crossing as { lines: readonly TrueLine[]; count: number };
  assert.deepEqual(sample(lines, count, 229), sample(lines, count, 229));
  assert.notDeepEqual(sample(lines, count, 229).X, sample(lines, count, 230).X);
  const { X, z } = sample(lines, 20_000, 1);
  lines.forEach(({ intercept, slope, sd, weight }, k) => {
    const rows = [...z.keys()].filter((n) => z[n] === k);
    const residuals = rows.map((n) => (X[2 * n + 1] as number) - intercept - slope * (X[2 * n] as number));
    const mean = residuals.reduce((a, b) => a + b, 0) / rows.length;
    const square = residuals.reduce((a, b) => a + b * b, 0) / rows.length;
    assert.ok(Math.abs(mean) < 5 * (sd / Math.sqrt(rows.length)), `mean ${mean}`);
    assert.ok(Math.abs(square / sd ** 2 - 1) < 0.06, `variance ${square}`);
    assert.ok(Math.abs(rows.length / 20_000 - weight) < 0.02);
  });
});

test('own data keep their labels; without labels labelled lines are refused with a way out', async () => {
  const own: OwnData = {
    name: 'mine',
    columns: ['dose', 'answer'],
    X: Float64Array.of(0, 0, 1, 1.2, 2, 1.9, 0, 5, 1, 4.2, 2, 2.9),
    z: Int32Array.of(0, 0, -1, 1, 1, -1),
    classes: ['up', 'down'],
  };
  const data = dataOf(valuesFor('own', { labels: 2 }), own);
  assert.deepEqual([...data.labelled.z], [0, 0, 1, 1]);
  assert.deepEqual([...data.X.data, ...data.y], [1, 2, 1, 2, 1.9, 2.9]);
  assert.throws(() => dataOf(valuesFor('own')), /CSV/);
  const values = valuesFor('crossing', { init: 'labelled_lines' });
  const error = await begin(dataOf(values), values, core).then(
    () => assert.fail('started'),
    (e: Error) => e,
  );
  assert.equal(remedy(error, values)?.values.init, 'random_lines');
  assert.match(disabled('alpha', values, undefined) ?? '', /labels per class/);
});
