// What the stage paints: the exact posterior in ink, q in colour, its draws with the pull on each.
import type { Frame } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import type { Palette } from '../../shell/palette.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Ink } from '../../shell/stage/canvas.ts';
import { addEllipse, drawAxes } from '../../shell/stage/marks.ts';
import { arrow, type Brush, DASH, paintAway, paintColumns, paintKey, paintTitle } from './beside.ts';
import { paintCurve } from './curve.ts';
import { gripsOf } from './grips.ts';
import { boxAbove, type Panel } from './layout.ts';
import type { Case, Snapshot } from './model.ts';
import type { Pair } from './problems.ts';
import { covarianceOf } from './shape.ts';

type Ctx = CanvasRenderingContext2D;

/** The first case is drawn in the colour of bounds, the second in the other strong one. */
export const caseColour = (palette: Palette, index: number): string =>
  index === 0 ? palette.bound : palette.M;

/** Standard deviations of the two ellipses, and how thick they are. */
const RINGS = [
  [1, 2.5],
  [2, 1.4],
] as const;

export function paintScene(
  ctx: Ctx,
  panels: readonly Panel[],
  pair: Pair,
  frame: Frame<Snapshot>,
  ink: Ink,
): void {
  const { snapshot, from, progress, palette } = frame;
  snapshot.cases.forEach((one, k) => {
    const panel = panels[k] as Panel;
    const brush: Brush = {
      ...{ ctx, panel, plane: panel.plane, one, pair, palette, ink },
      colour: caseColour(palette, k),
      samples: snapshot.settings.samples,
      turns: snapshot.settings.preset === 'angle',
    };
    ctx.save();
    ctx.translate(panel.x, panel.y);
    const name = (i: number) => `z${'₁₂₃₄'[i] ?? i + 1}`;
    drawAxes(ctx, panel.plane, palette, [name(pair[0]), name(pair[1])], ink);
    inside(brush, () => {
      paintExact(brush);
      paintTrail(brush, trailOf(frame, k));
      paintDraws(brush);
      paintQ(brush, from?.cases[k], progress);
    });
    paintGrips(brush);
    paintAway(brush);
    if (snapshot.cases.length > 1) paintTitle(brush);
    if (k === 0) paintKey(brush, snapshot.cases.length > 1);
    paintColumns(brush);
    const above = boxAbove(panel.inset, ink.unit);
    if (above) paintCurve(brush, above);
    ctx.restore();
  });
}

function inside({ ctx, plane: { area } }: Brush, paint: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  ctx.clip();
  paint();
  ctx.restore();
}

