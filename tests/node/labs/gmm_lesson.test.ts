// Every claim that the lesson of the mixture lab makes, and every answer that it expects, from the core.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edit } from '../../../web/src/labs/gmm/edits.ts';
import { agreementWith, collapse, stuck } from '../../../web/src/labs/gmm/lesson.ts';
import type { Snapshot } from '../../../web/src/labs/gmm/model.ts';
import { classwork, core } from './lesson_support.ts';

const work = await classwork<Snapshot>('gmm');
const objective = (s: Snapshot) => s.evaluation.objective;

test('whose point: the ringed point is the least sure one, and two components nearly split it', async () => {
  const start = await work.page(1);
  assert.match(await work.refusal('undecided', start, 0.5), /E-step first/);
  const at = await work.go(start, { step: 1 });
  const truth = await work.edges('undecided', at);
  const { responsibilities: R, undecided = -1 } = at.snapshot;
  assert.ok(R);
  const largest = Array.from({ length: R.rows }, (_, n) => Math.max(...R.data.subarray(4 * n, 4 * n + 4)));
  assert.ok(Math.abs(truth - Math.min(...largest)) < 1e-12); // computed in two ways
  const shares = [...R.data.subarray(4 * undecided, 4 * undecided + 4)].sort((a, b) => b - a);
  assert.ok((shares[0] as number) + (shares[1] as number) > 0.95, `shares ${shares}`);
  await work.accepts('undecided', at, truth.toFixed(2));
});

test('the bound touches: a gap before E, none after; only the bound moved', async () => {
  const before = await work.page(2);
  assert.ok(before.snapshot.evaluation.gap > 10, 'stale shares leave a gap');
  assert.match(await work.refusal('gap-after-e', before, 0), /E-step first/);
  assert.match(await work.refusal('moved-by-e', before, 'bound'), /E-step/);
  const after = await work.go(before, { step: 3 });
  assert.ok(Math.abs(await work.edges('gap-after-e', after)) < 1e-9);
  await work.refuses('gap-after-e', after, before.snapshot.evaluation.gap);
  await work.rightChoice('moved-by-e', after, 'bound');
});

test('refit: D moves farther than any other mean, from alone at the top to amid its points', async () => {
  const at = await work.page(3);
  const after = await work.go(at, { step: 2 });
  const [from, to] = [at.snapshot.params.means.data, after.snapshot.params.means.data];
  const moved = [0, 1, 2, 3].map((k) =>
    Math.hypot((to[2 * k] ?? 0) - (from[2 * k] ?? 0), (to[2 * k + 1] ?? 0) - (from[2 * k + 1] ?? 0)),
  );
  assert.equal(moved.indexOf(Math.max(...moved)), 3);
  const [x, y] = [to[6] as number, to[7] as number];
  // The second hint: half a unit right, more than one down.
  assert.ok(Math.abs(x - (from[6] as number) - 0.5) < 0.1 && (from[7] as number) - y > 1);
  assert.ok((from[7] as number) > 3, 'D begins at the upper edge');
  await work.accepts('next-mean', at, x + 0.3, y - 0.39);
  await work.refuses('next-mean', at, x + 0.3, y - 0.41);
  await work.refuses('next-mean', at, from[6] as number, from[7] as number);
  assert.match(await work.refusal('next-mean', at, 'left', 1), /“left” is not a number/);
  assert.match(await work.refusal('next-mean', at, x), /both numbers/);
  assert.match(await work.refusal('next-mean', at, '', y), /both numbers/);
  assert.match(await work.refusal('next-mean', after, x, y), /before its M-step/);
});

test('M lifts both: the bound by 5 to 10 nats, the log-likelihood further; the step before by some 200', async () => {
  const at = await work.page(4);
  const truth = await work.edges('next-bound', at);
  const rise = truth - at.snapshot.evaluation.bound;
  assert.ok(rise > 5 && rise < 10, `the bound rises by ${rise}`);
  const first = objective(at.history[2] as Snapshot) - objective(at.history[1] as Snapshot);
  assert.ok(Math.abs(first - 200) < 10, `the first M-step lifted it by ${first}`);
  const after = await work.go(at, { step: 4 });
  assert.equal(after.snapshot.evaluation.bound, truth);
  await work.rightChoice('rises-more', after, 'truth');
  assert.match(await work.refusal('rises-more', at, 'truth'), /M-step first/);
  assert.match(await work.refusal('next-bound', after, truth), /before its M-step/);
  const range = work.question('next-bound');
  assert.ok(range.kind === 'number');
  const { min, max } = range.range?.(at) ?? { min: 0, max: 0 };
  assert.ok(min < truth - 4 && truth + 4 < max, 'the slider reaches');
});

