// Many starts: outcomes grouped into optima, and each of them the same as the run on the stage would come to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import gmm from '../../../web/src/labs/gmm/index.ts';
import regressions from '../../../web/src/labs/regressions/index.ts';
import type { Core, Lab, SnapshotBase, Values } from '../../../web/src/shell/lab.ts';
import { histogramOf, optimaOf } from '../../../web/src/shell/restarts/optima.ts';
import { Search } from '../../../web/src/shell/restarts/search.ts';
import { Run } from '../../../web/src/shell/run.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';
import { close, lab as facade } from '../support.ts';

const core = facade as unknown as Core;
const reached = (...values: number[]) => values.map((value, seed) => ({ seed, value, t: 1 }));

test('outcomes closer than a run may still creep are one optimum; best first, members by seed', () => {
  const optima = optimaOf(reached(-10, -20.1, -10.2, -20, -30));
  assert.deepEqual(
    optima.map(({ value, members }) => [value, members.map(({ seed }) => seed)]),
    [
      [-10, [0, 2]],
      [-20, [1, 3]],
      [-30, [4]],
    ],
  );
  assert.deepEqual(optimaOf([]), []);
});

test('every outcome is in one bar, and the bars span them all', () => {
  const outcomes = reached(-10, -20, -15, -10, -19.999);
  const bars = histogramOf(outcomes, 10);
  assert.equal(bars.length, 10);
  assert.deepEqual([bars[0]?.from, bars.at(-1)?.to], [-20, -10]);
  assert.equal(
    bars.reduce((sum, { members }) => sum + members.length, 0),
    outcomes.length,
  );
  assert.equal(bars.at(-1)?.members.length, 2);
  assert.equal(histogramOf(reached(-5, -5, -5), 10).length, 1, 'one optimum is one bar');
});

const own = (entries: Values) => entries;
for (const [id, lab, values] of [
  ['gmm', gmm as unknown as Lab<SnapshotBase>, own({ data: 'local' })],
  ['gmm with labels', gmm as unknown as Lab<SnapshotBase>, own({ data: 'four', labels: 5, alpha: 20 })],
  ['regressions', regressions as unknown as Lab<SnapshotBase>, own({ data: 'crossing' })],
] as const) {
  test(`${id}: what a start comes to is what the stage comes to from its seed`, async () => {
    let all = defaults(lab.controls);
    for (const [name, value] of Object.entries(values)) all = withValue(lab.controls, all, name, value);
    const search = new Search(() => {});
    const restarts = await lab.restarts?.();
    assert.ok(restarts);
    await search.run(restarts, 8, core, { values: all, own: undefined, lasting: [] });
    assert.equal(search.state?.running, false);
    assert.equal((search.state?.outcomes.length ?? 0) + (search.state?.broken.length ?? 0), 8);
    for (const { seed, value, t } of search.state?.outcomes.slice(0, 3) ?? []) {
      const nothing = () => {};
      const listener = {
        changed: nothing,
        moved: nothing,
        told: nothing,
        working: nothing,
        failed: assert.fail,
      };
      const run = new Run(lab, () => core, { ...all, seed }, listener);
      await run.start();
      await run.converge();
      assert.equal(run.snapshot?.t, t);
      const { evaluation } = run.snapshot as unknown as { evaluation: { objective: number } };
      close(evaluation.objective, value, 1e-9);
    }
  });
}

test('cancelled, it keeps what it knows and counts no further', async () => {
  const lab = gmm as unknown as Lab<SnapshotBase>;
  const restarts = await lab.restarts?.();
  assert.ok(restarts);
  const search: Search = new Search(() => {
    if (search.state?.outcomes.length === 3 && search.state.running) search.cancel();
  });
  await search.run(restarts, 50, core, {
    values: defaults(lab.controls),
    own: undefined,
    lasting: [],
  });
  assert.equal(search.state?.outcomes.length, 3);
  assert.equal(search.state?.running, false);
});

test('a start that breaks off is counted as such, with its reason', async () => {
  const lab = gmm as unknown as Lab<SnapshotBase>;
  const restarts = await lab.restarts?.();
  assert.ok(restarts);
  const values = withValue(lab.controls, defaults(lab.controls), 'data', 'collapse');
  const search = new Search(() => {});
  await search.run(restarts, 12, core, { values, own: undefined, lasting: [] });
  assert.ok((search.state?.broken.length ?? 0) > 0);
  assert.match(search.state?.broken[0]?.reason ?? '', /collapsed/);
});
