/**
 * The parameters of a mixture as one array, as they cross to WebAssembly and back: every array that crosses by itself costs more
 * than hundreds of numbers in it. In it: how many matrices, rows and columns of each, then what is in them.
 */
import type { GmmParams } from './gmm.ts';
import type { Matrix } from './types.ts';

/** Shapes travel too: what does not fit together the core says. Loops: for so few numbers they are faster than `set` and `slice`. */
export function pack({ weights, means, covariances }: GmmParams): Float64Array {
  const all = [{ rows: weights.length, cols: 1, data: weights }, means, ...covariances];
  let shape = 1;
  let at = 1 + 2 * all.length;
  const packed = new Float64Array(all.reduce((sum, { data }) => sum + data.length, at));
  packed[0] = all.length;
  for (const { rows, cols, data } of all) {
    packed[shape++] = rows;
    packed[shape++] = cols;
    for (let i = 0; i < data.length; ++i) packed[at++] = data[i] as number;
  }
  return packed;
}

/** Each part with memory of its own, so that one can be transferred without the others. */
export function unpack(packed: Float64Array): GmmParams {
  const count = packed[0] as number;
  let at = 1 + 2 * count;
  const all: Matrix[] = [];
  for (let shape = 1; all.length < count; shape += 2) {
    const [rows, cols] = [packed[shape] as number, packed[shape + 1] as number];
    const data = new Float64Array(rows * cols);
    for (let i = 0; i < data.length; ++i) data[i] = packed[at++] as number;
    all.push({ rows, cols, data });
  }
  const [weights, means, ...covariances] = all as [Matrix, Matrix, ...Matrix[]];
  return { weights: weights.data, means, covariances };
}
