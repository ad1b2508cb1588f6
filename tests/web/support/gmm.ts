// The lab of Gaussian mixtures headless: what the tests of its page compare with.
import { load } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/gmm/controls.ts';
import { load as dataOf, type GmmData } from '../../../web/src/labs/gmm/data.ts';
import type { Core, Values } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';

export const core = await load();

/** The controls as they stand when a data set has been chosen, and then some. */
export const valuesOf = (data: string, more: Values = {}): Values => ({
  ...withValue(controls, defaults(controls), 'data', data),
  ...more,
});

/** The examples that the page shows under these controls. */
export const examples = (values: Values): Promise<GmmData> => dataOf(values, core as unknown as Core);
