// What the terms of the equations stand for on the stage and the chart. Loaded when somebody asks for them.
import { letter } from '../../em/labels.ts';
import { aboutOf, emTerms } from '../../em/terms.ts';
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { ellipse } from '../../shell/linked/marks.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Cloud } from '../../shell/stage/points.ts';
import type { Term } from '../../shell/terms.ts';
import type { Snapshot } from './model.ts';
import type { Focus } from './why.ts';

/** @param cloud the examples, in pixels */
export function termsOf(s: Snapshot, focus: Focus, plane: Plane, cloud: Cloud, unit: number): Term[] {
  const about = aboutOf(s, { point: focus.point, k: focus.component });
  const { k, point } = about;
  const words = {
    gamma: msg`responsibility of component ${letter(k)} for point ${point + 1}`,
    pi: msg`weight of component ${letter(k)}`,
    count: msg`points that count for component ${letter(k)}`,
  };
  const { X, z } = s.data.labelled;
  const labelled = {
    count: z.length,
    x: (n: number) => plane.px(X.data[2 * n] as number),
    y: (n: number) => plane.py(X.data[2 * n + 1] as number),
  };
  const others = Array.from(s.params.weights, (_, other) => other).filter((other) => other !== k);
  return [
    ...[k, ...others].flatMap((one) => shapeOf(s, one, plane, unit)),
    ...emTerms(s, about, words, cloud, labelled, unit),
  ];
}

/** Mean and covariance of component k. */
function shapeOf({ params }: Snapshot, k: number, plane: Plane, unit: number): Term[] {
  const mean = params.means.data.subarray(2 * k, 2 * k + 2);
  const [x = 0, y = 0] = mean;
  const covariance = params.covariances[k]?.data ?? new Float64Array(4);
  const [xx = 0, xy = 0, , yy = 0] = covariance;
  return [
    {
      name: 'mu',
      words: msg`mean of component ${letter(k)}`,
      value: `(${fixed(x)}, ${fixed(y)})`,
      marks: () => [{ at: [plane.px(x), plane.py(y)], r: 14 * unit }],
    },
    {
      name: 'sigma',
      words: msg`covariance of component ${letter(k)}, xx, xy, yy`,
      value: `(${short(xx, 2)}, ${short(xy, 2)}, ${short(yy, 2)})`,
      marks: () => [1, 2].map((sigmas) => ellipse(plane, mean, covariance, sigmas)),
    },
  ];
}
