// The same mixture fitted from many seeds.
import { restartsOf } from '../../em/restarts.ts';
import { labelledOf, settingsOf } from '../../em/snapshot.ts';
import { load } from './data.ts';
import { startingMixture } from './model.ts';

export const restarts = restartsOf(async (values, core, own, ending) => {
  const data = await load(values, core, own);
  const { floor: covarianceFloor, ...settings } = settingsOf(values);
  const { X, z, alpha, weightsFrom } = labelledOf({ data, ...settings });
  return async (seed) =>
    core.gmm.fit({
      ...{ X: data.X, init: await startingMixture(data, { ...values, seed }, core) },
      ...{ labelled: { X, z }, alpha, weightsFrom, covarianceFloor, ...ending },
    });
});
