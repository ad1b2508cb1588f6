// Where EM begins: lines that the core draws, or the two starts that only a lesson wants.
import type { LinearMixtureParams } from '../../../../wasm/api/linear_mixture.ts';
import type { Core, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import type { RegressionData } from './data.ts';

/** Labelled lines without labelled points. */
export class NoLabels extends Error {}

export function startingLines(
  data: RegressionData,
  values: Values,
  core: Core,
): Promise<LinearMixtureParams> {
  const [k, seed, floor] = ['k', 'seed', 'floor'].map((name) => Number(values[name])) as [
    number,
    number,
    number,
  ];
  switch (values.init) {
    case 'identical':
      return identical(data, k, floor, core);
    case 'labelled_lines':
      return labelledLines(data, k, floor, core);
    default:
      return core.linearMixture.init({
        X: data.X,
        y: data.y,
        k,
        init: values.init as 'random_lines' | 'random_split',
        seed,
        varianceFloor: floor,
      });
  }
}

/** Every line is the least-squares line of all points: what M makes of equal shares. */
function identical({ X, y }: RegressionData, k: number, floor: number, core: Core) {
  const R = { rows: y.length, cols: k, data: new Float64Array(y.length * k).fill(1 / k) };
  return core.linearMixture.mStep(X, y, R, undefined, floor);
}

/** Each line is the least-squares line of its class's labelled points. */
function labelledLines({ labelled }: RegressionData, k: number, floor: number, core: Core) {
  const { X, y, z } = labelled;
  if (z.length === 0) throw new NoLabels(msg`Labelled lines need labelled points, and here are none.`);
  const R = { rows: z.length, cols: k, data: new Float64Array(z.length * k) };
  z.forEach((label, i) => {
    R.data[i * k + label] = 1;
  });
  return core.linearMixture.mStep(X, y, R, undefined, floor);
}
