// What stands beside the pictures: titles, the key, and the columns of W with what their angle means.
import { fixed, short } from '../../shell/format.ts';
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
  ctx.fillText(one.problem.name, (plane.area.left + plane.area.right) / 2, 0);
}

/** Names beside their strokes, in the corner that the prior leaves free. */
export function paintKey({ ctx, panel, plane, colour, palette, ink }: Brush): void {
  const { unit } = ink;
  const narrow = isNarrow(panel, unit) || plane.height < 300 * unit;
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
export function paintColumns({ ctx, panel, one, pair, palette, ink }: Brush): void {
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
