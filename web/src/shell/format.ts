// Numbers as the page writes them: a true minus sign, digits that mean something, the same everywhere.

const minus = (text: string) => text.replace('-', '−');

/** `digits` decimals. */
export const fixed = (value: number, digits = 2): string =>
  minus(Object.is(Number(value.toFixed(digits)), -0) ? (0).toFixed(digits) : value.toFixed(digits));

/** With its sign: "+1.20", "−0.03". */
export const signed = (value: number, digits = 2): string =>
  value < 0 ? fixed(value, digits) : `+${fixed(value, digits)}`;

/** About `digits` significant digits, in whichever notation is short: "0", "0.0123", "3.31", "1240", "2.1e−9". */
export function short(value: number, digits = 3): string {
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e7)
    return minus(value.toExponential(Math.max(0, digits - 1))).replace('e+', 'e');
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(magnitude)));
  return minus(value.toFixed(Math.min(decimals, 8)));
}

/** As short as it can be written exactly: ticks of axes. */
export const plain = (value: number): string => minus(String(Number(value.toPrecision(12))));

/** Half-steps counted in iterations: "0", "½", "1", "1½", "12". */
export const iterations = (t: number): string => {
  const whole = Math.floor(t);
  if (whole === t) return String(whole);
  return whole === 0 ? '½' : `${whole}½`;
};

export const percent = (fraction: number): string => `${fixed(100 * fraction, 0)} %`;
