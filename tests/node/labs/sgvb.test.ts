// The lab without a page: its model stepped headless, and where the runs end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../../web/src/labs/sgvb/describe.ts';
import { begin, bestGap, type Case, change, type Snapshot, step } from '../../../web/src/labs/sgvb/model.ts';
import { options } from '../../../web/src/labs/sgvb/presets.ts';
import { columns, correlation } from '../../../web/src/labs/sgvb/problems.ts';
import { entry, isFull } from '../../../web/src/labs/sgvb/shape.ts';
import { converge, core, first, lvm, near, run, second, valuesFor } from './sgvb_support.ts';

for (const { value } of options.filter((option) => option.value !== 'overshoot')) {
  test(`${value}: the exact bound never exceeds the evidence, and its three forms agree`, async () => {
    for (const { cases, t } of await run(valuesFor(value), 150)) {
      for (const { terms, problem } of cases) {
        assert.ok(terms.elbo <= problem.logEvidence + 1e-10, `t = ${t}: ${terms.elbo}`);
        assert.ok(terms.klToPosterior >= 0);
        const slack = 1e-9 * (1 + Math.abs(terms.elbo));
        near(terms.energy + terms.entropy, terms.elbo, slack, 'energy + entropy');
        near(terms.reconstruction - terms.klToPrior, terms.elbo, slack, 'reconstruction − KL');
        near(terms.logEvidence - terms.klToPosterior, terms.elbo, slack, 'evidence − gap');
      }
    }
  });
}

test('one step ten times is ten steps once, bit for bit', async () => {
  for (const more of [{}, { optimizer: 'adam', stepSize: 0.05 }, { family: 'full', samples: 3 }]) {
    const values = valuesFor('pair', more);
    const start = await begin(values, core);
    const slow = [start];
    for (let i = 0; i < 10; ++i) slow.push(...(await step(slow.at(-1) as Snapshot, values, core, 1)));
    assert.deepEqual(await step(start, values, core, 10), slow.slice(1));
  }
});

test('the same seed is the same run, another seed another, and a snapshot survives being stepped from', async () => {
  const values = valuesFor('pair');
  const [a, b, c] = await Promise.all([run(values, 5), run(values, 5), run({ ...values, seed: 4 }, 5)]);
  assert.deepEqual(a, b);
  assert.notDeepEqual(a.at(-1), c.at(-1));
  const copy = structuredClone(a.at(-1) as Snapshot);
  await step(a.at(-1) as Snapshot, values, core, 3);
  assert.deepEqual(a.at(-1), copy);
});

test('the lab agrees with the headless fit to the last digit', async () => {
  const values = valuesFor('experiment2');
  const { model, x } = lvm.linearGaussian.experiment2();
  const fit = lvm.linearGaussian.fit({
    ...{
      model,
      x,
      steps: 60,
      samples: 10,
      seed: Number(values.seed),
      stepSize: 0.01,
      optimizer: 'robbins_monro',
    },
  });
  const end = first((await run(values, 60)).at(-1) as Snapshot);
  assert.deepEqual(end.state.q, fit.q);
  assert.equal(end.terms.klToPosterior, fit.gap);
});

test('what is shown of a step is what the step then does: its draws make its gradient', async () => {
  const values = valuesFor('experiment1', { optimizer: 'gradient_ascent', stepSize: 0.001 });
  const [before, after] = (await run(values, 1)) as [Snapshot, Snapshot];
  const [a, b] = [first(before), first(after)];
  for (const k of [0, 1]) {
    const pull = Array.from({ length: 10 }, (_, n) => a.draws.gradient.data[2 * n + k] as number);
    const mean = pull.reduce((sum, g) => sum + g, 0) / 10 - (a.state.q.mean[k] as number);
    near(a.gradient.mean[k] as number, mean, 1e-9, 'the mean pull');
    near(b.state.q.mean[k] as number, (a.state.q.mean[k] as number) + 0.001 * mean, 1e-12, 'the next mean');
  }
});

test('experiments 1 and 2: the same evidence to four digits, the same noise, and the promised gaps', async () => {
  const end = await converge(valuesFor('pair'));
  assert.ok(end.converged);
  const [one, two] = [first(end), second(end)];
  near(one.problem.logEvidence, two.problem.logEvidence, 1e-4, 'evidence');
  near(one.problem.logEvidence, -2.1914, 5e-5, 'evidence');
  near(one.problem.irreducible, 0.003, 5e-4, 'gap 1');
  near(two.problem.irreducible, 1.05, 5e-3, 'gap 2');
  for (const c of [one, two]) near(c.terms.klToPosterior, bestGap(c), 1e-3, 'gap at the end');
  near(correlation(one.problem, [0, 1]), 0.08, 5e-3);
  near(correlation(two.problem, [0, 1]), -0.94, 5e-3);
  // Why: in one the columns are at right angles, in the other nearly parallel.
  near(columns(one.problem, [0, 1]).angle, 90, 6, 'angle 1');
  assert.ok(columns(two.problem, [0, 1]).angle < 20);
  // And how: the widths are those of one cause with the other held still.
  near(entry(two.state.q, 0, 0), 1 / Math.sqrt(two.problem.precision.data[0] as number), 0.01, 'σ₁');
  assert.ok(
    entry(two.state.q, 0, 0) < 0.5 * Math.sqrt(two.problem.covariance.data[0] as number),
    'too narrow',
  );
  assert.match(describe(end), /same evidence, other tightness/);
});

