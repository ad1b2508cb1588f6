// What the lab knows: one q for each estimator, all stepping on the same noise. No DOM, no chart, no timer.
import type { BbviOptimizer, BbviState } from '../../../../wasm/api/bbvi_run.ts';
import type { BbviQ } from '../../../../wasm/api/bbvi_target.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import type { Core, Move, SnapshotBase, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { controlOf, estimatorOf, type Id, SETS, type Variate } from './estimators.ts';
import { drawsFor, existing, followed, type Look, lookAt, type Settings } from './look.ts';
import { problemOf } from './presets.ts';
import { openProblem, type Problem, shifted, startQ } from './problems.ts';

/** Where one estimator's steps have led. */
export interface Path {
  readonly id: Id;
  readonly state: BbviState;
  /** Exact, without the constant, and what it lacks to ln p(x). */
  readonly elbo: number;
  readonly gap: number;
  /** A step led beyond the numbers that q can have; the path stands where it was. */
  readonly lost: boolean;
}

export interface Snapshot extends SnapshotBase, Look {
  readonly problem: Problem;
  readonly settings: Settings;
  readonly paths: readonly Path[];
  readonly budget: number;
  /** What a hand has moved to make this snapshot. */
  readonly moved?: Edit['kind'];
}

const number = (values: Values, name: string): number => Number(values[name]);

const settingsOf = (values: Values): Settings => ({
  n: number(values, 'n'),
  a: number(values, 'a'),
  variate: values.variate as Variate,
  constant: number(values, 'constant'),
  follow: values.follow as Id,
  shown: SETS[String(values.compare)] ?? (SETS.all as readonly Id[]),
  seed: number(values, 'seed'),
});

/** The estimators that are on screen here. */
export const shownOf = (s: Pick<Snapshot, 'settings' | 'problem'>): readonly Id[] => {
  const there = existing(s.problem).filter((id) => s.settings.shown.includes(id));
  const here = followed(s.settings, s.problem);
  return there.includes(here) ? there : [...there, here];
};

export const pathOf = (s: Pick<Snapshot, 'settings' | 'problem' | 'paths'>): Path =>
  s.paths.find(({ id }) => id === followed(s.settings, s.problem)) as Path;

/** All estimators at the same q. */
async function pathsFrom(q: BbviQ, problem: Problem, core: Core): Promise<Path[]> {
  const [state, elbo] = await Promise.all([core.bbvi.start(q), core.bbvi.elbo(problem.target, q)]);
  return existing(problem).map((id) => ({ id, state, elbo, gap: problem.evidence - elbo, lost: false }));
}

export async function begin(values: Values, core: Core): Promise<Snapshot> {
  const problem = await openProblem(problemOf(String(values.target)), core);
  const settings = settingsOf(values);
  const q = startQ(problem, {
    mean: number(values, 'mean'),
    scale: number(values, 'scale'),
    mean2: number(values, 'mean2'),
    scale2: number(values, 'scale2'),
  });
  const [paths, look] = await Promise.all([
    pathsFrom(q, problem, core),
    drawsFor(q, settings, 0, core).then((draws) => lookAt(problem, q, settings, draws, core)),
  ]);
  const budget = number(values, 'budget');
  return { t: 0, made: 'start', converged: false, problem, settings, paths, budget, ...look };
}

export const moves = (): [Move, Move] => [
  { label: msg`Step uphill`, steps: 1 },
  { label: msg`10 steps`, steps: 10 },
];

/** Every estimator takes a step from its own q, on the same noise. */
export async function step(s: Snapshot, values: Values, core: Core): Promise<Snapshot> {
  const { problem, settings } = s;
  const t = s.t + 1;
  const budget = number(values, 'budget');
  const base = { t, made: 'step', converged: t >= budget, problem, settings, budget } as const;
  const [eps, draws] = await Promise.all([
    core.bbvi.noise(s.q, settings.seed, s.t, settings.n),
    drawsFor(s.q, settings, t, core),
  ]);
  const paths = await Promise.all(s.paths.map((path) => advance(path, s, eps, values, core)));
  try {
    const { q } = pathOf({ ...s, paths }).state;
    return { ...base, paths, ...(await lookAt(problem, q, settings, draws, core)) };
  } catch (error) {
    // The followed q can still be stepped, but its gradients can no longer be looked at.
    const here = pathOf(s);
    const kept = paths.map((path) => (path.id === here.id ? lose(here, error) : path));
    return { ...base, paths: kept, ...(await lookAt(problem, here.state.q, settings, draws, core)) };
  }
}

