// What the lesson asks, judged by the core. tests/node/labs/sgvb_lesson.test.ts runs every claim that lesson.md makes.
import type { LinearGaussianModel } from '../../../../wasm/api/linear_gaussian.ts';
import { fixed, plain, short } from '../../shell/format.ts';
import type { Core } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { type At, defineLesson, type Verdict } from '../../shell/lesson/lesson.ts';
import type { Case, Snapshot } from './model.ts';

type Here = At<Snapshot>;

const first = ({ cases }: Snapshot): Case => cases[0] as Case;

/** N(0, I), where every run begins. */
const prior = (m: number) => ({ mean: new Float64Array(m), logSigma: new Float64Array(m) });

const presetIs =
  (preset: string) =>
  ({ values }: Here): string | undefined =>
    values.preset === preset ? undefined : msg`This is about another model: press “Set the view” first.`;

/** One observed sum of two causes: Λ = I + WᵀW, whose correlation is −9 / 10. */
export const NINE_TENTHS: LinearGaussianModel = {
  W: { rows: 1, cols: 2, data: Float64Array.of(3, 3) },
  b: Float64Array.of(0),
  gamma: 1,
};

/** Gap of the posterior itself, taken as a q with a full covariance. */
async function gapOfFull(core: Core, { problem }: Case): Promise<number> {
  const [xx = 0, xy = 0, , yy = 0] = problem.covariance.data;
  const l11 = Math.sqrt(xx);
  const l21 = xy / l11;
  const q = {
    mean: problem.mean,
    logDiagonal: Float64Array.of(Math.log(l11), Math.log(yy - l21 * l21) / 2),
    lower: { rows: 2, cols: 2, data: Float64Array.of(0, 0, l21, 0) },
  };
  return (await core.linearGaussian.terms(problem.model, problem.x, q)).klToPosterior;
}

/** The standard error of so many draws of the prior, whose answer needs no run. */
async function errorOf(core: Core, { problem }: Case, draws: number): Promise<number> {
  const q = prior(problem.mean.length);
  const eps = await core.linearGaussian.noise(1, 0, draws, problem.mean.length);
  return (await core.linearGaussian.elboEstimate(problem.model, problem.x, q, eps)).standardError;
}

const TIMES: Readonly<Record<string, number>> = { two: 2, four: 4, ten: 10 };

