// Part 3: a model fitted to counts. The divergence from the data and minus the mean log-likelihood differ by a constant.
import type { EmpiricalFit } from '../../../../wasm/api/divergence.ts';
import { fixed, short } from '../../shell/format.ts';
import type { Core, Move, SnapshotBase, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { COUNTS } from './controls.ts';
import { amount, numbers, small, smallIn, type Unit, unitName } from './numbers.ts';

export interface ThetaPoint extends EmpiricalFit {
  readonly theta: number;
}

export interface LikelihoodSnapshot extends SnapshotBase {
  readonly pane: 'likelihood';
  readonly unit: Unit;
  readonly counts: readonly number[];
  readonly data: Int32Array;
  /** Share of each outcome in the data. */
  readonly empirical: readonly number[];
  /** What the model gives each outcome, at this θ. */
  readonly model: readonly number[];
  readonly here: ThetaPoint;
  readonly curve: readonly ThetaPoint[];
  /** How far the next try goes. */
  readonly stride: number;
  /** Where the mean says that the minimum is. */
  readonly best: number;
}

const TRIALS = 3;
const CHOOSE = [1, 3, 3, 1] as const;
const GRID = Array.from({ length: 41 }, (_, i) => i / 40);
const FIRST = 0.16;
/** Below this stride the minimum is found as well as anybody can see. */
const FINEST = 0.001;

/** Successes in three trials. */
export const binomial = (theta: number): number[] =>
  CHOOSE.map((ways, x) => ways * theta ** x * (1 - theta) ** (TRIALS - x));

export async function beginLikelihood(values: Values, core: Core): Promise<LikelihoodSnapshot> {
  const counts = numbers(values, COUNTS);
  const data = Int32Array.from(counts.flatMap((count, x) => Array.from({ length: count }, () => x)));
  if (data.length === 0) throw new Error(msg`There are no data: give at least one outcome a count above 0.`);
  const empirical = Array.from(await core.divergence.empiricalDistribution(data, TRIALS + 1));
  const curve = await Promise.all(GRID.map((theta) => at(data, theta, core)));
  const theta = Number(values.theta);
  return {
    pane: 'likelihood',
    t: 0,
    made: 'start',
    converged: false,
    unit: values.unit as Unit,
    counts,
    data,
    empirical,
    model: binomial(theta),
    here: await at(data, theta, core),
    curve,
    stride: FIRST,
    best: data.reduce((sum, x) => sum + x, 0) / (TRIALS * data.length),
  };
}

const at = async (data: Int32Array, theta: number, core: Core): Promise<ThetaPoint> => ({
  theta,
  ...(await core.divergence.empiricalFit(data, binomial(theta))),
});

export const likelihoodMoves: readonly [Move, Move] = [
  { label: msg`Downhill`, steps: 1 },
  { label: msg`5 steps`, steps: 5 },
];

/** To whichever neighbour is lower; where neither is, the stride is halved. */
export async function stepLikelihood(s: LikelihoodSnapshot, core: Core): Promise<LikelihoodSnapshot> {
  const tries = [-s.stride, s.stride].map((by) =>
    Math.min(1, Math.max(0, Number((s.here.theta + by).toFixed(6)))),
  );
  const tried = await Promise.all(tries.map((theta) => at(s.data, theta, core)));
  const lowest = tried.reduce((a, b) => (b.kl < a.kl ? b : a), s.here);
  const moved = lowest !== s.here;
  const stride = moved ? s.stride : s.stride / 2;
  return {
    ...s,
    t: s.t + 1,
    made: 'step',
    here: lowest,
    model: binomial(lowest.theta),
    stride,
    converged: stride < FINEST,
  };
}

export function describeLikelihood(s: LikelihoodSnapshot, previous?: LikelihoodSnapshot): string {
  const { here, unit } = s;
  const theta = fixed(here.theta, 3);
  if (s.made === 'start')
    return msg`Start at θ = ${theta}: the model is ${smallIn(here.kl, unit)} from the data. Go downhill.`;
  if (s.made === 'change' || !previous) return msg`Step ${s.t}: θ = ${theta}, KL ${smallIn(here.kl, unit)}.`;
  if (previous.here.theta === here.theta)
    return s.converged
      ? msg`Step ${s.t}: θ = ${theta} is lower than both neighbours. Converged: the minimum is the mean of the data, over 3.`
      : msg`Step ${s.t}: θ = ${theta} is lower than both neighbours, so the stride is halved to ${short(s.stride, 2)}.`;
  const fall = previous.here.kl - here.kl;
  return Number.isFinite(fall)
    ? msg`Step ${s.t}: θ = ${theta}; KL and minus log-likelihood both fell by ${smallIn(fall, unit)}.`
    : msg`Step ${s.t}: θ = ${theta}; KL and minus log-likelihood came down from infinity.`;
}

export const readLikelihood = ({ here, unit, best }: LikelihoodSnapshot) => [
  { name: 'θ', value: fixed(here.theta, 3) },
  { name: msg`KL(data ‖ model)`, value: small(here.kl, unit) },
  { name: msg`− mean log-likelihood`, value: amount(0 - here.meanLogLikelihood, unit) },
  { name: msg`Entropy of the data`, value: amount(here.entropy, unit) },
  { name: msg`Mean of the data / 3`, value: fixed(best, 3) },
];

export const traceLikelihood = (history: readonly LikelihoodSnapshot[]) => ({
  head: [msg`step`, 'θ', msg`KL(data ‖ model)`, msg`− mean log-likelihood`, msg`their difference`, msg`unit`],
  rows: history.map(({ t, here, unit }) => [
    String(t),
    fixed(here.theta, 4),
    amount(here.kl, unit),
    amount(0 - here.meanLogLikelihood, unit),
    amount(here.entropy, unit),
    unitName(unit),
  ]),
});
