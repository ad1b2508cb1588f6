// Lines on the stage: their noise, their residuals, their ends that can be moved.
import type { LinearMixtureParams } from '../../../../wasm/api/linear_mixture.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import { letter } from '../../em/labels.ts';
import { paintMarker, paintText } from '../../em/picture.ts';
import { colourOf, type Palette } from '../../shell/palette.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Ink } from '../../shell/stage/canvas.ts';
import { xOf } from './data.ts';
import type { Snapshot } from './model.ts';
import { rangeOfX, STRETCHES } from './residuals.ts';

type Ctx = CanvasRenderingContext2D;
/** Intercept and slope. */
type Coefficients = readonly [number, number];
/** Pixels. */
type Place = readonly [number, number];

/** A line is never fainter than this, so that it can be found where it explains nothing. */
const FAINTEST = 0.22;
/** Above so many examples their residuals are not drawn one by one. */
const MOST_WHISKERS = 1500;

/** The colour with an opacity of 0 … 1. */
export const faded = (palette: Palette, k: number, opacity: number): string =>
  `${colourOf(palette, k)}${Math.round(255 * Math.min(1, Math.max(0, opacity)))
    .toString(16)
    .padStart(2, '0')}`;

const ends = (plane: Plane, [a, b]: Coefficients) =>
  [plane.area.left, plane.area.right].map((x) => [x, plane.py(a + b * plane.dataX(x))] as const) as [
    readonly [number, number],
    readonly [number, number],
  ];

/** Two standard deviations of noise about a line, as a wash. */
export function paintNoise(
  ctx: Ctx,
  plane: Plane,
  k: number,
  [a, b]: Coefficients,
  sd: number,
  palette: Palette,
): void {
  const [upper, lower] = [ends(plane, [a + 2 * sd, b]), ends(plane, [a - 2 * sd, b])];
  ctx.beginPath();
  ctx.moveTo(...upper[0]);
  for (const [x, y] of [upper[1], lower[1], lower[0]]) ctx.lineTo(x, y);
  ctx.fillStyle = faded(palette, k, 0.07);
  ctx.fill();
}

/** As opaque, along its length, as its share of the points there; `ghost` is where a line was. */
export function paintLine(
  ctx: Ctx,
  plane: Plane,
  k: number,
  line: Coefficients,
  palette: Palette,
  unit: number,
  of: Pick<Snapshot, 'presence' | 'data'> | 'ghost',
): void {
  const [from, to] = ends(plane, line);
  ctx.save();
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.lineWidth = (of === 'ghost' ? 2 : 4) * unit;
  if (of === 'ghost') {
    ctx.setLineDash([7 * unit, 6 * unit]);
    ctx.strokeStyle = faded(palette, k, 0.45);
  } else ctx.strokeStyle = of.presence ? shading(ctx, plane, k, of, palette) : faded(palette, k, 0.85);
  ctx.stroke();
  ctx.restore();
}

function shading(
  ctx: Ctx,
  plane: Plane,
  k: number,
  { presence, data }: Pick<Snapshot, 'presence' | 'data'>,
  palette: Palette,
): CanvasGradient {
  const [low, high] = rangeOfX(data).map(plane.px) as [number, number];
  const gradient = ctx.createLinearGradient(low, 0, Math.max(high, low + 1), 0);
  for (let s = 0; s < STRETCHES; ++s) {
    const share = presence?.[k * STRETCHES + s] ?? 0;
    gradient.addColorStop((s + 0.5) / STRETCHES, faded(palette, k, FAINTEST + (1 - FAINTEST) * share));
  }
  return gradient;
}

