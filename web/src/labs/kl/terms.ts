// What the terms of each part's identity stand for on the stage and the chart. Loaded when somebody asks for them.
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { box } from '../../shell/linked/marks.ts';
import type { Mark, Place, Term } from '../../shell/terms.ts';
import { columnsOf } from './bars.ts';
import type { CodesSnapshot } from './codes.ts';
import type { ConvexSnapshot } from './convex.ts';
import type { FitSnapshot } from './fit.ts';
import type { FitPlaces, normal, placesOf } from './fit-scene.ts';
import { type BarGroup, barAt, type Layout, layoutOf, yOf } from './layout.ts';
import type { LikelihoodSnapshot } from './likelihood.ts';
import type { Snapshot } from './model.ts';
import { amount, small, unitName, unitPerSymbol } from './numbers.ts';

/** How the fourth part is drawn. Imported here, it would be torn out of the view and cost every first visit a file. */
export interface FitDrawing {
  readonly placesOf: typeof placesOf;
  readonly normal: typeof normal;
}

/** The bars of one distribution of a group. */
const bars = (group: BarGroup | undefined, series: 0 | 1): Mark[] =>
  (group?.series[series].values ?? []).map((value, i) => {
    const { x, width } = barAt(group as BarGroup, series, i);
    return box(x, yOf((group as BarGroup).box, value), x + width, (group as BarGroup).box.bottom);
  });

const shares = (values: readonly number[]): string => values.map((share) => fixed(share)).join(', ');

export function termsOf(s: Snapshot, width: number, height: number, unit: number, fit: FitDrawing): Term[] {
  switch (s.pane) {
    case 'convex':
      return convexTerms(s, layoutOf(s, width, height, unit), unit);
    case 'likelihood':
      return likelihoodTerms(s, layoutOf(s, width, height, unit));
    case 'fit':
      return fitTerms(s, fit.placesOf(s, width, height, unit), fit.normal);
    default:
      return codesTerms(s, layoutOf(s, width, height, unit));
  }
}

function codesTerms(s: CodesSnapshot, { groups: [group], areas }: Layout): Term[] {
  const columns = areas ? columnsOf(s, areas) : [];
  const bottom = areas?.bottom ?? 0;
  /** The area below the heights of all columns. */
  const below = (height: 'paid' | 'best') => (): Mark[] =>
    columns.map((column) => box(column.left, column[height], column.left + column.width, bottom));
  const between = (): Mark[] =>
    columns.map(({ left, width, paid, best }) =>
      box(left, Math.min(paid, best), left + width, Math.max(paid, best)),
    );
  const [entropy, cross] = [msg`H(p): no code does better`, msg`H(p, q): the code for q`];
  return [
    {
      name: 'cross',
      words: [msg`cross entropy`, unitPerSymbol(s.unit)].join(', '),
      value: amount(s.costs.cross, s.unit),
      marks: below('paid'),
      lines: [cross],
    },
    {
      name: 'entropy',
      words: [msg`entropy of p`, unitPerSymbol(s.unit)].join(', '),
      value: amount(s.costs.entropy, s.unit),
      marks: below('best'),
      lines: [entropy],
    },
    {
      name: 'gap',
      words: [msg`divergence`, unitPerSymbol(s.unit)].join(', '),
      value: small(s.costs.kl, s.unit),
      marks: between,
      lines: [entropy, cross],
      between: true,
    },
    { name: 'p', words: msg`p, what sends`, value: shares(s.p), marks: () => bars(group, 0) },
    { name: 'q', words: msg`q, what the code expects`, value: shares(s.q), marks: () => bars(group, 1) },
  ];
}

