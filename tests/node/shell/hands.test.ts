// Changed points stay for the next start; a start that cannot be leaves the run as it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import gmm from '../../../web/src/labs/gmm/index.ts';
import type { Snapshot } from '../../../web/src/labs/gmm/model.ts';
import type { Address } from '../../../web/src/shell/address.ts';
import { Compare } from '../../../web/src/shell/compare.ts';
import { Hands } from '../../../web/src/shell/hands.ts';
import type { Core, Lab } from '../../../web/src/shell/lab.ts';
import { maskOf } from '../../../web/src/shell/mask.ts';
import { Run } from '../../../web/src/shell/run.ts';
import { defaults } from '../../../web/src/shell/values.ts';
import { lab as facade } from '../support.ts';

const core = facade as unknown as Core;
const NO_START = 99;

/** The lab of mixtures, which cannot start from one seed. */
const lab: Lab<Snapshot> = {
  ...gmm,
  start: (values, ...rest) =>
    values.seed === NO_START ? Promise.reject(new Error('not from here')) : gmm.start(values, ...rest),
};

const nothing = () => {};

async function atWork(): Promise<{ run: Run<Snapshot>; hands: Hands<Snapshot>; errors: string[] }> {
  const errors: string[] = [];
  const listener = { changed: nothing, moved: nothing, told: nothing, working: nothing };
  const failed = ({ message }: Error) => errors.push(message);
  const run = new Run(lab, () => core, defaults(lab.controls), { ...listener, failed });
  await run.start();
  const address = { flush: nothing, did: nothing } as unknown as Address;
  const compare = new Compare({
    lab,
    run,
    core: () => core,
    changing: nothing,
    changed: nothing,
    failed: nothing,
  });
  const mask = () => maskOf(lab.controls);
  const hands = new Hands({ lab, run, address, compare, mask, changing: nothing });
  await hands.edit({ point: 900, at: [1, 2] });
  await run.forward(4);
  run.back();
  return { run, hands, errors };
}

const hasPoint = (s: Snapshot | undefined) => s?.data.ids.unlabelled.includes(900);

test('another seed keeps the points that were added', async () => {
  const { run, hands, errors } = await atWork();
  await hands.choose('seed', 8);
  assert.equal(run.values.seed, 8);
  assert.ok(hasPoint(run.snapshot));
  assert.equal(run.snapshot?.t, 0);
  assert.ok(await hands.restart());
  assert.ok(hasPoint(run.snapshot));
  await hands.choose('data', 'local');
  assert.ok(!hasPoint(run.snapshot), 'another data set has none of them');
  assert.deepEqual(errors, []);
});

test('a start that cannot be leaves history, position and settings as they were', async () => {
  for (const way of ['choose', 'restart'] as const) {
    const { run, hands, errors } = await atWork();
    const { history, index, values } = run;
    if (way === 'choose') await hands.choose('seed', NO_START);
    else assert.equal(await hands.restart({ ...values, seed: NO_START }), false);
    assert.deepEqual(errors, ['not from here']);
    assert.equal(run.history, history);
    assert.equal(run.index, index);
    assert.deepEqual(run.values, values);
  }
});