/** Residuals: from each point to each line that claims it, the fainter the smaller its share. */
export function paintWhiskers(
  ctx: Ctx,
  plane: Plane,
  { data, responsibilities: R }: Snapshot,
  fitted: Float64Array,
  focus: number | undefined,
  palette: Palette,
): void {
  if (!R) return;
  const whisker = (n: number, k: number) => {
    const x = plane.px(xOf(data, n));
    ctx.moveTo(x, plane.py(data.y[n] as number));
    ctx.lineTo(x, plane.py(fitted[n * R.cols + k] as number));
  };
  const levels = 8;
  for (let k = 0; k < R.cols; ++k) {
    for (let level = 1; level <= levels && R.rows <= MOST_WHISKERS; ++level) {
      ctx.beginPath();
      for (let n = 0; n < R.rows; ++n)
        if (Math.round((R.data[n * R.cols + k] as number) * levels) === level) whisker(n, k);
      ctx.strokeStyle = faded(palette, k, (0.6 * level) / levels);
      ctx.lineWidth = 1.2;
      ctx.stroke();
    }
    if (focus === undefined || focus >= R.rows) continue;
    ctx.beginPath();
    whisker(focus, k);
    ctx.strokeStyle = faded(palette, k, Math.max(0.3, R.data[focus * R.cols + k] as number));
    ctx.lineWidth = 3;
    ctx.stroke();
  }
}

/** Where a line can be taken hold of: near the edges of the plane, or where it enters it. */
export function gripsOf(plane: Plane, line: Coefficients, unit: number): [Place, Place] {
  const inset = 24 * unit;
  const { left, top, right, bottom } = plane.area;
  const y = (px: number) => plane.py(line[0] + line[1] * plane.dataX(px));
  const [x1, x2] = [left + inset, right - inset];
  const [low, high] = [top + inset / 2, bottom - inset / 2];
  const slope = (y(x2) - y(x1)) / (x2 - x1);
  const inside = (px: number, other: number): Place => {
    const py = y(px);
    if (py >= low && py <= high) return [px, py];
    const edge = py < low ? low : high;
    const at = px + (edge - py) / slope;
    const between = slope !== 0 && (at - px) * (at - other) <= 0;
    return between ? [at, edge] : [px, edge];
  };
  return [inside(x1, x2), inside(x2, x1)];
}

/** Grips with their line's marker, its letter at the right one, and labelled examples as letters of their line. */
export function paintLetters(
  ctx: Ctx,
  plane: Plane,
  s: Snapshot,
  { weights, W }: LinearMixtureParams,
  palette: Palette,
  ink: Ink,
): void {
  const { unit } = ink;
  ctx.font = ink.font(17, 700);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  const { labelled } = s.data;
  labelled.z.forEach((z, i) => {
    const [x, y] = [plane.px(xOf(labelled, i)), plane.py(labelled.y[i] as number)];
    paintText(ctx, letter(z), x, y, colourOf(palette, z), palette);
  });
  const lines = Array.from(weights, (_, k) => gripsOf(plane, coefficients(W, k), unit));
  lines.forEach((grips, k) => {
    for (const [x, y] of grips) paintMarker(ctx, k, x, y, 7 * unit, palette);
  });
  const taken = lines.map((grips) => grips[1]);
  for (const [k, grips] of lines.entries()) {
    const place = roomFor(grips[1], taken, plane, unit);
    taken.push(place);
    paintText(ctx, letter(k), ...place, palette.ink, palette);
  }
}

const coefficients = ({ data }: Matrix, k: number): Coefficients => [
  data[2 * k] as number,
  data[2 * k + 1] as number,
];

/** Where a letter beside a grip covers neither a grip nor another letter: lines that are equal are still two. */
function roomFor(
  [x, y]: Place,
  taken: readonly Place[],
  { area: { top, bottom } }: Plane,
  unit: number,
): Place {
  const around = [
    [0, -20],
    [0, 21],
    [-20, 0],
    [-20, -20],
    [-20, 21],
    [-38, 0],
  ].map(([dx = 0, dy = 0]): Place => [x + dx * unit, y + dy * unit]);
  const free = ([px, py]: Place) =>
    py > top + 8 * unit &&
    py < bottom - 8 * unit &&
    taken.every(([ox, oy]) => Math.abs(ox - px) > 15 * unit || Math.abs(oy - py) > 17 * unit);
  return around.find(free) ?? (around[0] as Place);
}
