// The landscape as a picture in bands, like a map with contour lines. Painted once for each landscape and theme.
import type { Palette } from '../../shell/palette.ts';
import type { Scene } from './fit.ts';

const BANDS = 14;
/** Pixels for each cell of the grid. */
const FINE = 8;

const pictures = new WeakMap<Float64Array, { palette: Palette; picture: HTMLCanvasElement }>();

export function heatMap(scene: Scene, palette: Palette): HTMLCanvasElement {
  const known = pictures.get(scene.landscape);
  if (known?.palette === palette) return known.picture;
  const picture = paint(scene, palette);
  pictures.set(scene.landscape, { palette, picture });
  return picture;
}

function paint({ means, logSigmas, landscape }: Scene, palette: Palette): HTMLCanvasElement {
  const [columns, rows] = [(means.length - 1) * FINE, (logSigmas.length - 1) * FINE];
  const picture = document.createElement('canvas');
  picture.width = columns;
  picture.height = rows;
  const ctx = picture.getContext('2d');
  if (!ctx) return picture;
  const image = ctx.createImageData(columns, rows);
  const level = levels(landscape);
  const [near, far] = [rgb(palette.bound), rgb(palette.paper)];
  for (let py = 0; py < rows; ++py) {
    for (let px = 0; px < columns; ++px) {
      const value = between(landscape, logSigmas.length, px / FINE, (rows - 1 - py) / FINE);
      const band = Math.floor(BANDS * level(value)) / BANDS;
      const strength = 0.72 * (1 - band) ** 1.4;
      const at = 4 * (py * columns + px);
      for (let c = 0; c < 3; ++c)
        image.data[at + c] = Math.round((far[c] ?? 0) + strength * ((near[c] ?? 0) - (far[c] ?? 0)));
      image.data[at + 3] = 255;
    }
  }
  ctx.putImageData(image, 0, 0);
  return picture;
}

/** Steps in ln(1 + value − least): fine where the valleys are, coarse on the walls. */
function levels(landscape: Float64Array): (value: number) => number {
  const least = landscape.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const top = Math.log1p(6 * 12);
  return (value) =>
    Number.isFinite(value) ? Math.min(1, Math.log1p(6 * Math.max(0, value - least)) / top) : 1;
}

/** Bilinear between the four corners of a cell. */
function between(grid: Float64Array, rows: number, x: number, y: number): number {
  const [i, j] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - i, y - j];
  const at = (a: number, b: number) => grid[a * rows + b] ?? 0;
  return (
    (1 - u) * (1 - v) * at(i, j) +
    u * (1 - v) * at(i + 1, j) +
    (1 - u) * v * at(i, j + 1) +
    u * v * at(i + 1, j + 1)
  );
}

const rgb = (hex: string): readonly number[] =>
  [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