test('Adam comes within 1e-3 nats of the best factorized q', async () => {
  for (const preset of ['experiment1', 'experiment2', 'angle']) {
    const end = await converge(valuesFor(preset, { optimizer: 'adam', stepSize: 0.02, samples: 100 }));
    assert.ok(end.converged, preset);
    near(first(end).terms.klToPosterior, first(end).problem.irreducible, 1e-3, preset);
  }
});

test('a constant step keeps trembling: in the long run it is further from the optimum than a falling one', async () => {
  const left = async (optimizer: string) => {
    const late = (await run(valuesFor('pair', { optimizer }), 2000)).slice(1000);
    return [0, 1].map((k) => {
      const excess = late.map(({ cases }) => {
        const one = cases[k] as Case;
        return one.terms.klToPosterior - bestGap(one);
      });
      return excess.reduce((a, b) => a + b, 0) / late.length;
    });
  };
  const [constant, falling] = [await left('gradient_ascent'), await left('robbins_monro')];
  constant.forEach((nats, k) => {
    assert.ok(nats > 5 * (falling[k] as number), `${nats}, ${falling[k]}`);
  });
});

test('CS229’s settings: after 1000 steps a little is still to be had', async () => {
  const end = (await run(valuesFor('cs229'), 1000)).at(-1) as Snapshot;
  assert.ok(!end.converged);
  for (const one of end.cases) {
    const left = one.terms.klToPosterior - bestGap(one);
    assert.ok(left > 2e-3 && left < 0.1, `${one.problem.name}: ${left}`);
  }
});

test('a full covariance closes the gap; switched on in the middle it goes on from where q is', async () => {
  assert.ok(first(await converge(valuesFor('tilt'))).terms.klToPosterior < 1e-3);
  const values = valuesFor('experiment2');
  const stuck = await converge(values);
  const tilting = { ...values, family: 'full' };
  const changed = await change(stuck, tilting, core);
  assert.deepEqual([changed.t, changed.made, changed.converged], [stuck.t, 'change', false]);
  assert.ok(isFull(first(changed).state.q));
  near(first(changed).terms.elbo, first(stuck).terms.elbo, 1e-12, 'the same q');
  assert.match(describe(changed, stuck), /may tilt/);
  assert.ok(first(await converge(tilting, changed)).terms.klToPosterior < 1e-3);
  const upright = await change(changed, values, core);
  assert.ok(!isFull(first(upright).state.q));
});

test('a dropped term: q ends where the text says', async () => {
  const end = async (objective: string) =>
    (
      await run(valuesFor('experiment1', { objective, optimizer: 'adam', stepSize: 0.05, samples: 100 }), 800)
    ).at(-1) as Snapshot;
  const map = await end('without_entropy');
  const { problem } = first(map);
  for (const k of [0, 1]) {
    near(first(map).state.q.mean[k] as number, problem.mean[k] as number, 0.02, 'MAP');
    assert.ok(entry(first(map).state.q, k, k) < 0.05, 'a point');
  }
  // Maximum likelihood: where the gradient of ln p(x|z) alone vanishes, away from the posterior's mean.
  const ml = first(await end('without_prior_kl'));
  for (const k of [0, 1]) {
    near(ml.exactGradient.mean[k] as number, 0, 0.5, 'no pull left');
    assert.ok(
      Math.abs(ml.state.q.mean[k] as number) > Math.abs(problem.mean[k] as number),
      'the prior pulled inwards',
    );
    assert.ok(entry(ml.state.q, k, k) < 0.05, 'a point');
  }
  const priorAgain = await converge(
    valuesFor('experiment1', { objective: 'kl_only' }),
    await begin(valuesFor('experiment1'), core),
  );
  assert.ok(first(priorAgain).terms.klToPrior < 1e-3);
  const far = await change(map, valuesFor('experiment1', { objective: 'kl_only' }), core);
  assert.match(describe(far, map), /no bound/);
  const back = await converge(
    valuesFor('experiment1', { objective: 'kl_only', optimizer: 'adam', stepSize: 0.05 }),
    far,
  );
  assert.ok(back.converged && first(back).terms.klToPrior < 0.01);
  const text = describe(map, (await run(valuesFor('point'), 1))[0]);
  assert.match(text, /energy alone .* no bound; ELBO .* σ .*: q shrinks onto the most probable z/);
});
