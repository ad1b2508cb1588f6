// More points than there is room for: how many fall where, and whose they are there.
import { blender, type Palette } from '../palette.ts';
import type { Cloud } from './points.ts';

/** Sides of the squares that points fall into, in pixels. */
const SIDE = 2;
/** A point by itself must still be seen. */
const FAINTEST = 0.4;
/** Opacities are rounded to so many, so that squares share them. */
const LEVELS = 8;

/** A square is the more opaque the more points fall into it, and blends the colours of those who claim them. */
export function paintDensity(
  ctx: CanvasRenderingContext2D,
  { count, x, y, shares }: Cloud,
  palette: Palette,
): void {
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

  const blend = blender(palette, k);
  /** By opacity and colour; setting either for every square costs ten times as much. */
  const alike: Map<string, number[]>[] = Array.from({ length: LEVELS + 1 }, () => new Map());
  masses.forEach((mass, square) => {
    if (mass === 0) return;
    for (let at = square * k; at < (square + 1) * k; ++at) weights[at] = (weights[at] as number) / mass;
    const opacity = Math.max(FAINTEST, 1 - 0.3 ** ((mass * occupied) / count));
    const colour = shares ? blend(weights, square * k) : palette.faint;
    const group = alike[Math.ceil(LEVELS * opacity)];
    const squares = group?.get(colour);
    if (squares) squares.push(square);
    else group?.set(colour, [square]);
  });
  alike.forEach((group, level) => {
    ctx.globalAlpha = level / LEVELS;
    for (const [colour, squares] of group) {
      ctx.fillStyle = colour;
      for (const square of squares)
        ctx.fillRect(SIDE * (left + (square % wide)), SIDE * (top + Math.floor(square / wide)), SIDE, SIDE);
    }
  });
  ctx.globalAlpha = 1;
}
