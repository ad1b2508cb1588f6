// The targets of the lab: a log joint, how to look at it, and what q's parameters are called.
import type { BbviQ, BbviTarget } from '../../../../wasm/api/bbvi_target.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import type { Core } from '../../shell/lab.ts';

type Range = readonly [number, number];

export interface Look {
  /** A density over a line, over a plane, or bars for states. */
  readonly kind: 'line' | 'plane' | 'bars';
  /** Of z, or of z₁; for bars the states. */
  readonly x: Range;
  /** Of z₂. */
  readonly y: Range;
  /** q's parameters in the order of the gradients. */
  readonly parameters: readonly string[];
}

export interface Problem extends Look {
  readonly target: Exclude<BbviTarget, string>;
  /** ln p(x) without the constant. */
  readonly evidence: number;
  /** p(z | x): at 201 places of a line, row by row on a grid, or for each state. */
  readonly density: Float64Array;
}

export const LINE_PLACES = 201;
export const GRID: readonly [columns: number, rows: number] = [170, 50];

/** The density of a plane is known further to both sides than asked for: the stage is wide, and units are equal. */
export function fieldX({ x, y }: Look): Range {
  const [centre, half] = [(x[0] + x[1]) / 2, 1.7 * (y[1] - y[0])];
  return [centre - half, centre + half];
}

const LINE = ['μ', 'ln σ'];
const PLANE = ['μ₁', 'μ₂', 'ln σ₁', 'ln σ₂'];

const looks: Readonly<Record<string, Look & Pick<Problem, 'target'>>> = {
  gaussian: {
    target: { name: 'gaussian_mean' },
    kind: 'line',
    x: [-3.6, 4.4],
    y: [0, 1],
    parameters: LINE,
  },
  bimodal: {
    target: { name: 'mixture', weights: [0.45, 0.55], means: [[-1.8], [1.8]], sigmas: [0.6, 0.6] },
    kind: 'line',
    x: [-4.5, 4.5],
    y: [0, 1],
    parameters: LINE,
  },
  linear: {
    target: {
      name: 'linear_gaussian',
      W: [
        [1, 0.6],
        [0.3, 1],
      ],
      b: [0, 0],
      gamma: 0.8,
      x: [1.5, 0.6],
    },
    kind: 'plane',
    x: [-2.4, 3],
    y: [-1.6, 2.8],
    parameters: PLANE,
  },
  banana: {
    target: { name: 'banana', curvature: 1, sigma: 0.5 },
    kind: 'plane',
    x: [-3.2, 3.2],
    y: [-2.2, 3.4],
    parameters: PLANE,
  },
  funnel: {
    target: { name: 'funnel', sigma: 1.5 },
    kind: 'plane',
    x: [-4.5, 4.5],
    y: [-3, 3],
    parameters: PLANE,
  },
  discrete: {
    target: { name: 'discrete', logWeights: [-2.2, -0.4, -1.2, -3] },
    kind: 'bars',
    x: [-0.6, 3.6],
    y: [0, 1],
    parameters: ['θ₁', 'θ₂', 'θ₃', 'θ₄'],
  },
};

export type ProblemName = keyof typeof looks;

export const isDiscrete = ({ kind }: Look): boolean => kind === 'bars';

/** `range` at `places` places from end to end. */
export const place = ([low, high]: Range, i: number, places: number): number =>
  low + ((high - low) * i) / (places - 1);

/** Where the density is asked for. */
function placesOf(look: Look): Matrix {
  const { kind, x, y, parameters } = look;
  if (kind === 'bars') {
    const states = parameters.length;
    return { rows: states, cols: 1, data: Float64Array.from({ length: states }, (_, k) => k) };
  }
  if (kind === 'line') {
    const data = Float64Array.from({ length: LINE_PLACES }, (_, i) => place(x, i, LINE_PLACES));
    return { rows: LINE_PLACES, cols: 1, data };
  }
  const [columns, rows] = GRID;
  const data = Float64Array.from({ length: 2 * columns * rows }, (_, i) => {
    const cell = i >> 1;
    return i % 2 === 0
      ? place(fieldX(look), cell % columns, columns)
      : place(y, rows - 1 - Math.floor(cell / columns), rows);
  });
  return { rows: columns * rows, cols: 2, data };
}

export async function openProblem(name: string, core: Core): Promise<Problem> {
  const look = looks[name] as Look & Pick<Problem, 'target'>;
  const [logJoint, evidence] = await Promise.all([
    core.bbvi.logJoint(look.target, placesOf(look)),
    core.bbvi.logEvidence(look.target),
  ]);
  return { ...look, evidence, density: logJoint.map((value) => Math.exp(value - evidence)) };
}

export const shifted = ({ target }: Problem, constant: number): BbviTarget => ({
  ...target,
  logConstant: constant,
});

export interface Start {
  readonly mean: number;
  readonly scale: number;
  readonly mean2: number;
  readonly scale2: number;
}

/** Where a run begins; a categorical q begins uniform. */
export function startQ({ kind, parameters }: Look, { mean, scale, mean2, scale2 }: Start): BbviQ {
  if (kind === 'bars') return { logits: new Float64Array(parameters.length) };
  if (kind === 'line') return { mean: Float64Array.of(mean), logSigma: Float64Array.of(Math.log(scale)) };
  return {
    mean: Float64Array.of(mean, mean2),
    logSigma: Float64Array.of(Math.log(scale), Math.log(scale2)),
  };
}

/** q(z = k). */
export function sharesOf(logits: Float64Array): Float64Array {
  const top = Math.max(...logits);
  const weights = logits.map((x) => Math.exp(x - top));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}