function ring(
  { ctx, plane, ink }: Brush,
  mean: readonly number[],
  covariance: readonly number[],
  colour: string,
  dash: readonly number[] = [],
): void {
  ctx.strokeStyle = colour;
  ctx.setLineDash(dash.map((length) => length * ink.unit));
  for (const [sigmas, width] of RINGS) {
    ctx.lineWidth = width * ink.unit;
    ctx.beginPath();
    addEllipse(ctx, plane, mean, covariance, sigmas);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

const block = (data: Float64Array, cols: number, [i, j]: Pair): number[] =>
  [i * cols + i, i * cols + j, j * cols + i, j * cols + j].map((at) => data[at] as number);

const of = (values: Float64Array, [i, j]: Pair): number[] => [values[i] as number, values[j] as number];

/** What algebra knows: the prior, faint, and the posterior. */
function paintExact(brush: Brush): void {
  const { ctx, plane, one, pair, palette, ink } = brush;
  const { mean, covariance } = one.problem;
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = ink.unit;
  ctx.beginPath();
  addEllipse(ctx, plane, [0, 0], [1, 0, 0, 1], 1);
  ctx.stroke();
  ctx.font = ink.font(13);
  ctx.fillStyle = palette.faint;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  ctx.fillText(msg`prior`, plane.px(0), plane.py(-1) - 3);
  ring(brush, of(mean, pair), block(covariance.data, covariance.cols, pair), palette.ink);
}

/** Means of q on the way here, as many as are worth drawing. */
const TRAIL = 300;

const trailOf = ({ history, index }: Frame<Snapshot>, k: number): readonly Case[] =>
  history.slice(Math.max(0, index - TRAIL), index + 1).flatMap(({ cases }) => cases[k] ?? []);

function paintTrail({ ctx, plane, pair: [i, j], colour, ink }: Brush, trail: readonly Case[]): void {
  ctx.beginPath();
  trail.forEach(({ state: { q } }, n) => {
    const [x, y] = [plane.px(q.mean[i] as number), plane.py(q.mean[j] as number)];
    if (n === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  ctx.globalAlpha = 0.55;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.2 * ink.unit;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** On the way from one q to the next: straight lines, for the eye only. */
function paintQ(brush: Brush, from: Case | undefined, progress: number): void {
  const { one, pair, colour } = brush;
  const { q } = one.state;
  const start = from?.state.q.mean.length === q.mean.length && progress < 1 ? from.state.q : q;
  const mixed = (a: readonly number[], b: readonly number[]) =>
    b.map((value, n) => value + (1 - progress) * ((a[n] as number) - value));
  ring(
    brush,
    mixed(of(start.mean, pair), of(q.mean, pair)),
    mixed(covarianceOf(start, pair), covarianceOf(q, pair)),
    colour,
    DASH,
  );
}

/** An arrow on every draw hides what it is to show; this many are enough. */
const ARROWS = 30;

function paintDraws({ ctx, plane, one, pair: [i, j], colour, ink }: Brush): void {
  const { z, gradient } = one.draws;
  const place = (n: number) =>
    [plane.px(z.data[n * z.cols + i] as number), plane.py(z.data[n * z.cols + j] as number)] as const;
  const scale = pullScale(one, plane, ink);
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 1.2 * ink.unit;
  ctx.globalAlpha = 0.75;
  for (let n = 0; n < Math.min(z.rows, ARROWS); ++n) {
    const [x, y] = place(n);
    const [dx, dy] = scale(gradient.data[n * z.cols + i] as number, gradient.data[n * z.cols + j] as number);
    arrow(ctx, x, y, x + dx, y + dy, 4 * ink.unit);
  }
  ctx.globalAlpha = z.rows > ARROWS ? 0.55 : 1;
  ctx.beginPath();
  for (let n = 0; n < z.rows; ++n) {
    const [x, y] = place(n);
    const r = (z.rows > ARROWS ? 2 : 3) * ink.unit;
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** Pulls to pixels: in proportion while they are of the size usual near the optimum, and no longer than a limit. */
function pullScale(
  { problem }: Case,
  plane: Plane,
  ink: Ink,
): (x: number, y: number) => readonly [number, number] {
  const { cols, data } = problem.precision;
  let usual = 0;
  for (let i = 0; i < cols; ++i) usual += (data[i * cols + i] as number) / cols;
  const perUnit = (11 * ink.unit) / Math.sqrt(usual);
  const longest = Math.min(34 * ink.unit, 0.12 * (plane.area.right - plane.area.left));
  return (x, y) => {
    const length = perUnit * Math.hypot(x, y);
    const by = length > longest ? (perUnit * longest) / length : perUnit;
    return [by * x, -by * y];
  };
}

/** What can be taken hold of: the mean, and a grip for each width. */
function paintGrips({ ctx, plane, one, pair, colour, palette, ink }: Brush): void {
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = palette.paper;
  ctx.fillStyle = colour;
  for (const { kind, x, y } of gripsOf(one, pair, plane, ink.unit)) {
    const r = (kind === 'mean' ? 5.5 : 4) * ink.unit;
    ctx.beginPath();
    if (kind === 'mean') ctx.arc(x, y, r, 0, 2 * Math.PI);
    else ctx.rect(x - r, y - r, 2 * r, 2 * r);
    ctx.fill();
    ctx.stroke();
  }
}
