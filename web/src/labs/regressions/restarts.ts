// The same lines fitted from many seeds.
import { withPoints } from '../../em/points.ts';
import { restartsOf } from '../../em/restarts.ts';
import { labelledOf, settingsOf } from '../../em/snapshot.ts';
import { load, withPoint } from './data.ts';
import { startingLines } from './start.ts';

export const restarts = restartsOf(async (values, core, own, lasting, ending) => {
  const data = withPoints(load(values, own), lasting, values, withPoint);
  const { floor: varianceFloor, ...settings } = settingsOf(values);
  const { X, y, z, alpha, weightsFrom } = labelledOf({ data, ...settings });
  return async (seed) =>
    core.linearMixture.fit({
      ...{ X: data.X, y: data.y, init: await startingLines(data, { ...values, seed }, core) },
      ...{ labelled: { X, y, z }, alpha, weightsFrom, varianceFloor, ...ending },
    });
});
