// How the best gap grows with the angle between the columns of W: the curve on which "the angle" moves.
import { plain } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import type { Brush } from './beside.ts';
import type { Box } from './layout.ts';
import { CURVE_DEGREES, columns } from './problems.ts';

/** Nats that the curve's axis reaches to, and where it is ruled. */
const TOP = 1.4;
const RULES = [0, 0.5, 1];
const DEGREES = [0, 90, 180];

export function paintCurve({ ctx, one, pair, colour, palette, ink }: Brush, box: Box): void {
  const { curve, irreducible } = one.problem;
  if (!curve) return;
  const { unit } = ink;
  const [left, right] = [box.x + 34 * unit, box.x + box.width - 14 * unit];
  const [top, bottom] = [box.y + 30 * unit, box.y + box.height - 24 * unit];
  const px = (degrees: number) => left + ((right - left) * degrees) / 180;
  const py = (nats: number) => bottom - ((bottom - top) * nats) / TOP;
  ctx.font = ink.font(13);
  ctx.fillStyle = palette.faint;
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = 1;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  for (const nats of RULES) {
    ctx.beginPath();
    ctx.moveTo(left, py(nats));
    ctx.lineTo(right, py(nats));
    ctx.stroke();
    ctx.fillText(plain(nats), left - 6 * unit, py(nats));
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (const degrees of DEGREES) ctx.fillText(`${degrees}°`, px(degrees), bottom + 6 * unit);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  ctx.font = ink.font(14, 600);
  ctx.fillText(msg`best gap, nats`, box.x + 8 * unit, top - 8 * unit);

  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 2 * unit;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  curve.forEach((nats, i) => {
    const [x, y] = [px(CURVE_DEGREES[i] as number), py(nats)];
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  ctx.stroke();

  const [x, y] = [px(columns(one.problem, pair).angle), py(irreducible)];
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 1.2 * unit;
  ctx.setLineDash([3 * unit, 3 * unit]);
  ctx.beginPath();
  ctx.moveTo(x, bottom);
  ctx.lineTo(x, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(x, y, 5 * unit, 0, 2 * Math.PI);
  ctx.fill();
}