test('the start decides: eighteen of the seeds 0 to 39 end on a lower hill, with one component on stray points', async () => {
  const at = await work.page(5);
  assert.ok(at.snapshot.converged);
  assert.ok((at.snapshot.agreement as number) > 0.95, 'seed 229 found the three groups');
  await work.refuses('worse-start', at);
  const worse: number[] = [];
  for (let seed = 0; seed < 40; ++seed) {
    const start = await work.start({ ...at.values, seed });
    const { right } = await work.verdict('worse-start', start);
    if (!right) continue;
    worse.push(seed);
    const end = (await work.go(start, { converge: true })).snapshot;
    const counts = [...(end.counts ?? [])].sort((a, b) => a - b);
    assert.ok((counts[0] as number) < 10 && (counts[2] as number) > 150, `seed ${seed}: ${counts}`);
    assert.ok(objective(end) < objective(at.snapshot) - 50);
  }
  assert.equal(worse.length, 18, `${worse}`);
  assert.ok(
    [1, 3].every((seed) => worse.includes(seed)),
    'the second hint',
  );
});

test('the start decides: a mean moved by hand counts, another data set does not', async () => {
  const at = await work.reach({ set: { data: 'local', seed: '229' }, step: 0 });
  // Two means into one group, the third between the others.
  let snapshot = at.snapshot;
  for (const [component, x, y] of [
    [0, -3.2, 0.3],
    [1, -2.8, -0.3],
    [2, 2.4, 0],
  ] as const)
    snapshot = await edit(snapshot, { component, mean: [x, y] }, core);
  const byHand = { ...at, snapshot, history: [at.snapshot, snapshot], index: 1 };
  await work.accepts('worse-start', byHand);
  for (const set of [{ data: 'four' }, { data: 'local', k: '2' }, { data: 'local', dataSeed: '1' }])
    assert.match(await work.refusal('worse-start', await work.reach({ set, step: 0 })), /Set the view/);
});

test('likelihood without end: two points swallow a component; of the three remedies only the floor helps', async () => {
  const at = await work.page(6);
  assert.ok(!at.snapshot.converged);
  const { last, error } = await collapse(at);
  assert.equal(error?.name, 'NumericalError');
  assert.ok(last.t > at.snapshot.t, 'the page stops before the hole');
  const volume = (s: Snapshot) =>
    Math.min(...s.params.covariances.map(({ data: [a = 0, b = 0, , d = 0] }) => a * d - b * b));
  assert.ok(volume(last) < volume(at.snapshot), 'it narrows');
  assert.ok(Math.abs((await work.edges('owners-of-the-hole', at)) - 2) < 1e-3);
  await work.rightChoice('what-stops-it', at, 'floor');
  for (const set of [{ tolerance: 1e-6 }, { k: 4 }])
    assert.equal((await collapse(at, set)).error?.name, 'NumericalError', JSON.stringify(set));
  const floored = await work.show(at, { set: { floor: '0.01' }, converge: true });
  assert.ok(floored.snapshot.converged);
});

test('a few labels: 0.58 alone, out with alpha = 5, worse than alone with 100', async () => {
  const at = await work.page(7);
  assert.equal(at.snapshot.agreement?.toFixed(2), '0.58');
  assert.equal(at.snapshot.data.labelled.z.length, 20);
  assert.equal(at.snapshot.data.X.rows, 300);
  const alone = await stuck(at);
  assert.ok(
    Math.abs(alone.agreement - (at.snapshot.agreement as number)) < 1e-12,
    'the core and the lab agree',
  );
  assert.equal(await work.edges('alpha-counts', at), 25);
  await work.rightChoice('too-loud', at, 'worse');
  const five = await work.show(at, { set: { alpha: '5' }, converge: true });
  assert.ok((five.snapshot.agreement as number) > 0.8);
  assert.ok(Math.abs((await agreementWith(at, alone, 5)) - (five.snapshot.agreement as number)) < 0.01);
  const loud = await work.show(five, { set: { alpha: '100' }, converge: true });
  assert.ok((loud.snapshot.agreement as number) < (at.snapshot.agreement as number));
});
