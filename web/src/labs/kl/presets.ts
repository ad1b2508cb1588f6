// Each example shows one phenomenon; tests/node/labs/kl.test.ts checks that it does.
import type { Option, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';

const named = (prefix: string, values: readonly number[]): Values =>
  Object.fromEntries(values.map((value, i) => [`${prefix}${i}`, value]));

const codes = (p: readonly number[], q: readonly number[]): Values => ({
  ...named('p', p),
  ...named('q', q),
});

export const codesOptions: readonly Option[] = [
  {
    value: 'asymmetry',
    label: msg`Not symmetric`,
    hint: msg`q takes A for nearly certain. To send p in the code for q costs twice as much extra as to send q in the code for p.`,
    sets: codes([0.5, 0.25, 0.125, 0.125], [0.97, 0.01, 0.01, 0.01]),
  },
  {
    value: 'uniform',
    label: msg`A uniform code`,
    hint: msg`q is uniform: every symbol costs 2 bits. The divergence is what knowing p would save, 2 bits less the entropy.`,
    sets: codes([0.5, 0.25, 0.125, 0.125], [0.25, 0.25, 0.25, 0.25]),
  },
  {
    value: 'infinite',
    label: msg`Infinite one way`,
    hint: msg`q has no code word for D, which p sends: KL(p ‖ q) is infinite. The other way round nothing is missing.`,
    sets: codes([0.4, 0.3, 0.2, 0.1], [0.5, 0.3, 0.2, 0]),
  },
  {
    value: 'disjoint',
    label: msg`Nothing in common`,
    hint: msg`Where one is positive the other is 0: both divergences are infinite.`,
    sets: codes([0.6, 0.4, 0, 0], [0, 0, 0.5, 0.5]),
  },
  {
    value: 'equal',
    label: msg`The right code`,
    hint: msg`p = q: the divergence is 0 and the cross entropy is the entropy. A code cannot do better on average.`,
    sets: codes([0.4, 0.3, 0.2, 0.1], [0.4, 0.3, 0.2, 0.1]),
  },
  {
    value: 'certain',
    label: msg`Nothing to say`,
    hint: msg`p always sends A: its entropy is 0, and all that is paid is divergence.`,
    sets: codes([1, 0, 0, 0], [0.5, 0.2, 0.2, 0.1]),
  },
];

const pairs = (
  p: readonly number[],
  q: readonly number[],
  u: readonly number[],
  v: readonly number[],
): Values => ({
  ...named('a', p),
  ...named('b', q),
  ...named('u', u),
  ...named('v', v),
  lambda: 0,
});

export const convexOptions: readonly Option[] = [
  {
    value: 'opposite',
    label: msg`Opposites cancel`,
    hint: msg`Each pair is far apart, but in opposite ways: half of each mixes to equal distributions, and the divergence is 0.`,
    sets: pairs([0.7, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.7], [0.1, 0.1, 0.1, 0.7], [0.7, 0.1, 0.1, 0.1]),
  },
  {
    value: 'same',
    label: msg`One pair twice`,
    hint: msg`Nothing to mix: both curves are one straight line, and the gap is 0 for every λ.`,
    sets: pairs(
      [0.6, 0.2, 0.1, 0.1],
      [0.25, 0.25, 0.25, 0.25],
      [0.6, 0.2, 0.1, 0.1],
      [0.25, 0.25, 0.25, 0.25],
    ),
  },
  {
    value: 'entropy',
    label: msg`Entropy is concave`,
    hint: msg`Both q are uniform, so KL is ln 4 less the entropy: mixing p raises its entropy above the mean of the two.`,
    sets: pairs(
      [0.85, 0.05, 0.05, 0.05],
      [0.25, 0.25, 0.25, 0.25],
      [0.05, 0.05, 0.05, 0.85],
      [0.25, 0.25, 0.25, 0.25],
    ),
  },
  {
    value: 'apart',
    label: msg`Never meeting`,
    hint: msg`The pairs live on different outcomes: which pair it was can be read off the outcome, so mixing hides nothing and the gap is 0.`,
    sets: pairs([0.8, 0.2, 0, 0], [0.3, 0.7, 0, 0], [0, 0, 0.5, 0.5], [0, 0, 0.9, 0.1]),
  },
  {
    value: 'rescued',
    label: msg`Infinity rescued`,
    hint: msg`The first pair has infinite divergence, and so has the mean of the two; every true mixture with the second is finite.`,
    sets: pairs([0.4, 0.3, 0.2, 0.1], [0.5, 0.3, 0.2, 0], [0.25, 0.25, 0.25, 0.25], [0.1, 0.2, 0.3, 0.4]),
  },
];

const counts = (n: readonly number[], theta: number): Values => ({ ...named('n', n), theta });

export const likelihoodOptions: readonly Option[] = [
  {
    value: 'inside',
    label: msg`A model that fits`,
    hint: msg`The counts are nearly what three tosses of a coin with θ = 0.4 give: at the minimum hardly any divergence is left.`,
    sets: counts([9, 17, 12, 2], 0.9),
  },
  {
    value: 'misfit',
    label: msg`A hopeless model`,
    hint: msg`All or nothing: no single θ gives that. The best one still leaves a divergence, which no amount of data removes.`,
    sets: counts([20, 0, 0, 20], 0.9),
  },
  {
    value: 'few',
    label: msg`Two observations`,
    hint: msg`Two data points have a maximum as any others: it is at their mean, and has nothing to say of how sure it is.`,
    sets: counts([0, 1, 1, 0], 0.1),
  },
  {
    value: 'edge',
    label: msg`Only successes`,
    hint: msg`Every toss succeeded. The minimum is at the edge, θ = 1, where the model excludes all that was never seen.`,
    sets: counts([0, 0, 0, 12], 0.5),
  },
  {
    value: 'excluded',
    label: msg`An impossible start`,
    hint: msg`At θ = 0 the model excludes what occurred: the divergence is infinite, and one step away it is not.`,
    sets: counts([4, 8, 6, 2], 0),
  },
];

interface Fit {
  readonly w: readonly number[];
  readonly m: readonly number[];
  readonly s: readonly number[];
  readonly start: number;
  readonly rho: number;
  readonly stepSize: number;
  readonly more?: Values;
}

const fit = ({ w, m, s, start, rho, stepSize, more }: Fit): Values => ({
  ...named('w', w),
  ...named('m', m),
  ...named('s', s),
  start,
  rho,
  stepSize,
  walk: 'descent',
  sigma: 'free',
  map: 'exclusive',
  ...more,
});

const TWINS = { w: [0.5, 0.5, 0], m: [-2, 2, 0], s: [0.7, 0.7, 1] } as const;
const UNEVEN = { w: [0.7, 0.3, 0], m: [-2, 2, 0], s: [0.7, 0.7, 1] } as const;
const TRAP = { w: [0.8, 0.2, 0], m: [-1.5, 1.5, 0], s: [0.8, 0.15, 1], start: 1.5, rho: -1 } as const;

export const fitOptions: readonly Option[] = [
  {
    value: 'seeking',
    label: msg`Seeking or covering`,
    hint: msg`Mass covering and mode seeking: from the same start the inclusive fit spreads over both modes, the exclusive one settles on one.`,
    sets: fit({ ...TWINS, start: 1, rho: -0.3, stepSize: 0.1 }),
  },
  {
    value: 'wrong',
    label: msg`The lesser mode`,
    hint: msg`Most of p is on the left, but the exclusive fit starts on the right and stays there: a local optimum.`,
    sets: fit({ ...UNEVEN, start: 2.5, rho: -0.5, stepSize: 0.1 }),
  },
  {
    value: 'stuck',
    label: msg`Small steps stick`,
    hint: msg`A narrow valley around the lesser mode: with step size 0.03 descent ends in it.`,
    sets: fit({ ...TRAP, stepSize: 0.03 }),
  },
  {
    value: 'leap',
    label: msg`Large steps leap out`,
    hint: msg`The same mixture and start, step size 0.1: the first steps overshoot the narrow valley and find the better one.`,
    sets: fit({ ...TRAP, stepSize: 0.1 }),
  },
  {
    value: 'straddle',
    label: msg`Between the modes`,
    hint: msg`A wide start on the axis of symmetry: the exclusive fit converges between the modes, a third optimum, worse than either.`,
    sets: fit({ ...TWINS, start: 0, rho: 0.6, stepSize: 0.1 }),
  },
  {
    value: 'forcing',
    label: msg`Zero forcing`,
    hint: msg`σ is fixed. Exclusive q avoids all places where p is near 0 and ends on a mode; inclusive q ends at the mean of p, where p has next to nothing.`,
    sets: fit({ ...UNEVEN, m: [-3, 3, 0], start: 1, rho: -0.36, stepSize: 0.1, more: { sigma: 'fixed' } }),
  },
  {
    value: 'alpha',
    label: msg`α, one to the other`,
    hint: msg`The inclusive fit is followed as α falls from 1 to 0. It shrinks a little, and then all at once drops onto one mode.`,
    sets: fit({ ...UNEVEN, start: 1, rho: 0, stepSize: 0.1, more: { walk: 'down' } }),
  },
  {
    value: 'three',
    label: msg`Three modes`,
    hint: msg`A valley for every mode, and a wide one over all three, which is the lowest. The inclusive map has a single valley.`,
    sets: fit({
      w: [0.3, 0.4, 0.3],
      m: [-3, 0.3, 3.2],
      s: [0.5, 0.5, 0.5],
      start: -2.2,
      rho: -0.3,
      stepSize: 0.05,
    }),
  },
  {
    value: 'one',
    label: msg`Where both agree`,
    hint: msg`p is itself a Gaussian: both fits find it, and both divergences go to 0. The directions differ only where q cannot be p.`,
    sets: fit({ w: [1, 0, 0], m: [0.5, 2, 0], s: [1.2, 1, 1], start: -2.5, rho: -0.7, stepSize: 0.1 }),
  },
];
