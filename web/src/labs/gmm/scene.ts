// What the stage paints: points by responsibility, components as ellipses, and the ghost of where they were.
import type { GmmParams } from '../../../../wasm/api/gmm.ts';
import { letter } from '../../em/labels.ts';
import { mixed, paintMarker, paintOwned, paintText } from '../../em/picture.ts';
import { everSeen } from '../../em/points.ts';
import { comparable } from '../../em/snapshot.ts';
import type { Frame } from '../../shell/lab.ts';
import { colourOf, type Palette } from '../../shell/palette.ts';
import { type Bounds, boundsOf, type Plane, planeOf } from '../../shell/stage/axes.ts';
import type { Ink } from '../../shell/stage/canvas.ts';
import { addEllipse, drawAxes } from '../../shell/stage/marks.ts';
import { type Cloud, paintRing } from '../../shell/stage/points.ts';
import type { GmmData } from './data.ts';
import type { Snapshot } from './model.ts';

type Ctx = CanvasRenderingContext2D;

const frames = new WeakMap<GmmData, Bounds>();

/** The plane that shows all of a data set. */
export function planeFor(data: GmmData, width: number, height: number, unit: number): Plane {
  let bounds = frames.get(data);
  if (!bounds) {
    bounds = boundsOf(everSeen(data, ({ X, labelled }) => [X.data, labelled.X.data]));
    frames.set(data, bounds);
  }
  return planeOf(width, height, bounds, unit);
}

/** The examples, in pixels. */
export const cloudOf = ({ X }: GmmData, plane: Plane): Cloud => ({
  count: X.rows,
  x: (n) => plane.px(X.data[2 * n] as number),
  y: (n) => plane.py(X.data[2 * n + 1] as number),
});

export function paintScene(
  ctx: Ctx,
  plane: Plane,
  frame: Frame<Snapshot>,
  focus: number | undefined,
  ink: Ink,
): void {
  const { snapshot: s, from, progress, palette, history, index } = frame;
  drawAxes(ctx, plane, palette, s.data.columns, ink);
  const moving = from && comparable(from, s) ? from : undefined;
  // Where the components were one half-step ago, whichever way the eye came here.
  const before = history[index - 1];
  const ghost = before && comparable(before, s) && before.params !== s.params ? before : undefined;
  paintOwned(ctx, cloudOf(s.data, plane), s, moving, progress, palette, ink.unit);
  if (ghost) paintEllipses(ctx, plane, ghost.params, palette, 0.28, ink.unit);
  paintEllipses(
    ctx,
    plane,
    moving ? between(moving.params, s.params, progress) : s.params,
    palette,
    1,
    ink.unit,
  );
  paintLabelled(ctx, plane, s, palette, ink);
  paintMeans(ctx, plane, moving ? between(moving.params, s.params, progress) : s.params, palette, ink);
  if (focus !== undefined && focus < s.data.X.rows) {
    const [x = 0, y = 0] = s.data.X.data.subarray(2 * focus);
    paintRing(ctx, plane.px(x), plane.py(y), palette, ink.unit);
  }
}

/** Parameters on the way from one fit to the next: straight lines, for the eye only. */
function between(a: GmmParams, b: GmmParams, t: number): GmmParams {
  if (t >= 1 || a === b) return b;
  return {
    weights: mixed(a.weights, b.weights, t),
    means: { ...b.means, data: mixed(a.means.data, b.means.data, t) },
    covariances: b.covariances.map((c, k) => ({
      ...c,
      data: mixed(a.covariances[k]?.data ?? c.data, c.data, t),
    })),
  };
}

function paintEllipses(
  ctx: Ctx,
  plane: Plane,
  params: GmmParams,
  palette: Palette,
  opacity: number,
  unit: number,
): void {
  ctx.save();
  ctx.globalAlpha = opacity;
  params.covariances.forEach((covariance, k) => {
    const mean = params.means.data.subarray(2 * k, 2 * k + 2);
    ctx.strokeStyle = colourOf(palette, k);
    for (const [sigmas, width] of [
      [1, 2.75],
      [2, 1.5],
    ] as const) {
      ctx.lineWidth = width * unit;
      ctx.beginPath();
      addEllipse(ctx, plane, [...mean], covariance.data, sigmas);
      ctx.stroke();
    }
  });
  ctx.restore();
}

/** Labelled examples: their class's letter, filled, on a halo of paper. */
function paintLabelled(ctx: Ctx, plane: Plane, s: Snapshot, palette: Palette, ink: Ink): void {
  const { X, z } = s.data.labelled;
  ctx.font = ink.font(17, 700);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  z.forEach((label, n) => {
    const [x, y] = [plane.px(X.data[2 * n] as number), plane.py(X.data[2 * n + 1] as number)];
    paintText(ctx, letter(label), x, y, colourOf(palette, label), palette);
  });
}

/** Each mean: its marker, large, with the component's letter beside it. */
function paintMeans(ctx: Ctx, plane: Plane, params: GmmParams, palette: Palette, ink: Ink): void {
  const { unit } = ink;
  ctx.font = ink.font(16, 700);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  params.weights.forEach((_, k) => {
    const [x, y] = [
      plane.px(params.means.data[2 * k] as number),
      plane.py(params.means.data[2 * k + 1] as number),
    ];
    paintMarker(ctx, k, x, y, 9 * unit, palette);
    paintText(ctx, letter(k), x + 11 * unit, y - 5 * unit, palette.ink, palette);
  });
}
