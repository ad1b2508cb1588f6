// What SGVB is asked: a model, an observation, and all that is known about them exactly.
import type { LinearGaussianExample, LinearGaussianModel } from '../../../../wasm/api/linear_gaussian.ts';
import type { Matrix } from '../../../../wasm/api/types.ts';
import type { Core } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';

export type ProblemName = 'experiment1' | 'experiment2' | 'angle' | 'four';

export interface Problem {
  readonly name: string;
  readonly model: LinearGaussianModel;
  readonly x: Float64Array;
  /** μ_x, m. */
  readonly mean: Float64Array;
  /** Σ_x, m × m. */
  readonly covariance: Matrix;
  /** Λ, m × m. */
  readonly precision: Matrix;
  readonly logEvidence: number;
  /** What the best factorized q leaves open, nats. */
  readonly irreducible: number;
  /** Of "the angle" only: the irreducible gap at every angle of CURVE_DEGREES. */
  readonly curve?: readonly number[];
  /** WᵀW, m × m: lengths of the columns of W, and the angles between them. */
  readonly gram: Matrix;
}

/** How a problem's name is followed by what the controls set. */
export interface Setting {
  readonly angle: number;
  /** Added to the first two coordinates of x. */
  readonly shift: readonly [number, number];
}

const NAMES: Readonly<Record<ProblemName, string>> = {
  experiment1: msg`Experiment 1`,
  experiment2: msg`Experiment 2`,
  angle: msg`The angle`,
  four: msg`Four latent causes`,
};

/** d = 6, m = 4: causes 1 and 2 look much alike, causes 3 and 4 somewhat; across the pairs they differ. */
const four: LinearGaussianExample = {
  model: {
    W: matrix([
      [0.9, 0.8, 0, 0.1],
      [0.5, 0.6, 0.1, 0],
      [0.1, 0, 0.8, 0.5],
      [0, 0.1, 0.6, 0.9],
      [0.4, 0.2, -0.3, 0],
      [-0.2, 0.3, 0.2, -0.4],
    ]),
    b: new Float64Array(6),
    gamma: 0.3,
  },
  x: Float64Array.of(1.3, 0.8, 0.4, 0.7, 0.3, -0.2),
};

/** Where the gap over the angle is known. */
export const CURVE_DEGREES: readonly number[] = Array.from({ length: 37 }, (_, i) => 5 * i);

const modelAt = (degrees: number, core: Core): Promise<LinearGaussianExample> =>
  core.linearGaussian.angle((degrees * Math.PI) / 180);

const curveOf = (core: Core): Promise<number[]> =>
  Promise.all(
    CURVE_DEGREES.map(async (degrees) =>
      core.linearGaussian.irreducibleGap((await modelAt(degrees, core)).model),
    ),
  );

/** @param before the problem of the same name under other settings, whose curve is the same */
export async function build(
  name: ProblemName,
  { angle, shift }: Setting,
  core: Core,
  before?: Problem,
): Promise<Problem> {
  const { model, x: observed } = await example(name, angle, core);
  const x = observed.map((value, i) => value + (shift[i] ?? 0));
  const [posterior, logEvidence, irreducible] = await Promise.all([
    core.linearGaussian.posterior(model, x),
    core.linearGaussian.logEvidence(model, x),
    core.linearGaussian.irreducibleGap(model),
  ]);
  const curve = name === 'angle' ? { curve: before?.curve ?? (await curveOf(core)) } : {};
  return {
    ...{ name: NAMES[name], model, x, ...posterior, logEvidence, irreducible },
    ...curve,
    gram: gramOf(model.W),
  };
}

function example(name: ProblemName, angle: number, core: Core): Promise<LinearGaussianExample> {
  switch (name) {
    case 'experiment1':
      return core.linearGaussian.experiment1();
    case 'experiment2':
      return core.linearGaussian.experiment2();
    case 'angle':
      return modelAt(angle, core);
    case 'four':
      return Promise.resolve(four);
  }
}

function matrix(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, cols: rows[0]?.length ?? 0, data: Float64Array.from(rows.flat()) };
}

function gramOf({ rows, cols, data }: Matrix): Matrix {
  const gram = new Float64Array(cols * cols);
  for (let i = 0; i < cols; ++i) {
    for (let j = 0; j < cols; ++j) {
      for (let n = 0; n < rows; ++n)
        gram[i * cols + j] = at(gram, cols, i, j) + at(data, cols, n, i) * at(data, cols, n, j);
    }
  }
  return { rows: cols, cols, data: gram };
}

const at = (data: Float64Array, cols: number, r: number, c: number): number => data[r * cols + c] as number;

/** How many latent causes. */
export const latent = ({ mean }: Problem): number => mean.length;

/** Correlation of two coordinates under the posterior. */
export const correlation = ({ covariance: { cols, data } }: Problem, [i, j]: Pair): number =>
  at(data, cols, i, j) / Math.sqrt(at(data, cols, i, i) * at(data, cols, j, j));

/** Two coordinates of z: the ones that are drawn. */
export type Pair = readonly [number, number];

/** Two columns of W as they lie to each other, whatever the dimension they live in. */
export interface Columns {
  readonly lengths: readonly [number, number];
  /** Between them, degrees, 0 … 180. */
  readonly angle: number;
}

export function columns({ gram: { cols, data } }: Problem, [i, j]: Pair): Columns {
  const lengths = [Math.sqrt(at(data, cols, i, i)), Math.sqrt(at(data, cols, j, j))] as const;
  const cosine = at(data, cols, i, j) / (lengths[0] * lengths[1]);
  return { lengths, angle: (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI };
}
