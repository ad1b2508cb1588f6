// Marks as paths, and which of them a pointer is at. No DOM: tests use this as it stands.
import type { Mark, Place } from '../terms.ts';

const at = ([x, y]: Place): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

export function pathOf(mark: Mark): string {
  if ('r' in mark) {
    const { at: centre, r } = mark;
    return `M${at([centre[0] - r, centre[1]])}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  }
  const [first, ...rest] = mark.points;
  if (!first) return '';
  return `M${at(first)}${rest.map((place) => `L${at(place)}`).join('')}${mark.closed ? 'Z' : ''}`;
}

function toSegment([x, y]: Place, [ax, ay]: Place, [bx, by]: Place): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

function isInside([x, y]: Place, points: readonly Place[]): boolean {
  let inside = false;
  points.forEach(([ax, ay], i) => {
    const [bx, by] = points[(i || points.length) - 1] as Place;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

/** What lies in a filled shape is at it, but less than at a line that crosses it. */
const INSIDE = 8;

/** Pixels from a place to a mark; the inside of a ring belongs to it. */
export function distance(place: Place, mark: Mark): number {
  if ('r' in mark) return Math.max(0, Math.hypot(place[0] - mark.at[0], place[1] - mark.at[1]) - mark.r);
  const { points, closed, filled } = mark;
  let nearest = Number.POSITIVE_INFINITY;
  points.forEach((point, i) => {
    const before = i > 0 ? points[i - 1] : closed ? points.at(-1) : point;
    nearest = Math.min(nearest, toSegment(place, before as Place, point));
  });
  return filled && nearest > INSIDE && isInside(place, points) ? INSIDE : nearest;
}

/** How near a pointer must come, in pixels. */
const REACH = 10;

/** The first of the nearest names; undefined where none is within reach. */
export function nearest<Name>(
  place: Place,
  candidates: Iterable<readonly [Name, readonly Mark[]]>,
): Name | undefined {
  let best: Name | undefined;
  let closest = REACH;
  for (const [name, marks] of candidates)
    for (const mark of marks) {
      const far = distance(place, mark);
      if (far < closest) [closest, best] = [far, name];
    }
  return best;
}

/** An ellipse as a closed line: `sigmas` standard deviations of a covariance xx, xy, yx, yy around a mean. */
export function ellipse(
  plane: { px(x: number): number; py(y: number): number },
  [mx = 0, my = 0]: ArrayLike<number> & Iterable<number>,
  [xx = 1, xy = 0, , yy = 1]: ArrayLike<number> & Iterable<number>,
  sigmas: number,
): Mark {
  // Cholesky: the image of a circle.
  const a = Math.sqrt(xx);
  const b = xy / a;
  const c = Math.sqrt(Math.max(0, yy - b * b));
  const points = Array.from({ length: 72 }, (_, i): Place => {
    const [u, v] = [Math.cos((Math.PI * i) / 36), Math.sin((Math.PI * i) / 36)];
    return [plane.px(mx + sigmas * a * u), plane.py(my + sigmas * (b * u + c * v))];
  });
  return { points, closed: true };
}

/** A rectangle, filled. */
export const box = (left: number, top: number, right: number, bottom: number): Mark => ({
  points: [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ],
  closed: true,
  filled: true,
});

/** An arrow: a shaft, and its head as a part of the same line. */
export function arrow([x, y]: Place, dx: number, dy: number, head: number): Mark {
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const tip: Place = [x + dx, y + dy];
  const side = (s: number): Place => [
    tip[0] - head * (ux - s * 0.6 * uy),
    tip[1] - head * (uy + s * 0.6 * ux),
  ];
  return { points: [[x, y], tip, side(1), tip, side(-1)] };
}

/** The part of a line that lies in a rectangle, for lines that run out of the picture. */
export function within(
  points: readonly Place[],
  { left, top, right, bottom }: Readonly<Record<'left' | 'top' | 'right' | 'bottom', number>>,
): Mark {
  return {
    points: points.filter(([x, y]) => x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1),
  };
}
