// What the lesson asks, judged by the core. tests/node/labs/kl_lesson.test.ts runs every claim that lesson.md makes.
import type { DescentFit, UnivariateGaussian } from '../../../../wasm/api/divergence_fit.ts';
import { fixed, plain, short } from '../../shell/format.ts';
import type { Core } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { type At, defineLesson, type Verdict } from '../../shell/lesson/lesson.ts';
import type { FitSnapshot, Mixture } from './fit.ts';
import type { LikelihoodSnapshot } from './likelihood.ts';
import type { Snapshot } from './model.ts';

type Here = At<Snapshot>;

/** A question belongs to one of the four parts. */
const in_ =
  (pane: Snapshot['pane'], part: string) =>
  ({ snapshot }: Here) =>
    snapshot.pane === pane
      ? undefined
      : msg`This is about part ${part} of the lab: press “Set the view” first.`;

/** The snapshot as that of a part, which `needs` has made sure of. */
function of<P extends Snapshot['pane']>({ snapshot }: Here, pane: P): Extract<Snapshot, { pane: P }> {
  if (snapshot.pane !== pane) throw new Error(`This is part ${snapshot.pane}, not ${pane}.`);
  return snapshot as Extract<Snapshot, { pane: P }>;
}

const exampleOf = async (at: Here, example: string): Promise<FitSnapshot> =>
  (await at.start({ pane: 'fit', fit: example })) as FitSnapshot;

/** The step size that an example comes with. */
const ownStep = (at: Here, example: string): number =>
  Number(at.settings({ pane: 'fit', fit: example }).stepSize);

/** Exclusive descent to where the lab would call it settled, beside the run on the page. */
const descend = async (core: Core, s: FitSnapshot, stepSize: number): Promise<DescentFit> =>
  core.divergence.fit({
    direction: 'exclusive',
    p: s.p,
    start: s.start,
    stepSize,
    fixedSigma: s.fixedSigma,
    tolerance: 1e-3,
    maxSteps: 3000,
  });

/** The lowest of the optima that small steps from every mode and from the moments of p find. */
export async function bestExclusive(core: Core, p: Mixture): Promise<number> {
  const starts: UnivariateGaussian[] = [
    await core.divergence.inclusiveFit(p),
    ...p.means.map((mean, k) => ({ mean, logSigma: Math.log(p.sigmas[k] as number) })),
  ];
  const { optima } = await core.divergence.localOptima({ direction: 'exclusive', p, starts, stepSize: 0.01 });
  return (optima[0] as { value: number }).value;
}

const NAMES = ['a', 'b', 'c', 'd'] as const;
const bits = (nats: number) => nats / Math.LN2;

