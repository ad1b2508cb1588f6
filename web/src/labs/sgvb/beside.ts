// What stands beside the pictures: titles, the key, and the columns of W with what their angle means.
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import type { Palette } from '../../shell/palette.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Ink } from '../../shell/stage/canvas.ts';
import { arrowsIn, type Panel } from './layout.ts';
import type { Case } from './model.ts';
import { columns, correlation, latent, type Pair } from './problems.ts';

type Ctx = CanvasRenderingContext2D;

/** All that painting one case needs. */
export interface Brush {
  readonly ctx: Ctx;
  readonly panel: Panel;
  readonly plane: Plane;
  readonly one: Case;
  readonly pair: Pair;
  readonly colour: string;
  readonly palette: Palette;
  readonly ink: Ink;
  /** Draws in a step, N. */
  readonly samples: number;
  /** May the second column of W be turned? */
  readonly turns: boolean;
}

/** How q is dashed, wherever it is drawn. */
export const DASH = [7, 5] as const;

export function arrow(ctx: Ctx, x0: number, y0: number, x1: number, y1: number, head: number): void {
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

function drawWithPull(ctx: Ctx, x0: number, y0: number, x1: number, y1: number, unit: number): void {
  ctx.lineWidth = 1.2 * unit;
  arrow(ctx, x0, y0, x1, y1, 4 * unit);
  ctx.beginPath();
  ctx.arc(x0, y0, 3 * unit, 0, 2 * Math.PI);
  ctx.fill();
}

export function paintTitle({ ctx, plane, one, palette, ink }: Brush): void {
  ctx.font = ink.font(16, 600);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.fillStyle = palette.ink;
  ctx.fillText(one.problem.name, (plane.area.left + plane.area.right) / 2, 2);
}

/** Names beside their strokes, in one row above everything that q's grips can reach. */
export function paintKey(brush: Brush, several: boolean): void {
  const { ctx, panel, plane, colour, palette, ink } = brush;
  const { unit } = ink;
  const brief = several || panel.inset.x + panel.inset.width < 420 * unit;
  const tiny = plane.width < 200 * unit;
  const rows = [
    { name: brief ? msg`posterior` : msg`posterior, exact`, colour: palette.ink, dash: [] },
    { name: 'q', colour, dash: DASH },
    ...(tiny ? [] : [{ name: drawsText(brush, brief), colour, dash: undefined }]),
  ];
  const stroke = (tiny ? 14 : 24) * unit;
  ctx.font = ink.font(tiny ? 12 : 14, 600);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  let x = plane.area.left + 4 * unit;
  const y = plane.area.top + 8 * unit;
  for (const row of rows) {
    ctx.strokeStyle = ctx.fillStyle = row.colour;
    if (row.dash) {
      ctx.lineWidth = 2.5 * unit;
      ctx.setLineDash(row.dash.map((length) => length * unit));
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x + stroke, y);
      ctx.stroke();
    } else drawWithPull(ctx, x + 3 * unit, y, x + stroke, y, unit);
    ctx.setLineDash([]);
    ctx.lineWidth = 4;
    ctx.strokeStyle = palette.paper;
    x += stroke + 5 * unit;
    ctx.strokeText(row.name, x, y);
    ctx.fillText(row.name, x, y);
    x += ctx.measureText(row.name).width + (tiny ? 7 : 14) * unit;
  }
}

/** Of many draws the first ones are drawn. */
function drawsText({ one, samples }: Brush, brief: boolean): string {
  const { rows } = one.draws.z;
  if (rows < samples)
    return brief ? msg`${rows} of ${samples} draws` : msg`${rows} of ${samples} draws, pull of x`;
  return brief ? msg`draws` : msg`draws of q, pull of x`;
}

