// The gradient estimators as code: what students take away makes the same samples, and finds the means on screen.
import { test } from 'node:test';
import lab from '../../../web/src/labs/gradients/index.ts';
import type { Snapshot } from '../../../web/src/labs/gradients/model.ts';
import { scripts } from '../../../web/src/labs/gradients/takeaway.ts';
import type { ChoiceControl, Values } from '../../../web/src/shell/lab.ts';
import { assertTrue, assertWatchful, play, valuesFor, type Way } from './code_support.ts';

const target = (name: string, more: Values = {}) => valuesFor(lab, { target: name }, more);

async function found(values: Values, ways: readonly Way[]) {
  const position = await play(lab, values, ways);
  const { rows } = position.history.at(-1) as Snapshot;
  return { scripts: scripts(position), checks: rows.reduce((sum, { mean }) => sum + mean.length, 0) };
}

for (const { value, label } of (lab.controls.target as ChoiceControl).options) {
  for (const steps of [0, 4]) {
    test(`${label}, after ${steps} steps: both scripts find the means on screen`, async () => {
      const { scripts, checks } = await found(target(value), [steps]);
      assertTrue(scripts, checks);
    });
  }
}

const first = (lab.controls.target as ChoiceControl).value;
for (const variate of (lab.controls.variate as ChoiceControl).options.map(({ value }) => value)) {
  for (const name of [first, 'discrete']) {
    test(`${name}, coefficient ${variate}: both scripts find the means on screen`, async () => {
      const { scripts, checks } = await found(target(name, { variate, a: 1.5 }), [2]);
      assertTrue(scripts, checks);
    });
  }
}

test('another N, a constant, a q moved by hand', async () => {
  const ways: Way[] = [2, { n: 37, constant: 20 }, { edit: { kind: 'mean', mean: [0.4] } }, 1];
  const { scripts, checks } = await found(target(first), ways);
  assertTrue(scripts, checks);
});

test('another number on screen would be noticed', async () => {
  assertWatchful((await found(target(first), [1])).scripts);
});
