// The variance of the score function against the coefficient of its control variate: a parabola with one valley.
import { fixed, plain } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { colourOf } from '../../shell/palette.ts';
import { ticks } from '../../shell/stage/axes.ts';
import { addMarker } from '../../shell/stage/marks.ts';
import { variance } from './describe.ts';
import { estimatorOf, type Id } from './estimators.ts';
import { type Layout, parabolaAxes } from './layout.ts';
import { shownOf } from './model.ts';
import type { Brush } from './scene.ts';

export function paintParabola({ ctx, s, palette, ink, p }: Brush, { parabola: box, narrow }: Layout): void {
  const curve = s.parabolas[p];
  if (!curve) return;
  const { unit } = ink;
  const axes = parabolaAxes(box, curve.grid, curve.values);
  const colour = colourOf(palette, estimatorOf('cv').mark);
  ctx.font = ink.font(14);
  ctx.fillStyle = ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.beginPath();
  ctx.moveTo(box.left, Math.round(box.bottom) + 0.5);
  ctx.lineTo(box.right, Math.round(box.bottom) + 0.5);
  const [low, high] = [curve.grid[0] ?? 0, curve.grid.at(-1) ?? 1];
  for (const a of ticks(low, high, narrow ? 2 : 4)) {
    const px = Math.round(axes.px(a)) + 0.5;
    ctx.moveTo(px, box.bottom);
    ctx.lineTo(px, box.bottom + 4 * unit);
    ctx.fillText(plain(a), px, box.bottom + 5 * unit);
  }
  ctx.stroke();
  ctx.textBaseline = 'bottom';
  ctx.fillText(msg`coefficient a`, (box.left + box.right) / 2, box.bottom + 36 * unit);
  paintLandmarks({ ctx, s, palette, ink, p }, box, axes);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.5 * unit;
  ctx.beginPath();
  curve.grid.forEach((a, i) => {
    ctx.lineTo(axes.px(a), axes.py(curve.values[i] ?? 0));
  });
  ctx.stroke();
  const here = shownOf(s).includes('cv')
    ? { id: 'cv' as const, a: curve.used, value: curve.height }
    : { id: 'score' as const, a: 0, value: curve.constant };
  paintPoint({ ctx, s, palette, ink, p }, axes.px(here.a), axes.py(here.value), here.id);
  ctx.font = ink.font(14, 600);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  const middle = (box.left + box.right) / 2;
  ctx.fillText(`a = ${fixed(here.a)}`, middle, box.top - 22 * unit);
  ctx.fillText(msg`variance ${variance(here.value)}`, middle, box.top - 5 * unit);
}

/** The coefficient in use; two small arrowheads where it can be moved along the parabola. */
function paintPoint({ ctx, s, palette, ink }: Brush, x: number, y: number, id: Id): void {
  const { unit } = ink;
  const { mark } = estimatorOf(id);
  ctx.fillStyle = colourOf(palette, mark);
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 2 * unit;
  ctx.beginPath();
  addMarker(ctx, mark, x, y, 8 * unit);
  ctx.fill();
  ctx.stroke();
  if (id !== 'cv' || s.settings.variate !== 'typed') return;
  for (const side of [-1, 1]) {
    ctx.beginPath();
    ctx.moveTo(x + side * 22 * unit, y);
    ctx.lineTo(x + side * 15 * unit, y - 5 * unit);
    ctx.lineTo(x + side * 15 * unit, y + 5 * unit);
    ctx.fill();
  }
}

/** The score function itself at a = 0, and the minimum. */
function paintLandmarks(
  { ctx, s, palette, ink, p }: Brush,
  box: Layout['parabola'],
  axes: ReturnType<typeof parabolaAxes>,
): void {
  const curve = s.parabolas[p];
  if (!curve) return;
  const { unit } = ink;
  const [x, y] = [axes.px(curve.argmin), axes.py(curve.minimum)];
  ctx.strokeStyle = ctx.fillStyle = palette.ink;
  ctx.lineWidth = 1.2 * unit;
  ctx.setLineDash([3 * unit, 3 * unit]);
  ctx.beginPath();
  ctx.moveTo(x, box.bottom);
  ctx.lineTo(x, y - 30 * unit);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = ink.font(14, 600);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  ctx.fillText(msg`best ${fixed(curve.argmin)}`, x, y - 32 * unit);
  const score = estimatorOf('score');
  ctx.fillStyle = colourOf(palette, score.mark);
  ctx.beginPath();
  addMarker(ctx, score.mark, axes.px(0), axes.py(curve.constant), 5 * unit);
  ctx.fill();
}
