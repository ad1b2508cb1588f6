// The same mixture fitted from many seeds.
import { labelledOf, settingsOf } from '../../em/snapshot.ts';
import type { Restarts } from '../../shell/lab.ts';
import { LONGEST_RUN } from '../../shell/run.ts';
import { load } from './data.ts';
import { begin } from './model.ts';

export const restarts: Restarts = {
  quantity: ({ alpha, labels }) => (alpha !== 0 && labels !== 0 ? 'objective' : 'log-likelihood'),
  async prepare(values, core, own) {
    const data = await load(values, core, own);
    const { floor, ...settings } = settingsOf(values);
    return async (seed) => {
      const { params } = await begin(data, { ...values, seed }, core);
      const { X, z, alpha, weightsFrom } = labelledOf({ data, ...settings });
      const fit = await core.gmm.fit({
        ...{ X: data.X, init: params, labelled: { X, z }, alpha, weightsFrom },
        ...{ covarianceFloor: floor, tolerance: Number(values.tolerance), maxIterations: LONGEST_RUN / 2 },
      });
      return { value: fit.objective, t: fit.iterations };
    };
  },
};
