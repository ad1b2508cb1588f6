// Every claim that the lesson of the SGVB lab makes, and every answer that it expects, from the core.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NINE_TENTHS } from '../../../web/src/labs/sgvb/lesson.ts';
import type { Case, Snapshot } from '../../../web/src/labs/sgvb/model.ts';
import { columns, correlation } from '../../../web/src/labs/sgvb/problems.ts';
import type { Values } from '../../../web/src/shell/lab.ts';
import { classwork, core } from './lesson_support.ts';

const work = await classwork<Snapshot>('sgvb');
const first = ({ cases }: Snapshot) => cases[0] as Case;
const startOf = (base: Values, more: Values) => work.start({ ...base, ...more });

test('same evidence, other tightness: the first is tight after 200 steps, the second 1.05 nats below', async () => {
  const at = await work.page(1);
  const [one, two] = at.snapshot.cases as [Case, Case];
  assert.equal(one.problem.logEvidence.toFixed(4), two.problem.logEvidence.toFixed(4));
  assert.ok(Math.abs(columns(one.problem, [0, 1]).angle - 90) < 6 && columns(two.problem, [0, 1]).angle < 20);
  await work.rightChoice('tight-one', at, 'first');
  const truth = await work.edges('stuck-gap', at);
  assert.ok(truth > 1 && truth < 1.1);
  const after = await work.show(at, { set: {}, step: 200 });
  const gaps = after.snapshot.cases.map(({ terms }) => terms.klToPosterior);
  assert.ok((gaps[0] as number) < 0.05 && (gaps[1] as number) > truth - 1e-9, `${gaps}`);
});

test('the angle decides: 0 at a right angle; half a nat at two angles', async () => {
  const at = await work.page(2);
  assert.ok(Math.abs(await work.edges('right-angle', at)) < 1e-9);
  const right: number[] = [];
  for (let angle = 0; angle <= 180; ++angle)
    if ((await work.verdict('half-nat', await startOf(at.values, { angle }))).right) right.push(angle);
  assert.ok(right.length >= 2, `${right}`);
  assert.ok(
    right.some((angle) => angle >= 30 && angle <= 40) && right.some((angle) => angle > 90),
    `${right}`,
  );
  for (const angle of right) assert.ok(right.includes(180 - angle), `${angle} and its mirror image`);
  await work.refuses('half-nat', at);
  assert.match(await work.refusal('half-nat', await work.page(1)), /Set the view/);
});

test('a gap made of correlation: the formula, 0.830 at r = 0.9, and no x in it', async () => {
  const at = await work.page(3);
  const { problem } = first(at.snapshot);
  const r = correlation(problem, [0, 1]);
  assert.ok(Math.abs(problem.irreducible + Math.log(1 - r * r) / 2) < 1e-9);
  const truth = await work.edges('gap-at-nine', at);
  assert.ok(Math.abs(truth + Math.log(0.19) / 2) < 1e-9);
  const { covariance } = await core.linearGaussian.posterior(NINE_TENTHS, [0]);
  const [xx = 0, xy = 0, , yy = 0] = covariance.data;
  assert.ok(Math.abs(xy / Math.sqrt(xx * yy) + 0.9) < 1e-12);
  assert.ok(-Math.log(1 - 0.99 ** 2) / 2 > 2 * truth);
  assert.match((await work.refuses('gap-at-nine', at, -truth)).feedback, /sign/);
  await work.rightChoice('other-observation', at, 'same');
});

test('too sure of itself: q is nearly three times too narrow; a full covariance closes the gap', async () => {
  const at = await work.page(4);
  const { problem, state } = first(at.snapshot);
  const r = correlation(problem, [0, 1]);
  assert.equal(r.toFixed(2), '-0.94');
  const truth = await work.edges('too-narrow', at);
  assert.ok(Math.abs(truth - 1 / Math.sqrt(1 - r * r)) < 1e-9 && truth > 2.6 && truth < 3.1, `${truth}`);
  assert.ok('logSigma' in state.q);
  const shown = Math.sqrt(problem.covariance.data[0] as number) / Math.exp(state.q.logSigma[0] as number);
  assert.ok(Math.abs(shown - truth) < 0.15, `on the stage ${shown}`);
  await work.rightChoice('full-family', at, 'closes');
});

test('a bound with noise: four times the draws halve the error; only the estimate can be too high', async () => {
  const at = await work.page(5);
  await work.rightChoice('halve-the-band', at, 'four');
  await work.rightChoice('above-evidence', at, 'estimate');
  for (const { cases } of at.history)
    for (const { terms, problem } of cases) assert.ok(terms.elbo <= problem.logEvidence + 1e-10);
});

test('a step too long: it diverges; 0.005 ends near the best gap', async () => {
  const at = await work.page(6);
  await assert.rejects(work.go(at, { step: 60 }), /diverges/i);
  assert.match((await work.refuses('tame', at)).feedback, /diverges/);
  await work.accepts('tame', await startOf(at.values, { stepSize: 0.005 }));
  await work.refuses('tame', await startOf(at.values, { stepSize: 0.0001 }));
  await work.refuses('tame', await startOf(at.values, { optimizer: 'adam' }));
  assert.match(await work.refusal('tame', await work.page(5)), /Set the view/);
});
