// Every claim that the lesson of the KL lab makes, and every answer that it expects, from the core.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FitSnapshot } from '../../../web/src/labs/kl/fit.ts';
import { bestExclusive } from '../../../web/src/labs/kl/lesson.ts';
import type { LikelihoodSnapshot } from '../../../web/src/labs/kl/likelihood.ts';
import type { Snapshot } from '../../../web/src/labs/kl/model.ts';
import type { Values } from '../../../web/src/shell/lab.ts';
import { classwork, core } from './lesson_support.ts';

const work = await classwork<Snapshot>('kl');
const startOf = (base: Values, more: Values) => work.start({ ...base, ...more });

test('what a word costs: 1.75 bits, and 0.25 wasted by the uniform code', async () => {
  const at = await work.page(1);
  assert.ok(Math.abs((await work.edges('entropy', at)) - 1.75) < 1e-12);
  assert.ok(Math.abs((await work.edges('uniform-waste', at)) - 0.25) < 1e-12);
  await work.accepts('entropy', await startOf(at.values, { unit: 'nats' }), '1,75 bits');
  assert.match(await work.refusal('entropy', await work.page(5), 1.75), /part 1/);
});

test('the wrong code: B is dearest, A is saved on, and the sum is not negative', async () => {
  const at = await work.page(2);
  await work.rightChoice('dearest', at, 'b');
  assert.ok(at.snapshot.pane === 'codes');
  const { terms, lengths, costs } = at.snapshot;
  assert.ok((terms[0] as number) < 0, 'A is cheaper than in the best code');
  assert.ok(Math.abs((lengths[1] as number) - (lengths[3] as number)) < 1e-12, 'B, C and D cost the same');
  assert.ok(Math.abs(terms.reduce((a, b) => a + b) - costs.kl) < 1e-12);
  await work.refuses('close-codes', at);
  await work.accepts('close-codes', await startOf(at.values, { q0: 0.5, q1: 0.25, q2: 0.125, q3: 0.125 }));
  await work.accepts('close-codes', await startOf(at.values, { q0: 0.52, q1: 0.25, q2: 0.12, q3: 0.11 }));
  await work.refuses('close-codes', await startOf(at.values, { q0: 0.6, q1: 0.2, q2: 0.1, q3: 0.1 }));
  await work.refuses('close-codes', await startOf(at.values, { q0: 0.5, q1: 0.5, q2: 0, q3: 0 }));
});

test('never say never: infinite one way, finite the other', async () => {
  const at = await work.page(3);
  await work.rightChoice('infinite-way', at, 'pq');
  assert.ok(at.snapshot.pane === 'codes');
  assert.equal(at.snapshot.costs.kl, Number.POSITIVE_INFINITY);
  assert.ok(at.snapshot.costs.reverse < 0.2, 'the other is small');
});

test('mixing: the inequality everywhere, equal at λ = 0.5, far apart at the ends', async () => {
  const at = await work.page(4);
  assert.equal(await work.edges('lambda-zero', at), 0.5);
  assert.ok(at.snapshot.pane === 'convex');
  const { curve } = at.snapshot;
  assert.ok(curve.every(({ klOfMixture, mixtureOfKls }) => klOfMixture <= mixtureOfKls + 1e-12));
  assert.ok((curve[0]?.klOfMixture ?? 0) > 1 && Math.abs(curve[20]?.klOfMixture ?? 1) < 1e-12);
});

test('likelihood: lowest at the share of successes, 47 of 120; the curves differ by the entropy', async () => {
  const at = await work.page(5);
  const { counts, data } = at.snapshot as LikelihoodSnapshot;
  assert.equal(data.length, 40);
  assert.equal(
    counts.reduce((sum, count, x) => sum + x * count, 0),
    47,
  );
  const truth = await work.edges('best-theta', at);
  assert.ok(Math.abs(truth - 47 / 120) < 0.001, `${truth}`);
  await work.rightChoice('between-curves', at, 'entropy');
});

test('covering or seeking: σ = 2.12 over both modes; the other settles on the right, at about ln 2', async () => {
  const at = await work.page(6);
  const truth = await work.edges('covering-width', at);
  assert.ok(Math.abs(truth - Math.hypot(0.7, 2)) < 1e-9);
  await work.rightChoice('seeking-end', at, 'right');
  const end = (await work.go(at, { converge: true })).snapshot as FitSnapshot;
  assert.ok(end.exclusive.q.mean > 1.9 && Math.abs(end.exclusive.value - Math.LN2) < 0.02);
  assert.ok(Math.abs(Math.exp(end.inclusive.q.logSigma) - truth) < 0.02);
  const { start, p } = end;
  assert.ok(start.mean > 0 && start.mean < 2, 'a little right of the middle');
  const middle = Math.exp((await core.divergence.logDensity(p, [0]))[0] as number);
  const peak = Math.exp((await core.divergence.logDensity(p, [2]))[0] as number);
  assert.ok(middle < 0.05 * peak, 'the middle is nearly empty');
});

test('the lesser mode: seven tenths on the left, the fit on the right; starts on the left find the better one', async () => {
  const at = await work.page(7);
  const s = at.snapshot as FitSnapshot;
  assert.ok(Math.abs((s.p.weights[0] as number) - 0.7) < 1e-12 && (s.p.means[0] as number) < 0);
  assert.ok(s.exclusive.q.mean > 1.9);
  const valleys = s.scene.valleys?.optima ?? [];
  assert.ok(
    Math.abs((await bestExclusive(core, s.p)) - (valleys[0]?.value ?? 0)) < 1e-4,
    'as the map has it',
  );
  await work.refuses('better-start', at);
  for (const start of [-1, -2, -3]) await work.accepts('better-start', await startOf(at.values, { start }));
  for (const start of [1.5, 3]) await work.refuses('better-start', await startOf(at.values, { start }));
  assert.match(await work.refusal('better-start', await startOf(at.values, { m0: 2 })), /Set the view/);
  await work.refuses('better-start', await startOf(at.values, { start: -2, stepSize: 2 }));
});

test('small steps stick: 1.605 against 0.219, which is ln 4; 0.1 leaps, 0.05 settles nowhere', async () => {
  const at = await work.page(8);
  const s = at.snapshot as FitSnapshot;
  assert.equal(s.exclusive.value.toFixed(3), '1.605');
  assert.equal((await bestExclusive(core, s.p)).toFixed(3), '0.219');
  const truth = await work.edges('how-much-worse', at);
  assert.ok(Math.abs(truth - Math.log(4)) < 0.005, `${truth}`);
  await work.refuses('leap', at);
  await work.accepts('leap', await startOf(at.values, { stepSize: 0.1 }));
  for (const stepSize of [0.01, 0.05, 0.07])
    await work.refuses('leap', await startOf(at.values, { stepSize }));
  assert.match((await work.refuses('leap', await startOf(at.values, { stepSize: 0.05 }))).feedback, /settle/);
  await work.refuses('leap', await startOf(at.values, { stepSize: 2 }));
  assert.match(
    await work.refusal('leap', await startOf(at.values, { stepSize: 0.1, start: -1.5 })),
    /Set the view/,
  );
});
