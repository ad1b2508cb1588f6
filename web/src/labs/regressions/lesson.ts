// What the lesson asks, judged by the core. tests/node/labs/regressions_lesson.test.ts runs every claim of lesson.md.
import type { LinearMixtureFit } from '../../../../wasm/api/linear_mixture.ts';
import { afterE, afterM, beforeM, sameTask } from '../../em/lesson.ts';
import { fixed, plain, short } from '../../shell/format.ts';
import type { Core } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { type At, defineLesson, type Settings, type Verdict } from '../../shell/lesson/lesson.ts';
import type { Snapshot } from './model.ts';

type Here = At<Snapshot>;

const B = 1;
const slopeOf = ({ params }: Pick<Snapshot, 'params'>, k: number) => params.W.data[2 * k + 1] as number;

/** From the lines of a snapshot until nothing changes, beside the run that is on the page. */
const settle = async (core: Core, { params, data, floor, alpha }: Snapshot, tolerance: number) =>
  core.linearMixture.fit({
    X: data.X,
    y: data.y,
    init: params,
    labelled: data.labelled,
    alpha,
    varianceFloor: floor,
    tolerance,
  });

/** From the start that these settings give. */
export const ended = async (at: Here, set: Settings): Promise<LinearMixtureFit> =>
  settle(at.core, await at.start(set), Number(at.settings(set).tolerance));

const needsB = ({ snapshot }: Here) =>
  snapshot.params.weights.length > B ? undefined : msg`There is no line B here: press “Set the view” first.`;

/** How far from line k each distance puts point n; the noise is the line's. */
const DISTANCES: Readonly<Record<string, (residual: number, slope: number) => number>> = {
  vertical: (residual) => residual,
  perpendicular: (residual, slope) => residual / Math.hypot(1, slope),
  horizontal: (residual, slope) => residual / slope,
};

/** Do shares made of these distances agree with those of the core? */
function explains(
  { params, data }: Snapshot,
  R: Float64Array,
  distance: (residual: number, slope: number) => number,
): boolean {
  const { weights, W, variances } = params;
  const K = weights.length;
  return [...data.y.keys()].every((n) => {
    const densities = Array.from(weights, (weight, k) => {
      const slope = W.data[2 * k + 1] as number;
      const residual =
        (data.y[n] as number) - (W.data[2 * k] as number) - slope * (data.X.data[2 * n + 1] as number);
      const variance = variances[k] as number;
      return (weight * Math.exp(-(distance(residual, slope) ** 2) / (2 * variance))) / Math.sqrt(variance);
    });
    const sum = densities.reduce((a, b) => a + b, 0);
    return densities.every((density, k) => Math.abs(density / sum - (R[n * K + k] as number)) < 1e-9);
  });
}

