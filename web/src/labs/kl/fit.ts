// Part 4: one Gaussian fitted to a mixture, by inclusive and by exclusive KL, side by side from one start; or followed along α.
import type {
  AlphaPathPoint,
  DescentPoint,
  KlDirection,
  LocalOptimum,
  UnivariateGaussian,
} from '../../../../wasm/api/divergence_fit.ts';
import type { Core, Move, SnapshotBase, Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { MIXTURE } from './controls.ts';
import { numbers, shares } from './numbers.ts';

export interface Mixture {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly sigmas: readonly number[];
}

/** Local optima, best first, and which start of a grid leads to which. */
export interface Valleys {
  readonly optima: readonly LocalOptimum[];
  readonly starts: readonly UnivariateGaussian[];
  readonly reached: Int32Array;
}

/** What does not change while q moves. */
export interface Scene {
  readonly direction: KlDirection;
  /** Where p is drawn, and its density there. */
  readonly x: readonly number[];
  readonly density: readonly number[];
  /** The map: means across, ln σ upwards, nats in between (mean changing slowest). */
  readonly means: readonly number[];
  readonly logSigmas: readonly number[];
  readonly landscape: Float64Array;
  /** From the first step on: while p is moved by hand, nothing waits for a search. */
  readonly valleys?: Valleys;
}

export type Walk = 'descent' | 'down' | 'up';

export interface FitSnapshot extends SnapshotBase {
  readonly pane: 'fit';
  readonly unit: 'nats';
  readonly walk: Walk;
  readonly p: Mixture;
  readonly scene: Scene;
  readonly start: UnivariateGaussian;
  readonly fixedSigma: boolean;
  /** Of the descent that led here. */
  readonly stepSize?: number;
  /** Where the inclusive fit must end: the moments of p. */
  readonly moments: UnivariateGaussian;
  readonly inclusive: DescentPoint;
  readonly exclusive: DescentPoint;
  /** The direction whose next step would leave the range of numbers, if one has. */
  readonly lost: readonly KlDirection[];
  readonly settled: readonly KlDirection[];
  /** The walk along α, and where on it we are. */
  readonly path?: readonly AlphaPathPoint[];
  readonly alpha?: AlphaPathPoint;
}

const DIRECTIONS = ['inclusive', 'exclusive'] as const;
/** Where a gradient this short would not show on the map any more. */
const TOLERANCE = 1e-3;

const spread = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

export async function beginFit(values: Values, core: Core): Promise<FitSnapshot> {
  const p = {
    weights: shares(numbers(values, MIXTURE.weights)),
    means: numbers(values, MIXTURE.means),
    sigmas: numbers(values, MIXTURE.sigmas),
  };
  const start = { mean: Number(values.start), logSigma: Number(values.rho) };
  const fixedSigma = values.sigma === 'fixed';
  const walk = values.walk as Walk;
  const moments = await core.divergence.inclusiveFit(p);
  const [scene, inclusive, exclusive] = await Promise.all([
    sceneOf(p, start, values.map as KlDirection, core),
    core.divergence.evaluate('inclusive', p, start),
    core.divergence.evaluate('exclusive', p, start),
  ]);
  const path = walk === 'descent' ? undefined : await pathOf(walk, p, start, moments, core);
  return {
    pane: 'fit',
    unit: 'nats',
    t: 0,
    made: 'start',
    converged: false,
    walk,
    p,
    scene,
    start,
    fixedSigma,
    moments,
    inclusive: { q: start, ...inclusive },
    exclusive: { q: start, ...exclusive },
    lost: [],
    settled: [],
    ...(path ? { path, alpha: path[0] as AlphaPathPoint } : {}),
  };
}

/** The path down begins at the inclusive fit; the path up where exclusive descent from the start ends. */
async function pathOf(
  walk: Walk,
  p: Mixture,
  start: UnivariateGaussian,
  moments: UnivariateGaussian,
  core: Core,
): Promise<readonly AlphaPathPoint[]> {
  const rising = Array.from({ length: 21 }, (_, i) => i / 20);
  if (walk === 'down') return core.divergence.alphaPath(p, moments, [...rising].reverse());
  return core.divergence.alphaPath(p, start, rising);
}

async function sceneOf(
  p: Mixture,
  start: UnivariateGaussian,
  direction: KlDirection,
  core: Core,
): Promise<Scene> {
  const present = p.weights.flatMap((weight, k) => (weight > 0 ? [k] : []));
  const edge = (side: number) => present.map((k) => (p.means[k] ?? 0) + side * 3.2 * (p.sigmas[k] ?? 1));
  const low = Math.min(...edge(-1), start.mean - 0.5, -3);
  const high = Math.max(...edge(1), start.mean + 0.5, 3);
  const narrow = Math.min(...present.map((k) => p.sigmas[k] ?? 1), Math.exp(start.logSigma));
  const means = spread(low, high, 41);
  const logSigmas = spread(
    Math.log(narrow) - 0.6,
    Math.max(Math.log((high - low) / 3), start.logSigma + 0.3),
    25,
  );
  const x = spread(low, high, 241);
  const [landscape, logs] = await Promise.all([
    core.divergence.landscape(direction, p, means, logSigmas),
    core.divergence.logDensity(p, x),
  ]);
  return {
    direction,
    x,
    density: Array.from(logs, Math.exp),
    means,
    logSigmas,
    landscape: landscape.data,
  };
}

/** Descent by small steps, which keep to their valley, from a grid of starts. */
async function valleysOf({ p, start, scene, fixedSigma }: FitSnapshot, core: Core): Promise<Valleys> {
  const inside = (values: readonly number[], count: number) =>
    spread(values[0] ?? 0, values.at(-1) ?? 1, count).slice(1, -1);
  const starts = await core.divergence.grid(
    inside(scene.means, 11),
    fixedSigma ? [start.logSigma] : inside(scene.logSigmas, 6),
  );
  const { optima, reached } = await core.divergence.localOptima({
    direction: scene.direction,
    p,
    starts,
    fixedSigma,
    stepSize: scene.direction === 'exclusive' ? 0.03 : 0.1,
    maxSteps: 300,
    tolerance: TOLERANCE,
  });
  return { optima, starts, reached };
}

export const fitMoves = ({ walk }: FitSnapshot): readonly [Move, Move] =>
  walk === 'descent'
    ? [
        { label: msg`Both downhill`, steps: 1 },
        { label: msg`10 steps`, steps: 10 },
      ]
    : [
        { label: walk === 'down' ? 'α − 0.05' : 'α + 0.05', steps: 1 },
        { label: msg`5 steps`, steps: 5 },
      ];

/** The first step also finds the valleys. */
export async function stepFit(
  last: FitSnapshot,
  values: Values,
  core: Core,
  count: number,
): Promise<FitSnapshot[]> {
  const valleys = last.scene.valleys ?? (await valleysOf(last, core));
  const s = { ...last, scene: { ...last.scene, valleys } };
  return s.path ? [alongAlpha(s, s.path)] : descend(s, values, core, count);
}

/** Past the end of the path it begins again. */
function alongAlpha(s: FitSnapshot, path: readonly AlphaPathPoint[]): FitSnapshot {
  const next = (path.indexOf(s.alpha as AlphaPathPoint) + 1) % path.length;
  return {
    ...s,
    t: s.t + 1,
    made: 'step',
    alpha: path[next] as AlphaPathPoint,
    converged: next === path.length - 1,
  };
}

async function descend(s: FitSnapshot, values: Values, core: Core, count: number): Promise<FitSnapshot[]> {
  const stepSize = Number(values.stepSize);
  const fits = await Promise.all(
    DIRECTIONS.map((direction) =>
      core.divergence.fit({
        direction,
        p: s.p,
        start: s[direction].q,
        stepSize,
        maxSteps: count,
        tolerance: TOLERANCE,
        fixedSigma: s.fixedSigma,
      }),
    ),
  );
  const snapshots: FitSnapshot[] = [];
  for (let i = 1; i <= count; ++i) {
    const over = (k: number) => i >= (fits[k]?.trace.length ?? 0) - (fits[k]?.stop === 'converged' ? 1 : 0);
    const [inclusive, exclusive] = fits.map(({ trace }) => trace[Math.min(i, trace.length - 1)]);
    const of = (stop: string) => DIRECTIONS.filter((_, k) => fits[k]?.stop === stop && over(k));
    const [settled, lost] = [of('converged'), of('diverged')];
    snapshots.push({
      ...s,
      t: s.t + i,
      made: 'step',
      stepSize,
      inclusive: inclusive as DescentPoint,
      exclusive: exclusive as DescentPoint,
      settled,
      lost,
      converged: settled.length + lost.length === DIRECTIONS.length,
    });
    if (settled.length + lost.length === DIRECTIONS.length) break;
  }
  return snapshots;
}
