// What the stage paints: points by responsibility, lines as far as they have a say, and the residuals between them.
import type { LinearMixtureParams } from '../../../../wasm/api/linear_mixture.ts';
import { mixed, paintOwned } from '../../em/picture.ts';
import { everSeen } from '../../em/points.ts';
import { comparable } from '../../em/snapshot.ts';
import type { Frame } from '../../shell/lab.ts';
import { type Bounds, boundsOf, type Plane, planeOf } from '../../shell/stage/axes.ts';
import type { Ink } from '../../shell/stage/canvas.ts';
import { drawAxes } from '../../shell/stage/marks.ts';
import { type Cloud, paintRing } from '../../shell/stage/points.ts';
import { placesOf, type RegressionData, xOf } from './data.ts';
import { paintLetters, paintLine, paintNoise, paintWhiskers } from './lines.ts';
import type { Snapshot } from './model.ts';
import { paintResiduals } from './strip.ts';

type Ctx = CanvasRenderingContext2D;

const frames = new WeakMap<RegressionData, Bounds>();

/** Height of the strip of residuals below the plane. */
export const stripHeight = (height: number): number => Math.round(Math.max(76, 0.25 * height));

/** The plane that shows all of a data set. */
export function planeFor(data: RegressionData, width: number, height: number, unit: number): Plane {
  let bounds = frames.get(data);
  if (!bounds) {
    bounds = boundsOf(
      everSeen(data, ({ labelled, ...examples }) => [placesOf(examples), placesOf(labelled)]),
    );
    frames.set(data, bounds);
  }
  return planeOf(width, height - stripHeight(height), bounds, unit, 'free');
}

/** The examples, in pixels. */
export const cloudOf = (data: RegressionData, plane: Plane): Cloud => ({
  count: data.y.length,
  x: (n) => plane.px(xOf(data, n)),
  y: (n) => plane.py(data.y[n] as number),
});

export function paintScene(
  ctx: Ctx,
  width: number,
  height: number,
  frame: Frame<Snapshot>,
  focus: number | undefined,
  ink: Ink,
): void {
  const { snapshot: s, from, progress, palette, history, index } = frame;
  const plane = planeFor(s.data, width, height, ink.unit);
  drawAxes(ctx, plane, palette, s.data.columns, ink);
  const moving = from && progress < 1 && comparable(from, s) ? from : undefined;
  const params = moving ? between(moving.params, s.params, progress) : s.params;
  const fitted = moving ? mixed(moving.fitted.data, s.fitted.data, progress) : s.fitted.data;
  // Where the lines were one half-step ago, whichever way the eye came here.
  const before = history[index - 1];
  const ghost = before && comparable(before, s) && before.params !== s.params ? before : undefined;
  ctx.save();
  ctx.beginPath();
  const { left, top, right, bottom } = plane.area;
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
  eachLine(params, (k, a, b, variance) => paintNoise(ctx, plane, k, [a, b], Math.sqrt(variance), palette));
  paintWhiskers(ctx, plane, s, fitted, focus, palette);
  if (ghost)
    eachLine(ghost.params, (k, a, b) => {
      if (apart(plane, ghost.params, s.params, k))
        paintLine(ctx, plane, k, [a, b], palette, ink.unit, 'ghost');
    });
  eachLine(params, (k, a, b) => paintLine(ctx, plane, k, [a, b], palette, ink.unit, s));
  paintOwned(ctx, cloudOf(s.data, plane), s, moving, progress, palette, ink.unit);
  paintLetters(ctx, plane, s, params, palette, ink);
  ctx.restore();
  if (focus !== undefined && focus < s.data.y.length)
    paintRing(ctx, plane.px(xOf(s.data, focus)), plane.py(s.data.y[focus] as number), palette, ink.unit);
  paintResiduals(ctx, { width, top: plane.height, height: height - plane.height }, s, palette, ink);
}

/** A ghost under its own line would only make it look dashed. */
function apart({ bounds, sy }: Plane, a: LinearMixtureParams, b: LinearMixtureParams, k: number): boolean {
  const [intercept = 0, slope = 0] = [0, 1].map(
    (i) => (b.W.data[2 * k + i] as number) - (a.W.data[2 * k + i] as number),
  );
  return bounds.x.some((x) => Math.abs(intercept + slope * x) * sy > 3);
}

function eachLine(
  { weights, W, variances }: LinearMixtureParams,
  paint: (k: number, intercept: number, slope: number, variance: number) => void,
): void {
  weights.forEach((_, k) => {
    paint(k, W.data[2 * k] as number, W.data[2 * k + 1] as number, variances[k] as number);
  });
}

/** Parameters on the way from one fit to the next: straight ways, for the eye only. */
const between = (a: LinearMixtureParams, b: LinearMixtureParams, t: number): LinearMixtureParams => ({
  weights: b.weights,
  W: { ...b.W, data: mixed(a.W.data, b.W.data, t) },
  variances: mixed(a.variances, b.variances, t),
});
