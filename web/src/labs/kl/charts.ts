// What the chart shows in each part, as plain data. Over time where steps make it, over λ or θ where the whole curve is known.
import { rangeAround, type Timeline } from '../../shell/charts/series.ts';
import { short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import type { Palette } from '../../shell/palette.ts';
import { colourOf } from '../../shell/palette.ts';
import type { CodesSnapshot } from './codes.ts';
import type { ConvexPoint, ConvexSnapshot } from './convex.ts';
import type { FitSnapshot } from './fit.ts';
import type { LikelihoodSnapshot, ThetaPoint } from './likelihood.ts';
import { amount, drawable, small, smallIn, unitName, unitPerSymbol } from './numbers.ts';

export type Zoom = 'all' | 'near';

const RECENT = 41;

export function codesTimeline(
  history: readonly CodesSnapshot[],
  index: number,
  zoom: Zoom,
  palette: Palette,
): Timeline {
  const here = history[index] as CodesSnapshot;
  const { unit, costs } = here;
  const flat = (nats: number) => history.map(() => drawable(nats, unit));
  const [low, high] = [flat(costs.entropy), flat(costs.cross)];
  const average = history.map(({ mean }) => (mean === undefined ? undefined : drawable(mean, unit)));
  return {
    ...overTime(history, index, zoom, msg`symbols sent`),
    ...fromZero(low, high, average),
    unit: unitPerSymbol(unit),
    leastSpan: 8,
    namesAt: 'top right',
    series: [
      { name: msg`H(p): no code does better`, colour: palette.ink, values: low },
      { name: msg`H(p, q): the code for q`, colour: palette.bound, values: high, gapTo: 0 },
      {
        name: msg`average so far`,
        colour: palette.M,
        values: average,
        ringed: true,
      },
    ],
    label: { text: `KL ${smallIn(costs.kl, unit)}`, colour: palette.bound },
  };
}

/** Costs begin at 0: the axis does too. */
const fromZero = (
  ...lines: readonly (readonly (number | undefined)[])[]
): { readonly limits?: readonly [number, number] } => {
  const top = Math.max(...lines.flatMap((values) => values.filter((value) => value !== undefined)));
  return top > 0 && Number.isFinite(top) ? { limits: [0, 1.15 * top] } : {};
};

const overTime = (
  history: readonly { readonly t: number; readonly made: Timeline['made'][number] }[],
  index: number,
  zoom: Zoom,
  timeUnit: string,
) => ({
  t: history.map(({ t }) => t),
  made: history.map(({ made }) => made),
  index,
  range: zoom === 'near' ? rangeAround(history.length, index, RECENT) : ([0, history.length - 1] as const),
  timeUnit,
  logarithmic: false,
});

/** A curve over a share: the grid, with the current point in its place. */
function overShare<P>(curve: readonly P[], here: P, at: (point: P) => number, zoom: Zoom) {
  const points = [...curve.filter((point) => at(point) !== at(here)), here].sort((a, b) => at(a) - at(b));
  const index = points.indexOf(here);
  const reach = 6;
  return {
    points,
    t: points.map((point) => 100 * at(point)),
    made: points.map(() => 'step' as const),
    index,
    range:
      zoom === 'near'
        ? ([Math.max(0, index - reach), Math.min(points.length - 1, index + reach)] as const)
        : ([0, points.length - 1] as const),
    logarithmic: false,
    leastSpan: 1,
  };
}

export const lambdaPoints = (s: ConvexSnapshot) =>
  overShare(s.curve, s.here, ({ lambda }: ConvexPoint) => lambda, 'all').points;
export const thetaPoints = (s: LikelihoodSnapshot) =>
  overShare(s.curve, s.here, ({ theta }: ThetaPoint) => theta, 'all').points;

export function convexTimeline(s: ConvexSnapshot, zoom: Zoom, palette: Palette): Timeline {
  const { points, ...axes } = overShare(s.curve, s.here, ({ lambda }) => lambda, zoom);
  const pairs = points.map((point) => drawable(point.mixtureOfKls, s.unit));
  const mixtures = points.map((point) => drawable(point.klOfMixture, s.unit));
  return {
    ...axes,
    ...fromZero(pairs, mixtures),
    timeUnit: msg`λ, percent`,
    unit: unitName(s.unit),
    series: [
      {
        name: msg`mean of the two KL`,
        colour: palette.ink,
        values: pairs,
        ringed: true,
      },
      {
        name: msg`KL of the mixtures`,
        colour: palette.bound,
        values: mixtures,
        gapTo: 0,
        ringed: true,
      },
    ],
    label: { text: msg`gap ${small(s.here.gap, s.unit)}`, colour: palette.bound },
  };
}

export function likelihoodTimeline(s: LikelihoodSnapshot, zoom: Zoom, palette: Palette): Timeline {
  const { points, ...axes } = overShare(s.curve, s.here, ({ theta }) => theta, zoom);
  // Near θ = 0 and 1 both are large: what lies far above the minimum would flatten the rest.
  const least = Math.min(...points.map(({ kl }) => kl));
  const top = least + s.here.entropy + 3.2;
  const limits = [
    0,
    drawable(Math.max(top, Number.isFinite(s.here.kl) ? s.here.kl + s.here.entropy : 0), s.unit) ?? 1,
  ] as const;
  return {
    ...axes,
    timeUnit: msg`θ, percent`,
    unit: unitName(s.unit),
    ...(zoom === 'all' ? { limits } : {}),
    series: [
      {
        name: msg`− mean log-likelihood`,
        colour: palette.ink,
        values: points.map((point) => drawable(0 - point.meanLogLikelihood, s.unit)),
        ringed: true,
      },
      {
        name: msg`KL(data ‖ model)`,
        colour: palette.bound,
        values: points.map((point) => drawable(point.kl, s.unit)),
        gapTo: 0,
        ringed: true,
      },
    ],
    label: { text: msg`entropy ${amount(s.here.entropy, s.unit)} between them`, colour: palette.bound },
  };
}

export function fitTimeline(
  history: readonly FitSnapshot[],
  index: number,
  zoom: Zoom,
  palette: Palette,
): Timeline {
  const axes = { ...overTime(history, index, zoom, msg`step`), unit: msg`nats`, leastSpan: 8 };
  if (history[0]?.alpha) {
    return {
      ...axes,
      leastSpan: 20,
      series: [
        {
          name: msg`divergence of order α`,
          colour: colourOf(palette, 2),
          values: history.map(({ alpha }) => alpha?.value),
          ringed: true,
        },
      ],
      label: { text: `α = ${short(history[index]?.alpha?.alpha ?? 0)}`, colour: palette.ink },
    };
  }
  return {
    ...axes,
    // The first steps fall from tens of nats to tenths.
    logarithmic: true,
    namesAt: 'top right',
    series: [
      {
        name: msg`KL(p ‖ q) of the inclusive fit`,
        colour: palette.E,
        values: history.map(({ inclusive }) => inclusive.value),
        ringed: true,
      },
      {
        name: msg`KL(q ‖ p) of the exclusive fit`,
        colour: palette.M,
        dash: [8, 5],
        values: history.map(({ exclusive }) => exclusive.value),
        ringed: true,
      },
    ],
  };
}
