// Below the plane: the residuals of each line as a histogram, against the noise that the line supposes.
import { letter } from '../../em/labels.ts';
import { short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { colourOf, type Palette } from '../../shell/palette.ts';
import type { Ink } from '../../shell/stage/canvas.ts';
import { addMarker } from '../../shell/stage/marks.ts';
import { faded } from './lines.ts';
import type { Snapshot } from './model.ts';
import type { Residuals } from './residuals.ts';

type Ctx = CanvasRenderingContext2D;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function paintResiduals(
  ctx: Ctx,
  { width, top, height }: { readonly width: number; readonly top: number; readonly height: number },
  s: Snapshot,
  palette: Palette,
  ink: Ink,
): void {
  const { unit } = ink;
  const { lines, range } = s.residuals;
  const gap = 14 * unit;
  const each = (width - 2 * unit - gap * (lines.length - 1)) / lines.length;
  lines.forEach((one, k) => {
    const left = unit + k * (each + gap);
    const box = { left, right: left + each, top: top + 26 * unit, bottom: top + height - 20 * unit };
    paintHistogram(ctx, box, one, range, k, palette, ink);
    paintTitle(ctx, box, top + 14 * unit, one, k, palette, ink);
    paintScale(ctx, box, range, palette, ink);
  });
}

function paintHistogram(
  ctx: Ctx,
  { left, right, top, bottom }: Box,
  { sd, bars, width, curve }: Residuals,
  range: number,
  k: number,
  palette: Palette,
  ink: Ink,
): void {
  const highest = Math.max(...bars, ...curve);
  const x = (r: number) => left + ((r + range) / (2 * range)) * (right - left);
  const y = (density: number) => bottom - (density / highest) * (bottom - top);
  const middle = (bars.length - 1) / 2;
  ctx.fillStyle = faded(palette, k, 0.4);
  bars.forEach((density, i) => {
    if (density > 0) {
      const [from, to] = [x((i - middle - 0.5) * width), x((i - middle + 0.5) * width)];
      ctx.fillRect(from, y(density), to - from - (to - from > 4 ? 1 : 0), bottom - y(density));
    }
  });
  ctx.beginPath();
  curve.forEach((density, i) => {
    const at = left + ((right - left) * i) / (curve.length - 1);
    if (i === 0) ctx.moveTo(at, y(density));
    else ctx.lineTo(at, y(density));
  });
  ctx.strokeStyle = colourOf(palette, k);
  ctx.lineWidth = 2.25;
  ctx.lineJoin = 'round';
  ctx.stroke();
  if (right - left > 220 * ink.unit) {
    // The curve by its name, at its shoulder.
    ctx.font = ink.font(13, 600);
    ctx.textAlign = 'left';
    ctx.textBaseline = 'bottom';
    ctx.fillStyle = colourOf(palette, k);
    ctx.fillText('N(0, ρ)', x(Math.min(1.25 * sd, 0.6 * range)) + 6, y(0.62 * Math.max(...curve)));
  }
  ctx.beginPath();
  ctx.moveTo(left, bottom + 0.5);
  ctx.lineTo(right, bottom + 0.5);
  ctx.moveTo(x(0), bottom);
  ctx.lineTo(x(0), bottom + 4);
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** Whose it is, its ρ, and the mean square of its residuals: after M the two are one. */
function paintTitle(
  ctx: Ctx,
  { left, right }: Box,
  y: number,
  { sd, spread }: Residuals,
  k: number,
  palette: Palette,
  ink: Ink,
): void {
  const { unit } = ink;
  ctx.beginPath();
  addMarker(ctx, k, left + 7 * unit, y, 5 * unit);
  ctx.fillStyle = colourOf(palette, k);
  ctx.fill();
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.font = ink.font(14, 700);
  ctx.fillStyle = palette.ink;
  ctx.fillText(letter(k), left + 17 * unit, y);
  ctx.font = ink.font(14);
  const noise = `ρ ${short(sd * sd, 2)}`;
  const squares = spread === undefined ? '' : msg`mean square ${short(spread * spread, 2)}`;
  const all = squares && `${noise},  ${squares}`;
  const fits = (text: string) => ctx.measureText(text).width <= right - left - 32 * unit;
  const text = all && fits(all) ? all : noise;
  if (fits(text)) ctx.fillText(text, left + 32 * unit, y);
}

function paintScale(ctx: Ctx, { left, right, bottom }: Box, range: number, palette: Palette, ink: Ink): void {
  ctx.font = ink.font(13);
  ctx.fillStyle = palette.faint;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  ctx.fillText(`−${short(range, 1)}`, left, bottom + 4);
  ctx.textAlign = 'right';
  ctx.fillText(short(range, 1), right, bottom + 4);
  ctx.textAlign = 'center';
  ctx.fillText('0', (left + right) / 2, bottom + 4);
  if (right - left > 220 * ink.unit) ctx.fillText(msg`residual`, left + 0.76 * (right - left), bottom + 4);
}
