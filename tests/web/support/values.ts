import assert from 'node:assert/strict';

/** A number as the page writes it. */
export function numberOf(text: string | undefined): number {
  const value = Number((text ?? '').replace('−', '-'));
  assert.ok(text && Number.isFinite(value), `“${text}” is a number`);
  return value;
}

/** A short deterministic random generator (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** As the page writes numbers. */
export const written = (value: number, digits: number): string => value.toFixed(digits).replace('-', '−');