export default defineLesson<Snapshot>({
  questions: {
    'tight-one': {
      kind: 'choice',
      async truth({ start }) {
        const { cases } = await start({ preset: 'pair' });
        const tight = cases.map(({ problem }) => problem.irreducible < 0.01);
        return tight.every(Boolean) ? 'both' : tight[0] ? 'first' : 'second';
      },
      feedback: {
        first: msg`Its posterior stands nearly upright, and so does q.`,
        second: msg`Its posterior is a tilted needle, and q cannot tilt.`,
        both: msg`Patience does not help the one whose dashed line lies lower.`,
      },
    },
    'stuck-gap': {
      kind: 'number',
      unit: msg`nats`,
      tolerance: 0.02,
      async truth({ core }) {
        const { model } = await core.linearGaussian.experiment2();
        return core.linearGaussian.irreducibleGap(model);
      },
      right: (truth) => msg`${fixed(truth, 3)} nats stay open, whatever the optimizer does.`,
      wrong: (_, answer) => msg`Not ${short(answer)}: read “Best gap” for the second experiment.`,
    },
    'right-angle': {
      kind: 'number',
      unit: msg`nats`,
      tolerance: 0.005,
      async truth({ core }) {
        const { model } = await core.linearGaussian.angle(Math.PI / 2);
        return core.linearGaussian.irreducibleGap(model);
      },
      right: () => msg`Nothing is lost: the causes are independent under the posterior too.`,
      wrong: (_, answer) => msg`Not ${short(answer)}: at 90 degrees the posterior stands upright.`,
    },
    'half-nat': { kind: 'task', needs: presetIs('angle'), check: isHalf },
    'gap-at-nine': {
      kind: 'number',
      unit: msg`nats`,
      tolerance: 0.01,
      truth: ({ core }) => core.linearGaussian.irreducibleGap(NINE_TENTHS),
      right: (truth) => msg`${fixed(truth, 3)} nats; at r = 0.99 it would be more than twice as much.`,
      wrong: (_, answer) =>
        answer < 0
          ? msg`A divergence is never negative: mind the sign.`
          : msg`Not ${short(answer)}: put r into the formula.`,
    },
    'other-observation': {
      kind: 'choice',
      async truth({ core, start }) {
        const gaps = await Promise.all(
          [-3, 0, 3].map(async (shift1) => {
            const one = first(await start({ preset: 'experiment2', shift1 }));
            const q = { mean: one.problem.mean, logSigma: bestScales(one) };
            return (await core.linearGaussian.terms(one.problem.model, one.problem.x, q)).klToPosterior;
          }),
        );
        const [low, mid, high] = gaps as [number, number, number];
        if (Math.max(...gaps) - Math.min(...gaps) < 1e-9) return 'same';
        return low > mid && high > mid ? 'grows' : 'depends';
      },
      feedback: {
        same: msg`x moves the posterior and its evidence, but neither its shape nor the gap.`,
        grows: msg`The evidence falls with that distance, the gap does not.`,
        depends: msg`Move x under “More” and watch “Best gap”.`,
      },
    },
    'too-narrow': {
      kind: 'number',
      unit: '',
      tolerance: 0.15,
      needs: presetIs('experiment2'),
      truth: ({ snapshot }) => {
        const { covariance, precision } = first(snapshot).problem;
        return Math.sqrt((covariance.data[0] as number) * (precision.data[0] as number));
      },
      right: (truth) => msg`${fixed(truth)} times: the error bars of q cover a third of what they should.`,
      wrong: (_, answer) => msg`Not ${short(answer)}: compare standard deviations, not variances.`,
    },
    'full-family': {
      kind: 'choice',
      async truth({ core, start }) {
        const one = first(await start({ preset: 'experiment2' }));
        const left = (await gapOfFull(core, one)) / one.problem.irreducible;
        return left < 1e-6 ? 'closes' : left < 0.9 ? 'halves' : 'stays';
      },
      feedback: {
        closes: msg`The posterior is a Gaussian, and now it is one of the q.`,
        halves: msg`Nothing has to stay: the posterior itself is one of the q now.`,
        stays: msg`The old optimum was the best upright one. Now it may tilt.`,
      },
    },
    'halve-the-band': {
      kind: 'choice',
      async truth({ core, start }) {
        const one = first(await start({ preset: 'experiment1' }));
        const base = await errorOf(core, one, 2000);
        const ratios = await Promise.all(
          Object.entries(TIMES).map(async ([name, times]) => ({
            name,
            off: Math.abs(base / (await errorOf(core, one, 2000 * times)) - 2),
          })),
        );
        return ratios.reduce((a, b) => (b.off < a.off ? b : a)).name;
      },
      feedback: {
        four: msg`The standard error falls like 1 / √N, so a half costs four times, a tenth a hundred times.`,
        two: msg`That halves the variance; the standard error is its root.`,
        ten: msg`That is more than is needed: it makes the band about three times as narrow.`,
      },
    },
    'above-evidence': {
      kind: 'choice',
      async truth({ core, start }) {
        const one = first(await start({ preset: 'experiment1' }));
        const { model, x, mean, logEvidence } = one.problem;
        const q = { mean, logSigma: bestScales(one) };
        const { elbo } = await core.linearGaussian.terms(model, x, q);
        const estimates = await Promise.all(
          Array.from({ length: 50 }, async (_, seed) => {
            const eps = await core.linearGaussian.noise(seed, 0, 1, mean.length);
            return (await core.linearGaussian.elboEstimate(model, x, q, eps)).value;
          }),
        );
        if (elbo > logEvidence) return 'both';
        return estimates.some((value) => value > logEvidence) ? 'estimate' : 'neither';
      },
      feedback: {
        estimate: msg`It is a mean of random numbers, right on average and free to miss either way.`,
        both: msg`The bound is ln p(x) minus a divergence, and that is never negative.`,
        neither: msg`A mean of a few random numbers may miss either way.`,
      },
    },
    tame: { kind: 'task', needs: presetIs('overshoot'), check: isTame },
  },
});

/** ρ of the best factorized q. */
function bestScales({ problem: { precision } }: Case): Float64Array {
  const m = precision.rows;
  return Float64Array.from({ length: m }, (_, i) => -Math.log(precision.data[i * (m + 1)] as number) / 2);
}

async function isHalf({ core, snapshot, values }: Here): Promise<Verdict> {
  const gap = await core.linearGaussian.irreducibleGap(first(snapshot).problem.model);
  const right = Math.abs(gap - 0.5) <= 0.02;
  const words = msg`At ${plain(Number(values.angle))} degrees the best gap is ${fixed(gap, 3)} nats.`;
  return { right, feedback: right ? `${words} ${msg`There is a second such angle.`}` : words };
}

const STEPS = 500;

async function isTame({ core, snapshot, values }: Here): Promise<Verdict> {
  if (values.optimizer !== 'gradient_ascent')
    return { right: false, feedback: msg`Keep gradient ascent: the step size alone is to change.` };
  const { problem } = first(snapshot);
  const stepSize = Number(values.stepSize);
  const { points, stopped } = await core.linearGaussian.run({
    model: problem.model,
    x: problem.x,
    state: {
      q: prior(problem.mean.length),
      step: 0,
      moments: { first: new Float64Array(), second: new Float64Array(), steps: 0 },
    },
    steps: STEPS,
    samples: Number(values.samples),
    seed: Number(values.seed),
    optimizer: 'gradient_ascent',
    stepSize,
    evaluationSamples: 1,
  });
  const gap = points.at(-1)?.gap ?? Number.POSITIVE_INFINITY;
  const off = gap - problem.irreducible;
  if (stopped !== undefined || !(off < 1e3))
    return { right: false, feedback: msg`With a step size of ${plain(stepSize)} it still diverges.` };
  const right = off <= 0.1;
  return {
    right,
    feedback: right
      ? msg`With a step size of ${plain(stepSize)} the gap after ${STEPS} steps is ${short(gap)}, ${short(off, 2)} above the best.`
      : msg`With a step size of ${plain(stepSize)} the gap after ${STEPS} steps is ${short(gap)}, and ${short(problem.irreducible)} is the best.`,
  };
}
