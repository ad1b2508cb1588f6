// The KL lab without a page: each part stepped headless with the real core, and every claim of its texts and examples.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import type { CodesSnapshot } from '../../../web/src/labs/kl/codes.ts';
import { controls, disabled, hides, PANES } from '../../../web/src/labs/kl/controls.ts';
import type { ConvexSnapshot } from '../../../web/src/labs/kl/convex.ts';
import { layoutOf } from '../../../web/src/labs/kl/layout.ts';
import type { LikelihoodSnapshot } from '../../../web/src/labs/kl/likelihood.ts';
import {
  begin,
  change,
  describe,
  moves,
  readings,
  type Snapshot,
  step,
  trace,
} from '../../../web/src/labs/kl/model.ts';
import { withShare } from '../../../web/src/labs/kl/numbers.ts';
import type { Core, Values } from '../../../web/src/shell/lab.ts';
import { fromFragment, toFragment } from '../../../web/src/shell/link.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';

const lab = await load();
// The synchronous facade answers where promises are awaited just as well.
const core = lab as unknown as Core;

const valuesFor = (pane: string, example: string, more: Values = {}): Values => ({
  ...withValue(controls, withValue(controls, defaults(controls), 'pane', pane), pane, example),
  ...more,
});

const open = async <S extends Snapshot>(pane: string, example: string, more: Values = {}): Promise<S> =>
  (await begin(valuesFor(pane, example, more), core)) as S;

/** The whole run, start first. */
async function run<S extends Snapshot>(pane: string, example: string, more: Values = {}): Promise<S[]> {
  const values = valuesFor(pane, example, more);
  const history = [(await begin(values, core)) as S];
  while (!history.at(-1)?.converged && history.length < 2500)
    history.push(...((await step(history.at(-1) as S, values, core, 1)) as S[]));
  return history;
}

const last = <S>(history: readonly S[]) => history.at(-1) as S;
const near = (a: number, b: number, tolerance: number, what = '') =>
  assert.ok(Math.abs(a - b) <= tolerance, `${what} ${a} is within ${tolerance} of ${b}`);
const bits = (nats: number) => nats / Math.LN2;
const examples = PANES.filter(({ value }) => value !== 'fit').flatMap(({ value }) =>
  controls[value].options.map((option) => [value, option.value] as const),
);

for (const [pane, example] of examples) {
  test(`${pane}, ${example}: starts, steps to its end, and says something new at every step`, async () => {
    const history = await run(pane, example);
    const end = last(history);
    assert.ok(end.converged, describe(end));
    const sentences = history.slice(0, 60).map((s, i) => describe(s, history[i - 1]));
    sentences.forEach((sentence, i) => {
      assert.notEqual(sentence, sentences[i - 1]);
      assert.doesNotMatch(sentence, /NaN|undefined/);
    });
    for (const { value } of readings(end)) assert.doesNotMatch(value, /NaN|undefined/);
    const table = trace(history);
    assert.equal(table.rows.length, history.length);
    for (const row of table.rows) assert.equal(row.length, table.head.length);
    // Past its end a run begins again: no button is dead.
    const [after] = await step(end, valuesFor(pane, example), core, 1);
    assert.ok(after);
    const [first, second] = moves(end);
    assert.ok(first && second && second.steps > first.steps);
  });
}

test('codes: cross entropy is entropy and divergence, and the table’s terms sum to the divergence', async () => {
  const { costs, terms, lengths, p } = await open<CodesSnapshot>('codes', 'asymmetry');
  near(costs.cross, costs.entropy + costs.kl, 1e-12);
  near(
    terms.reduce((a, b) => a + b, 0),
    costs.kl,
    1e-12,
  );
  near(
    lengths.reduce((sum, length, i) => sum + length * (p[i] ?? 0), 0),
    costs.cross,
    1e-12,
  );
});

test('codes, not symmetric: one direction costs twice the other', async () => {
  const { costs } = await open<CodesSnapshot>('codes', 'asymmetry');
  near(bits(costs.kl), 1.594, 5e-4);
  near(costs.kl / costs.reverse, 2, 0.05);
});

test('codes, uniform: every symbol costs 2 bits, and the divergence is 2 bits less the entropy', async () => {
  const { costs, lengths } = await open<CodesSnapshot>('codes', 'uniform');
  for (const length of lengths) near(bits(length), 2, 1e-12);
  near(bits(costs.kl), 2 - bits(costs.entropy), 1e-12);
});