/** Where a q has gone that is not in the picture. */
export function paintAway({ ctx, plane, one, pair, colour, palette, ink }: Brush): void {
  const { area } = plane;
  const { unit } = ink;
  const [zx, zy] = pair.map((k) => one.state.q.mean[k] as number) as [number, number];
  const [x, y] = [plane.px(zx), plane.py(zy)];
  if (x >= area.left && x <= area.right && y >= area.top && y <= area.bottom) return;
  const centre = [(area.left + area.right) / 2, (area.top + area.bottom) / 2] as const;
  const [dx, dy] = [x - centre[0], y - centre[1]];
  const reach = Math.min(
    (area.right - centre[0] - 10 * unit) / Math.abs(dx),
    (area.bottom - centre[1] - 10 * unit) / Math.abs(dy),
  );
  const tip = [centre[0] + reach * dx, centre[1] + reach * dy] as const;
  const back = (34 * unit) / Math.hypot(dx, dy);
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 3 * unit;
  arrow(ctx, tip[0] - back * dx, tip[1] - back * dy, ...tip, 9 * unit);
  ctx.font = ink.font(15, 600);
  ctx.textAlign = tip[0] > centre[0] ? 'right' : 'left';
  ctx.textBaseline = tip[1] > centre[1] ? 'bottom' : 'top';
  const text = msg`q is out of sight, at ${brief(zx)}, ${brief(zy)}`;
  const at = [
    tip[0] > centre[0] ? area.right - 6 * unit : area.left + 6 * unit,
    tip[1] - back * dy + (tip[1] > centre[1] ? -12 : 12) * unit,
  ] as const;
  ctx.lineWidth = 5;
  ctx.strokeStyle = palette.paper;
  ctx.strokeText(text, ...at);
  ctx.fillText(text, ...at);
}

const brief = (value: number): string => fixed(value, Math.abs(value) < 10 ? 1 : 0);

/** The columns of W in the plane they span, and what their angle means. */
export function paintColumns(brush: Brush): void {
  const { ctx, panel, one, pair, palette, ink } = brush;
  const { unit } = ink;
  const { origin, tips, words } = arrowsIn(panel.inset, one, pair, unit);
  const { angle } = columns(one.problem, pair);
  ctx.strokeStyle = ctx.fillStyle = palette.ink;
  ctx.lineWidth = 2 * unit;
  ctx.font = ink.font(14, 600);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  if (brush.turns) paintTrack(brush, origin, tips[1]);
  tips.forEach(([x, y], k) => {
    ctx.strokeStyle = ctx.fillStyle = palette.ink;
    ctx.lineWidth = 2 * unit;
    arrow(ctx, ...origin, x, y, 6 * unit);
    const turn = Math.atan2(y - origin[1], x - origin[0]);
    const off = (brush.turns && k === 1 ? 24 : 14) * unit;
    ctx.fillText(`w${'₁₂₃₄'[pair[k] as number]}`, x + off * Math.cos(turn), y + off * Math.sin(turn));
  });
  if (brush.turns) paintGrip(brush, tips[1]);
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1.2 * unit;
  ctx.beginPath();
  ctx.arc(...origin, 20 * unit, 0, (-angle * Math.PI) / 180, true);
  ctx.stroke();
  ctx.font = ink.font(14);
  ctx.fillStyle = palette.ink;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  wordsOf(one, pair, angle, isNarrow(panel, unit)).forEach((line, i, lines) => {
    if (i === lines.length - 1) ctx.font = ink.font(14, 600);
    ctx.fillText(line, words[0], words[1] + (isNarrow(panel, unit) ? 18 : 21) * i * unit);
  });
}

type Place = readonly [number, number];

/** The half-circle along which the tip of w₂ can be taken. */
function paintTrack({ ctx, palette, ink: { unit } }: Brush, origin: Place, tip: Place): void {
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1.2 * unit;
  ctx.setLineDash([2 * unit, 4 * unit]);
  ctx.beginPath();
  ctx.arc(...origin, Math.hypot(tip[0] - origin[0], tip[1] - origin[1]), Math.PI, 2 * Math.PI);
  ctx.stroke();
  ctx.setLineDash([]);
}

function paintGrip({ ctx, colour, palette, ink: { unit } }: Brush, tip: Place): void {
  ctx.fillStyle = colour;
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(...tip, 6.5 * unit, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

/** On a phone there is room for a few words only. */
const isNarrow = ({ plane, inset }: Panel, unit: number): boolean =>
  inset.height > inset.width ? inset.width < 140 * unit : plane.width < 240 * unit;

/** The gap by the formula, for two causes; for more there is no formula of one correlation. */
function wordsOf({ problem }: Case, pair: Pair, angle: number, narrow: boolean): string[] {
  const r = fixed(correlation(problem, pair));
  const gap = short(problem.irreducible);
  const degrees = fixed(angle, 0);
  if (narrow) return [msg`${degrees}° apart`, `r = ${r}`, msg`best gap`, gap];
  return [
    msg`columns ${degrees}° apart`,
    msg`posterior r = ${r}`,
    msg`best factorized gap`,
    latent(problem) === 2 ? `−½ ln(1−r²) = ${gap}` : msg`all four: ${gap}`,
  ];
}
