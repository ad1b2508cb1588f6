// The picture every EM lab shares: the truth as a line of ink, its bound in colour, the gap between them hatched.
import { short } from '../format.ts';
import type { SnapshotBase } from '../lab.ts';
import { msg } from '../language.ts';
import type { Palette } from '../palette.ts';
import { cutBelow, rangeAround, type Timeline } from './series.ts';

export type BoundScale = 'all' | 'recent' | 'gap';

/** One position of the history. */
export interface BoundPoint {
  readonly t: number;
  readonly made: SnapshotBase['made'];
  readonly truth: number;
  /** Absent at the start, where nothing has been bounded yet. */
  readonly bound?: number;
  readonly gap?: number;
}

export interface BoundNames {
  /** Of the lines. */
  readonly truth: string;
  readonly bound: string;
  /** The chart in a sentence; `bound` and `gap` are there once something has been bounded. */
  inWords(shown: {
    readonly from: string;
    readonly to: string;
    readonly bound?: string;
    readonly gap?: string;
  }): string;
}

/** A gap of rounding errors is 0: doubles cannot tell the bound from the truth any more. */
export const visibleGap = ({ gap = 0, truth }: BoundPoint): number =>
  gap <= 1e-14 * (1 + Math.abs(truth)) ? 0 : gap;

/** Half-steps that "recent" shows: six iterations and where they came from. */
const RECENT = 13;

export function boundTimeline(
  points: readonly BoundPoint[],
  index: number,
  scale: BoundScale,
  names: BoundNames,
  palette: Palette,
): Timeline {
  const here = points[index];
  const range =
    scale === 'recent' ? rangeAround(points.length, index, RECENT) : ([0, points.length - 1] as const);
  const series = scale === 'gap' ? gapSeries(points, palette) : boundSeries(points, names, palette);
  return {
    t: points.map(({ t }) => t),
    made: points.map(({ made }) => made),
    index,
    range,
    series,
    unit: scale === 'gap' ? msg`gap after M, nats` : msg`nats`,
    timeUnit: msg`iteration`,
    logarithmic: scale === 'gap',
    leastSpan: 3,
    ...(scale === 'gap'
      ? {}
      : cutBelow(
          series.map(({ values }) => values),
          range,
          index,
        )),
    ...(here?.gap === undefined
      ? {}
      : { label: { text: msg`gap ${short(visibleGap(here))}`, colour: palette.bound } }),
  };
}

const boundSeries = (
  points: readonly BoundPoint[],
  names: BoundNames,
  palette: Palette,
): Timeline['series'] => [
  { name: names.truth, colour: palette.ink, values: points.map(({ truth }) => truth), ringed: true },
  {
    name: names.bound,
    colour: palette.bound,
    values: points.map(({ bound }) => bound),
    gapTo: 0,
    marked: true,
    ringed: true,
  },
];

/** After E the gap is 0 and has no logarithm: the line joins the gaps after M. */
const gapSeries = (points: readonly BoundPoint[], palette: Palette): Timeline['series'] => [
  {
    name: '',
    id: 'gap',
    colour: palette.M,
    values: points.map((point) => (point.made === 'M' && visibleGap(point) > 0 ? point.gap : undefined)),
    marked: true,
  },
];
