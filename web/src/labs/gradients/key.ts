// What lies over the picture: names beside their strokes, and the places where q can be taken hold of.
import { fixed } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { colourOf } from '../../shell/palette.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Handle } from '../../shell/stage/handles.ts';
import { estimatorOf } from './estimators.ts';
import { followed } from './look.ts';
import { arrow, type Brush } from './scene.ts';

/** A dot for each handle of q, so that it is seen that it can be moved. */
export function paintGrips({ ctx, s, palette, ink }: Brush, grips: readonly Handle[]): void {
  const { unit } = ink;
  ctx.fillStyle = colourOf(palette, estimatorOf(followed(s.settings, s.problem)).mark);
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 2.5 * unit;
  for (const { id, x, y } of grips) {
    if (id === 'a') continue;
    ctx.beginPath();
    ctx.arc(x, y, 7 * unit, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
}

export function paintKey({ ctx, s, palette, ink, p }: Brush, plane: Plane): void {
  const { unit } = ink;
  const { kind, parameters } = s.problem;
  const colour = colourOf(palette, estimatorOf(followed(s.settings, s.problem)).mark);
  const sigma = kind === 'line' && !('logits' in s.q) ? `, σ ${fixed(Math.exp(s.q.logSigma[0] ?? 0))}` : '';
  const what = kind === 'plane' ? (p >= 2 ? 'ln σ' : 'μ') : (parameters[p] ?? '');
  const narrow = plane.width < 460 * unit;
  const rows = [
    { text: narrow ? 'p(z | x)' : msg`p(z | x), exact`, colour: palette.ink, dash: [] },
    { text: `q${sigma}`, colour, dash: [7, 5] },
    { text: narrow ? msg`each ∂/∂${what}` : msg`∂/∂${what} of each sample`, colour, dash: undefined },
    ...(kind === 'bars' || narrow
      ? []
      : [{ text: msg`their true mean`, colour: palette.ink, dash: undefined }]),
  ];
  ctx.font = ink.font(14, 600);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  rows.forEach(({ text, colour, dash }, i) => {
    const [x, y] = [plane.area.right - 6 * unit, plane.area.top + (8 + 19 * i) * unit];
    ctx.strokeStyle = ctx.fillStyle = colour;
    const from = x - ctx.measureText(text).width - 32 * unit;
    if (dash) {
      ctx.lineWidth = 2.5 * unit;
      ctx.setLineDash(dash.map((length) => length * unit));
      ctx.beginPath();
      ctx.moveTo(from, y);
      ctx.lineTo(from + 24 * unit, y);
      ctx.stroke();
      ctx.setLineDash([]);
    } else {
      ctx.lineWidth = 1.3 * unit;
      arrow(ctx, from + 3 * unit, y, 20 * unit, 0, 4.5 * unit);
    }
    ctx.lineWidth = 4 * unit;
    ctx.strokeStyle = palette.paper;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  });
}
