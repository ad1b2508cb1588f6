// Part 1: symbols drawn from p, sent in a code made for q. Each step sends one; the average cost nears the cross entropy.
import type { Core, Move, SnapshotBase, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { BARS } from './controls.ts';
import { amount, amountIn, LETTERS, numbers, shares, small, type Unit, unitName } from './numbers.ts';

/** A message ends here: long enough to see the average settle. */
export const MESSAGE = 400;

/** All in nats. */
export interface Costs {
  readonly entropy: number;
  readonly cross: number;
  readonly kl: number;
  /** The other direction. */
  readonly reverse: number;
}

export interface CodesSnapshot extends SnapshotBase {
  readonly pane: 'codes';
  readonly unit: Unit;
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly costs: Costs;
  /** −ln q of each symbol: what its code word costs. */
  readonly lengths: readonly number[];
  /** −ln p: what it would cost in the code made for p. */
  readonly ideals: readonly number[];
  /** p ln(p / q) of each symbol: its term of KL(p ‖ q). */
  readonly terms: readonly number[];
  /** The whole message, drawn when the first symbol is sent. */
  readonly message?: Int32Array;
  /** Mean cost of the symbols sent so far in the code for q, and in the one for p. */
  readonly mean?: number;
  readonly ideal?: number;
}

export async function beginCodes(values: Values, core: Core): Promise<CodesSnapshot> {
  const p = shares(numbers(values, BARS.p), 'p');
  const q = shares(numbers(values, BARS.q), 'q');
  const { divergence } = core;
  const [entropy, cross, kl, reverse] = await Promise.all([
    divergence.entropy(p),
    divergence.crossEntropy(p, q),
    divergence.kl(p, q),
    divergence.kl(q, p),
  ]);
  return {
    pane: 'codes',
    t: 0,
    made: 'start',
    converged: false,
    unit: values.unit as Unit,
    p,
    q,
    costs: { entropy, cross, kl, reverse },
    lengths: q.map((share) => 0 - Math.log(share)),
    ideals: p.map((share) => 0 - Math.log(share)),
    terms: p.map((share, i) => (share === 0 ? 0 : share * Math.log(share / (q[i] ?? 0)))),
  };
}

export const codesMoves: readonly [Move, Move] = [
  { label: msg`Send a symbol`, steps: 1 },
  { label: msg`Send 20`, steps: 20 },
];

export async function stepCodes(
  s: CodesSnapshot,
  values: Values,
  core: Core,
  count: number,
): Promise<CodesSnapshot[]> {
  const message = s.message ?? (await draw(s.p, Number(values.seed), core));
  // Past its end the message is sent once more: the button is never dead.
  const from = s.t >= MESSAGE ? 0 : s.t;
  const wanted = Math.min(count, MESSAGE - from);
  return Promise.all(
    Array.from({ length: wanted }, async (_, i) => {
      const t = from + i + 1;
      const sent = message.slice(0, t);
      const [coded, best] = await Promise.all([
        core.divergence.empiricalFit(sent, s.q),
        core.divergence.empiricalFit(sent, s.p),
      ]);
      return {
        ...s,
        t,
        made: 'step' as const,
        converged: t === MESSAGE,
        message,
        mean: 0 - coded.meanLogLikelihood,
        ideal: 0 - best.meanLogLikelihood,
      };
    }),
  );
}

/** The component of a draw from a mixture is a draw from its weights: the core's only categorical sampler. */
async function draw(p: readonly number[], seed: number, core: Core): Promise<Int32Array> {
  const mixture = { weights: [...p], means: p.map(() => [0]), covariances: p.map(() => [[1]]) };
  return (await core.gmm.sample(mixture, MESSAGE, seed)).z;
}

export const symbolAt = (s: CodesSnapshot): number | undefined =>
  s.t > 0 ? s.message?.[s.t - 1] : undefined;

export function describeCodes(s: CodesSnapshot): string {
  const { unit, costs } = s;
  const symbol = symbolAt(s);
  if (symbol === undefined) {
    return costs.kl === Number.POSITIVE_INFINITY
      ? msg`p sends a symbol that the code for q has no word for: the divergence is infinite. Send symbols until it comes.`
      : msg`A symbol costs ${amountIn(costs.cross, unit)} on average: entropy ${amount(costs.entropy, unit)} and divergence ${amount(costs.kl, unit)}. Send some and see.`;
  }
  const [letter = '', cost = 0] = [LETTERS[symbol], s.lengths[symbol]];
  return [
    ...(s.made === 'change' ? [unit === 'bits' ? msg`Now in bits.` : msg`Now in nats.`] : []),
    cost === Number.POSITIVE_INFINITY
      ? msg`Symbol ${s.t}: ${letter} has no code word: its cost is infinite, and so is the average from here on.`
      : msg`Symbol ${s.t}: ${letter} costs ${amountIn(cost, unit)}; ${s.t} sent for ${amount(s.mean ?? 0, unit)} on average, expected ${amount(costs.cross, unit)}.`,
    ...(s.converged ? [msg`The message is over.`] : []),
  ].join(' ');
}

export function readCodes(s: CodesSnapshot) {
  const { unit, costs } = s;
  return [
    { name: msg`Entropy H(p)`, value: amount(costs.entropy, unit) },
    { name: msg`Cross entropy H(p, q)`, value: amount(costs.cross, unit) },
    { name: 'KL(p ‖ q)', value: small(costs.kl, unit) },
    { name: 'KL(q ‖ p)', value: small(costs.reverse, unit) },
    { name: msg`Average so far`, value: s.mean === undefined ? '–' : amount(s.mean, unit) },
  ];
}

export const traceCodes = (history: readonly CodesSnapshot[]) => {
  const unit = history.at(-1)?.unit ?? 'bits';
  return {
    head: [
      msg`sent`,
      msg`symbol`,
      [msg`its cost`, unitName(unit)].join(', '),
      msg`average`,
      msg`average in the code for p`,
      'H(p, q)',
    ],
    rows: history.map((s) => {
      const symbol = symbolAt(s);
      return [
        String(s.t),
        symbol === undefined ? '' : (LETTERS[symbol] ?? ''),
        symbol === undefined ? '' : amount(s.lengths[symbol] ?? 0, unit),
        s.mean === undefined ? '' : amount(s.mean, unit),
        s.ideal === undefined ? '' : amount(s.ideal, unit),
        amount(s.costs.cross, unit),
      ];
    }),
  };
};