function convexTerms(s: ConvexSnapshot, { groups, track }: Layout, unit: number): Term[] {
  const [second, mixture, first] = groups;
  const both = (group: BarGroup | undefined) => [...bars(group, 0), ...bars(group, 1)];
  return [
    {
      name: 'left',
      words: [msg`divergence of the mixtures`, unitName(s.unit)].join(', '),
      value: small(s.here.klOfMixture, s.unit),
      marks: () => both(mixture),
      lines: [msg`KL of the mixtures`],
    },
    {
      name: 'right',
      words: [msg`mean of the two divergences`, unitName(s.unit)].join(', '),
      value: amount(s.here.mixtureOfKls, s.unit),
      marks: () => [...both(first), ...both(second)],
      lines: [msg`mean of the two KL`],
    },
    {
      name: 'lambda',
      words: msg`share of pair 1 in the mixture`,
      value: fixed(s.here.lambda),
      marks: () =>
        track
          ? [
              {
                at: [track.box.left + (track.box.right - track.box.left) * track.value, track.box.top],
                r: 13 * unit,
              },
            ]
          : [],
    },
  ];
}

function likelihoodTerms(s: LikelihoodSnapshot, { groups: [group] }: Layout): Term[] {
  const [loss, kl] = [msg`− mean log-likelihood`, msg`KL(data ‖ model)`];
  return [
    {
      name: 'divergence',
      words: [msg`divergence from the data to the model`, unitName(s.unit)].join(', '),
      value: small(s.here.kl, s.unit),
      lines: [kl],
    },
    {
      name: 'loss',
      words: [msg`what maximum likelihood makes small`, unitName(s.unit)].join(', '),
      value: amount(0 - s.here.meanLogLikelihood, s.unit),
      lines: [loss],
    },
    {
      name: 'entropy',
      words: [msg`entropy of the data, the same for all θ`, unitName(s.unit)].join(', '),
      value: amount(s.here.entropy, s.unit),
      lines: [loss, kl],
      between: true,
    },
    { name: 'p', words: msg`shares in the data`, value: shares(s.empirical), marks: () => bars(group, 0) },
    { name: 'q', words: msg`shares of the model`, value: shares(s.model), marks: () => bars(group, 1) },
  ];
}

function fitTerms(s: FitSnapshot, places: FitPlaces, density: FitDrawing['normal']): Term[] {
  const { density: area, x, y } = places;
  const clipped = (points: readonly Place[]): Mark[] => [
    { points: points.filter(([px, py]) => px >= area.left && px <= area.right && py >= area.top - 1) },
  ];
  /** The density, and the place on the map below it. */
  const fitted = (q: FitSnapshot['inclusive']['q']) => (): Mark[] => {
    const points: Place[] = [];
    for (let px = area.left; px <= area.right; px += 3) points.push([px, y(density(q, places.mean(px)))]);
    return [...clipped(points), { at: [x(q.mean), places.rho(q.logSigma)], r: 9 }];
  };
  const p: Term = {
    name: 'p',
    words: msg`p; the means of its components`,
    value: s.p.means
      .filter((_, k) => (s.p.weights[k] ?? 0) > 0)
      .map((mean) => short(mean))
      .join(', '),
    marks: () => clipped(Array.from(s.scene.x, (at, i): Place => [x(at), y(s.scene.density[i] ?? 0)])),
  };
  if (s.alpha) {
    const { q, value, alpha } = s.alpha;
    return [
      p,
      {
        name: 'q',
        words: msg`q; its mean and standard deviation`,
        value: `${short(q.mean)}, ${short(Math.exp(q.logSigma))}`,
        marks: fitted(q),
      },
      {
        name: 'order',
        words: msg`divergence of order ${short(alpha)}`,
        value: short(value),
        lines: [msg`divergence of order α`],
      },
    ];
  }
  return [
    p,
    {
      name: 'inclusive',
      words: msg`divergence that the inclusive fit makes small, nats`,
      value: short(s.inclusive.value),
      marks: fitted(s.inclusive.q),
      lines: [msg`KL(p ‖ q) of the inclusive fit`],
    },
    {
      name: 'exclusive',
      words: msg`divergence that the exclusive fit makes small, nats`,
      value: short(s.exclusive.value),
      marks: fitted(s.exclusive.q),
      lines: [msg`KL(q ‖ p) of the exclusive fit`],
    },
  ];
}
