// A run longer than the page's memory: what is given up is computed again to the bit, wherever one goes back to.
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import gmm from '../../../web/src/labs/gmm/index.ts';
import sgvb from '../../../web/src/labs/sgvb/index.ts';
import { follow } from '../../../web/src/shell/follow.ts';
import type { Lab, SnapshotBase, Values } from '../../../web/src/shell/lab.ts';
import { fromFragment, toFragment } from '../../../web/src/shell/link.ts';
import { LIMITS, WORDS } from '../../../web/src/shell/long-run.ts';
import { Run } from '../../../web/src/shell/run.ts';
import { defaults } from '../../../web/src/shell/values.ts';
import { core } from '../labs/lesson_support.ts';

type AnyLab = Lab<SnapshotBase>;
type AnyRun = Run<SnapshotBase>;

const usual = { ...LIMITS };
const limit = (limits: Partial<typeof LIMITS>) => Object.assign(LIMITS, usual, limits);
afterEach(() => limit({}));

function runOf(lab: AnyLab): { run: AnyRun; said: string[] } {
  const said: string[] = [];
  const nothing = () => {};
  const listener = { changed: nothing, moved: nothing, told: nothing, working: nothing };
  const failed = ({ message }: Error) => said.push(message);
  return { run: new Run(lab, () => core, defaults(lab.controls), { ...listener, failed }), said };
}

const change = (run: AnyRun, values: Values) => run.change({ ...run.values, ...values });

/** What a student does in a long time; each lab in its own way. */
const DEEDS: Readonly<Record<string, ((run: AnyRun) => Promise<unknown> | undefined)[]>> = {
  gmm: [
    (run) => run.forward(40),
    (run) => change(run, { alpha: 3 }),
    (run) => run.forward(31),
    (run) => run.edit({ component: 0, mean: [0.3, -1.2] }),
    (run) => run.forward(90),
    (run) => run.back(57),
    (run) => run.forward(2),
    (run) => run.back(80),
    (run) => run.edit({ component: 1, mean: [1.3, 0.2] }),
    (run) => run.forward(150),
    (run) => run.back(33),
    (run) => run.forward(50),
  ],
  sgvb: [
    (run) => run.forward(150),
    (run) => change(run, { stepSize: 0.02 }),
    (run) => run.forward(100),
    (run) => run.forward(100),
    (run) => run.back(310),
    (run) => run.forward(1),
    (run) => run.forward(10),
    (run) => run.forward(100),
    (run) => change(run, { samples: 3 }),
    (run) => run.forward(260),
    (run) => run.back(200),
    (run) => run.forward(300),
  ],
};

for (const [id, lab] of [
  ['gmm', gmm as unknown as AnyLab],
  ['sgvb', sgvb as unknown as AnyLab],
] as const)
  describe(`lab ${id}: a run longer than the memory`, () => {
    test('is at every position what it would be with memory enough; so is its link', async () => {
      const deeds = DEEDS[id] ?? [];
      const whole = runOf(lab).run;
      await whole.start();
      const expected = [];
      for (const deed of deeds) {
        await deed(whole);
        const { snapshot, values, journey, history, index } = whole;
        expected.push({ snapshot, values, journey, before: history[index - 1] });
      }
      limit({ count: 48 });
      const { run, said } = runOf(lab);
      await run.start();
      const seen = [];
      for (const deed of deeds) {
        await deed(run);
        const { snapshot, values, journey, history, index } = run;
        seen.push({ snapshot, values, journey, before: history[index - 1] });
        assert.ok(history.length < 48 + 32 + 300, `${history.length} are kept`);
      }
      assert.deepEqual(seen, expected);
      assert.deepEqual([...new Set(said)], [WORDS]);
      assert.ok(run.history.length < whole.history.length / 2, `${run.history.length} are kept`);

      // Back one by one through what was given up, and by the scrubber to what is kept.
      for (let steps = 0; steps < 120; ++steps) {
        await run.back();
        await whole.back();
        assert.deepEqual(run.snapshot, whole.snapshot);
        assert.deepEqual(run.history[run.index - 1], whole.history[whole.index - 1]);
      }
      for (const part of [0.9, 0.1, 0.5, 0.33, 0]) {
        await run.goTo(part * run.history.length);
        await whole.goTo(whole.history.length - 1 - run.journey.back);
        assert.deepEqual(run.snapshot, whole.snapshot);
        assert.deepEqual(run.history[run.index - 1], whole.history[whole.index - 1]);
        assert.deepEqual(run.journey, whole.journey);
      }
      await run.goTo(0.7 * run.history.length);
      await whole.goTo(whole.history.length - 1 - run.journey.back);
      const visitor = runOf(lab).run;
      await follow(visitor, fromFragment(lab, toFragment(lab, run.journey)));
      assert.deepEqual(visitor.snapshot, whole.snapshot);
      assert.deepEqual(visitor.journey, whole.journey);
    });
  });

/** Nothing but a number that is never the same again, and something that is heavy. */
const heavy = (bytes: number) => {
  const next = (t: number, x: number) => ({
    t,
    made: 'step' as const,
    converged: false,
    x: Math.sin(1e4 * x + t),
    load: new Float64Array(bytes / 8),
  });
  return {
    controls: {},
    start: async () => next(0, 1),
    step: async ({ t, x }: ReturnType<typeof next>) => [next(t + 1, x)],
  } as unknown as AnyLab;
};

test('100 000 steps, a day of play: the page keeps no more than it may, says so once, and goes back to any of them', async () => {
  const lab = heavy(64);
  const { run, said } = runOf(lab);
  await run.start();
  const values: unknown[] = [];
  let most = 0;
  for (let t = 0; t < 100_000; ++t) {
    values.push((run.snapshot as unknown as { x: number }).x);
    await run.forward();
    most = Math.max(most, run.history.length);
  }
  assert.ok(most <= LIMITS.count + 32, `${most}`);
  assert.deepEqual(said, [WORDS]);
  assert.equal(run.snapshot?.t, 100_000);
  for (const t of [99_999, 70_001, 12_345, 12_344, 777, 1, 0]) {
    await run.back((run.snapshot?.t ?? 0) - t);
    assert.equal(run.snapshot?.t, t);
    assert.equal((run.snapshot as unknown as { x: number }).x, values[t]);
    assert.equal(run.journey.back, 100_000 - t);
  }
});

test('a table so large that few snapshots fit: bytes are bounded too', async () => {
  limit({ bytes: 50e6 });
  const { run, said } = runOf(heavy(1e6));
  await run.start();
  for (let t = 0; t < 400; ++t) await run.forward();
  assert.ok(run.history.length < 50 + 32, `${run.history.length}`);
  assert.deepEqual(said, [WORDS]);
  await run.back(333);
  assert.equal(run.snapshot?.t, 67);
});

test('a step back that cannot be computed leaves the run where it stands', async () => {
  limit({ count: 40 });
  const lab = heavy(64);
  const { run, said } = runOf(lab);
  await run.start();
  for (let t = 0; t < 200; ++t) await run.forward();
  const { step } = lab;
  Object.assign(lab, { step: () => Promise.reject(new Error('broken')) });
  await run.back(151);
  assert.equal(run.snapshot?.t, 200);
  assert.equal(said.at(-1), 'broken');
  Object.assign(lab, { step });
  await run.back(151);
  assert.equal(run.snapshot?.t, 49);
});
