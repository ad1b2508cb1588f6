// A q moved by hand, as a link tells it: "1.Mean_of_q=0.5,-0.2/-1.1,-0.9".
import type { VariationalGaussian } from '../../../../wasm/api/variational.ts';
import { readNumbers, writeNumbers } from '../../shell/link.ts';
import type { Edit } from './model.ts';
import { isFull } from './shape.ts';

/** All of q is told, so that what is not moved must not lose a digit that shows. */
const DIGITS = 12;

export const edits = {
  write(edit: unknown): string {
    const { index, q, what } = edit as Edit;
    const parts = isFull(q)
      ? [q.mean, q.logDiagonal, belowDiagonal(q.lower.data, q.mean.length)]
      : [q.mean, q.logSigma];
    return `${index + 1}.${what.replaceAll(' ', '_')}=${parts.map((part) => writeNumbers(part, DIGITS)).join('/')}`;
  },
  read(text: string): Edit | undefined {
    const [, number, name = '', numbers = ''] = /^([1-9])\.([\wμσ₁₂₃₄]{1,20})=(.*)$/.exec(text) ?? [];
    const parts = numbers.split('/').map((part) => (part === '' ? [] : readNumbers(part)));
    const q = parts.every((part) => part !== undefined) ? gaussian(parts) : undefined;
    return q && { index: Number(number) - 1, q, what: name.replaceAll('_', ' ') };
  },
};

function belowDiagonal(lower: Float64Array, m: number): number[] {
  const entries: number[] = [];
  for (let i = 0; i < m; ++i) entries.push(...lower.subarray(i * m, i * m + i));
  return entries;
}

/** Mean and ln σ, or mean, ln of the diagonal, and what is below it row by row. */
function gaussian([mean = [], scales = [], below]: readonly number[][]): VariationalGaussian | undefined {
  const m = mean.length;
  if (m === 0 || scales.length !== m) return undefined;
  if (!below) return { mean: Float64Array.from(mean), logSigma: Float64Array.from(scales) };
  if (below.length !== (m * (m - 1)) / 2) return undefined;
  const data = new Float64Array(m * m);
  let next = 0;
  for (let i = 0; i < m; ++i) for (let j = 0; j < i; ++j) data[i * m + j] = below[next++] as number;
  return {
    mean: Float64Array.from(mean),
    logDiagonal: Float64Array.from(scales),
    lower: { rows: m, cols: m, data },
  };
}
