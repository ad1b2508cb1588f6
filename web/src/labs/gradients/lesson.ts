// What the lesson asks, judged by the core. tests/node/labs/gradients_lesson.test.ts runs every claim that lesson.md makes.
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { type At, defineLesson, type Verdict } from '../../shell/lesson/lesson.ts';
import type { Id } from './estimators.ts';
import type { Snapshot } from './model.ts';

type Here = At<Snapshot>;

const rowOf = ({ rows }: Snapshot, id: Id) => rows.find((row) => row.id === id);

/** Of one sample's gradient for the first parameter, exactly. */
export const varianceOf = (s: Snapshot, id: Id): number => rowOf(s, id)?.exact[0] ?? Number.NaN;

/** Below this a variance is the rounding error of 0. */
const ZERO = 1e-20;

const targetIs =
  (target: string) =>
  ({ values }: Here): string | undefined =>
    values.target === target ? undefined : msg`This is about another target: press “Set the view” first.`;

/** Do the estimates of all rows agree with the exact gradient, as far as their errors allow? */
const sameMean = (s: Snapshot): boolean =>
  s.rows.every(({ mean, standardError }) =>
    mean.every(
      (value, p) => Math.abs(value - (s.gradient[p] as number)) <= 5 * (standardError[p] as number) + 1e-9,
    ),
  );

const least = (s: Snapshot, ids: readonly Id[]): Id =>
  ids.reduce((a, b) => (varianceOf(s, b) < varianceOf(s, a) ? b : a));

export default defineLesson<Snapshot>({
  questions: {
    'what-agrees': {
      kind: 'choice',
      async truth({ start }) {
        const s = await start({ target: 'race', n: 500 });
        const widths = s.rows.map(({ exact }) => exact[0] as number);
        if (Math.max(...widths) < 2 * Math.min(...widths)) return 'width';
        return sameMean(s) ? 'mean' : 'shape';
      },
      feedback: {
        mean: msg`All of them are right on average, and that is all they have in common.`,
        width: msg`Compare the lowest with the highest: hundreds of times the variance.`,
        shape: msg`Compare the narrowest with the widest: they do not even look alike.`,
      },
    },
    'how-many': {
      kind: 'number',
      unit: '',
      tolerance: 10,
      async truth({ start }) {
        const s = await start({ target: 'race' });
        return varianceOf(s, 'score') / varianceOf(s, 'path');
      },
      right: (truth) => msg`${fixed(truth, 0)} samples in place of one, for the same gradient.`,
      wrong: (_, answer) => msg`Not ${short(answer)}: divide the variance of the one by that of the other.`,
    },
    'who-notices': {
      kind: 'choice',
      async truth({ start }) {
        const [without, with_] = await Promise.all(
          [0, 100].map((constant) => start({ target: 'constant', constant })),
        );
        const changed = (id: Id) => varianceOf(without as Snapshot, id) !== varianceOf(with_ as Snapshot, id);
        if (!changed('score')) return 'path';
        return changed('path') ? 'both' : 'score';
      },
      feedback: {
        score: msg`It multiplies the value of ln p; the others use its slope, which a constant does not have.`,
        path: msg`It uses the slope of ln p, and a constant has none.`,
        both: msg`One of them uses slopes only: not a bit of it changes.`,
      },
    },
    'twice-the-constant': {
      kind: 'number',
      unit: '',
      tolerance: 0.25,
      async truth({ start }) {
        const [once, twice] = await Promise.all(
          [100, 200].map((constant) => start({ target: 'constant', constant })),
        );
        return varianceOf(twice as Snapshot, 'score') / varianceOf(once as Snapshot, 'score');
      },
      right: (truth) => msg`${fixed(truth)}: it grows with the square of the constant.`,
      wrong: (_, answer) =>
        msg`Not ${short(answer)}: a variance goes with the square of what it is the variance of.`,
    },
    'best-coefficient': {
      kind: 'number',
      unit: '',
      tolerance: 0.5,
      needs: targetIs('repair'),
      truth: ({ snapshot }) => snapshot.parabolas[0]?.argmin ?? Number.NaN,
      right: (truth) => msg`At a = ${fixed(truth)} nothing more can be gained by it.`,
      wrong: (truth, answer) =>
        answer < truth
          ? msg`At a = ${short(answer)} the parabola still falls to the right.`
          : msg`At a = ${short(answer)} the parabola still falls to the left.`,
    },
    repair: { kind: 'task', needs: targetIs('repair'), check: isRepaired },
    'keep-it': {
      kind: 'choice',
      async truth({ start }) {
        const s = await start({ target: 'harmless', a: -1 });
        const [raw, kept] = [varianceOf(s, 'score'), varianceOf(s, 'cv')];
        return kept > raw ? 'larger' : kept < raw ? 'smaller' : 'equal';
      },
      feedback: {
        larger: msg`The valley of the parabola lies on the other side of 0.`,
        smaller: msg`Look where the valley is: −1 leads away from it.`,
        equal: msg`The mean stays; the variance does not.`,
      },
    },
    'stands-still': {
      kind: 'choice',
      async truth({ start }) {
        const s = await start({ target: 'landing' });
        return (['kl', 'path', 'stl'] as const).find((id) => varianceOf(s, id) < ZERO) ?? '';
      },
      feedback: {
        stl: msg`At the posterior its gradient is 0 for every sample, not only on average.`,
        kl: msg`Its histogram still has a width: the sampled part goes on shaking.`,
        path: msg`It still carries a score term: mean zero, but not zero.`,
      },
    },
    'still-score': {
      kind: 'number',
      unit: '',
      tolerance: 0.05,
      async truth({ start }) {
        const [parabola] = (await start({ target: 'landing' })).parabolas;
        return parabola?.argmin ?? Number.NaN;
      },
      right: (truth) => msg`a = ${fixed(truth)} is minus the ELBO: then ℓ + a is 0 wherever z is.`,
      wrong: (_, answer) => msg`With a = ${short(answer)}, ℓ + a is not 0.`,
    },
    'least-spread': {
      kind: 'choice',
      truth: async ({ start }) => least(await start({ target: 'bimodal' }), ['path', 'stl', 'score']),
      feedback: {
        score: msg`Between the modes values are alike, and slopes are not.`,
        path: msg`The slopes between the modes are steep and point both ways.`,
        stl: msg`It is made of the same steep slopes.`,
      },
    },
    'what-remains': {
      kind: 'choice',
      async truth({ start }) {
        const ids = (await start({ target: 'discrete' })).rows.map(({ id }) => id);
        const paths = ids.some((id) => id === 'path' || id === 'kl' || id === 'stl');
        return paths ? (ids.includes('score') ? 'all' : 'path') : 'score';
      },
      feedback: {
        score: msg`Values of ln p and the score of q: that is all it needs.`,
        path: msg`There is no path between states, and nothing to differentiate along.`,
        all: msg`The pathwise ones have disappeared from the table.`,
      },
    },
  },
});

const ENOUGH = 10;

async function isRepaired({ snapshot, values }: Here): Promise<Verdict> {
  if (Number(values.constant) !== 20)
    return { right: false, feedback: msg`Leave the constant at 20: in real models nobody can take it away.` };
  const variance = varianceOf(snapshot, 'cv');
  const [repaired, raw] = [short(variance), short(varianceOf(snapshot, 'score'))];
  const right = variance < ENOUGH;
  return {
    right,
    feedback: right
      ? msg`The variance of the repaired estimator is ${repaired}, and the raw one’s is ${raw}.`
      : msg`The variance of the repaired estimator is ${repaired}. Look for the bottom of the parabola.`,
  };
}