async function advance(path: Path, s: Snapshot, eps: Matrix, values: Values, core: Core): Promise<Path> {
  if (path.lost) return path;
  const { problem, settings } = s;
  const control = controlOf(path.id, settings.variate, settings.a);
  try {
    const state = await core.bbvi.step(
      shifted(problem, settings.constant),
      path.state,
      eps,
      estimatorOf(path.id).estimator,
      {
        optimizer: values.optimizer as BbviOptimizer,
        stepSize: number(values, 'stepSize'),
        ...(control ? { control } : {}),
      },
    );
    const elbo = await core.bbvi.elbo(problem.target, state.q);
    return { ...path, state, elbo, gap: problem.evidence - elbo };
  } catch (error) {
    return lose(path, error);
  }
}

function lose(path: Path, error: unknown): Path {
  if (!(error instanceof Error) || error.name !== 'NumericalError') throw error;
  return { ...path, lost: true };
}

/**
 * The same paths under another constant, coefficient, N, or estimator on the stage. One that was thrown out of range tries
 * again from its last good q.
 */
export async function change(s: Snapshot, values: Values, core: Core): Promise<Snapshot> {
  const settings = settingsOf(values);
  const { moved: _, ...kept } = s;
  const q = pathOf({ ...s, settings }).state.q;
  const look = await lookAt(s.problem, q, settings, await drawsFor(q, settings, s.t, core), core);
  const paths = s.paths.map((path) => (path.lost ? { ...path, lost: false } : path));
  return { ...kept, ...look, paths, settings, made: 'change', converged: false };
}

/** What the hand asks for: a mean, a width, or a share of a state. */
export type Edit =
  | { readonly kind: 'mean'; readonly mean: readonly number[] }
  | { readonly kind: 'width'; readonly coordinate: number; readonly sigma: number }
  | { readonly kind: 'share'; readonly state: number; readonly share: number };

/** Widths and shares that a hand can reach. */
const NARROWEST = 0.05;
const SMALLEST_SHARE = 0.01;

/** All estimators start again from a q moved by hand: only so are they compared at the same place. */
export async function moveQ(s: Snapshot, edit: Edit, core: Core): Promise<Snapshot> {
  const q = edited(s.q, edit);
  const [paths, look] = await Promise.all([
    pathsFrom(q, s.problem, core),
    drawsFor(q, s.settings, s.t, core).then((draws) => lookAt(s.problem, q, s.settings, draws, core)),
  ]);
  return { ...s, ...look, paths, made: 'change', converged: false, moved: edit.kind };
}

/** Of a link that was made for another target. */
const elsewhere = () => new Error(msg`This target’s q has nothing like what should be moved.`);

function edited(q: BbviQ, edit: Edit): BbviQ {
  if ('logits' in q) {
    if (edit.kind !== 'share' || edit.state >= q.logits.length) throw elsewhere();
    const logits = q.logits.slice();
    const others = logits.reduce((sum, x, k) => (k === edit.state ? sum : sum + Math.exp(x)), 0);
    const share = Math.min(1 - SMALLEST_SHARE, Math.max(SMALLEST_SHARE, edit.share));
    logits[edit.state] = Math.log(share / (1 - share)) + Math.log(others);
    return { logits };
  }
  if (edit.kind === 'mean' && edit.mean.length === q.mean.length)
    return { ...q, mean: Float64Array.from(edit.mean) };
  if (edit.kind !== 'width' || edit.coordinate >= q.mean.length) throw elsewhere();
  const logSigma = q.logSigma.slice();
  logSigma[edit.coordinate] = Math.log(Math.min(8, Math.max(NARROWEST, edit.sigma)));
  return { ...q, logSigma };
}
