// The target with q over it, the samples of this step, and the gradient that each of them gives.
import { msg } from '../../shell/language.ts';
import { colourOf, type Palette } from '../../shell/palette.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Ink } from '../../shell/stage/canvas.ts';
import { addEllipse, drawAxes } from '../../shell/stage/marks.ts';
import { estimatorOf } from './estimators.ts';
import { followed } from './look.ts';
import type { Snapshot } from './model.ts';
import { fieldX, GRID, LINE_PLACES, place, sharesOf } from './problems.ts';
import { arrowScale, drawnSamples } from './samples.ts';

type Ctx = CanvasRenderingContext2D;

export interface Brush {
  readonly ctx: Ctx;
  readonly s: Snapshot;
  readonly palette: Palette;
  readonly ink: Ink;
  /** The parameter whose gradient is shown. */
  readonly p: number;
}

export function paintTarget(brush: Brush, plane: Plane): void {
  const { ctx, s, palette, ink } = brush;
  const { kind } = s.problem;
  if (kind === 'bars') paintBars(brush, plane);
  else {
    if (kind === 'plane') paintField(brush, plane);
    drawAxes(ctx, plane, palette, kind === 'plane' ? ['z₁', 'z₂'] : ['z', ''], ink);
  }
  ctx.save();
  ctx.beginPath();
  const { left, top, right, bottom } = plane.area;
  ctx.rect(left, top - 14 * ink.unit, right - left, bottom - top + 14 * ink.unit);
  ctx.clip();
  if (kind === 'line') paintLine(brush, plane);
  if (kind === 'plane') paintEllipses(brush, plane);
  if (kind !== 'bars') {
    paintArrows(brush, plane);
    paintTruth(brush, plane);
  }
  ctx.restore();
}

const hereOf = (s: Snapshot) => estimatorOf(followed(s.settings, s.problem));

