/**
 * The parameters of a mixture as one array, as they cross to WebAssembly and back: every array that crosses by itself costs more
 * than hundreds of numbers in it. In it: how many matrices, rows and columns of each, then what is in them.
 */
import type { GmmParams } from './gmm.ts';
import type { Matrix } from './types.ts';

/** Shapes travel too: what does not fit together the core says. */
export function pack({ weights, means, covariances }: GmmParams): Float64Array {
  const all = [{ rows: weights.length, cols: 1, data: weights }, means, ...covariances];
  let at = 1 + 2 * all.length;
  const packed = new Float64Array(all.reduce((sum, { data }) => sum + data.length, at));
  packed[0] = all.length;
  all.forEach(({ rows, cols, data }, i) => {
    packed[1 + 2 * i] = rows;
    packed[2 + 2 * i] = cols;
    packed.set(data, at);
    at += data.length;
  });
  return packed;
}

/** Each part with memory of its own, so that one can be transferred without the others. */
export function unpack(packed: Float64Array): GmmParams {
  const count = packed[0] as number;
  let at = 1 + 2 * count;
  const [weights, means, ...covariances] = Array.from({ length: count }, (_, i) => {
    const [rows, cols] = packed.subarray(1 + 2 * i) as unknown as [number, number];
    at += rows * cols;
    return { rows, cols, data: packed.slice(at - rows * cols, at) };
  }) as [Matrix, Matrix, ...Matrix[]];
  return { weights: weights.data, means, covariances };
}
