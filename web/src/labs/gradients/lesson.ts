// What the lesson asks, judged by the core. tests/node/labs/gradients_lesson.test.ts runs every claim that lesson.md makes.
import { fixed, short } from '../../shell/format.ts';
import type { Core } from '../../shell/lab.ts';
import { type At, defineLesson, type Verdict } from '../../shell/lesson/lesson.ts';
import { defaults, withValues } from '../../shell/values.ts';
import { controls } from './controls.ts';
import type { Id } from './estimators.ts';
import { begin, type Snapshot } from './model.ts';

type Here = At<Snapshot>;

const startOf = (core: Core, set: Readonly<Record<string, string | number>>): Promise<Snapshot> =>
  begin(withValues(controls, defaults(controls), set), core);

const rowOf = ({ rows }: Snapshot, id: Id) => rows.find((row) => row.id === id);

/** Of one sample's gradient for the first parameter, exactly. */
export const varianceOf = (s: Snapshot, id: Id): number => rowOf(s, id)?.exact[0] ?? Number.NaN;

/** Below this a variance is the rounding error of 0. */
const ZERO = 1e-20;

const targetIs =
  (target: string) =>
  ({ values }: Here): string | undefined =>
    values.target === target ? undefined : 'This is about another target: press “Set the view” first.';

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
      async truth({ core }) {
        const s = await startOf(core, { target: 'race', n: 500 });
        const widths = s.rows.map(({ exact }) => exact[0] as number);
        if (Math.max(...widths) < 2 * Math.min(...widths)) return 'width';
        return sameMean(s) ? 'mean' : 'shape';
      },
      feedback: {
        mean: 'All of them are right on average, and that is all they have in common.',
        width: 'Compare the lowest with the highest: hundreds of times the variance.',
        shape: 'Compare the narrowest with the widest: they do not even look alike.',
      },
    },
    'how-many': {
      kind: 'number',
      unit: '',
      tolerance: 10,
      async truth({ core }) {
        const s = await startOf(core, { target: 'race' });
        return varianceOf(s, 'score') / varianceOf(s, 'path');
      },
      right: (truth) => `${fixed(truth, 0)} samples in place of one, for the same gradient.`,
      wrong: (_, answer) => `Not ${short(answer)}: divide the variance of the one by that of the other.`,
    },
    'who-notices': {
      kind: 'choice',
      async truth({ core }) {
        const [without, with_] = await Promise.all(
          [0, 100].map((constant) => startOf(core, { target: 'constant', constant })),
        );
        const changed = (id: Id) => varianceOf(without as Snapshot, id) !== varianceOf(with_ as Snapshot, id);
        if (!changed('score')) return 'path';
        return changed('path') ? 'both' : 'score';
      },
      feedback: {
        score: 'It multiplies the value of ln p; the others use its slope, which a constant does not have.',
        path: 'It uses the slope of ln p, and a constant has none.',
        both: 'One of them uses slopes only: not a bit of it changes.',
      },
    },
    'twice-the-constant': {
      kind: 'number',
      unit: '',
      tolerance: 0.25,
      async truth({ core }) {
        const [once, twice] = await Promise.all(
          [100, 200].map((constant) => startOf(core, { target: 'constant', constant })),
        );
        return varianceOf(twice as Snapshot, 'score') / varianceOf(once as Snapshot, 'score');
      },
      right: (truth) => `${fixed(truth)}: it grows with the square of the constant.`,
      wrong: (_, answer) =>
        `Not ${short(answer)}: a variance goes with the square of what it is the variance of.`,
    },
    'best-coefficient': {
      kind: 'number',
      unit: '',
      tolerance: 0.5,
      needs: targetIs('repair'),
      truth: ({ snapshot }) => snapshot.parabolas[0]?.argmin ?? Number.NaN,
      right: (truth) => `At a = ${fixed(truth)} nothing more can be gained by it.`,
      wrong: (truth, answer) =>
        `At a = ${short(answer)} the parabola still falls ${answer < truth ? 'to the right' : 'to the left'}.`,
    },
    repair: { kind: 'task', needs: targetIs('repair'), check: isRepaired },
    'keep-it': {
      kind: 'choice',
      async truth({ core }) {
        const s = await startOf(core, { target: 'harmless', a: -1 });
        const [raw, kept] = [varianceOf(s, 'score'), varianceOf(s, 'cv')];
        return kept > raw ? 'larger' : kept < raw ? 'smaller' : 'equal';
      },
      feedback: {
        larger: 'The valley of the parabola lies on the other side of 0.',
        smaller: 'Look where the valley is: −1 leads away from it.',
        equal: 'The mean stays; the variance does not.',
      },
    },
    'stands-still': {
      kind: 'choice',
      async truth({ core }) {
        const s = await startOf(core, { target: 'landing' });
        return (['kl', 'path', 'stl'] as const).find((id) => varianceOf(s, id) < ZERO) ?? '';
      },
      feedback: {
        stl: 'At the posterior its gradient is 0 for every sample, not only on average.',
        kl: 'Its histogram still has a width: the sampled part goes on shaking.',
        path: 'It still carries a score term: mean zero, but not zero.',
      },
    },
    'still-score': {
      kind: 'number',
      unit: '',
      tolerance: 0.05,
      async truth({ core }) {
        const [parabola] = (await startOf(core, { target: 'landing' })).parabolas;
        return parabola?.argmin ?? Number.NaN;
      },
      right: (truth) => `a = ${fixed(truth)} is minus the ELBO: then ℓ + a is 0 wherever z is.`,
      wrong: (_, answer) => `With a = ${short(answer)}, ℓ + a is not 0.`,
    },
    'least-spread': {
      kind: 'choice',
      truth: async ({ core }) => least(await startOf(core, { target: 'bimodal' }), ['path', 'stl', 'score']),
      feedback: {
        score: 'Between the modes values are alike, and slopes are not.',
        path: 'The slopes between the modes are steep and point both ways.',
        stl: 'It is made of the same steep slopes.',
      },
    },
    'what-remains': {
      kind: 'choice',
      async truth({ core }) {
        const ids = (await startOf(core, { target: 'discrete' })).rows.map(({ id }) => id);
        const paths = ids.some((id) => id === 'path' || id === 'kl' || id === 'stl');
        return paths ? (ids.includes('score') ? 'all' : 'path') : 'score';
      },
      feedback: {
        score: 'Values of ln p and the score of q: that is all it needs.',
        path: 'There is no path between states, and nothing to differentiate along.',
        all: 'The pathwise ones have disappeared from the table.',
      },
    },
  },
});

const ENOUGH = 10;

async function isRepaired({ snapshot, values }: Here): Promise<Verdict> {
  if (Number(values.constant) !== 20)
    return { right: false, feedback: 'Leave the constant at 20: in real models nobody can take it away.' };
  const variance = varianceOf(snapshot, 'cv');
  const words = `The variance of the repaired estimator is ${short(variance)}`;
  return variance < ENOUGH
    ? { right: true, feedback: `${words}, and the raw one’s is ${short(varianceOf(snapshot, 'score'))}.` }
    : { right: false, feedback: `${words}. Look for the bottom of the parabola.` };
}
