// Small helpers that the four parts share: shares from weights, amounts in a unit.
import { fixed, short } from '../../shell/format.ts';
import type { Values } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';

export type Unit = 'bits' | 'nats';

/** As a label of its own. */
export const unitName = (unit: Unit): string => (unit === 'bits' ? msg`bits` : msg`nats`);
export const unitPerSymbol = (unit: Unit): string =>
  unit === 'bits' ? msg`bits a symbol` : msg`nats a symbol`;

export const LETTERS = ['A', 'B', 'C', 'D'] as const;

export const numbers = (values: Values, names: readonly string[]): number[] =>
  names.map((name) => Number(values[name]));

/**
 * Weights as shares of their sum. What the hand left as 0.333 thrice still sums to 1.
 *
 * @param name of the distribution; without one it is the mixture of part 4
 */
export function shares(weights: readonly number[], name?: string): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(sum > 0))
    throw new Error(
      name === undefined
        ? msg`The mixture needs at least one value above 0.`
        : msg`${name} needs at least one value above 0.`,
    );
  return weights.map((weight) => weight / sum);
}

/** Nats in the chosen unit. */
export const inUnit = (nats: number, unit: Unit): number => (unit === 'bits' ? nats / Math.LN2 : nats);

const sign = (value: number) => (value < 0 ? '−∞' : '∞');

/** An amount with three decimals; infinity as such. */
export const amount = (nats: number, unit: Unit): string => finite(inUnit(nats, unit), (v) => fixed(v, 3));

/** A difference that may be tiny. */
export const small = (nats: number, unit: Unit): string =>
  finite(inUnit(nats, unit), (v) =>
    Math.abs(v) >= 0.001 ? fixed(v, 3) : Math.abs(v) < 1e-12 ? '0' : short(v, 2),
  );

const measured = (text: string, unit: Unit): string =>
  unit === 'bits' ? msg`${text} bits` : msg`${text} nats`;

/** The same two with the unit. */
export const amountIn = (nats: number, unit: Unit): string => measured(amount(nats, unit), unit);
export const smallIn = (nats: number, unit: Unit): string => measured(small(nats, unit), unit);

const finite = (value: number, write: (v: number) => string): string =>
  Number.isFinite(value) ? write(value) : Number.isNaN(value) ? msg`undefined` : sign(value);

/** What a chart can draw. */
export const drawable = (nats: number, unit: Unit): number | undefined =>
  Number.isFinite(nats) ? inUnit(nats, unit) : undefined;

/** One share changed by hand; the others keep their proportions. Three decimals, as the link has them. */
export function withShare(p: readonly number[], index: number, wanted: number): number[] {
  const share = Math.min(1, Math.max(0, Math.round(1000 * wanted) / 1000));
  const rest = 1 - (p[index] ?? 0);
  return p.map((old, i) => {
    if (i === index) return share;
    const scaled = rest > 1e-9 ? (old * (1 - share)) / rest : (1 - share) / (p.length - 1);
    return Math.round(1e4 * scaled) / 1e4;
  });
}
