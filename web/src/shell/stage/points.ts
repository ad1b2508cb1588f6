// Examples on a plane: outlines while nobody owns them, then coloured by who claims them and shaped by who owns them.
import { blender, type Palette } from '../palette.ts';
import { paintDensity } from './density.ts';
import { addMarker } from './marks.ts';

type Ctx = CanvasRenderingContext2D;

/** Above so many points shapes would only smear. */
const MOST_SHAPES = 8000;

export interface Cloud {
  readonly count: number;
  /** Pixels of example n. */
  x(n: number): number;
  y(n: number): number;
  /** Shares of each of K components in each example, N × K, and who has the largest; none before these are inferred. */
  readonly shares?: { readonly weights: Float64Array; readonly k: number; readonly owners: Int32Array };
}

export function paintPoints(ctx: Ctx, cloud: Cloud, palette: Palette, unit: number): void {
  const { count, shares } = cloud;
  if (count > MOST_SHAPES) {
    paintDensity(ctx, cloud, palette);
    return;
  }
  const r = unit * (count > 2000 ? 2 : count > 600 ? 3 : 4);
  if (!shares) {
    ctx.strokeStyle = palette.faint;
    ctx.lineWidth = 1.3;
    ctx.beginPath();
    for (let n = 0; n < count; ++n) addMarker(ctx, 0, cloud.x(n), cloud.y(n), r - 0.5);
    ctx.stroke();
    return;
  }
  const { weights, k, owners } = shares;
  const blend = blender(palette, k);
  const byColour = new Map<string, number[]>();
  for (let n = 0; n < count; ++n) {
    const colour = blend(weights, n * k);
    const group = byColour.get(colour);
    if (group) group.push(n);
    else byColour.set(colour, [n]);
  }
  // One fill style a colour: setting it for every point costs ten times as much.
  for (const [colour, points] of byColour) {
    ctx.fillStyle = colour;
    ctx.beginPath();
    for (const n of points) addMarker(ctx, owners[n] as number, cloud.x(n), cloud.y(n), r);
    ctx.fill();
  }
}

/** A ring around a place, for the example that the numbers are about. */
export function paintRing(ctx: Ctx, x: number, y: number, palette: Palette, unit: number): void {
  ctx.beginPath();
  ctx.arc(x, y, 9 * unit, 0, 2 * Math.PI);
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 2;
  ctx.stroke();
}

/** How near a finger must come to a point, in pixels. */
const REACH = 24;

/** The example nearest to a place on the canvas, if one is within reach. */
export function nearestPoint({ count, x, y }: Cloud, px: number, py: number): number | undefined {
  let best: number | undefined;
  let closest = REACH ** 2;
  for (let n = 0; n < count; ++n) {
    const distance = (x(n) - px) ** 2 + (y(n) - py) ** 2;
    if (distance < closest) [closest, best] = [distance, n];
  }
  return best;
}

/** Tells which example the pointer is at whenever that changes; undefined where it is at none. */
export function followPointer(
  canvas: HTMLCanvasElement,
  cloud: () => Cloud | undefined,
  changed: (example: number | undefined) => void,
): void {
  let pointed: number | undefined;
  const tell = (example: number | undefined) => {
    if (example === pointed) return;
    pointed = example;
    changed(example);
  };
  canvas.addEventListener('pointermove', ({ offsetX, offsetY }) => {
    const points = cloud();
    tell(points && nearestPoint(points, offsetX, offsetY));
  });
  canvas.addEventListener('pointerleave', () => tell(undefined));
}
