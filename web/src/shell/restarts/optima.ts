// What many starts came to: outcomes that are the same optimum, best first, and how they are spread.
import type { Outcome } from '../lab.ts';

export interface Reached extends Outcome {
  readonly seed: number;
}

/** Outcomes no further apart than their stopping rule leaves open. */
export interface Optimum {
  /** The highest of them. */
  readonly value: number;
  /** In the order of their seeds. */
  readonly members: readonly Reached[];
}

/** Nats between neighbours beyond which they are two optima: a run stops while it still creeps. */
const APART = 0.3;

export function optimaOf(outcomes: readonly Reached[]): Optimum[] {
  const groups: Reached[][] = [];
  let last = Number.POSITIVE_INFINITY;
  for (const outcome of outcomes.toSorted((a, b) => b.value - a.value)) {
    const group = groups.at(-1);
    if (group && last - outcome.value <= APART) group.push(outcome);
    else groups.push([outcome]);
    last = outcome.value;
  }
  return groups.map((members) => ({
    value: Math.max(...members.map(({ value }) => value)),
    members: members.toSorted((a, b) => a.seed - b.seed),
  }));
}

export interface Bar {
  /** [from, to), nats; the last one includes its end. */
  readonly from: number;
  readonly to: number;
  readonly members: readonly Reached[];
}

/** Bars of equal width over all outcomes. */
export function histogramOf(outcomes: readonly Reached[], bars: number): Bar[] {
  const values = outcomes.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const width = (high - low) / bars;
  // All in one optimum: one bar, as wide as what tells optima apart.
  if (!(width > APART / bars)) return [{ from: low, to: high, members: outcomes }];
  const which = (value: number) => Math.min(bars - 1, Math.floor((value - low) / width));
  return Array.from({ length: bars }, (_, i) => ({
    from: low + i * width,
    to: low + (i + 1) * width,
    members: outcomes.filter(({ value }) => which(value) === i),
  }));
}
