// One histogram for each estimator, below each other on one axis, with the mean that they share as a line through all.
import { fixed, plain } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { colourOf } from '../../shell/palette.ts';
import { ticks } from '../../shell/stage/axes.ts';
import { addMarker } from '../../shell/stage/marks.ts';
import { variance } from './describe.ts';
import { estimatorOf, type Id } from './estimators.ts';
import { type Box, histogramX, type Layout } from './layout.ts';
import { missing, type Row } from './look.ts';
import type { Brush } from './scene.ts';
import { BINS } from './spread.ts';

export function paintHistograms(
  brush: Brush,
  { rows, histograms: box, narrow }: Layout,
  ids: readonly Id[],
): void {
  const { ctx, s, palette, ink, p } = brush;
  const { unit } = ink;
  const [centre, reach] = [s.gradient[p] ?? 0, s.reach[p] ?? 1];
  const x = histogramX(box, centre, reach);
  ids.forEach((id, i) => {
    paintRow(brush, rows[i] as Box, id, x, narrow);
  });
  // The line that all of them share, over the histograms: it is what they have in common.
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.6 * unit;
  ctx.beginPath();
  ctx.moveTo(x(centre), box.top - 4 * unit);
  ctx.lineTo(x(centre), box.bottom);
  ctx.stroke();
  ctx.fillStyle = palette.ink;
  ctx.font = ink.font(14, 600);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  const name = s.problem.parameters[p] ?? '';
  const title = narrow
    ? msg`true ∂/∂${name} = ${fixed(centre)}`
    : msg`true gradient ∂ELBO/∂${name} = ${fixed(centre)}`;
  ctx.fillText(title, x(centre), box.top - 6 * unit);
  paintAxis(brush, box, centre, reach, x, narrow);
}

function paintAxis(
  { ctx, palette, ink }: Brush,
  box: Box,
  centre: number,
  reach: number,
  x: (value: number) => number,
  narrow: boolean,
): void {
  const { unit } = ink;
  ctx.strokeStyle = ctx.fillStyle = palette.faint;
  ctx.lineWidth = 1;
  ctx.font = ink.font(14);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.beginPath();
  for (const value of ticks(centre - reach, centre + reach, narrow ? 3 : 5)) {
    const px = Math.round(x(value)) + 0.5;
    if (px < box.left + 10 * unit || px > box.right - 10 * unit) continue;
    ctx.moveTo(px, box.bottom);
    ctx.lineTo(px, box.bottom + 4 * unit);
    ctx.fillText(plain(value), px, box.bottom + 5 * unit);
  }
  ctx.stroke();
  ctx.textBaseline = 'bottom';
  ctx.fillText(
    narrow ? msg`one sample’s gradient` : msg`gradient from one sample`,
    (box.left + box.right) / 2,
    box.bottom + 36 * unit,
  );
}

function paintRow(brush: Brush, box: Box, id: Id, x: (value: number) => number, narrow: boolean): void {
  const { ctx, s, palette, ink, p } = brush;
  const { unit } = ink;
  const { mark, name, short } = estimatorOf(id);
  const colour = colourOf(palette, mark);
  const base = box.bottom - 8 * unit;
  const none = missing(id, s.problem);
  const row = s.rows.find((r) => r.id === id);
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(box.left, Math.round(base) + 0.5);
  ctx.lineTo(box.right, Math.round(base) + 0.5);
  ctx.stroke();
  if (row) paintCounts(brush, row, box, base, x, colour);
  const line = box.top + 9 * unit;
  ctx.font = ink.font(14, 600);
  ctx.textBaseline = 'middle';
  ctx.fillStyle = none ? palette.faint : colour;
  ctx.beginPath();
  addMarker(ctx, mark, box.left + 6 * unit, line, 4.5 * unit);
  ctx.fill();
  const label = (text: string, at: number, align: 'left' | 'right') => {
    ctx.textAlign = align;
    ctx.lineWidth = 4 * unit;
    ctx.strokeStyle = palette.paper;
    ctx.strokeText(text, at, line);
    ctx.fillText(text, at, line);
  };
  label(narrow ? short : name, box.left + 15 * unit, 'left');
  ctx.fillStyle = none ? palette.faint : palette.ink;
  if (none) {
    ctx.font = ink.font(14);
    ctx.textAlign = 'left';
    ctx.fillText(none, box.left + 15 * unit, line + 18 * unit);
    return;
  }
  const spread = variance(row?.exact[p] ?? 0);
  label(narrow ? spread : msg`variance ${spread}`, box.right, 'right');
}

/** Bars as high as the row allows, and below them the mean of the N samples on the stage, with its standard error. */
function paintCounts(
  { ctx, s, ink, p }: Brush,
  row: Row,
  box: Box,
  base: number,
  x: (value: number) => number,
  colour: string,
): void {
  const { unit } = ink;
  const counts = row.counts[p] ?? new Uint16Array();
  const highest = Math.max(1, ...counts);
  const width = (box.right - box.left) / BINS;
  const [centre, reach] = [s.gradient[p] ?? 0, s.reach[p] ?? 1];
  // Below the names where there is room, behind them where there is not.
  const room = base - box.top;
  const tall = room < 34 * unit ? 0.9 * room : room - 19 * unit;
  ctx.fillStyle = `${colour}aa`;
  counts.forEach((count, i) => {
    if (count === 0) return;
    const height = Math.max(1, (tall * count) / highest);
    ctx.fillRect(x(centre - reach + (2 * reach * i) / BINS), base - height, Math.max(1, width - 0.5), height);
  });
  const inside = (value: number) => Math.min(box.right, Math.max(box.left, x(value)));
  const [mean, error] = [row.mean[p] ?? 0, row.standardError[p] ?? 0];
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 2.5 * unit;
  ctx.beginPath();
  ctx.moveTo(inside(mean - error), base + 4.5 * unit);
  ctx.lineTo(inside(mean + error), base + 4.5 * unit);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(inside(mean), base + 4.5 * unit, 3.4 * unit, 0, 2 * Math.PI);
  ctx.fill();
}
