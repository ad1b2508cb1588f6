// More points than there is room for: how many fall where, and whose they are there.
import { blender, channelsOf, type Palette, type Rgb } from '../palette.ts';
import type { Cloud } from './points.ts';

/** Sides of the squares that points fall into, in pixels. */
const SIDE = 2;
/** A point by itself must still be seen. */
const FAINTEST = 0.4;

export interface Density {
  /** The upper left corner. */
  readonly x: number;
  readonly y: number;
  /** In squares. */
  readonly wide: number;
  readonly high: number;
  /** Red, green, blue and opacity of each square, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** A square is the more opaque the more points fall into it, and blends the colours of those who claim them. */
export function densityOf({ count, x, y, shares }: Cloud, palette: Palette): Density {
  const [columns, rows] = [new Int32Array(count), new Int32Array(count)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let n = 0; n < count; ++n) {
    const [column, row] = [Math.floor(x(n) / SIDE), Math.floor(y(n) / SIDE)];
    columns[n] = column;
    rows[n] = row;
    if (column < left) left = column;
    if (column > right) right = column;
    if (row < top) top = row;
    if (row > bottom) bottom = row;
  }
  const [wide, high, k] = [right - left + 1, bottom - top + 1, shares?.k ?? 0];
  const masses = new Float64Array(wide * high);
  const weights = new Float64Array(wide * high * k);
  let occupied = 0;
  for (let n = 0; n < count; ++n) {
    const square = ((rows[n] as number) - top) * wide + (columns[n] as number) - left;
    const mass = masses[square] as number;
    if (mass === 0) ++occupied;
    masses[square] = mass + 1;
    for (let i = 0; i < k; ++i) {
      const at = square * k + i;
      weights[at] = (weights[at] as number) + (shares?.weights[n * k + i] as number);
    }
  }

  const pixels = new Uint8ClampedArray(4 * wide * high);
  const blend = blender(palette, k);
  const channels = new Map<string, Rgb>();
  const opacities: number[] = []; // by mass, of which there are few
  for (let square = 0; square < masses.length; ++square) {
    const mass = masses[square] as number;
    if (mass === 0) continue;
    for (let at = square * k; at < (square + 1) * k; ++at) weights[at] = (weights[at] as number) / mass;
    const colour = shares ? blend(weights, square * k) : palette.faint;
    let rgb = channels.get(colour);
    if (!rgb) {
      rgb = channelsOf(colour);
      channels.set(colour, rgb);
    }
    opacities[mass] ??= 255 * Math.max(FAINTEST, 1 - 0.3 ** ((mass * occupied) / count));
    const at = 4 * square;
    pixels[at] = rgb[0];
    pixels[at + 1] = rgb[1];
    pixels[at + 2] = rgb[2];
    pixels[at + 3] = opacities[mass];
  }
  return { x: SIDE * left, y: SIDE * top, wide, high, pixels };
}

export function paintDensity(ctx: CanvasRenderingContext2D, cloud: Cloud, palette: Palette): void {
  const { x, y, wide, high, pixels } = densityOf(cloud, palette);
  const image = document.createElement('canvas');
  image.width = wide;
  image.height = high;
  image.getContext('2d')?.putImageData(new ImageData(pixels, wide, high), 0, 0);
  ctx.save();
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(image, x, y, SIDE * wide, SIDE * high);
  ctx.restore();
}
