// What the terms of the equations stand for on the stage and the chart. Loaded when somebody asks for them.
import { letter } from '../../em/labels.ts';
import { aboutOf, emTerms } from '../../em/terms.ts';
import { short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { within } from '../../shell/linked/marks.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Cloud } from '../../shell/stage/points.ts';
import type { Mark, Term } from '../../shell/terms.ts';
import { xOf } from './data.ts';
import type { Snapshot } from './model.ts';
import type { Focus } from './why.ts';

/** Places along a line: enough to end where it leaves the picture. */
const PLACES = 100;

function lineOf(plane: Plane, intercept: number, slope: number): Mark {
  const { left, right } = plane.area;
  const places = Array.from({ length: PLACES + 1 }, (_, i) => left + ((right - left) * i) / PLACES);
  return within(
    places.map((px) => [px, plane.py(intercept + slope * plane.dataX(px))] as const),
    plane.area,
  );
}

/** @param cloud the examples, in pixels */
export function termsOf(s: Snapshot, focus: Focus, plane: Plane, cloud: Cloud, unit: number): Term[] {
  const about = aboutOf(s, { point: focus.point, k: focus.line });
  const { k, point } = about;
  const words = {
    gamma: msg`responsibility of line ${letter(k)} for point ${point + 1}`,
    pi: msg`weight of line ${letter(k)}`,
    count: msg`points that count for line ${letter(k)}`,
  };
  const { labelled } = s.data;
  const others = Array.from(s.params.weights, (_, other) => other).filter((other) => other !== k);
  return [
    ...[k, ...others].flatMap((one) => shapeOf(s, one, plane)),
    ...emTerms(
      s,
      about,
      words,
      cloud,
      {
        count: labelled.z.length,
        x: (n) => plane.px(xOf(labelled, n)),
        y: (n) => plane.py(labelled.y[n] as number),
      },
      unit,
    ),
  ];
}

/** Line k and its noise. */
function shapeOf({ params }: Snapshot, k: number, plane: Plane): Term[] {
  const [intercept = 0, slope = 0] = params.W.data.subarray(2 * k);
  const variance = params.variances[k] ?? 0;
  return [
    {
      name: 'mu',
      words: msg`line ${letter(k)}, intercept and slope`,
      value: `(${short(intercept)}, ${short(slope)})`,
      marks: () => [lineOf(plane, intercept, slope)],
    },
    {
      name: 'sigma',
      words: msg`noise variance of line ${letter(k)}; two standard deviations are drawn`,
      value: short(variance),
      marks: () => [-2, 2].map((sds) => lineOf(plane, intercept + sds * Math.sqrt(variance), slope)),
    },
  ];
}
