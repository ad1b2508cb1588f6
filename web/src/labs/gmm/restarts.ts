// The same mixture fitted from many seeds.
import { withPoints } from '../../em/points.ts';
import { restartsOf } from '../../em/restarts.ts';
import { labelledOf, settingsOf } from '../../em/snapshot.ts';
import { load, withPoint } from './data.ts';
import { startingMixture } from './model.ts';

export const restarts = restartsOf(async (values, core, own, lasting, ending) => {
  const data = withPoints(await load(values, core, own), lasting, values, withPoint);
  const { floor: covarianceFloor, ...settings } = settingsOf(values);
  const { X, z, alpha, weightsFrom } = labelledOf({ data, ...settings });
  return async (seed) =>
    core.gmm.fit({
      ...{ X: data.X, init: await startingMixture(data, { ...values, seed }, core) },
      ...{ labelled: { X, z }, alpha, weightsFrom, covarianceFloor, ...ending },
    });
});
