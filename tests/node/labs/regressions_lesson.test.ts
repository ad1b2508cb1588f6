// Every claim that the lesson of the regressions lab makes, and every answer that it expects, from the core.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edit } from '../../../web/src/labs/regressions/edits.ts';
import { ended, ONE_LINE, PLATEAU } from '../../../web/src/labs/regressions/lesson.ts';
import type { Snapshot } from '../../../web/src/labs/regressions/model.ts';
import { classwork, core } from './lesson_support.ts';

const work = await classwork<Snapshot>('regressions');
const slopes = ({ params }: Pick<Snapshot, 'params'>) => [...params.W.data].filter((_, i) => i % 2 === 1);
const objective = (s: Snapshot) => s.evaluation.objective;

test('which line: only vertical distances give the shares of the core', async () => {
  const start = await work.page(1);
  assert.match(await work.refusal('distance', start, 'vertical'), /E-step first/);
  await work.rightChoice('distance', await work.go(start, { step: 1 }), 'vertical');
});

test('weighted least squares: B rises and will rise further, by 0.1 to 0.2', async () => {
  const at = await work.page(2);
  const truth = await work.edges('next-slope', at);
  const now = slopes(at.snapshot)[1] as number;
  assert.equal(now.toFixed(2), '0.48');
  assert.ok(truth - now > 0.1 && truth - now < 0.2, `from ${now} to ${truth}`);
  const after = await work.go(at, { step: 6 });
  assert.equal(slopes(after.snapshot)[1], truth);
  assert.match(await work.refusal('next-slope', after, truth), /before its M-step/);
  assert.match(
    await work.refusal('next-slope', await work.reach({ set: { k: '1' }, step: 1 }), 0),
    /no line B/,
  );
});

test('first the line: the variance about every old line is larger; the bound is lower with it', async () => {
  const at = await work.page(3);
  await work.rightChoice('old-line', at, 'larger');
  const { params, data, responsibilities: R, oldSquares } = at.snapshot;
  assert.ok(R && oldSquares);
  const { bound } = at.snapshot.evaluation;
  const wrong = await core.linearMixture.evaluate({ ...params, variances: oldSquares }, data.X, data.y, R);
  assert.ok(wrong.bound < bound, `${wrong.bound} < ${bound}`);
  const truth = await work.edges('noise', at);
  assert.equal((truth ** 2).toFixed(2), '0.74');
  assert.match((await work.refuses('noise', at, truth ** 2)).feedback, /variance/);
  await work.accepts('noise', at, Math.sqrt(0.74));
});

test('where nobody can know: undecided points lie around the crossing, and most others have one owner', async () => {
  const at = await work.page(4);
  const truth = await work.edges('crossing', at);
  const { W } = at.snapshot.params;
  const [a = 0, b = 0, c = 0, d = 0] = W.data;
  assert.ok(Math.abs(a + b * truth - (c + d * truth)) < 1e-9);
  const R = at.snapshot.responsibilities?.data as Float64Array;
  const { X, y } = at.snapshot.data;
  const undecided = [...y.keys()].filter((n) => Math.abs((R[2 * n] as number) - 0.5) < 0.3);
  assert.ok(undecided.length >= 3 && undecided.length < y.length / 5, `${undecided.length} points`);
  for (const n of undecided) assert.ok(Math.abs((X.data[2 * n + 1] as number) - truth) < 1, `point ${n}`);
  const sorted = slopes(at.snapshot).sort((p, q) => p - q);
  assert.ok(Math.abs((sorted[0] as number) + 0.7) < 0.05 && Math.abs((sorted[1] as number) - 0.8) < 0.05);
});

test('equal lines: half and half for ever; a nudge or a move parts them', async () => {
  const at = await work.page(5);
  assert.equal(await work.edges('equal-share', at), 0.5);
  const long = await work.show(at, { set: {}, step: 100 });
  assert.equal(long.snapshot.twin, 0, 'still equal');
  await work.refuses('part-them', long);
  assert.equal(await work.edges('equal-share', long), 0.5);
  for (const change of [{ line: 0, nudge: true } as const, { line: 1, intercept: 0, slope: 1 }]) {
    const snapshot = await edit(long.snapshot, change, core);
    const moved = { ...long, snapshot };
    await work.accepts('part-them', moved);
    assert.match(await work.refusal('equal-share', moved, 0.5), /not equal any more/);
  }
  assert.match(await work.refusal('part-them', await work.page(1)), /Set the view/);
});

test('a plateau: stopped after three iterations, 81 nats below; a smaller tolerance or patience gets over it', async () => {
  const at = await work.page(6);
  assert.equal(at.snapshot.t, 3);
  assert.ok(at.snapshot.converged);
  assert.equal(objective(at.snapshot).toFixed(1), '-223.3');
  await work.refuses('past-the-plateau', at);
  const patient = await work.show(at, { set: { tolerance: '0.0001' }, converge: true });
  await work.accepts('past-the-plateau', patient);
  assert.ok(Math.abs(objective(patient.snapshot) + 142) < 0.1);
  await work.accepts('past-the-plateau', await work.start({ ...at.values, tolerance: 1e-4 }));
  await work.accepts('past-the-plateau', await work.go(at, { step: 80 }));
  assert.match(await work.refusal('past-the-plateau', await work.start({ ...at.values, seed: 1 })), /^Seed:/);
  const rise = await work.edges('hidden-rise', at);
  assert.ok(Math.abs(rise - 81.2) < 0.5, `${rise}`);
  assert.ok(Math.abs((await ended(at, PLATEAU)).objective - objective(at.snapshot)) < 1e-6);
  // In the middle, with points on both sides.
  const { fitted, data } = at.snapshot;
  const above = [...data.y].filter((y, n) => y > Math.max(...fitted.data.subarray(2 * n, 2 * n + 2))).length;
  assert.ok(above > 0.3 * data.y.length && above < 0.7 * data.y.length, `${above} above both lines`);
});

test('Simpson: one line falls, three with labels rise; without labels some fall', async () => {
  const at = await work.page(7);
  assert.equal(at.snapshot.data.y.length, 342);
  const truth = await work.edges('one-slope', at);
  assert.ok(Math.abs(truth - (slopes(at.snapshot)[0] as number)) < 1e-12);
  assert.ok(truth < -0.08 && truth > -0.1, 'a little less than one over ten');
  assert.match((await work.refuses('one-slope', at, 0.085)).feedback, /sign/);
  await work.rightChoice('three-slopes', at, 'rise');
  const three = await work.show(at, {
    set: { k: '3', init: 'labelled_lines', labels: '20', alpha: '20' },
    converge: true,
  });
  assert.equal(three.snapshot.data.labelled.z.length, 60);
  assert.equal(three.snapshot.alpha, 20);
  assert.ok(slopes(three.snapshot).every((slope) => slope > 0));
  const unlabelled = slopes((await ended(at, { data: 'penguins', alpha: 0 })) as Pick<Snapshot, 'params'>);
  assert.ok(unlabelled.some((slope) => slope < 0) && unlabelled.some((slope) => slope > 0));
  assert.equal(ONE_LINE.k, 1);
});
