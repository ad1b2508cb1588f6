// What the stages of the labs of EM draw alike.
import type { BoundPoint } from '../shell/charts/bound.ts';
import { colourOf, type Palette } from '../shell/palette.ts';
import { addMarker } from '../shell/stage/marks.ts';
import { type Cloud, paintPoints } from '../shell/stage/points.ts';
import type { EmSnapshot } from './snapshot.ts';

type Ctx = CanvasRenderingContext2D;

/** On the way from a to b, for the eye only. */
export const mixed = (a: Float64Array, b: Float64Array, t: number): Float64Array =>
  a.length === b.length ? b.map((value, i) => (1 - t) * (a[i] as number) + t * value) : b;

/** The examples, in the colours of those who claim them now, or on the way there. */
export function paintOwned(
  ctx: Ctx,
  cloud: Cloud,
  { responsibilities: R, owners }: EmSnapshot,
  from: EmSnapshot | undefined,
  progress: number,
  palette: Palette,
  unit: number,
): void {
  if (!R || !owners) {
    paintPoints(ctx, cloud, palette, unit);
    return;
  }
  const before = progress < 1 ? from?.responsibilities : undefined;
  const weights = before ? mixed(before.data, R.data, progress) : R.data;
  paintPoints(ctx, { ...cloud, shares: { weights, k: R.cols, owners } }, palette, unit);
}

/** A component's marker, large, filled and outlined so that it stands out from points of its colour. */
export function paintMarker(ctx: Ctx, k: number, x: number, y: number, r: number, palette: Palette): void {
  ctx.beginPath();
  addMarker(ctx, k, x, y, r);
  ctx.fillStyle = colourOf(palette, k);
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 5;
  ctx.stroke();
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = palette.ink;
  ctx.stroke();
}

/** Text on a halo of paper, in the context's font and alignment. */
export function paintText(
  ctx: Ctx,
  text: string,
  x: number,
  y: number,
  colour: string,
  palette: Palette,
): void {
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = palette.paper;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

export const boundPoint = ({ t, made, phase, evaluation }: EmSnapshot): BoundPoint => ({
  t,
  made,
  truth: evaluation.objective,
  ...(phase ? { bound: evaluation.bound, gap: evaluation.gap } : {}),
});
