// Where the hand can take hold of a mixture: means, and the ends of each ellipse's axes.
import type { GmmParams } from '../../../../wasm/api/gmm.ts';
import { letter } from '../../em/labels.ts';
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { colourOf, type Palette } from '../../shell/palette.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Handle } from '../../shell/stage/handles.ts';
import { axesOf } from '../../shell/stage/marks.ts';
import type { Edit } from './edits.ts';

/** From the mean to the end of an axis of the 1σ ellipse, in pixels. */
type Arm = readonly [dx: number, dy: number];

/** No ellipse is thinner than this by hand: a covariance must stay one. */
const THINNEST = 3;

export class Grips {
  /** As they were last: an axis keeps its handle while it turns, or becomes the shorter one. */
  #arms: readonly (readonly [Arm, Arm])[] = [];

  /** Means first, so that they come before the axes for Tab; they lie on top. */
  handles(params: GmmParams, plane: Plane, palette: Palette): Handle[] {
    this.#arms = armsOf(params, plane).map((arms, k) => steadied(arms, this.#arms[k]));
    const means = Array.from(params.weights, (_, k) => meanHandle(params, plane, k));
    const ends = this.#arms.flatMap((arms, k) =>
      arms.map((arm, axis) => ({
        ...endHandle(means[k] as Handle, plane, k, axis, arm),
        colour: colourOf(palette, k),
      })),
    );
    return [...means, ...ends];
  }

  /** What it means that a handle is wanted at these pixels. */
  edit(id: string, x: number, y: number, { means }: GmmParams, plane: Plane): Edit {
    const [component = 0, axis] = id.split('.').map(Number);
    if (axis === undefined) return { component, mean: [plane.dataX(x), plane.dataY(y)] };
    const [mx = 0, my = 0] = means.data.subarray(2 * component);
    const arm: Arm = [x - plane.px(mx), y - plane.py(my)];
    const other = this.#arms[component]?.[1 - axis] ?? [0, 0];
    return { component, covariance: covarianceOf(arm, Math.hypot(...other), plane) };
  }
}

function meanHandle({ means }: GmmParams, plane: Plane, k: number): Handle {
  const [x = 0, y = 0] = means.data.subarray(2 * k);
  return {
    id: String(k),
    name: msg`Mean ${letter(k)}`,
    place: msg`at ${fixed(x)}, ${fixed(y)}`,
    x: plane.px(x),
    y: plane.py(y),
  };
}

function endHandle(mean: Handle, plane: Plane, k: number, axis: number, [dx, dy]: Arm) {
  return {
    id: `${k}.${axis}`,
    name: msg`Axis ${axis + 1} of ${letter(k)}`,
    place: msg`one standard deviation, ${short(Math.hypot(dx / plane.sx, dy / plane.sy), 2)}`,
    x: mean.x + dx,
    y: mean.y + dy,
  };
}

const armsOf = ({ covariances }: GmmParams, plane: Plane): [Arm, Arm][] =>
  covariances.map(({ data }) => {
    const { major, minor, angle } = axesOf(plane, data);
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return [
      [major * c, major * s],
      [-minor * s, minor * c],
    ];
  });

const along = ([ax, ay]: Arm, [bx, by]: Arm): number =>
  (ax * bx + ay * by) / (Math.hypot(ax, ay) * Math.hypot(bx, by) || 1);

/** The same two axes, in the order and at the ends that are nearest to those of before. */
function steadied([a, b]: readonly [Arm, Arm], before: readonly [Arm, Arm] | undefined): readonly [Arm, Arm] {
  if (!before) return [a, b];
  const [first, second] = Math.abs(along(a, before[0])) >= Math.abs(along(b, before[0])) ? [a, b] : [b, a];
  const turned = (arm: Arm, old: Arm): Arm => (along(arm, old) < 0 ? [-arm[0], -arm[1]] : arm);
  return [turned(first, before[0]), turned(second, before[1])];
}

/** Σ₁₁, Σ₁₂, Σ₂₂ of the ellipse with one axis there and the other one, across it, as long as it was. */
function covarianceOf([dx, dy]: Arm, across: number, { sx, sy }: Plane): [number, number, number] {
  const length = Math.hypot(dx, dy);
  const [ux, uy] = length > 0 ? [dx / length, dy / length] : [1, 0];
  const [p, q] = [Math.max(THINNEST, length) ** 2, Math.max(THINNEST, across) ** 2];
  // p u uᵀ + q v vᵀ with v across u; the y axis of pixels points down.
  const [xx, xy, yy] = [p * ux * ux + q * uy * uy, -(p - q) * ux * uy, p * uy * uy + q * ux * ux];
  return [xx / (sx * sx), xy / (sx * sy), yy / (sy * sy)];
}
