// The same lines fitted from many seeds.
import { restartsOf } from '../../em/restarts.ts';
import { labelledOf, settingsOf } from '../../em/snapshot.ts';
import { load } from './data.ts';
import { startingLines } from './start.ts';

export const restarts = restartsOf(async (values, core, own, _, ending) => {
  const data = load(values, own);
  const { floor: varianceFloor, ...settings } = settingsOf(values);
  const { X, y, z, alpha, weightsFrom } = labelledOf({ data, ...settings });
  return async (seed) =>
    core.linearMixture.fit({
      ...{ X: data.X, y: data.y, init: await startingLines(data, { ...values, seed }, core) },
      ...{ labelled: { X, y, z }, alpha, weightsFrom, varianceFloor, ...ending },
    });
});
