// Where things stand on the stage: the target above, histograms below at the left, the parabola at the right.
import type { Plane } from '../../shell/stage/axes.ts';
import { planeOf } from '../../shell/stage/axes.ts';
import type { Snapshot } from './model.ts';
import { sharesOf } from './problems.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Layout {
  readonly plane: Plane;
  /** The rows of histograms, one for each estimator that is shown. */
  readonly rows: readonly Box[];
  /** Between the vertical edges of the histograms and the axis below them. */
  readonly histograms: Box;
  readonly parabola: Box;
  readonly narrow: boolean;
}

/** Share of the height that the target takes; on a phone the histograms need more. */
const TOP = { wide: 0.44, narrow: 0.38 };

export function layoutOf(s: Snapshot, width: number, height: number, unit: number, rows: number): Layout {
  const narrow = width < 460 * unit;
  const top = Math.round((narrow ? TOP.narrow : TOP.wide) * height);
  const split = Math.round(width * (narrow ? 0.56 : 0.6));
  const histograms: Box = {
    left: 12 * unit,
    top: top + 26 * unit,
    right: split - 8 * unit,
    bottom: height - 38 * unit,
  };
  const each = (histograms.bottom - histograms.top) / Math.max(1, rows);
  return {
    plane: planeFor(s, width, top, unit),
    rows: Array.from({ length: rows }, (_, i) => ({
      ...histograms,
      top: histograms.top + i * each,
      bottom: histograms.top + (i + 1) * each,
    })),
    histograms,
    parabola: {
      left: split + (narrow ? 12 : 22) * unit,
      top: top + 44 * unit,
      right: width - 14 * unit,
      bottom: height - 38 * unit,
    },
    narrow,
  };
}

/** Densities have no unit in common with z; a plane's two axes have. */
function planeFor(s: Snapshot, width: number, height: number, unit: number): Plane {
  const { kind, x, y } = s.problem;
  if (kind === 'plane') return planeOf(width, height, { x, y }, unit);
  const top = kind === 'bars' ? barsTop(s) : 1.12 * Math.max(peakOf(s), ...s.problem.density);
  const area = { left: 46 * unit, right: width - 14 * unit, top: 20 * unit, bottom: height - 34 * unit };
  const [sx, sy] = [(area.right - area.left) / (x[1] - x[0]), (area.bottom - area.top) / top];
  return {
    area,
    width,
    height,
    bounds: { x, y: [0, top] },
    sx,
    sy,
    px: (value) => area.left + (value - x[0]) * sx,
    py: (value) => area.bottom - value * sy,
    dataX: (px) => x[0] + (px - area.left) / sx,
    dataY: (py) => (area.bottom - py) / sy,
  };
}

/** Bars leave room for the names above them. */
const barsTop = ({ q, problem }: Snapshot): number =>
  Math.max(0.7, ...problem.density, ...('logits' in q ? sharesOf(q.logits) : [])) * 1.1;

/** The highest value of q's density. */
function peakOf({ q }: Snapshot): number {
  if ('logits' in q) return 1;
  return 1 / (Math.sqrt(2 * Math.PI) * Math.exp(q.logSigma[0] ?? 0));
}

/** Centre of a histogram's axis and what lies at a place on it. */
export const histogramX = (box: Box, centre: number, reach: number) => (value: number) =>
  (box.left + box.right) / 2 + (((value - centre) / reach) * (box.right - box.left)) / 2;

export interface ParabolaAxes {
  px(a: number): number;
  py(v: number): number;
  coefficient(px: number): number;
}

/** Coefficients across, variances up from 0; what lies outside stands at the edge. */
export function parabolaAxes(box: Box, grid: Float64Array, values: Float64Array): ParabolaAxes {
  const [low, high] = [grid[0] ?? 0, grid.at(-1) ?? 1];
  const top = Math.max(...values) || 1;
  const inside = (value: number, a: number, b: number) => Math.min(b, Math.max(a, value));
  return {
    px: (a) => inside(box.left + ((a - low) / (high - low)) * (box.right - box.left), box.left, box.right),
    py: (v) => inside(box.bottom - (v / top) * (box.bottom - box.top), box.top, box.bottom),
    coefficient: (px) =>
      low + ((inside(px, box.left, box.right) - box.left) / (box.right - box.left)) * (high - low),
  };
}
