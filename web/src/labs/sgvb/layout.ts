// Where things stand on the stage: a plane for each case, and beside or below it the columns of W.
import { type Bounds, type Plane, planeOf } from '../../shell/stage/axes.ts';
import type { Case } from './model.ts';
import { columns, type Pair } from './problems.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One case's part of the stage. Plane and inset are measured from the panel's own corner. */
export interface Panel {
  readonly x: number;
  readonly y: number;
  readonly plane: Plane;
  readonly inset: Box;
}

/** All models shown fit into this, so that angle and experiments can be compared and nothing jumps. */
const LEAST: Bounds = { x: [-1.3, 2.05], y: [-1.3, 2.05] };
/** Standard deviations of the posterior that are in sight. */
const REACH = 2.2;

/** The same scale for all cases. It grows in steps, so that it seldom moves while something is dragged. */
function boundsFor(cases: readonly Case[], [i, j]: Pair): Bounds {
  const around = (k: number, least: readonly [number, number]): readonly [number, number] => {
    let [low, high] = least;
    for (const { problem } of cases) {
      const mean = problem.mean[k] as number;
      const reach = REACH * Math.sqrt(problem.covariance.data[k * problem.covariance.cols + k] as number);
      if (mean - reach < low) low = Math.floor(mean - reach);
      if (mean + reach > high) high = Math.ceil(mean + reach);
    }
    return [low, high];
  };
  return { x: around(i, LEAST.x), y: around(j, LEAST.y) };
}

/** Beyond this width for its height a panel has its inset at the right, otherwise below. */
const WIDE = 1.05;

export function panelsFor(
  cases: readonly Case[],
  pair: Pair,
  width: number,
  height: number,
  unit: number,
): Panel[] {
  const bounds = boundsFor(cases, pair);
  const w = width / cases.length;
  return cases.map((_, k) => {
    const aside = w > WIDE * height;
    const wide = cases[0]?.problem.curve ? 184 : 150;
    const strip = aside ? Math.min(wide * unit, 0.32 * w) : Math.min(118 * unit, 0.3 * height);
    const inset = aside
      ? { x: w - strip, y: 0, width: strip, height }
      : { x: 0, y: height - strip, width: w, height: strip };
    const plane = planeOf(aside ? w - strip : w, aside ? height : height - strip, bounds, unit);
    return { x: k * w, y: 0, plane, inset };
  });
}

/** Above the columns, where an inset stands beside its plane, is room for a small chart. */
export function boxAbove({ x, y, width, height }: Box, unit: number): Box | undefined {
  const room = height - 330 * unit;
  return height > width && room > 110 * unit
    ? { x, y: y + 8 * unit, width, height: Math.min(room, 230 * unit) }
    : undefined;
}

/** The columns of W as arrows: where they start, and the pixels of their tips. */
export interface Arrows {
  readonly origin: readonly [number, number];
  readonly tips: readonly [readonly [number, number], readonly [number, number]];
  /** Where the words about them begin, and whether there is room for whole sentences. */
  readonly words: readonly [number, number];
}

/** In the plane that two columns span, the first of them lies along the axis. */
export function arrowsIn({ x, y, width, height }: Box, one: Case, pair: Pair, unit: number): Arrows {
  const { lengths, angle } = columns(one.problem, pair);
  const pad = 26 * unit;
  const aside = height > width;
  const side = aside ? width : 0.5 * width;
  const room = aside ? Math.min(0.5 * width, 0.3 * height) : height - pad;
  const longest = Math.max(...lengths);
  const scale = Math.min((side / 2 - pad) / longest, (room - pad) / longest);
  const top = aside ? y + height - room - 130 * unit : y;
  const origin = [x + side / 2, top + room] as const;
  const turn = (angle * Math.PI) / 180;
  return {
    origin,
    tips: [
      [origin[0] + scale * lengths[0], origin[1]],
      [origin[0] + scale * lengths[1] * Math.cos(turn), origin[1] - scale * lengths[1] * Math.sin(turn)],
    ],
    words: aside ? [x + 8 * unit, origin[1] + 22 * unit] : [x + side + 6 * unit, y + 0.4 * pad],
  };
}
