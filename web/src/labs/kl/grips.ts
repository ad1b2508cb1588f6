// What can be moved on the stage, where it is, and which controls a move sets.
import { fixed } from '../../shell/format.ts';
import type { Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import type { Handle } from '../../shell/stage/handles.ts';
import { BARS, COUNTS, MIXTURE } from './controls.ts';
import type { FitSnapshot } from './fit.ts';
import { type FitPlaces, gripsOf, ROOT } from './fit-scene.ts';
import { barAt, type Layout, shareAt, yOf } from './layout.ts';
import type { Snapshot } from './model.ts';
import { setShare } from './why.ts';

type Bars = Exclude<Snapshot, { pane: 'fit' }>;

/** What a bar is called, by the first letter of its controls. */
const SPOKEN: Readonly<Record<string, (outcome: string) => string>> = {
  p: (outcome) => `p ${outcome}`,
  q: (outcome) => `q ${outcome}`,
  a: (outcome) => msg`p of pair 1 ${outcome}`,
  b: (outcome) => msg`q of pair 1 ${outcome}`,
  u: (outcome) => msg`p of pair 2 ${outcome}`,
  v: (outcome) => msg`q of pair 2 ${outcome}`,
  n: (outcome) => msg`share of ${outcome}`,
};

export function barHandles({ groups, track }: Layout): Handle[] {
  const bars = groups.flatMap((group) =>
    group.series.flatMap(({ moves, values }, k) =>
      moves === undefined
        ? []
        : values.map((value, i) => {
            const { x, width } = barAt(group, k, i);
            return {
              id: `${moves}${i}`,
              name: SPOKEN[moves]?.(group.outcomes[i] ?? '') ?? moves,
              place: msg`at ${fixed(value, 3)}`,
              x: x + width / 2,
              y: yOf(group.box, value),
            };
          }),
    ),
  );
  if (!track) return bars;
  const { box, name, value } = track;
  return [
    ...bars,
    {
      id: name,
      name,
      place: msg`at ${fixed(value, 3)}`,
      x: box.left + (box.right - box.left) * value,
      y: box.top,
    },
  ];
}

/** The controls that say: this bar or knob is now there. */
export function moveBar(s: Bars, layout: Layout, id: string, x: number, y: number): Values {
  const { track, groups } = layout;
  if (track && id === track.name)
    return {
      [track.control]: Math.min(1, Math.max(0, (x - track.box.left) / (track.box.right - track.box.left))),
    };
  const [letter = 'p', i] = [id[0], Number(id[1])];
  const group = groups.find(({ series }) => series.some(({ moves }) => moves === letter));
  const series = group?.series.find(({ moves }) => moves === letter);
  if (!group || !series) return {};
  const share = shareAt(group.box, y);
  if (letter !== 'n' || s.pane !== 'likelihood')
    return setShare(BARS[letter as keyof typeof BARS], series.values, i, share);
  // The share that the bar shows is its count among all: the count that gives it.
  const others = s.data.length - (s.counts[i] ?? 0);
  const inside = Math.min(0.999, Math.max(0, share));
  const count = Math.round((others * inside) / (1 - inside));
  return { [COUNTS[i] ?? '']: others === 0 ? Math.max(1, Math.round(40 * inside)) : Math.min(40, count) };
}

export function fitHandles(s: FitSnapshot, places: FitPlaces): Handle[] {
  const grips = gripsOf(s, places).map(({ k, part, x, y }) => ({
    id: `${part}${k}`,
    name: part === 'peak' ? msg`Component ${k + 1}, mean and weight` : msg`Component ${k + 1}, width`,
    place:
      part === 'peak'
        ? msg`at ${fixed(s.p.means[k] ?? 0)}, weight ${fixed(s.p.weights[k] ?? 0)}`
        : fixed(s.p.sigmas[k] ?? 0),
    x,
    y: Math.max(places.density.top, y),
  }));
  const { mean, logSigma } = s.start;
  return [
    ...grips,
    {
      id: 'start',
      name: msg`Start of q`,
      place: msg`at mean ${fixed(mean)}, ln σ ${fixed(logSigma)}`,
      x: places.x(mean),
      y: places.rho(logSigma),
    },
  ];
}

export function moveFit(s: FitSnapshot, places: FitPlaces, id: string, x: number, y: number): Values {
  const round = (value: number) => Math.round(100 * value) / 100;
  if (id === 'start') return { start: round(places.mean(x)), rho: round(places.logSigma(y)) };
  const [part, k] = [id.slice(0, -1), Number(id.at(-1))];
  const sigma = s.p.sigmas[k] ?? 1;
  if (part === 'width')
    return {
      [MIXTURE.sigmas[k] ?? '']: Math.max(0.1, round(Math.abs(places.mean(x) - (s.p.means[k] ?? 0)))),
    };
  const weight = Math.min(1, Math.max(0.02, places.value(y) * ROOT * sigma));
  const alone = s.p.weights.filter((w) => w > 0).length < 2;
  return {
    [MIXTURE.means[k] ?? '']: round(places.mean(x)),
    ...(alone ? {} : setShare(MIXTURE.weights, s.p.weights, k, weight)),
  };
}

/** Where everything that can be moved is now, as values of its controls: what Escape goes back to. */
export function placed(s: Snapshot): Values {
  const named = (names: readonly string[], values: readonly number[]): Values =>
    Object.fromEntries(names.map((name, i) => [name, values[i] ?? 0]));
  switch (s.pane) {
    case 'convex': {
      const [a, b] = s.pairs;
      return {
        ...named(BARS.a, a.p),
        ...named(BARS.b, a.q),
        ...named(BARS.u, b.p),
        ...named(BARS.v, b.q),
        lambda: s.here.lambda,
      };
    }
    case 'likelihood':
      return { ...named(COUNTS, s.counts), theta: s.here.theta };
    case 'fit':
      return {
        ...named(MIXTURE.weights, s.p.weights),
        ...named(MIXTURE.means, s.p.means),
        ...named(MIXTURE.sigmas, s.p.sigmas),
        start: s.start.mean,
        rho: s.start.logSigma,
      };
    default:
      return { ...named(BARS.p, s.p), ...named(BARS.q, s.q) };
  }
}