export default defineLesson<Snapshot>({
  questions: {
    entropy: {
      kind: 'number',
      unit: msg`bits`,
      tolerance: 0.01,
      needs: in_('codes', '1'),
      truth: async (at) => bits(await at.core.divergence.entropy([...of(at, 'codes').p])),
      right: (truth) => msg`${plain(Number(truth.toFixed(4)))} bits: no code can do with less.`,
      wrong: (_, answer) =>
        msg`Not ${short(answer)}: weigh the length of each word with how often it is sent.`,
    },
    'uniform-waste': {
      kind: 'number',
      unit: msg`bits`,
      tolerance: 0.01,
      needs: in_('codes', '1'),
      truth: async (at) => bits(await at.core.divergence.kl([...of(at, 'codes').p], [...of(at, 'codes').q])),
      right: (truth) => msg`${fixed(truth)} bits a symbol: that is the divergence from p to q.`,
      wrong: (_, answer) =>
        msg`Not ${short(answer)}: subtract what the best code needs from what this one takes.`,
    },
    dearest: {
      kind: 'choice',
      needs: in_('codes', '1'),
      truth: (at) => {
        const { terms } = of(at, 'codes');
        return NAMES[terms.indexOf(Math.max(...terms))] as string;
      },
      feedback: {
        b: msg`As dear as C and D, and sent twice as often.`,
        a: msg`A is sent often, but in this code it is cheaper than it should be: its term is negative.`,
        d: msg`D is as dear as B, but comes half as often.`,
      },
    },
    'close-codes': { kind: 'task', needs: in_('codes', '1'), check: isClose },
    'infinite-way': {
      kind: 'choice',
      needs: in_('codes', '1'),
      async truth(at) {
        const { p, q } = of(at, 'codes');
        const { divergence } = at.core;
        const [pq, qp] = [await divergence.kl([...p], [...q]), await divergence.kl([...q], [...p])];
        if (Number.isFinite(pq)) return Number.isFinite(qp) ? '' : 'qp';
        return Number.isFinite(qp) ? 'pq' : 'both';
      },
      feedback: {
        pq: msg`p sends D, and the code for q has no word for it.`,
        qp: msg`q never sends D, so the code for p, which has a word for it, is only a little too long.`,
        both: msg`One of them never sends D, so it does not miss a word for it.`,
      },
    },
    'lambda-zero': {
      kind: 'number',
      unit: '',
      tolerance: 0.01,
      needs: in_('convex', '2'),
      truth: (at) => of(at, 'convex').curve.reduce((a, b) => (b.klOfMixture < a.klOfMixture ? b : a)).lambda,
      right: (truth) => msg`At λ = ${plain(truth)} both mixtures are the same distribution.`,
      wrong: (_, answer) => msg`At λ = ${short(answer)} they still differ.`,
    },
    'best-theta': {
      kind: 'number',
      unit: '',
      tolerance: 0.005,
      needs: in_('likelihood', '3'),
      async truth({ snapshot, next }) {
        let s = snapshot as LikelihoodSnapshot;
        while (!s.converged) s = (await next(s)) as LikelihoodSnapshot;
        return s.here.theta;
      },
      right: (truth) =>
        msg`θ = ${fixed(truth, 3)}: the share of tosses that succeeded, as maximum likelihood has it.`,
      wrong: (_, answer) => msg`At θ = ${short(answer)} it still goes downhill.`,
    },
    'between-curves': {
      kind: 'choice',
      needs: in_('likelihood', '3'),
      truth: (at) => {
        const { curve } = of(at, 'likelihood');
        const inside = curve.filter(({ kl }) => Number.isFinite(kl));
        const same = inside.every((c) => Math.abs(-c.meanLogLikelihood - c.kl - c.entropy) < 1e-12);
        return same ? 'entropy' : 'shrinks';
      },
      feedback: {
        entropy: msg`It does not depend on θ, so both curves are lowest at the same place.`,
        shrinks: msg`Measure it at two places of the chart: it does not.`,
        gap: msg`That is the height of the lower curve at its lowest point, not the distance between the two.`,
      },
    },
    'covering-width': {
      kind: 'number',
      unit: '',
      tolerance: 0.1,
      needs: in_('fit', '4'),
      truth: async (at) => Math.exp((await at.core.divergence.inclusiveFit(of(at, 'fit').p)).logSigma),
      right: (truth) =>
        msg`σ = ${fixed(truth)}, three times as wide as a mode, with its middle where p is nearly 0.`,
      wrong: (_, answer) => msg`Not ${short(answer)}: it must match the variance of all of p.`,
    },
    'seeking-end': {
      kind: 'choice',
      needs: in_('fit', '4'),
      async truth(at) {
        const { q } = await descend(at.core, await exampleOf(at, 'seeking'), ownStep(at, 'seeking'));
        if (Math.exp(q.logSigma) > 1.5) return 'both';
        return q.mean > 0 ? 'right' : 'left';
      },
      feedback: {
        right: msg`It leaves half of p alone, and pays only for the half that it missed: about ln 2.`,
        left: msg`The start is nearer to the other one, and descent does not jump.`,
        both: msg`To cover both it would have to be wide, and most of it would lie where p is nearly 0.`,
      },
    },
    'better-start': { kind: 'task', needs: (at) => sameMixture(at, 'wrong'), check: findsBest },
    'how-much-worse': {
      kind: 'number',
      unit: msg`nats`,
      tolerance: 0.02,
      async truth(at) {
        const s = await exampleOf(at, 'stuck');
        const stuck = await descend(at.core, s, ownStep(at, 'stuck'));
        return stuck.value - (await bestExclusive(at.core, s.p));
      },
      right: (truth) => msg`${fixed(truth, 3)} nats: a fit to a mode of weight w costs about −ln w.`,
      wrong: (_, answer) =>
        msg`Not ${short(answer)}: subtract the depth of the better valley from that of this one.`,
    },
    leap: { kind: 'task', needs: (at) => sameMixture(at, 'stuck', true), check: findsBest },
  },
});

/** The controls that place a mixture of three, and the start. */
const MIXTURE = ['w', 'm', 's'].flatMap((name) => [0, 1, 2].map((k) => `${name}${k}`));
const START = ['start', 'rho'];

function sameMixture(at: Here, example: string, start = false): string | undefined {
  const wanted = at.settings({ pane: 'fit', fit: example });
  const names = ['pane', 'walk', 'sigma', ...MIXTURE, ...(start ? START : [])];
  return names.every((name) => at.values[name] === wanted[name])
    ? undefined
    : msg`This is about another mixture, start or way of stepping: press “Set the view” first.`;
}

async function isClose(at: Here): Promise<Verdict> {
  const { p, q } = of(at, 'codes');
  const kl = bits(await at.core.divergence.kl([...p], [...q]));
  const right = kl < 0.01;
  if (right) return { right, feedback: msg`The divergence is ${short(kl)} bits: nobody would notice.` };
  return {
    right,
    feedback: Number.isFinite(kl)
      ? msg`The divergence is ${short(kl)} bits, still too much.`
      : msg`The divergence is infinite, still too much.`,
  };
}

async function findsBest(at: Here): Promise<Verdict> {
  const s = of(at, 'fit');
  const best = await bestExclusive(at.core, s.p);
  const { q, value, stop } = await descend(at.core, s, Number(at.values.stepSize));
  if (stop !== 'converged')
    return { right: false, feedback: msg`Descent with these steps does not settle anywhere.` };
  const [mean, nats] = [fixed(q.mean), fixed(value, 3)];
  return value < best + 0.01
    ? { right: true, feedback: msg`Descent ends at mean ${mean} with ${nats} nats: the better optimum.` }
    : {
        right: false,
        feedback: msg`Descent ends at mean ${mean} with ${nats} nats, and there is one with ${fixed(best, 3)}.`,
      };
}
