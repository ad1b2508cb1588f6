// A student's own table as part of a link, exactly: decimals as whole numbers, differences from row to row, base64url.
// Loaded only where there is such a table.
import type { OwnData } from './lab.ts';

/** A longer link breaks in mail and in classroom tools. */
export const LONGEST = 6000;

const MOST_DECIMALS = 9;
/** Whole numbers up to here, and their differences, are exact. */
const LARGEST = 2 ** 50;

/** "penguins.csv/bill/depth/A,B/1/…" with text, or undefined where the table is too long for a link or not of short decimals. */
export function pack({ name, columns, X, z, classes }: OwnData): string | undefined {
  const decimals = decimalsOf(X);
  if (decimals === undefined) return undefined;
  const bytes: number[] = [];
  writeVarint(bytes, z.length);
  for (const column of [0, 1]) {
    let before = 0;
    for (let n = 0; n < z.length; ++n) {
      const whole = wholeOf(X[2 * n + column] as number, decimals);
      writeVarint(bytes, zigzag(whole - before));
      before = whole;
    }
    if (bytes.length > LONGEST) return undefined;
  }
  if (z.some((label) => label >= 0)) for (const label of z) writeVarint(bytes, label + 1);
  const text = [name, ...columns].map(encodeURIComponent).join('/');
  const packed = `${text}/${classes.map(encodeURIComponent).join(',')}/${decimals}/${base64(bytes)}`;
  return packed.length <= LONGEST ? packed : undefined;
}

/** The table of a link; undefined where it is damaged. */
export function unpack(packed: string): OwnData | undefined {
  try {
    const [name = '', x = '', y = '', classes = '', decimals = '', data = ''] = packed.split('/');
    const scale = 10 ** Number(decimals);
    if (!/^\d$/.test(decimals)) return undefined;
    const next = reader(data);
    const rows = next();
    if (!(rows >= 1 && rows <= LONGEST)) return undefined;
    const X = new Float64Array(2 * rows);
    for (const column of [0, 1]) {
      let whole = 0;
      for (let n = 0; n < rows; ++n) {
        whole += unzigzag(next());
        X[2 * n + column] = whole / scale;
      }
    }
    const names = classes === '' ? [] : classes.split(',').map(decodeURIComponent);
    const z = Int32Array.from({ length: rows }, () => (names.length > 0 ? next() - 1 : -1));
    if (!X.every(Number.isFinite) || z.some((label) => label < -1 || label >= names.length)) return undefined;
    const text = [name, x, y].map(decodeURIComponent) as [string, string, string];
    return { name: text[0], columns: [text[1], text[2]], X, z, classes: names };
  } catch {
    return undefined; // what is no base64, or ends too early
  }
}

/** How many decimals write every number exactly, if so few do. */
function decimalsOf(X: Float64Array): number | undefined {
  let decimals = 0;
  for (const value of X) {
    while (decimals <= MOST_DECIMALS && wholeOf(value, decimals) / 10 ** decimals !== value) ++decimals;
    if (decimals > MOST_DECIMALS || Math.abs(value) * 10 ** decimals > LARGEST) return undefined;
  }
  return decimals;
}

const wholeOf = (value: number, decimals: number): number => Math.round(value * 10 ** decimals);

// Not by bits: 32 of them are too few for differences of long decimals.
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);

function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

const base64 = (bytes: readonly number[]): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Reads one whole number after the other; throws where there is no more. */
function reader(text: string): () => number {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  let at = 0;
  return () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      if (at >= bytes.length || factor > LARGEST) throw new RangeError('the packed table ends too early');
      const byte = bytes.charCodeAt(at++);
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
}
