/**
 * The parameters of a mixture as one array, as they cross to WebAssembly and back: every array that crosses by itself costs more
 * than hundreds of numbers in it. wasm/bindings/gmm/gmm.cpp is the other side and says what stands where.
 */
import type { GmmParams } from './gmm.ts';

/** Shapes travel too: what does not fit together the core says. */
export function pack({ weights, means, covariances }: GmmParams): Float64Array {
  const shapes = [weights.length, means.rows, means.cols, covariances.length];
  for (const { rows, cols } of covariances) shapes.push(rows, cols);
  let at = shapes.length;
  const size = covariances.reduce(
    (sum, { data }) => sum + data.length,
    at + weights.length + means.data.length,
  );
  const packed = new Float64Array(size);
  const put = (data: Float64Array) => {
    packed.set(data, at);
    at += data.length;
  };
  packed.set(shapes);
  put(weights);
  put(means.data);
  for (const { data } of covariances) put(data);
  return packed;
}

/** Each part with memory of its own, so that one can be transferred without the others. */
export function unpack(packed: Float64Array): GmmParams {
  const [K, , D] = packed as unknown as [number, number, number];
  let at = 4 + 2 * K;
  const take = (count: number) => {
    at += count;
    return packed.slice(at - count, at);
  };
  const matrix = (rows: number) => ({ rows, cols: D, data: take(rows * D) });
  return { weights: take(K), means: matrix(K), covariances: Array.from({ length: K }, () => matrix(D)) };
}
