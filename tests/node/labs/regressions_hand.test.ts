// Points under the hand in the lab of regressions: the same rules as for mixtures, on a design with a column of ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf } from '../../../web/src/labs/regressions/data.ts';
import { type Edit, edits } from '../../../web/src/labs/regressions/edits.ts';
import lab from '../../../web/src/labs/regressions/index.ts';
import type { Snapshot } from '../../../web/src/labs/regressions/model.ts';
import { restarts } from '../../../web/src/labs/regressions/restarts.ts';
import type { Core } from '../../../web/src/shell/lab.ts';
import { defaults } from '../../../web/src/shell/values.ts';
import { lab as facade } from '../support.ts';

const core = facade as unknown as Core;
const values = { ...defaults(lab.controls), labels: 2, alpha: 3 };
const start = await lab.start(values, core);
const [first = 0, second = 0] = start.data.ids.unlabelled;
const after = (s: Snapshot, edit: Edit) => lab.edit?.(s, edit, values, core) as Promise<Snapshot>;
const forward = async (s: Snapshot) => (await lab.step(s, values, core, 1))[0] as Snapshot;

test('points are added, moved, erased and labelled; lines stay, and nothing is known before E', async () => {
  const before = await forward(await forward(start));
  const N = before.data.y.length;
  let s = before;
  for (const edit of [
    { point: 7000, at: [1.5, -2] },
    { point: first, erased: true },
    { point: second, at: [0.5, 0.25] },
  ] as const)
    s = await after(s, edit);
  assert.equal(s.data.y.length, N);
  assert.deepEqual([...placesOf(s.data).subarray(0, 2)], [0.5, 0.25]);
  assert.deepEqual([...placesOf(s.data).subarray(-2)], [1.5, -2]);
  assert.ok(Array.from({ length: N }, (_, n) => s.data.X.data[2 * n]).every((one) => one === 1));
  assert.deepEqual(s.params, before.params);
  assert.equal(s.phase, undefined);
  assert.equal(s.t, before.t);
  assert.equal(
    lab.describe(s, before).startsWith(`Step 1: point ${second + 1} put at (0.50, 0.25) by hand`),
    true,
  );
  s = await after(s, { point: second, label: 1 });
  assert.equal(s.data.labelled.z.at(-1), 1);
  assert.deepEqual([...placesOf(s.data.labelled).subarray(-2)], [0.5, 0.25]);
  const e = await forward(s);
  assert.ok(e.evaluation.gap <= 1e-9 * Math.abs(e.evaluation.objective), 'after E the bound touches');
  const m = await forward(e);
  assert.ok(m.evaluation.objective >= e.evaluation.objective - 1e-9 * Math.abs(e.evaluation.objective));
});

test('in the link, and what means nothing there', () => {
  assert.deepEqual(edits.read('p3=1,2'), { point: 3, at: [1, 2] });
  assert.equal(edits.write({ point: 3, erased: true }), 'erase3=');
  assert.deepEqual(edits.read('A=0.5,-1.2'), { line: 0, intercept: 0.5, slope: -1.2 });
  for (const text of ['A=1', 'A=1,2,3', 'p3=1', 'nudge AB', 'A.cov=1,2,3', ''])
    assert.equal(edits.read(text), undefined, text);
});

test('many starts follow the changed points', async () => {
  const far = { point: 7000, at: [3, 50] };
  const plain = await (await restarts.prepare(values, core, undefined, []))(5);
  const changed = await (await restarts.prepare(values, core, undefined, [far]))(5);
  assert.notEqual(plain.value, changed.value);
});
