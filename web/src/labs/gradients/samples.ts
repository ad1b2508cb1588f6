// Where the samples of a step stand on the stage, and the gradient that each of them gives, in pixels.
import type { Plane } from '../../shell/stage/axes.ts';
import type { Snapshot } from './model.ts';

export interface Drawn {
  readonly at: readonly [number, number];
  readonly dx: number;
  readonly dy: number;
}

/** So many samples are drawn at most: more would be a wall of ink. */
const DRAWN = 80;

/** Length of a gradient of 1, in units of z. The same for all estimators, so that lengths can be compared. */
const ARROW = 0.12;

/** The same on a line, where there is less to see and more room. */
const LINE_ARROW = 0.2;

/** The same for bars, in units of probability. */
const PULL = 0.25;

/** Pixels of a gradient of 1. */
export const arrowScale = ({ problem: { kind } }: Snapshot, plane: Plane): number =>
  kind === 'bars'
    ? PULL * plane.sy
    : kind === 'line'
      ? LINE_ARROW * plane.sx
      : ARROW * Math.min(plane.sx, plane.sy);

/**
 * On a line the samples fill the area under q, and pull at μ across, at the width up and down. Over states they stand side
 * by side in theirs, and pull at the logit of parameter p.
 */
export function drawnSamples(s: Snapshot, plane: Plane, p: number): Drawn[] {
  const { samples, arrows, q } = s;
  const count = Math.min(DRAWN, samples.rows);
  const by = arrowScale(s, plane);
  const of = (i: number, j: number) => (arrows.data[i * arrows.cols + j] as number) * by;
  const seen = new Map<number, number>();
  return Array.from({ length: count }, (_, i): Drawn => {
    const [z = 0, z2 = 0] = samples.data.subarray(i * samples.cols, (i + 1) * samples.cols);
    if ('logits' in q) {
      const before = seen.get(z) ?? 0;
      seen.set(z, before + 1);
      const x = plane.px(z) + (((before * 0.381966) % 1) - 0.5) * 0.5 * plane.sx;
      return { at: [x, plane.py(0.16)], dx: 0, dy: -of(i, p) };
    }
    if (samples.cols === 2) {
      const first = p >= 2 ? 2 : 0;
      return { at: [plane.px(z), plane.py(z2)], dx: of(i, first), dy: -of(i, first + 1) };
    }
    const [mu = 0, sigma = 1] = [q.mean[0], Math.exp(q.logSigma[0] ?? 0)];
    const height = Math.exp(-0.5 * ((z - mu) / sigma) ** 2) / (Math.sqrt(2 * Math.PI) * sigma);
    const at = [plane.px(z), plane.py((height * (i + 0.6)) / (count + 0.2))] as const;
    return p === 0 ? { at, dx: of(i, 0), dy: 0 } : { at, dx: 0, dy: -of(i, 1) };
  });
}
