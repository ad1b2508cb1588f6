// The lab of SGVB headless: what its tests step and compare with.
import assert from 'node:assert/strict';
import { load } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/sgvb/controls.ts';
import { begin, type Case, type Snapshot, step } from '../../../web/src/labs/sgvb/model.ts';
import type { Core, Values } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';

export const lvm = await load();
// The synchronous facade answers where promises are awaited just as well.
export const core = lvm as unknown as Core;

export const valuesFor = (preset: string, more: Values = {}): Values => ({
  ...withValue(controls, defaults(controls), 'preset', preset),
  ...more,
});

/** So many steps, ten at a time; the history, start first. */
export async function run(values: Values, steps: number, from?: Snapshot): Promise<Snapshot[]> {
  const history = [from ?? (await begin(values, core))];
  while (history.length <= steps) {
    const made = await step(
      history.at(-1) as Snapshot,
      values,
      core,
      Math.min(10, steps + 1 - history.length),
    );
    history.push(...made);
  }
  return history;
}

/** Until converged, as the page does it. */
export async function converge(values: Values, from?: Snapshot): Promise<Snapshot> {
  let s = from ?? (await begin(values, core));
  for (let steps = 0; steps < 2000 && (!s.converged || steps === 0); ++steps)
    [s] = await step(s, values, core, 1);
  return s;
}

export const first = ({ cases }: Snapshot): Case => cases[0] as Case;
export const second = ({ cases }: Snapshot): Case => cases[1] as Case;
export const near = (actual: number, expected: number, within: number, what = 'number') =>
  assert.ok(Math.abs(actual - expected) <= within, `${what} ${actual}, should be ${expected} ± ${within}`);