export default defineLesson<Snapshot>({
  questions: {
    distance: {
      kind: 'choice',
      needs: afterE,
      async truth({ snapshot, core }) {
        const { params, data } = snapshot;
        const { responsibilities } = await core.linearMixture.eStep(params, data.X, data.y);
        const found = Object.entries(DISTANCES).find(([, d]) => explains(snapshot, responsibilities.data, d));
        return found?.[0] ?? '';
      },
      feedback: {
        vertical: msg`The model has noise in y alone, and measures it in the standard deviations of each line.`,
        perpendicular: msg`That is the nearest place on the line, but the model has no noise in x.`,
        horizontal: msg`The model takes x as given; it has no noise in that direction.`,
      },
    },
    'next-slope': {
      kind: 'number',
      unit: '',
      tolerance: 0.1,
      reveal: 1,
      needs: (at) => beforeM(at) ?? needsB(at),
      truth: async ({ snapshot, next }) => slopeOf(await next(snapshot), B),
      range: ({ snapshot }) => ({ min: slopeOf(snapshot, B) - 1, max: slopeOf(snapshot, B) + 1 }),
      right: (truth, answer) =>
        msg`Line B turned to a slope of ${fixed(truth)}, and you said ${fixed(answer)}.`,
      wrong: (truth, answer) =>
        msg`Line B turned to a slope of ${fixed(truth)}, ${fixed(Math.abs(truth - answer))} from what you said.`,
    },
    'old-line': {
      kind: 'choice',
      needs: afterM,
      truth({ snapshot: { params, oldSquares } }) {
        const signs = Array.from(params.variances, (variance, k) =>
          Math.sign((oldSquares?.[k] ?? 0) - variance),
        );
        if (signs.every((sign) => sign > 0)) return 'larger';
        return signs.every((sign) => sign < 0) ? 'smaller' : 'equal';
      },
      feedback: {
        larger: msg`The new line makes just this sum as small as it can be; any other line has a larger one.`,
        equal: msg`They would be equal only if the line had not moved.`,
        smaller: msg`Then the old line would fit better than the one that fits best.`,
      },
    },
    noise: {
      kind: 'number',
      unit: '',
      tolerance: 0.02,
      needs: (at) => afterM(at) ?? needsB(at),
      truth: ({ snapshot: { params } }) => Math.sqrt(params.variances[B] as number),
      right: (truth) =>
        msg`Line B expects points within about ${fixed(truth)} of itself; the true lines have 0.3.`,
      wrong: (truth, answer) =>
        Math.abs(answer - truth ** 2) < 0.02
          ? msg`That is the variance: the standard deviation is its square root.`
          : msg`Not ${short(answer)}: take the square root of the variance that the equation shows for B.`,
    },
    crossing: {
      kind: 'number',
      unit: '',
      tolerance: 0.1,
      needs: (at) =>
        needsB(at) ?? (at.snapshot.twin === undefined ? undefined : msg`Equal lines do not cross.`),
      truth: ({ snapshot: { params } }) => {
        const [a = 0, b = 0, c = 0, d = 0] = params.W.data;
        return (c - a) / (b - d);
      },
      right: (truth) => msg`They cross at x = ${fixed(truth)}, where the mixed colours are.`,
      wrong: (_, answer) => msg`At x = ${short(answer)} one line is clearly above the other.`,
    },
    'equal-share': {
      kind: 'number',
      unit: '',
      tolerance: 0.005,
      needs: ({ snapshot }) =>
        snapshot.twin === undefined
          ? msg`These lines are not equal any more: press “Set the view” first.`
          : undefined,
      async truth({ snapshot: { params, data }, core }) {
        const { responsibilities } = await core.linearMixture.eStep(params, data.X, data.y);
        return Math.max(...responsibilities.data);
      },
      right: (truth) => msg`Every point gives each line ${plain(truth)}, at every step.`,
      wrong: () => msg`Equal densities get equal shares, and the shares of a point sum to 1.`,
    },
    'part-them': { kind: 'task', needs: onIdentical, check: parts },
    'past-the-plateau': { kind: 'task', needs: onPlateau, check: climbs },
    'hidden-rise': {
      kind: 'number',
      unit: msg`nats`,
      tolerance: 1,
      async truth(at) {
        const patient = await ended(at, { ...PLATEAU, tolerance: 1e-6 });
        return patient.objective - (await ended(at, PLATEAU)).objective;
      },
      right: (truth) => msg`${fixed(truth, 1)} nats: all that is worth finding in these data.`,
      wrong: (_, answer) => msg`Not ${short(answer)}: subtract where it stopped from where it ends.`,
    },
    'one-slope': {
      kind: 'number',
      unit: '',
      tolerance: 0.006,
      truth: async (at) => slopeOf(await ended(at, ONE_LINE), 0),
      right: (truth) => msg`The line falls by ${fixed(-truth, 3)} millimetres of depth for each of length.`,
      wrong: (_, answer) =>
        answer > 0
          ? msg`Mind the sign: the line falls.`
          : msg`Not ${short(answer)}: read the slope under “This step”.`,
    },
    'three-slopes': {
      kind: 'choice',
      async truth(at) {
        const fit = await ended(at, { data: 'penguins' });
        const signs = [0, 1, 2].map((k) => slopeOf(fit, k) > 0);
        if (signs.every(Boolean)) return 'rise';
        return signs.some(Boolean) ? 'mixed' : 'fall';
      },
      feedback: {
        rise: msg`Every species has the opposite trend to the cloud as a whole.`,
        fall: msg`The cloud falls because of where the species lie, not because of any one of them.`,
        mixed: msg`Without labels that happens; with them, look again.`,
      },
    },
  },
});

export const PLATEAU = { data: 'parallel', seed: 2 };
export const ONE_LINE = { data: 'penguins', k: 1, labels: 0, init: 'random_split', alpha: 0 };

/** What makes a task another one. */
const SETTINGS = {
  data: msg`Data set`,
  k: msg`Lines`,
  init: msg`Start`,
  labels: msg`Labels per class`,
  dataSeed: msg`Data seed`,
  floor: msg`Variance floor`,
};

function onIdentical(at: Here): string | undefined {
  return sameTask(at, { data: 'identical' }, SETTINGS);
}

function onPlateau(at: Here): string | undefined {
  return sameTask(at, PLATEAU, { ...SETTINGS, seed: msg`Seed` });
}

async function parts(at: Here): Promise<Verdict> {
  const stuck = await ended(at, { data: 'identical' });
  return rises(at, stuck.objective, 100, msg`The lines are still equal, or as good as equal.`);
}

async function climbs(at: Here): Promise<Verdict> {
  const stopped = await ended(at, PLATEAU);
  return rises(at, stopped.objective, 50, msg`It still stops on the plateau.`);
}

async function rises(at: Here, from: number, by: number, stuck: string): Promise<Verdict> {
  const tolerance = Number(at.values.tolerance);
  const end = await settle(at.core, at.snapshot, tolerance).catch((error: Error) => error);
  if (end instanceof Error)
    return {
      right: false,
      feedback: msg`From here a line collapses onto its points. Try something gentler.`,
    };
  const rise = end.objective - from;
  const ends = msg`From here the run ends at a log-likelihood of ${fixed(end.objective)}.`;
  return rise >= by
    ? { right: true, feedback: `${ends} ${msg`That is ${fixed(rise, 1)} nats higher.`}` }
    : { right: false, feedback: `${ends} ${stuck}` };
}
