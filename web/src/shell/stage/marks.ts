// What is drawn on a plane: markers told apart by shape, ellipses, letters, axes. Knows canvases, not statistics.
import { plain } from '../format.ts';
import type { Palette } from '../palette.ts';
import { type Plane, ticks } from './axes.ts';
import type { Ink } from './canvas.ts';

type Ctx = CanvasRenderingContext2D;

type Corner = readonly [x: number, y: number];

/** Made once: there are thousands of markers in a picture. */
const regular = (sides: number, turn: number, radius: number): readonly Corner[] =>
  Array.from({ length: sides }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / sides;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
const TRIANGLE = regular(3, -Math.PI / 2, 1.35);
const DIAMOND = regular(4, 0, 1.3);
const INVERTED = regular(3, Math.PI / 2, 1.35);
const PENTAGON = regular(5, -Math.PI / 2, 1.2);
const HEXAGON = regular(6, 0, 1.15);

/** Adds the outline of marker `shape` (counted like components) of about `r` pixels radius to the path. */
export function addMarker(ctx: Ctx, shape: number, x: number, y: number, r: number): void {
  const polygon = (corners: readonly Corner[]) => {
    corners.forEach(([dx, dy], i) => {
      if (i === 0) ctx.moveTo(x + r * dx, y + r * dy);
      else ctx.lineTo(x + r * dx, y + r * dy);
    });
    // Not closePath, which looks through the whole path: with thousands of markers that takes seconds.
    const [dx, dy] = corners[0] as Corner;
    ctx.lineTo(x + r * dx, y + r * dy);
  };
  switch (shape % MARKERS.length) {
    case 0:
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 1:
      ctx.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      break;
    case 2:
      polygon(TRIANGLE);
      break;
    case 3:
      polygon(DIAMOND);
      break;
    case 4:
      polygon(INVERTED);
      break;
    case 5:
      polygon(PENTAGON);
      break;
    case 6:
      polygon(HEXAGON);
      break;
    default:
      ctx.rect(x - 1.2 * r, y - 0.4 * r, 2.4 * r, 0.8 * r);
      ctx.rect(x - 0.4 * r, y - 1.2 * r, 0.8 * r, 2.4 * r);
  }
}

export const MARKERS = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'inverted triangle',
  'pentagon',
  'hexagon',
  'cross',
] as const;

/** Half axes of the 1σ ellipse of a covariance (2 x 2, row-major), in pixels; the angle is that of the major one. */
export function axesOf(
  plane: Plane,
  covariance: ArrayLike<number>,
): { readonly major: number; readonly minor: number; readonly angle: number } {
  // In pixels the covariance is S C S; its principal axes are those of a symmetric 2 x 2 matrix.
  const a = (covariance[0] as number) * plane.sx ** 2;
  const b = -(covariance[1] as number) * plane.sx * plane.sy; // the y axis points down
  const c = (covariance[3] as number) * plane.sy ** 2;
  const middle = (a + c) / 2;
  const radius = Math.hypot((a - c) / 2, b);
  return {
    major: Math.sqrt(Math.max(0, middle + radius)),
    minor: Math.sqrt(Math.max(0, middle - radius)),
    angle: 0.5 * Math.atan2(2 * b, a - c),
  };
}

/** The ellipse of `sigmas` standard deviations of a 2-D Gaussian. */
export function addEllipse(
  ctx: Ctx,
  plane: Plane,
  mean: readonly number[],
  covariance: ArrayLike<number>,
  sigmas: number,
): void {
  const { major, minor, angle } = axesOf(plane, covariance);
  const [x, y] = [plane.px(mean[0] as number), plane.py(mean[1] as number)];
  ctx.moveTo(x + sigmas * major * Math.cos(angle), y + sigmas * major * Math.sin(angle));
  ctx.ellipse(x, y, sigmas * major, sigmas * minor, angle, 0, 2 * Math.PI);
}

export function drawAxes(
  ctx: Ctx,
  plane: Plane,
  palette: Palette,
  names: readonly [string, string],
  ink: Ink,
): void {
  const { left, top, right, bottom } = plane.area;
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.grid;
  ctx.fillStyle = palette.faint;
  ctx.font = ink.font(14);
  ctx.beginPath();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (const x of ticks(...plane.bounds.x, plane.width / (75 * ink.unit))) {
    const px = Math.round(plane.px(x)) + 0.5;
    ctx.moveTo(px, top);
    ctx.lineTo(px, bottom);
    ctx.fillText(plain(x), px, bottom + 5);
  }
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const y of ticks(...plane.bounds.y, plane.height / (70 * ink.unit))) {
    const py = Math.round(plane.py(y)) + 0.5;
    ctx.moveTo(left, py);
    ctx.lineTo(right, py);
    ctx.fillText(plain(y), left - 6, py);
  }
  ctx.stroke();
  ctx.fillStyle = palette.ink;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.fillText(names[0], right, plane.height - 3);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(names[1], 4, 1);
}