/** The exact posterior is ink; q has the colour of the estimator that moves it. */
function paintLine({ ctx, s, palette, ink }: Brush, plane: Plane): void {
  if ('logits' in s.q) return;
  const { density, x } = s.problem;
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 2.5 * ink.unit;
  ctx.beginPath();
  density.forEach((value, i) => {
    ctx.lineTo(plane.px(place(x, i, LINE_PLACES)), plane.py(value));
  });
  ctx.stroke();
  const [mu = 0, sigma = 1] = [s.q.mean[0], Math.exp(s.q.logSigma[0] ?? 0)];
  const colour = colourOf(palette, hereOf(s).mark);
  ctx.strokeStyle = colour;
  ctx.fillStyle = `${colour}22`;
  ctx.setLineDash([7 * ink.unit, 5 * ink.unit]);
  ctx.beginPath();
  for (let i = -60; i <= 60; ++i) {
    const u = i / 15;
    ctx.lineTo(plane.px(mu + u * sigma), plane.py(Math.exp(-0.5 * u * u) / (Math.sqrt(2 * Math.PI) * sigma)));
  }
  ctx.fill();
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Which image a problem's density makes under a palette; densities do not change during a run. */
let field: { density: Float64Array; colour: string; image: HTMLCanvasElement } | undefined;

function fieldOf(density: Float64Array, colour: string): HTMLCanvasElement {
  if (field?.density === density && field.colour === colour) return field.image;
  const [columns, rows] = GRID;
  const image = document.createElement('canvas');
  image.width = columns;
  image.height = rows;
  const ctx = image.getContext('2d');
  const highest = Math.max(...density);
  const pixels = ctx?.createImageData(columns, rows);
  const channel = (i: number) => Number.parseInt(colour.slice(i, i + 2), 16);
  if (ctx && pixels) {
    density.forEach((value, i) => {
      // The square root keeps thin tails in sight.
      const alpha = 150 * Math.sqrt(value / highest);
      pixels.data.set([channel(1), channel(3), channel(5), alpha], 4 * i);
    });
    ctx.putImageData(pixels, 0, 0);
  }
  field = { density, colour, image };
  return image;
}

function paintField({ ctx, s, palette }: Brush, plane: Plane): void {
  const { y, density } = s.problem;
  const x = fieldX(s.problem);
  ctx.save();
  ctx.beginPath();
  const { area } = plane;
  ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  ctx.clip();
  ctx.imageSmoothingEnabled = true;
  const [left, top] = [plane.px(x[0]), plane.py(y[1])];
  ctx.drawImage(fieldOf(density, palette.ink), left, top, plane.px(x[1]) - left, plane.py(y[0]) - top);
  ctx.restore();
}

function paintEllipses({ ctx, s, palette, ink }: Brush, plane: Plane): void {
  if ('logits' in s.q) return;
  const [a = 1, b = 1] = s.q.logSigma.map((rho) => Math.exp(2 * rho));
  ctx.strokeStyle = colourOf(palette, hereOf(s).mark);
  ctx.lineWidth = 2.5 * ink.unit;
  ctx.setLineDash([7 * ink.unit, 5 * ink.unit]);
  for (const sigmas of [1, 2]) {
    ctx.globalAlpha = sigmas === 1 ? 1 : 0.6;
    ctx.beginPath();
    addEllipse(ctx, plane, Array.from(s.q.mean), [a, 0, 0, b], sigmas);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

function paintArrows({ ctx, s, palette, ink, p }: Brush, plane: Plane): void {
  ctx.strokeStyle = ctx.fillStyle = colourOf(palette, hereOf(s).mark);
  ctx.lineWidth = 1.3 * ink.unit;
  for (const { at, dx, dy } of drawnSamples(s, plane, p)) arrow(ctx, ...at, dx, dy, 4.5 * ink.unit);
}

/** The exact gradient, from the mean of q: what all arrows are about on average. */
function paintTruth({ ctx, s, palette, ink, p }: Brush, plane: Plane): void {
  if ('logits' in s.q) return;
  const m = s.q.mean.length;
  const widths = p >= m;
  const [across = 0, up = 0] = s.gradient.subarray(widths ? m : 0);
  const pixels = arrowScale(s, plane);
  const [mu = 0, mu2 = 0] = s.q.mean;
  const y = m === 1 ? 1 / (Math.sqrt(2 * Math.PI) * Math.exp(s.q.logSigma[0] ?? 0)) : mu2;
  ctx.strokeStyle = ctx.fillStyle = palette.ink;
  ctx.lineWidth = 3 * ink.unit;
  const [dx, dy] =
    m === 2 ? [across * pixels, -up * pixels] : widths ? [0, -across * pixels] : [across * pixels, 0];
  arrow(ctx, plane.px(mu), plane.py(y), dx, dy, 7 * ink.unit);
}

/** A dot, and from it an arrow. */
export function arrow(ctx: Ctx, x: number, y: number, dx: number, dy: number, head: number): void {
  ctx.beginPath();
  ctx.arc(x, y, 0.62 * head, 0, 2 * Math.PI);
  ctx.fill();
  const length = Math.hypot(dx, dy);
  if (length < head) return;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + dx, y + dy);
  ctx.stroke();
  const [ux, uy] = [dx / length, dy / length];
  ctx.beginPath();
  ctx.moveTo(x + dx, y + dy);
  ctx.lineTo(x + dx - head * (1.6 * ux + 0.7 * uy), y + dy - head * (1.6 * uy - 0.7 * ux));
  ctx.lineTo(x + dx - head * (1.6 * ux - 0.7 * uy), y + dy - head * (1.6 * uy + 0.7 * ux));
  ctx.fill();
}

/** Bars of q beside those of the posterior; each sample stands in its state and pulls at that state's logit. */
function paintBars({ ctx, s, palette, ink, p }: Brush, plane: Plane): void {
  if (!('logits' in s.q)) return;
  const { unit } = ink;
  const colour = colourOf(palette, hereOf(s).mark);
  const shares = sharesOf(s.q.logits);
  const half = 0.3 * plane.sx;
  const { bottom, left, right } = plane.area;
  ctx.font = ink.font(14, 600);
  ctx.textAlign = 'center';
  shares.forEach((share, k) => {
    const x = plane.px(k);
    const exact = plane.py(s.problem.density[k] ?? 0);
    ctx.fillStyle = `${colour}33`;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2 * unit;
    ctx.fillRect(x - half, plane.py(share), 2 * half, bottom - plane.py(share));
    ctx.setLineDash([6 * unit, 4 * unit]);
    ctx.strokeRect(x - half, plane.py(share), 2 * half, bottom - plane.py(share));
    ctx.setLineDash([]);
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 2.5 * unit;
    ctx.beginPath();
    ctx.moveTo(x - half - 8 * unit, exact);
    ctx.lineTo(x + half + 8 * unit, exact);
    ctx.stroke();
    ctx.fillStyle = k === p ? palette.ink : palette.faint;
    ctx.textBaseline = 'top';
    const name = msg`state ${k + 1}`;
    ctx.fillText(k === p ? `${name} (θ${'₁₂₃₄'[k] ?? ''})` : name, x, bottom + 6 * unit);
  });
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(left, bottom + 0.5);
  ctx.lineTo(right, bottom + 0.5);
  ctx.stroke();
  paintPulls({ ctx, s, palette, ink, p }, plane);
}

/** Clipped: a single sample may pull out of the picture. */
function paintPulls(brush: Brush, plane: Plane): void {
  const { ctx } = brush;
  const { left, top, right, bottom } = plane.area;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top - 14, right - left, bottom - top + 14);
  ctx.clip();
  paintArrows(brush, plane);
  ctx.restore();
}
