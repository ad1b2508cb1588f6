// Examples made from a seed. A pure function of it, so that the same address shows the same points everywhere.

/** Uniform in (0, 1): a hash of the seed and of how many numbers were drawn before. */
function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let h = state;
    h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
    h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
    return (((h ^ (h >>> 15)) >>> 0) + 0.5) / 2 ** 32;
  };
}

/** Engines may differ in the last digit of a cosine; nobody can see the fourth. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** One line that examples scatter around. */
export interface TrueLine {
  readonly weight: number;
  readonly intercept: number;
  readonly slope: number;
  /** Standard deviation of the noise. */
  readonly sd: number;
  /** Where its examples lie, evenly spread. Default −3 … 3. */
  readonly over?: readonly [number, number];
}

/** `count` examples (x, y), row-major, and the line of each. */
export function sample(
  lines: readonly TrueLine[],
  count: number,
  seed: number,
): { X: Float64Array; z: Int32Array } {
  const uniform = uniforms(seed);
  const X = new Float64Array(2 * count);
  const z = new Int32Array(count);
  for (let n = 0; n < count; ++n) {
    const k = drawn(lines, uniform());
    const { intercept, slope, sd, over = [-3, 3] } = lines[k] as TrueLine;
    const x = rounded(over[0] + (over[1] - over[0]) * uniform());
    // Box and Muller: one of the two normals is enough here.
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    X.set([x, rounded(intercept + slope * x + sd * normal)], 2 * n);
    z[n] = k;
  }
  return { X, z };
}

function drawn(lines: readonly TrueLine[], u: number): number {
  let below = 0;
  const k = lines.findIndex(({ weight }) => {
    below += weight;
    return u < below;
  });
  return k < 0 ? lines.length - 1 : k;
}
