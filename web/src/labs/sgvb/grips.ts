// What can be taken hold of on the stage, where it is, and what moving it means. Pixels in, a q out.
import type { VariationalGaussian } from '../../../../wasm/api/variational.ts';
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import type { Case } from './model.ts';
import { latent, type Pair } from './problems.ts';
import { entry, isFull, withLower, withMean, withScale } from './shape.ts';

export interface Grip {
  readonly kind: 'mean' | 'width';
  /** The coordinate of z whose width it is. */
  readonly coordinate: number;
  /** What a link calls it: "Mean of q", "Width σ₁ of q". */
  readonly what: string;
  /** The same for the reader. */
  readonly name: string;
  readonly place: string;
  /** Pixels in the panel. */
  readonly x: number;
  readonly y: number;
}

/** Grips stand this far outside the ellipse of two standard deviations, so that they never hide it or the mean. */
const CLEAR = 15;
const SIGMAS = 2;

const digits = '₁₂₃₄';

export function gripsOf(one: Case, pair: Pair, plane: Plane, unit: number): Grip[] {
  const { q } = one.state;
  const [x, y] = pair.map((i) => q.mean[i] as number) as [number, number];
  const mean: Grip = {
    ...{ kind: 'mean', coordinate: pair[0], what: 'Mean of q', name: msg`Mean of q` },
    place: msg`at ${fixed(x)}, ${fixed(y)}`,
    ...{ x: plane.px(x), y: plane.py(y) },
  };
  // The columns of L point elsewhere than into the plane where there are more coordinates than are shown.
  if (isFull(q) && latent(one.problem) > 2) return [mean];
  return [mean, ...[0, 1].map((k) => widthGrip(q, pair, k, mean, plane, unit))];
}

function widthGrip(
  q: VariationalGaussian,
  pair: Pair,
  k: number,
  mean: Grip,
  plane: Plane,
  unit: number,
): Grip {
  const coordinate = pair[k] as number;
  const symbol = `σ${digits[coordinate] ?? ''}`;
  // Column k of L: q's ellipse of one standard deviation passes through mean + L e_k.
  const dx = k === 0 ? entry(q, coordinate, coordinate) * plane.sx : 0;
  const dy = k === 0 ? entry(q, pair[1], pair[0]) * plane.sy : entry(q, coordinate, coordinate) * plane.sy;
  const length = Math.hypot(dx, dy);
  const by = SIGMAS + (CLEAR * unit) / length;
  return {
    kind: 'width',
    coordinate,
    what: `Width ${symbol} of q`,
    name: msg`Width ${symbol} of q`,
    place: short(entry(q, coordinate, coordinate)),
    x: mean.x + by * dx,
    y: mean.y - by * dy,
  };
}

/** The q that has this grip at (x, y). */
export function moveGrip(
  one: Case,
  grip: Grip,
  pair: Pair,
  plane: Plane,
  unit: number,
  x: number,
  y: number,
): VariationalGaussian {
  const { q } = one.state;
  if (grip.kind === 'mean')
    return withMean(
      q,
      new Map([
        [pair[0], plane.dataX(x)],
        [pair[1], plane.dataY(y)],
      ]),
    );
  const [cx, cy] = pair.map((i, k) => (k === 0 ? plane.px : plane.py)(q.mean[i] as number)) as [
    number,
    number,
  ];
  if (grip.coordinate === pair[1]) return withScale(q, pair[1], (cy - y - CLEAR * unit) / SIGMAS / plane.sy);
  const [dx, dy] = [x - cx, isFull(q) ? cy - y : 0];
  const length = Math.hypot(dx, dy);
  const by = Math.max(0, length - CLEAR * unit) / SIGMAS / Math.max(1, length);
  return withLower(withScale(q, pair[0], (by * dx) / plane.sx), pair[1], pair[0], (by * dy) / plane.sy);
}
