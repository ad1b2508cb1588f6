// A student's own table as part of a link, exactly: short decimals as whole numbers, differences from row to row; others
// as the eight bytes that they are; base64url.
// Loaded only where there is such a table.
import type { OwnData } from './lab.ts';

/** A longer link breaks in mail and in classroom tools. */
export const LONGEST = 6000;

const MOST_DECIMALS = 9;
/** In place of a number of decimals: numbers as their bytes, which all machines that run WebAssembly order alike. */
const ANY = 'f';
/** Whole numbers up to here, and their differences, are exact. */
const LARGEST = 2 ** 50;

/** "penguins.csv/bill/depth/A,B/1/…" with what is text as text, or undefined where the table is too long for a link. */
export function pack({ name, columns, X, z, classes }: OwnData, longest = LONGEST): string | undefined {
  if (z.length > longest) return undefined;
  const decimals = decimalsOf(X);
  const bytes: number[] = [];
  writeVarint(bytes, z.length);
  if (decimals === ANY) for (const byte of new Uint8Array(Float64Array.from(X).buffer)) bytes.push(byte);
  else writeWhole(bytes, X, decimals);
  if (z.some((label) => label >= 0)) for (const label of z) writeVarint(bytes, label + 1);
  const text = [name, ...columns].map(encodeURIComponent).join('/');
  const packed = `${text}/${classes.map(encodeURIComponent).join(',')}/${decimals}/${base64(bytes)}`;
  return packed.length <= longest ? packed : undefined;
}

const ofTab = (): string => `elbo-lab-own-${document.documentElement.dataset.lab}`;

/** For this tab, whatever happens to the page in it. False where that cannot be: storage is full or denied. */
export function keepTable(own: OwnData): boolean {
  try {
    sessionStorage.setItem(ofTab(), pack(own, Number.POSITIVE_INFINITY) as string);
    return true;
  } catch {
    return false;
  }
}

/** The table that this tab kept last, if there is one. */
export function keptTable(): OwnData | undefined {
  try {
    return unpack(sessionStorage.getItem(ofTab()) ?? '', Number.POSITIVE_INFINITY);
  } catch {
    return undefined;
  }
}

function writeWhole(bytes: number[], X: Float64Array, decimals: number): void {
  for (const column of [0, 1]) {
    let before = 0;
    for (let i = column; i < X.length; i += 2) {
      const whole = wholeOf(X[i] as number, decimals);
      writeVarint(bytes, zigzag(whole - before));
      before = whole;
    }
  }
}

/** The table of a link; undefined where it is damaged, or longer than any link's. */
export function unpack(packed: string, longest = LONGEST): OwnData | undefined {
  try {
    const [name = '', x = '', y = '', classes = '', decimals = '', data = ''] = packed.split('/');
    if (decimals !== ANY && !/^\d$/.test(decimals)) return undefined;
    const { next, raw } = reader(data);
    const rows = next();
    if (!(rows >= 1 && rows <= longest)) return undefined;
    const X =
      decimals === ANY ? new Float64Array(raw(16 * rows).buffer) : readWhole(next, rows, Number(decimals));
    const names = classes === '' ? [] : classes.split(',').map(decodeURIComponent);
    const z = Int32Array.from({ length: rows }, () => (names.length > 0 ? next() - 1 : -1));
    if (!X.every(Number.isFinite) || z.some((label) => label < -1 || label >= names.length)) return undefined;
    const text = [name, x, y].map(decodeURIComponent) as [string, string, string];
    return { name: text[0], columns: [text[1], text[2]], X, z, classes: names };
  } catch {
    return undefined; // what is no base64, or ends too early
  }
}

function readWhole(next: () => number, rows: number, decimals: number): Float64Array {
  const X = new Float64Array(2 * rows);
  for (const column of [0, 1]) {
    let whole = 0;
    for (let n = 0; n < rows; ++n) {
      whole += unzigzag(next());
      X[2 * n + column] = whole / 10 ** decimals;
    }
  }
  return X;
}

/** How many decimals write every number exactly, if so few do. */
function decimalsOf(X: Float64Array): number | typeof ANY {
  let decimals = 0;
  for (const value of X) {
    while (decimals <= MOST_DECIMALS && wholeOf(value, decimals) / 10 ** decimals !== value) ++decimals;
    if (decimals > MOST_DECIMALS || Math.abs(value) * 10 ** decimals > LARGEST) return ANY;
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

/** Reads one whole number after the other, or so many bytes; throws where there is no more. */
function reader(text: string): { next(): number; raw(count: number): Uint8Array<ArrayBuffer> } {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  let at = 0;
  const byte = (): number => {
    if (at >= bytes.length) throw new RangeError('the packed table ends too early');
    return bytes.charCodeAt(at++);
  };
  return {
    next() {
      let value = 0;
      for (let factor = 1; factor <= LARGEST; factor *= 128) {
        const more = byte();
        value += (more % 128) * factor;
        if (more < 128) return value;
      }
      throw new RangeError('a number in the packed table is too large');
    },
    raw: (count) => Uint8Array.from({ length: count }, byte),
  };
}
