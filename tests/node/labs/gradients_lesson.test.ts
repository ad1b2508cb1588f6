// Every claim that the lesson of the gradients lab makes, and every answer that it expects, from the core.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { varianceOf } from '../../../web/src/labs/gradients/lesson.ts';
import type { Snapshot } from '../../../web/src/labs/gradients/model.ts';
import type { Values } from '../../../web/src/shell/lab.ts';
import { classwork } from './lesson_support.ts';

const work = await classwork<Snapshot>('gradients');
const startOf = async (base: Values, more: Values) => work.start({ ...base, ...more });

test('one mean: all agree in it, and 210 score-function samples are worth one', async () => {
  const at = await work.page(1);
  await work.rightChoice('what-agrees', at, 'mean');
  const truth = await work.edges('how-many', at);
  assert.ok(truth > 200 && truth < 220, `${truth}`);
  assert.ok(Math.abs(varianceOf(at.snapshot, 'path') - 1) < 1e-9, 'one is 1');
});

test('a constant: the score function alone notices, with its square; the gradient and the posterior stay', async () => {
  const at = await work.page(2);
  assert.equal(at.snapshot.settings.constant, 100);
  await work.rightChoice('who-notices', at, 'score');
  const truth = await work.edges('twice-the-constant', at);
  assert.ok(truth > 4 && truth < 4.3, `${truth}`);
  const without = (await work.show(at, { set: { constant: '0' } })).snapshot;
  assert.deepEqual(without.gradient, at.snapshot.gradient);
  assert.equal(varianceOf(without, 'path'), varianceOf(at.snapshot, 'path'));
  assert.ok(varianceOf(without, 'score') < varianceOf(at.snapshot, 'score') / 100);
});

test('the repair: the bottom is at −16.5, where 277 has become 6', async () => {
  const at = await work.page(3);
  assert.equal(varianceOf(at.snapshot, 'score').toFixed(0), '277');
  const truth = await work.edges('best-coefficient', at);
  assert.ok(truth < -16 && truth > -17, `${truth}`);
  await work.refuses('repair', at);
  for (const a of [-18, -16.45, -15]) await work.accepts('repair', await startOf(at.values, { a }));
  for (const a of [-20, -10, 5]) await work.refuses('repair', await startOf(at.values, { a }));
  await work.accepts('repair', await startOf(at.values, { variate: 'per_coordinate' }));
  assert.match(
    (await work.refuses('repair', await startOf(at.values, { constant: 0 }))).feedback,
    /constant/,
  );
  assert.match(await work.refusal('repair', await work.page(1)), /Set the view/);
});

test('legal is not free: a = −1 makes it worse, and the valley is at +3.5', async () => {
  const at = await work.page(4);
  await work.rightChoice('keep-it', at, 'larger');
  assert.equal(at.snapshot.parabolas[0]?.argmin.toFixed(1), '3.5');
  const kept = (await work.show(at, { set: { a: '-1' } })).snapshot;
  assert.ok(varianceOf(kept, 'cv') > 1.2 * varianceOf(at.snapshot, 'cv'));
  assert.deepEqual(kept.gradient, at.snapshot.gradient);
});

test('sticking the landing: one stands still at the posterior; so does a score function with minus the ELBO', async () => {
  const at = await work.page(5);
  assert.ok(at.snapshot.gradient.every((g) => Math.abs(g) < 1e-9));
  await work.rightChoice('stands-still', at, 'stl');
  const truth = await work.edges('still-score', at);
  assert.ok(Math.abs(truth + at.snapshot.elbo) < 1e-9);
  assert.equal(at.snapshot.elbo.toFixed(2), '-1.83');
  const still = (await work.show(at, { set: { a: String(truth) } })).snapshot;
  assert.ok(Math.abs(still.settings.a - truth) < 0.05 && varianceOf(still, 'cv') < 0.01);
});

test('no estimator is best for ever: between two modes the score function spreads least', async () => {
  const at = await work.page(6);
  await work.rightChoice('least-spread', at, 'score');
  for (const id of ['path', 'stl'] as const)
    assert.ok(varianceOf(at.snapshot, id) > 5 * varianceOf(at.snapshot, 'score'));
});

test('where no path leads: discrete z leaves the score function, repaired or not, and it arrives', async () => {
  const at = await work.page(7);
  await work.rightChoice('what-remains', at, 'score');
  assert.deepEqual(
    at.snapshot.rows.map(({ id }) => id),
    ['score', 'cv'],
  );
  const after = (await work.show(at, { set: {}, step: 40 })).snapshot;
  const gap = (s: Snapshot) => s.paths.find(({ id }) => id === 'score')?.gap ?? Number.NaN;
  assert.ok(gap(after) < gap(at.snapshot), `${gap(after)} < ${gap(at.snapshot)}`);
});
