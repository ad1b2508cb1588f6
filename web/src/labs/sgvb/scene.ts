// What the stage paints: the exact posterior in ink, q in colour, its draws with the pull on each, and the columns of W.
import { fixed, short } from '../../shell/format.ts';
import type { Frame } from '../../shell/lab.ts';
import type { Palette } from '../../shell/palette.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Ink } from '../../shell/stage/canvas.ts';
import { addEllipse, drawAxes } from '../../shell/stage/marks.ts';
import { gripsOf } from './grips.ts';
import { arrowsIn, type Panel } from './layout.ts';
import type { Case, Snapshot } from './model.ts';
import { columns, correlation, latent, type Pair } from './problems.ts';
import { covarianceOf } from './shape.ts';

type Ctx = CanvasRenderingContext2D;

/** All that painting one case needs. */
interface Brush {
  readonly ctx: Ctx;
  readonly panel: Panel;
  readonly plane: Plane;
  readonly one: Case;
  readonly pair: Pair;
  readonly colour: string;
  readonly palette: Palette;
  readonly ink: Ink;
}

/** The first case is drawn in the colour of bounds, the second in the other strong one. */
export const caseColour = (palette: Palette, index: number): string =>
  index === 0 ? palette.bound : palette.M;

/** Standard deviations of the two ellipses, and how thick they are. */
const RINGS = [
  [1, 2.5],
  [2, 1.4],
] as const;

const DASH = [7, 5] as const;

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
    const brush = { ctx, panel, plane: panel.plane, one, pair, palette, ink, colour: caseColour(palette, k) };
    ctx.save();
    ctx.translate(panel.x, panel.y);
    const name = (i: number) => `z${'₁₂₃₄'[i] ?? i + 1}`;
    drawAxes(ctx, panel.plane, palette, [name(pair[0]), name(pair[1])], ink);
    inside(brush, () => {
      paintExact(brush);
      paintTrail(brush, trailOf(frame, k));
      paintQ(brush, from?.cases[k], progress);
      paintDraws(brush);
    });
    paintGrips(brush);
    if (snapshot.cases.length > 1) paintTitle(brush);
    if (k === 0) paintKey(brush);
    paintColumns(brush);
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
  ctx.fillText('prior', plane.px(0), plane.py(-1) - 3);
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
  ctx.globalAlpha = 1;
  ctx.beginPath();
  for (let n = 0; n < z.rows; ++n) {
    const [x, y] = place(n);
    const r = (z.rows > 30 ? 2 : 3) * ink.unit;
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  }
  ctx.fill();
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

function arrow(ctx: Ctx, x0: number, y0: number, x1: number, y1: number, head: number): void {
  const turn = Math.atan2(y1 - y0, x1 - x0);
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
  if (Math.hypot(x1 - x0, y1 - y0) < head) return;
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  for (const side of [-0.42, 0.42])
    ctx.lineTo(x1 - head * 1.6 * Math.cos(turn + side), y1 - head * 1.6 * Math.sin(turn + side));
  ctx.closePath();
  ctx.fill();
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

function drawWithPull(ctx: Ctx, x0: number, y0: number, x1: number, y1: number, unit: number): void {
  ctx.lineWidth = 1.2 * unit;
  arrow(ctx, x0, y0, x1, y1, 4 * unit);
  ctx.beginPath();
  ctx.arc(x0, y0, 3 * unit, 0, 2 * Math.PI);
  ctx.fill();
}

function paintTitle({ ctx, plane, one, palette, ink }: Brush): void {
  ctx.font = ink.font(16, 600);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.fillStyle = palette.ink;
  ctx.fillText(one.problem.name, (plane.area.left + plane.area.right) / 2, 0);
}

/** Names beside their strokes, in the corner that the prior leaves free. */
function paintKey({ ctx, panel, plane, colour, palette, ink }: Brush): void {
  const { unit } = ink;
  const narrow = isNarrow(panel, unit);
  const rows = [
    { name: narrow ? 'posterior' : 'posterior, exact', colour: palette.ink, dash: [] },
    { name: 'q', colour, dash: DASH },
    { name: narrow ? 'draws' : 'draws of q, pull of x', colour, dash: undefined },
  ];
  ctx.font = ink.font(14, 600);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  rows.forEach((row, i) => {
    const [x, y] = [plane.area.left + 6 * unit, plane.area.top + (12 + 19 * i) * unit];
    ctx.strokeStyle = ctx.fillStyle = row.colour;
    if (row.dash) {
      ctx.lineWidth = 2.5 * unit;
      ctx.setLineDash(row.dash.map((length) => length * unit));
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x + 26 * unit, y);
      ctx.stroke();
    } else drawWithPull(ctx, x + 3 * unit, y, x + 25 * unit, y, unit);
    ctx.setLineDash([]);
    ctx.lineWidth = 4;
    ctx.strokeStyle = palette.paper;
    ctx.strokeText(row.name, x + 32 * unit, y);
    ctx.fillText(row.name, x + 32 * unit, y);
  });
}

/** The columns of W in the plane they span, and what their angle means. */
function paintColumns({ ctx, panel, one, pair, palette, ink }: Brush): void {
  const { unit } = ink;
  const { origin, tips, words } = arrowsIn(panel.inset, one, pair, unit);
  const { angle } = columns(one.problem, pair);
  ctx.strokeStyle = ctx.fillStyle = palette.ink;
  ctx.lineWidth = 2 * unit;
  ctx.font = ink.font(14, 600);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  tips.forEach(([x, y], k) => {
    arrow(ctx, ...origin, x, y, 6 * unit);
    const turn = Math.atan2(y - origin[1], x - origin[0]);
    const off = 14 * unit;
    ctx.fillText(`w${'₁₂₃₄'[pair[k] as number]}`, x + off * Math.cos(turn), y + off * Math.sin(turn));
  });
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1.2 * unit;
  ctx.beginPath();
  ctx.arc(...origin, 20 * unit, 0, (-angle * Math.PI) / 180, true);
  ctx.stroke();
  ctx.font = ink.font(14);
  ctx.fillStyle = palette.ink;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  wordsOf(one, pair, angle, isNarrow(panel, unit)).forEach((line, i) => {
    ctx.fillText(line, words[0], words[1] + 21 * i * unit);
  });
}

/** Two panels on a phone have room for a few words only. */
const isNarrow = ({ plane }: Panel, unit: number): boolean => plane.width < 240 * unit;

/** The gap by the formula, for two causes; for more there is no formula of one correlation. */
function wordsOf({ problem }: Case, pair: Pair, angle: number, narrow: boolean): string[] {
  const r = fixed(correlation(problem, pair));
  const gap = short(problem.irreducible);
  const degrees = fixed(angle, 0);
  if (narrow) return [`${degrees}° apart`, `r = ${r}`, 'best gap', gap];
  return latent(problem) === 2
    ? [`columns ${degrees}° apart`, `posterior r = ${r}`, 'best gap', `−½ ln(1−r²) = ${gap}`]
    : [`columns ${degrees}° apart`, `posterior r = ${r}`, 'best gap, all four', `together: ${gap}`];
}