test('codes: infinite one way, infinite both ways, zero, and all divergence', async () => {
  const infinite = await open<CodesSnapshot>('codes', 'infinite');
  assert.equal(infinite.costs.kl, Number.POSITIVE_INFINITY);
  assert.ok(Number.isFinite(infinite.costs.reverse));
  assert.match(describe(infinite), /infinite/);
  assert.ok(readings(infinite).some(({ name, value }) => name === 'KL(p ‖ q)' && value === '∞'));
  const disjoint = (await open<CodesSnapshot>('codes', 'disjoint')).costs;
  assert.deepEqual([disjoint.kl, disjoint.reverse], [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  const equal = (await open<CodesSnapshot>('codes', 'equal')).costs;
  near(equal.kl, 0, 1e-15);
  near(equal.cross, equal.entropy, 1e-12);
  const certain = (await open<CodesSnapshot>('codes', 'certain')).costs;
  near(certain.entropy, 0, 1e-15);
  near(certain.cross, certain.kl, 1e-12);
});

test('codes: the average of the message nears the cross entropy, and the same seed sends the same message', async () => {
  for (const seed of [1, 2, 3]) {
    const end = last(await run<CodesSnapshot>('codes', 'asymmetry', { seed }));
    near(bits(end.mean ?? 0), bits(end.costs.cross), 0.6, 'average');
    assert.deepEqual(last(await run<CodesSnapshot>('codes', 'asymmetry', { seed })), end);
  }
  const sent = async (seed: number) => last(await run<CodesSnapshot>('codes', 'asymmetry', { seed })).message;
  assert.notDeepEqual(await sent(1), await sent(2));
});

test('codes: twenty at once are the same as twenty one by one; an impossible symbol makes the average infinite', async () => {
  const values = valuesFor('codes', 'infinite');
  const start = await begin(values, core);
  const many = await step(start, values, core, 20);
  let one: Snapshot = start;
  for (let i = 0; i < 20; ++i) one = (await step(one, values, core, 1))[0] as Snapshot;
  assert.deepEqual(many.at(-1), one);
  const end = last(await run<CodesSnapshot>('codes', 'infinite'));
  assert.ok(end.message?.includes(3), 'D is sent');
  assert.equal(end.mean, Number.POSITIVE_INFINITY);
});

test('codes: another unit tells the same state in other numbers', async () => {
  const values = valuesFor('codes', 'uniform');
  const s = await begin(values, core);
  const nats = (await change(s, { ...values, unit: 'nats' })) as CodesSnapshot;
  assert.equal(nats.costs, (s as CodesSnapshot).costs);
  assert.equal(readings(s)[1]?.value, '2.000');
  assert.equal(readings(nats)[1]?.value, '1.386');
});

test('mixing: the inequality holds for every λ of every example', async () => {
  for (const { value } of controls.convex.options) {
    const { curve } = await open<ConvexSnapshot>('convex', value);
    for (const { klOfMixture, mixtureOfKls, gap } of curve) {
      assert.ok(gap >= 0);
      assert.ok(klOfMixture <= mixtureOfKls + 1e-12);
    }
  }
});

test('mixing: opposites cancel, one pair and pairs that never meet have no gap, uniform q shows the entropy', async () => {
  const halfWay = async (example: string) =>
    (await open<ConvexSnapshot>('convex', example, { lambda: 0.5 })).here;
  const opposite = await halfWay('opposite');
  near(opposite.klOfMixture, 0, 1e-15);
  assert.ok(bits(opposite.mixtureOfKls) > 1.5);
  for (const example of ['same', 'apart']) {
    const { curve } = await open<ConvexSnapshot>('convex', example);
    for (const { gap } of curve) near(gap, 0, 1e-14, example);
  }
  const { mixed, here } = await open<ConvexSnapshot>('convex', 'entropy', { lambda: 0.5 });
  near(here.klOfMixture, Math.log(4) - lab.divergence.entropy([...mixed.p]), 1e-12);
});

test('mixing: infinity is rescued one step away from λ = 1', async () => {
  const { curve } = await open<ConvexSnapshot>('convex', 'rescued');
  for (const { lambda, klOfMixture, mixtureOfKls } of curve) {
    assert.equal(Number.isFinite(klOfMixture), lambda < 1, `λ = ${lambda}`);
    assert.equal(Number.isFinite(mixtureOfKls), lambda === 0);
  }
});

test('mixing: the gap is what the outcome leaves of the coin’s divergence (chain rule)', async () => {
  const { here, pairs } = await open<ConvexSnapshot>('convex', 'entropy', { lambda: 0.3 });
  const joint = (which: 'p' | 'q') => [
    pairs[0][which].map((share) => 0.3 * share),
    pairs[1][which].map((share) => 0.7 * share),
  ];
  const { joint: whole, y, xGivenY } = lab.divergence.chainRule(joint('p'), joint('q'));
  near(whole, here.mixtureOfKls, 1e-12);
  near(y, here.klOfMixture, 1e-12);
  near(xGivenY, here.gap, 1e-12);
});

test('mixing: the sweep adds 0.05 and begins again after 1', async () => {
  const history = await run<ConvexSnapshot>('convex', 'same');
  assert.equal(history.length, 21);
  near(history[7]?.here.lambda ?? 0, 0.35, 1e-12);
  const [after] = (await step(last(history), {}, core, 1)) as ConvexSnapshot[];
  assert.equal(after?.here.lambda, 0);
});

test('likelihood: both curves differ by the entropy of the data everywhere, and walk ends at the mean over 3', async () => {
  for (const { value } of controls.likelihood.options) {
    const history = await run<LikelihoodSnapshot>('likelihood', value);
    const { here, curve, best } = last(history);
    near(here.theta, best, 0.002, value);
    for (const { kl, meanLogLikelihood, entropy } of curve)
      if (Number.isFinite(kl)) near(kl, 0 - meanLogLikelihood - entropy, 1e-12);
    const lowest = (of: (i: number) => number) =>
      curve.map((_, i) => i).reduce((a, b) => (of(b) < of(a) ? b : a), 0);
    assert.equal(
      lowest((i) => curve[i]?.kl ?? 0),
      lowest((i) => 0 - (curve[i]?.meanLogLikelihood ?? 0)),
    );
    history.slice(1).forEach((s, i) => {
      assert.ok(s.here.kl <= (history[i] as LikelihoodSnapshot).here.kl, 'never uphill');
    });
  }
});

test('likelihood: what each example promises', async () => {
  const end = async (example: string, more: Values = {}) =>
    last(await run<LikelihoodSnapshot>('likelihood', example, more));
  const inside = await end('inside');
  near(inside.here.theta, 0.4, 0.015);
  assert.ok(inside.here.kl < 0.01);
  const misfit = await end('misfit');
  near(bits(misfit.here.kl), 2, 1e-4);
  // Twice or half the data in the same proportions leave the same.
  near((await end('misfit', { n0: 2, n3: 2 })).here.kl, misfit.here.kl, 1e-9);
  assert.equal((await end('edge')).here.theta, 1);
  near((await end('edge')).here.kl, 0, 1e-15);
  const excluded = await run<LikelihoodSnapshot>('likelihood', 'excluded');
  assert.equal(excluded[0]?.here.kl, Number.POSITIVE_INFINITY);
  assert.ok(Number.isFinite(excluded[1]?.here.kl));
  assert.match(describe(excluded[1] as Snapshot, excluded[0]), /infinity/);
});

test('what cannot be is said in words', async () => {
  const none = Object.fromEntries([0, 1, 2, 3].map((i) => [`n${i}`, 0]));
  await assert.rejects(open('likelihood', 'inside', none), /no data.*above 0/);
  const nothing = Object.fromEntries([0, 1, 2, 3].map((i) => [`q${i}`, 0]));
  await assert.rejects(open('codes', 'uniform', nothing), /q needs at least one value above 0/);
});

test('one observation is one, and its title has a short form for narrow stages', async () => {
  const titleOf = async (n: number) => {
    const s = await open<LikelihoodSnapshot>('likelihood', 'edge', { n3: n });
    const { title, shortTitle } = layoutOf(s, 600, 400, 1).groups[0] ?? {};
    assert.ok(title?.startsWith(`${shortTitle}:`), title);
    return shortTitle;
  };
  assert.equal(await titleOf(1), '1 observation');
  assert.equal(await titleOf(12), '12 observations');
});

test('a share that is moved takes from the others in proportion, and the sum stays 1', () => {
  const sum = (p: readonly number[]) => p.reduce((a, b) => a + b, 0);
  assert.deepEqual(withShare([0.4, 0.3, 0.2, 0.1], 0, 0.7), [0.7, 0.15, 0.1, 0.05]);
  assert.deepEqual(withShare([1, 0, 0, 0], 0, 0.4), [0.4, 0.2, 0.2, 0.2]);
  assert.deepEqual(withShare([0.4, 0.3, 0.2, 0.1], 3, 2), [0, 0, 0, 1]);
  assert.deepEqual(withShare([0.4, 0.3, 0.2, 0.1], 3, -1)[3], 0);
  for (const share of [0, 0.123, 0.5, 0.999, 1])
    near(sum(withShare([0.4, 0.3, 0.2, 0.1], 1, share)), 1, 5e-4);
});

test('every example and everything that can be moved is in the link, and comes back from it', () => {
  for (const { value: pane } of PANES) {
    for (const { value: example } of controls[pane].options) {
      const values = valuesFor(pane, example, { p1: 0.125, n2: 7, m0: -1.25, rho: 0.5, stepSize: 0.02 });
      const back = fromFragment(
        { controls },
        toFragment({ controls }, { start: values, deeds: [], t: 0, back: 0 }),
      );
      assert.deepEqual(back.problems, []);
      assert.deepEqual(back.start, values);
    }
  }
});

test('no two controls are called the same: a page that lists all of them tells them apart', () => {
  const labels = Object.values(controls).map(({ label }) => label);
  assert.deepEqual(
    labels.filter((label, i) => labels.indexOf(label) !== i),
    [],
  );
});

test('each part shows its own controls; what has no meaning now is off, and says why', () => {
  const shown = (pane: string) =>
    Object.keys(controls).filter((name) => !hides(name, valuesFor(pane, controls.fit.value)));
  assert.deepEqual(shown('codes'), ['codes', 'seed', 'unit']);
  assert.deepEqual(shown('fit'), ['fit', 'walk', 'stepSize', 'sigma', 'map']);
  assert.match(disabled('stepSize', valuesFor('fit', 'alpha')) ?? '', /gradient descent/);
  assert.equal(disabled('stepSize', valuesFor('fit', 'seeking')), undefined);
});
