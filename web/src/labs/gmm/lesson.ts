// What the lesson asks, judged by the core. tests/node/labs/gmm_lesson.test.ts runs every claim that lesson.md makes.
import type { GmmParams } from '../../../../wasm/api/gmm.ts';
import { afterE, afterM, beforeM, sameTask } from '../../em/lesson.ts';
import { fixed, plain, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { type At, defineLesson, type Settings, type Verdict } from '../../shell/lesson/lesson.ts';
import type { Snapshot } from './model.ts';

type Here = At<Snapshot>;

/** From a mixture until nothing changes, beside the run that is on the page. */
const settle = async (at: Here, { data, floor }: Snapshot, init: GmmParams, alpha = 0) =>
  at.core.gmm.fit({ X: data.X, init, labelled: data.labelled, alpha, covarianceFloor: floor });

/** The state after the next M-step; the run on the page does not move. */
const afterNextM = (at: Here): Promise<Snapshot> => at.next(at.snapshot);

const D = 3;
const LABEL_WEIGHT = 5;

export default defineLesson<Snapshot>({
  questions: {
    undecided: {
      kind: 'number',
      unit: '',
      tolerance: 0.006,
      needs: afterE,
      async truth({ snapshot: { params, data, undecided = 0 }, core }) {
        const { responsibilities: R } = await core.gmm.eStep(params, data.X);
        return Math.max(...R.data.subarray(undecided * R.cols, (undecided + 1) * R.cols));
      },
      right: (truth) => msg`The strongest claim on that point is only ${fixed(truth, 3)}: nearly a tie.`,
      wrong: () =>
        msg`That is not the largest share of the ringed point, as the bars under “This step” have it.`,
    },
    'gap-after-e': {
      kind: 'number',
      unit: msg`nats`,
      tolerance: 0.001,
      needs: afterE,
      truth: ({ snapshot: { params, data, responsibilities }, core }) =>
        core.gmm.klToPosterior(
          params,
          data.X,
          responsibilities ?? { rows: 0, cols: 0, data: new Float64Array() },
        ),
      right: () => msg`Nothing is left between the lines: after E the shares are the posterior.`,
      wrong: (_, answer) => msg`The chart has no room for ${short(answer)} nats between the lines after E.`,
    },
    'moved-by-e': {
      kind: 'choice',
      needs: (at) =>
        at.snapshot.made === 'E' && at.history[at.index - 1]?.phase
          ? undefined
          : msg`Take the E-step after an M-step first, and watch the lines.`,
      truth({ snapshot, history, index }) {
        const before = (history[index - 1] as Snapshot).evaluation;
        const { objective, bound } = snapshot.evaluation;
        if (objective === before.objective) return 'bound';
        return bound === before.bound ? 'truth' : 'both';
      },
      feedback: {
        bound: msg`The log-likelihood knows only parameters and data, and E touches neither. The bound rises to meet it.`,
        truth: msg`The log-likelihood knows only parameters and data, and E touches neither.`,
        both: msg`One of them knows nothing of shares, so E cannot move it.`,
      },
    },
    'next-mean': {
      kind: 'place',
      unit: '',
      tolerance: 0.5,
      reveal: 1,
      needs: (at) =>
        beforeM(at) ??
        (at.snapshot.params.weights.length > D ? undefined : msg`There is no component D here.`),
      async truth(at) {
        const { data } = (await afterNextM(at)).params.means;
        return [data[2 * D] as number, data[2 * D + 1] as number];
      },
      right: ([x, y], off) =>
        msg`Mean D went to (${fixed(x)}, ${fixed(y)}); you were ${fixed(off)} away. It is the average of what it owns.`,
      wrong: ([x, y], off) =>
        msg`Mean D went to (${fixed(x)}, ${fixed(y)}), ${fixed(off)} from your place: amid the points that carry its colour.`,
    },
    'next-bound': {
      kind: 'number',
      unit: msg`nats`,
      tolerance: 4,
      reveal: 1,
      needs: beforeM,
      truth: async (at) => (await afterNextM(at)).evaluation.bound,
      range: ({ snapshot: { evaluation } }) => ({ min: evaluation.bound - 20, max: evaluation.bound + 20 }),
      right: (truth, answer) =>
        msg`The bound went to ${fixed(truth)}, and you said ${fixed(answer)}. Higher than before, as it must be.`,
      wrong: (truth, answer) =>
        msg`The bound went to ${fixed(truth)}, ${fixed(Math.abs(truth - answer))} nats from what you said.`,
    },
    'rises-more': {
      kind: 'choice',
      needs: afterM,
      truth({ snapshot, history, index }) {
        const before = (history[index - 1] as Snapshot).evaluation;
        const { objective, bound } = snapshot.evaluation;
        const further = objective - before.objective - (bound - before.bound);
        return further > 0 ? 'truth' : further < 0 ? 'bound' : 'same';
      },
      feedback: {
        truth: msg`They started level, and the gap that has opened is how much further the log-likelihood rose.`,
        bound: msg`The bound can never be above the log-likelihood, and they started level.`,
        same: msg`If they had, they would still touch. Look for the gap.`,
      },
    },
    'worse-start': { kind: 'task', needs: onThreeGroups, check: endsWorse },
    'owners-of-the-hole': {
      kind: 'number',
      unit: '',
      tolerance: 0.1,
      truth: async (at) => Math.min(...((await collapse(at)).last.counts ?? [])),
      right: (truth) =>
        msg`${fixed(truth, 1)} points, and an ellipse around two points is a line: no area, no end of density.`,
      wrong: (_, answer) => msg`Not ${plain(answer)}: look at the component with the smallest ellipse.`,
    },
    'what-stops-it': {
      kind: 'choice',
      async truth(at) {
        for (const [name, set] of Object.entries(REMEDIES)) if (!(await collapse(at, set)).error) return name;
        return '';
      },
      feedback: {
        floor: msg`No direction of a covariance can get narrower than the floor, so the density stays finite.`,
        tolerance: msg`A smaller tolerance only lets the run go on longer, further into the hole.`,
        more: msg`One component more is one more that can fall: this run collapses as well.`,
      },
    },
    'alpha-counts': {
      kind: 'number',
      unit: '',
      tolerance: 0.01,
      async truth({ core, start }) {
        const { params, data, weightsFrom } = await start({ data: 'rescue' });
        const { responsibilities: R } = await core.gmm.eStep(params, data.X);
        const labelled = { ...data.labelled, alpha: LABEL_WEIGHT, weightsFrom };
        const [without, with_] = [
          await core.gmm.effectiveCounts(R),
          await core.gmm.effectiveCounts(R, labelled),
        ];
        return (with_[0] as number) - (without[0] as number);
      },
      right: (truth) => msg`They count like ${plain(truth)} points that all belong to A for certain.`,
      wrong: (_, answer) => msg`Not ${plain(answer)}: there are five of them, and each counts α times.`,
    },
    'too-loud': {
      kind: 'choice',
      async truth(at) {
        const alone = await stuck(at);
        const [none, some, many] = [
          alone.agreement,
          await agreementWith(at, alone, LABEL_WEIGHT),
          await agreementWith(at, alone, 100),
        ];
        return many > some ? 'better' : many < none ? 'worse' : 'between';
      },
      feedback: {
        worse: msg`Twenty letters, counted 100 times each, outvote three hundred points.`,
        better: msg`More weight is not more knowledge: the letters are the same twenty.`,
        between: msg`It is worse than that: set α to 100, run on, and read “Agreement”.`,
      },
    },
  },
});

const REMEDIES = { tolerance: { tolerance: 1e-6 }, floor: { floor: 0.01 }, more: { k: 4 } } as const;

/** The run of the page on collapse, with some settings changed: its last good state, and what ended it. */
export async function collapse(at: Here, more: Settings = {}) {
  const set = { data: 'collapse', ...more };
  let last = await at.start(set);
  try {
    while (!last.converged) last = await at.next(last, set);
    return { last };
  } catch (error) {
    return { last, error: error as Error };
  }
}

/** EM alone on the data of "Labels to the rescue", where it ends wrong. */
export async function stuck(at: Here) {
  const start = await at.start({ data: 'rescue' });
  const { params } = await settle(at, start, start.params);
  return { start, params, agreement: await agreementOf(at, start, params) };
}

/** Going on from there with labels of this weight. */
export async function agreementWith(at: Here, from: Awaited<ReturnType<typeof stuck>>, alpha: number) {
  const { params } = await settle(at, from.start, from.params, alpha);
  return agreementOf(at, from.start, params);
}

async function agreementOf({ core }: Here, { data }: Snapshot, params: GmmParams): Promise<number> {
  const { responsibilities } = await core.gmm.eStep(params, data.X);
  const owners = await core.clustering.hardAssignments(responsibilities);
  return core.clustering.adjustedRandIndex(owners, data.truth ?? owners);
}

const SEED = 229;
const SAME_TASK = {
  data: msg`Data set`,
  k: msg`Components`,
  labels: msg`Labels per class`,
  dataSeed: msg`Data seed`,
  floor: msg`Covariance floor`,
};

function onThreeGroups(at: Here): string | undefined {
  return sameTask(at, { data: 'local' }, SAME_TASK);
}

async function endsWorse(at: Here): Promise<Verdict> {
  const start = await at.start({ data: 'local', seed: SEED });
  const reference = (await settle(at, start, start.params)).objective;
  const ended = await settle(at, at.snapshot, at.snapshot.params).catch((error: Error) => error);
  if (ended instanceof Error)
    return {
      right: false,
      feedback: msg`This start does not end at all: a component collapses. Try another.`,
    };
  const below = reference - ended.objective;
  const right = below > 1;
  const ends = msg`From here the run ends at a log-likelihood of ${fixed(ended.objective)}.`;
  return {
    right,
    feedback: right
      ? `${ends} ${msg`That is ${fixed(below, 1)} nats below that of seed ${SEED}: another hill, and no way across.`}`
      : `${ends} ${msg`That is no lower than that of seed ${SEED}. Try another start.`}`,
  };
}
