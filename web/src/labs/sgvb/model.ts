// What the lab knows: snapshots and steps. No DOM, no chart, no timer: tests/node drives this file as it stands.
import type { LinearGaussianSamples, LinearGaussianTerms } from '../../../../wasm/api/linear_gaussian.ts';
import type { LinearGaussianState, SgvbOptimizer } from '../../../../wasm/api/linear_gaussian_run.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import type {
  BoundObjective,
  MonteCarloEstimate,
  VariationalFamily,
  VariationalGaussian,
} from '../../../../wasm/api/variational.ts';
import type { Core, Move, SnapshotBase, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { problemsOf } from './presets.ts';
import { build, latent, type Problem, type Setting } from './problems.ts';
import { inFamily, isFull, prior } from './shape.ts';

/** The controls at the time of a snapshot. */
export interface Settings extends Setting {
  readonly preset: string;
  readonly samples: number;
  readonly stepSize: number;
  readonly optimizer: SgvbOptimizer;
  readonly family: VariationalFamily;
  readonly objective: BoundObjective;
  readonly seed: number;
}

/** One problem with the q of this moment, and the draws of q that the next step will average. */
export interface Case {
  readonly problem: Problem;
  readonly state: LinearGaussianState;
  /** Of the bound's three forms, exactly. */
  readonly terms: LinearGaussianTerms;
  /** Exact value of what is maximized. */
  readonly objective: number;
  /** The bound from the draws alone. */
  readonly estimate: MonteCarloEstimate;
  /** The first draws and the likelihood's pull on each; a thousand would make the history heavy. */
  readonly draws: Pick<LinearGaussianSamples, 'z' | 'gradient'>;
  /** Of the objective, estimated from the draws, and exactly. */
  readonly gradient: VariationalGaussian;
  readonly exactGradient: VariationalGaussian;
}

export interface Snapshot extends SnapshotBase {
  readonly settings: Settings;
  /** One, or two side by side with the same noise. */
  readonly cases: readonly Case[];
  /** What was moved by hand to make this snapshot, and in which case. */
  readonly moved?: { readonly index: number; readonly what: string };
}

/** Within this of the family's best, nats, a run of the bound has converged. */
const CLOSE = 1e-3;
/** Other objectives have converged where no exact derivative is larger than this. */
const FLAT = 0.05;

/** A step that goes up to a gap like this, nats, has gone astray; one that comes down from further off has not. */
const LOST = 1e4;

/** So many draws are kept with a snapshot, to be drawn. */
const KEPT_DRAWS = 100;

/** A step that leads nowhere. */
export class Diverged extends Error {
  /** q became a point, rather than going astray. */
  readonly collapsed: boolean;

  constructor(message: string) {
    super(message);
    this.name = 'Diverged';
    this.collapsed = /collapses/.test(message);
  }
}

export const moves: readonly [Move, ...Move[]] = [
  { label: msg`1 step`, steps: 1 },
  { label: msg`10 steps`, steps: 10 },
  { label: msg`100 steps`, steps: 100 },
];

export const isBound = ({ settings }: Pick<Snapshot, 'settings'>): boolean => settings.objective === 'elbo';

/** The gap that no q of the current family can go below. */
export const bestGap = ({ problem, state }: Case): number => (isFull(state.q) ? 0 : problem.irreducible);

const settingsOf = (values: Values): Settings => ({
  preset: String(values.preset),
  samples: Number(values.samples),
  stepSize: Number(values.stepSize),
  optimizer: values.optimizer as SgvbOptimizer,
  family: values.family as VariationalFamily,
  objective: values.objective as BoundObjective,
  seed: Number(values.seed),
  angle: Number(values.angle),
  shift: [Number(values.shift1), Number(values.shift2)],
});

const started = (q: VariationalGaussian, step: number): LinearGaussianState => ({
  q,
  step,
  moments: { first: new Float64Array(), second: new Float64Array(), steps: 0 },
});

const buildAll = (settings: Settings, core: Core, before: readonly Problem[] = []): Promise<Problem[]> =>
  Promise.all(problemsOf(settings.preset).map((name, i) => build(name, settings, core, before[i])));

/** A run's first snapshot: q is the prior, as in CS229's script. */
export async function begin(values: Values, core: Core): Promise<Snapshot> {
  const settings = settingsOf(values);
  const problems = await buildAll(settings, core);
  const cases = await Promise.all(
    problems.map((problem) =>
      judge(problem, started(prior(latent(problem), settings.family), 0), settings, core),
    ),
  );
  return snapshotOf(0, 'start', cases, settings);
}

/** Up to `count` optimizer steps, by one call of the core for each problem. */
export async function step(
  s: Snapshot,
  values: Values,
  core: Core,
  count: number,
): Promise<readonly [Snapshot, ...Snapshot[]]> {
  const settings = settingsOf(values);
  const runs = await Promise.all(s.cases.map((one) => statesAfter(one, settings, core, count)));
  const good = Math.min(...runs.map(({ states }) => states.length));
  if (good === 0)
    throw new Diverged(runs.find(({ states }) => states.length === 0)?.stopped ?? 'The step diverges.');
  const made = Array.from({ length: good }, async (_, i) => {
    const cases = await Promise.all(
      s.cases.map(({ problem }, k) =>
        judge(problem, runs[k]?.states[i] as LinearGaussianState, settings, core),
      ),
    );
    return snapshotOf(s.t + i + 1, 'step', cases, settings);
  });
  return (await Promise.all(made)) as [Snapshot, ...Snapshot[]];
}

/** The states after each step, as far as they make sense. */
async function statesAfter({ problem, state }: Case, settings: Settings, core: Core, steps: number) {
  const { samples, seed, optimizer, stepSize, objective } = settings;
  const { points, stopped } = await core.linearGaussian.run({
    ...{ model: problem.model, x: problem.x, state, steps },
    ...{ samples, seed, optimizer, stepSize, objective },
    evaluationSamples: 1, // the draws of a step are judged with it: see judge()
  });
  const after = points.slice(1);
  const lost = after.findIndex(({ gap }, i) => !(gap <= Math.max(LOST, points[i]?.gap ?? 0)));
  const states = (lost < 0 ? after : after.slice(0, lost)).map(
    ({ q, step, moments }): LinearGaussianState => ({ q, step, moments }),
  );
  return { states, stopped: lost < 0 ? stopped : 'The step diverges.' };
}

/** All that is shown of a state. Its draws are those of the step that comes next: they are draws of this q. */
async function judge(
  problem: Problem,
  state: LinearGaussianState,
  settings: Settings,
  core: Core,
): Promise<Case> {
  const { model, x } = problem;
  const { q } = state;
  const { objective, samples, seed } = settings;
  const lgm = core.linearGaussian;
  const eps = await lgm.noise(seed, state.step, samples, latent(problem));
  const [draws, estimate, terms, gradient, exactGradient] = await Promise.all([
    lgm.samples(model, x, q, eps),
    lgm.elboEstimate(model, x, q, eps),
    lgm.terms(model, x, q),
    lgm.gradientEstimate(model, x, q, eps, objective),
    lgm.gradient(model, x, q, objective),
  ]);
  return {
    ...{ problem, state, terms, estimate, gradient, exactGradient },
    objective: objectiveOf(terms, objective),
    draws: { z: firstRows(draws.z), gradient: firstRows(draws.gradient) },
  };
}

const firstRows = ({ rows, cols, data }: Matrix): Matrix =>
  rows <= KEPT_DRAWS
    ? { rows, cols, data }
    : { rows: KEPT_DRAWS, cols, data: data.slice(0, KEPT_DRAWS * cols) };

function objectiveOf(terms: LinearGaussianTerms, objective: BoundObjective): number {
  switch (objective) {
    case 'elbo':
      return terms.elbo;
    case 'without_entropy':
      return terms.energy;
    case 'without_prior_kl':
      return terms.reconstruction;
    case 'kl_only':
      return -terms.klToPrior;
  }
}

function snapshotOf(t: number, made: Snapshot['made'], cases: readonly Case[], settings: Settings): Snapshot {
  const converged =
    made !== 'change' &&
    cases.every((one) =>
      settings.objective === 'elbo'
        ? one.terms.klToPosterior - bestGap(one) < CLOSE
        : isFlat(one.exactGradient),
    );
  return { t, made, converged, settings, cases };
}

const isFlat = (gradient: VariationalGaussian): boolean =>
  [
    ...gradient.mean,
    ...(isFull(gradient) ? [...gradient.logDiagonal, ...gradient.lower.data] : gradient.logSigma),
  ].every((value) => Math.abs(value) < FLAT);

/** The models under these settings; the same objects where nothing that they depend on has changed. */
async function problemsUnder(settings: Settings, s: Snapshot, core: Core): Promise<readonly Problem[]> {
  const { angle, shift } = s.settings;
  const same = settings.angle === angle && settings.shift.every((by, i) => by === shift[i]);
  const before = s.cases.map(({ problem }) => problem);
  return same ? before : buildAll(settings, core, before);
}

/** The same position under other settings: another objective, another model, other draws. */
export async function change(s: Snapshot, values: Values, core: Core, by?: Edit): Promise<Snapshot> {
  const settings = settingsOf(values);
  const problems = await problemsUnder(settings, s, core);
  const cases = await Promise.all(
    problems.map((problem, i) => {
      const { state } = s.cases[i] as Case;
      const q = inFamily(by?.index === i ? by.q : state.q, settings.family);
      // Adam's memory belonged to the old q.
      return judge(problem, q === state.q ? state : started(q, state.step), settings, core);
    }),
  );
  return snapshotOf(s.t, 'change', cases, settings);
}

/** A q moved by hand. */
export interface Edit {
  /** Of the case. */
  readonly index: number;
  readonly q: VariationalGaussian;
  /** What was moved, as links call it in every language: "Mean of q", "Width σ₁ of q", "μ₁". */
  readonly what: string;
}

/** The same position with another q. */
export async function edit(s: Snapshot, by: Edit, values: Values, core: Core): Promise<Snapshot> {
  const { index, what } = by;
  const problem = s.cases[index]?.problem;
  if (!problem) throw new Error(msg`There is no model ${index + 1} here whose q could be moved.`);
  if (by.q.mean.length !== latent(problem)) throw new Error(msg`Here q has ${latent(problem)} coordinates.`);
  return { ...(await change(s, values, core, by)), moved: { index, what } };
}
