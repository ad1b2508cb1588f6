// The four parts of the KL lab as code: what students take away runs, and finds what the page showed.
import { test } from 'node:test';
import lab from '../../../web/src/labs/kl/index.ts';
import { scripts } from '../../../web/src/labs/kl/takeaway.ts';
import type { ChoiceControl } from '../../../web/src/shell/lab.ts';
import { assertTrue, assertWatchful, play, valuesFor, type Way } from './code_support.ts';

const PARTS = { codes: [0, 7], convex: [0, 3], likelihood: [0, 6], fit: [0, 1, 25] } as const;

const optionsOf = (name: string) => (lab.controls[name as 'pane'] as ChoiceControl).options;

for (const [pane, steps] of Object.entries(PARTS)) {
  for (const { value, label } of optionsOf(pane)) {
    for (const count of steps) {
      test(`${pane}, ${label}, after ${count} steps: both scripts find the numbers on screen`, async () => {
        const position = await play(lab, valuesFor(lab, { [pane]: value }, { pane }), [count]);
        const found = scripts(position);
        assertTrue(found, found.node.match(/^check\(/gm)?.length ?? 0);
      });
    }
  }
}

const fit = { pane: 'fit' };
const MORE: readonly (readonly [string, Parameters<typeof valuesFor>[2], readonly Way[]])[] = [
  ['another step size on the way', fit, [4, { stepSize: 0.02 }, 5, { stepSize: 0.1 }, 2]],
  ['a fixed width', { ...fit, sigma: 'fixed' }, [12]],
  ['up along α', { ...fit, walk: 'up' }, [9]],
  ['down along α, from its end', { ...fit, walk: 'down' }, []],
  ['down along α, to its other end', { ...fit, walk: 'down' }, [20]],
];
for (const [what, more, ways] of MORE) {
  test(`fit, ${what}: both scripts find the numbers on screen`, async () => {
    const found = scripts(await play(lab, valuesFor(lab, fit, more), ways));
    assertTrue(found, found.node.match(/^check\(/gm)?.length ?? 0);
  });
}

test('another number on screen would be noticed, in every part', async () => {
  for (const pane of Object.keys(PARTS))
    assertWatchful(scripts(await play(lab, valuesFor(lab, { pane }), [2])));
});
