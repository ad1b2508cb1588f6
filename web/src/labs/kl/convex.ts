// Part 2: two pairs of distributions mixed with the same λ. A step moves λ by 0.05.
import type { JointConvexity } from '../../../../wasm/api/divergence.ts';
import { fixed } from '../../shell/format.ts';
import type { Core, Move, SnapshotBase, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { BARS } from './controls.ts';
import { amount, numbers, shares, small, smallIn, type Unit, unitName } from './numbers.ts';

export interface Pair {
  readonly p: readonly number[];
  readonly q: readonly number[];
}

/** The gap at λ, and λ. */
export interface ConvexPoint extends JointConvexity {
  readonly lambda: number;
}

export interface ConvexSnapshot extends SnapshotBase {
  readonly pane: 'convex';
  readonly unit: Unit;
  readonly pairs: readonly [Pair, Pair];
  readonly here: ConvexPoint;
  readonly mixed: Pair;
  /** Both sides of the inequality for every λ of a grid. */
  readonly curve: readonly ConvexPoint[];
}

/** A sweep of λ, and the grid of the curves, twice as fine. */
const STRIDE = 0.05;
const GRID = Array.from({ length: 41 }, (_, i) => i / 40);

export async function beginConvex(values: Values, core: Core): Promise<ConvexSnapshot> {
  const pairs = [
    { p: shares(numbers(values, BARS.a), 'p₁'), q: shares(numbers(values, BARS.b), 'q₁') },
    { p: shares(numbers(values, BARS.u), 'p₂'), q: shares(numbers(values, BARS.v), 'q₂') },
  ] as const;
  const curve = await Promise.all(GRID.map((lambda) => at(pairs, lambda, core)));
  const state = { pane: 'convex' as const, unit: values.unit as Unit, pairs, curve };
  return {
    ...state,
    t: 0,
    made: 'start',
    converged: false,
    ...(await placed(pairs, Number(values.lambda), core)),
  };
}

const at = async ([a, b]: readonly [Pair, Pair], lambda: number, core: Core): Promise<ConvexPoint> => ({
  lambda,
  ...(await core.divergence.jointConvexity(a.p, a.q, b.p, b.q, lambda)),
});

async function placed(pairs: readonly [Pair, Pair], lambda: number, core: Core) {
  const [a, b] = pairs;
  const mix = (x: readonly number[], y: readonly number[]) =>
    x.map((share, i) => lambda * share + (1 - lambda) * (y[i] ?? 0));
  return { here: await at(pairs, lambda, core), mixed: { p: mix(a.p, b.p), q: mix(a.q, b.q) } };
}

export const convexMoves: readonly [Move, Move] = [
  { label: msg`More of pair 1`, steps: 1 },
  { label: 'λ + 0.25', steps: 5 },
];

/** From λ = 1 the sweep begins again at 0. */
export async function stepConvex(s: ConvexSnapshot, core: Core): Promise<ConvexSnapshot> {
  const { lambda } = s.here;
  const next = lambda >= 1 ? 0 : Math.min(1, Math.round(100 * (lambda + STRIDE)) / 100);
  return { ...s, t: s.t + 1, made: 'step', converged: next === 1, ...(await placed(s.pairs, next, core)) };
}

export function describeConvex(s: ConvexSnapshot): string {
  const { here, unit } = s;
  const infinite = here.klOfMixture === Number.POSITIVE_INFINITY;
  const [lambda, left] = [fixed(here.lambda), smallIn(here.klOfMixture, unit)];
  const right = amount(here.mixtureOfKls, unit);
  return [
    infinite || here.gap < 1e-15
      ? msg`λ = ${lambda}: the mixtures differ by ${left}, the pairs by ${right} on average; mixing hides nothing.`
      : msg`λ = ${lambda}: the mixtures differ by ${left}, the pairs by ${right} on average; mixing hides ${small(here.gap, unit)}.`,
    ...(s.converged ? [msg`That is the first pair alone.`] : []),
  ].join(' ');
}

export const readConvex = ({ here, unit }: ConvexSnapshot) => [
  { name: 'λ', value: fixed(here.lambda) },
  { name: msg`KL of the mixtures`, value: small(here.klOfMixture, unit) },
  { name: msg`Mean of the two KL`, value: amount(here.mixtureOfKls, unit) },
  { name: msg`Gap`, value: small(here.gap, unit) },
];

export const traceConvex = (history: readonly ConvexSnapshot[]) => ({
  head: ['λ', msg`KL of the mixtures`, msg`mean of the two KL`, msg`gap`, msg`unit`],
  rows: history.map(({ here, unit }) => [
    fixed(here.lambda),
    amount(here.klOfMixture, unit),
    amount(here.mixtureOfKls, unit),
    amount(here.gap, unit),
    unitName(unit),
  ]),
});
