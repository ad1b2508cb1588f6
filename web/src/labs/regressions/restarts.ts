// The same lines fitted from many seeds.
import { labelledOf, settingsOf } from '../../em/snapshot.ts';
import type { Restarts } from '../../shell/lab.ts';
import { LONGEST_RUN } from '../../shell/run.ts';
import { load } from './data.ts';
import { startingLines } from './start.ts';

export const restarts: Restarts = {
  quantity: ({ alpha, labels }) => (alpha !== 0 && labels !== 0 ? 'objective' : 'log-likelihood'),
  async prepare(values, core, own) {
    const data = load(values, own);
    const { floor, ...settings } = settingsOf(values);
    return async (seed) => {
      const init = await startingLines(data, { ...values, seed }, core);
      const { X, y, z, alpha, weightsFrom } = labelledOf({ data, ...settings });
      const fit = await core.linearMixture.fit({
        ...{ X: data.X, y: data.y, init, labelled: { X, y, z }, alpha, weightsFrom },
        ...{ varianceFloor: floor, tolerance: Number(values.tolerance), maxIterations: LONGEST_RUN / 2 },
      });
      return { value: fit.objective, t: fit.iterations };
    };
  },
};
