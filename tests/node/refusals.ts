/** Cases of wrong arguments, and what the errors must say: the argument, what is allowed, what came. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidArgument } from '../../wasm/api/index.node.ts';
import { lab } from './support.ts';

export type Refusal = readonly [what: string, call: () => unknown, argument: string, message: RegExp];

/** Each case throws `InvalidArgument` for that argument, with a message that begins with its name. */
export function refuses(cases: readonly Refusal[]): void {
  for (const [what, call, argument, message] of cases) {
    test(`InvalidArgument: ${what}`, () => {
      assert.throws(call, (error: unknown) => {
        assert.ok(error instanceof InvalidArgument, String(error));
        assert.equal(error.name, 'InvalidArgument');
        assert.equal(error.argument, argument);
        assert.match(error.message, message);
        assert.ok(error.message.startsWith(`${argument} `), error.message);
        return true;
      });
    });
  }
}

export const X = [
  [0, 0],
  [1, 0.5],
  [3, 2],
  [4, 1],
];
export const eye = [
  [1, 0],
  [0, 1],
];
export const params = {
  weights: [0.5, 0.5],
  means: [
    [0, 0],
    [3, 2],
  ],
  covariances: [eye, eye],
};

/** Anything at all, as JavaScript would pass it. */
// biome-ignore lint/suspicious/noExplicitAny: wrong types are the point
export type Anything = any;

/** A fit that is right but for `options`. */
export const fit = (options: Anything) => () => lab.gmm.fit({ X, k: 2, covarianceFloor: 0.1, ...options });
