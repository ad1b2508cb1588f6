/**
 * Checks of what Embind would coerce silently: types, integers, shapes of arrays. What a number means (ranges that
 * depend on other arguments, finiteness of data, positive definiteness) the core checks.
 */
import { InvalidArgument } from './errors.ts';
import { MAX_BYTES_PER_CALL } from './limits.ts';
import type { Matrix } from './types.ts';

const INT32_MAX = 2 ** 31 - 1;

/** The value as an error message shows it: short, and quoted where it is text. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `the bigint ${value}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const view = typedArrayName(value);
  if (view !== undefined) return `a ${view} of ${lengthOf(value)}`;
  return Array.isArray(value) ? `an array of ${value.length}` : 'an object';
}

// The built-in getters read internal slots: neither an own `length` nor a borrowed prototype fools them, and arrays
// from another realm (an iframe, a vm context) are recognized.
const typedArrayPrototype: object = Object.getPrototypeOf(Uint8Array.prototype);
const getter = (key: PropertyKey) =>
  Object.getOwnPropertyDescriptor(typedArrayPrototype, key)?.get as () => unknown;
const nameGetter = getter(Symbol.toStringTag);
const lengthGetter = getter('length');
const bufferGetter = getter('buffer');
const offsetGetter = getter('byteOffset');

const typedArrayName = (value: unknown): string | undefined => nameGetter.call(value) as string | undefined;
const lengthOf = (view: object): number => lengthGetter.call(view) as number;

/** A typed array that holds numbers, whatever its kind. */
const isNumericView = (value: unknown): value is Float64Array => {
  const name = typedArrayName(value);
  return name !== undefined && !name.startsWith('Big');
};

const requireObject = (value: unknown, name: string, kind: string): object => {
  if (typeof value !== 'object' || value === null) {
    throw new InvalidArgument(name, `must be ${kind}; got ${show(value)}`);
  }
  return value;
};

/**
 * An options object, every key of which is known: a typing error must not be ignored silently.
 * @throws InvalidArgument naming the unknown key
 */
export function options<T extends object>(
  value: unknown,
  name: string,
  known: readonly (keyof T & string)[],
): T {
  const given = requireObject(value, name, 'an object');
  if (Array.isArray(given)) throw new InvalidArgument(name, `must be an object; got ${show(given)}`);
  for (const key of Object.keys(given)) {
    if (!(known as readonly string[]).includes(key)) {
      throw new InvalidArgument(key, `is not known in ${name}; known are ${known.join(', ')}`);
    }
  }
  return given as T;
}

/** An integer from `min` to `max`. */
export function integer(value: unknown, name: string, min = 0, max = INT32_MAX): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw new InvalidArgument(name, `must be an integer from ${min} to ${max}; got ${show(value)}`);
  }
  return value;
}

/** A finite number >= 0, or > 0 where `positive`. */
export function nonNegative(value: unknown, name: string, positive = false): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || (positive && value === 0)) {
    throw new InvalidArgument(name, `must be a finite number ${positive ? '>' : '>='} 0; got ${show(value)}`);
  }
  return value;
}

/** A finite number of either sign. */
export function finite(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new InvalidArgument(name, `must be a finite number; got ${show(value)}`);
  }
  return value;
}

/** True or false, and nothing that is merely like them. */
export function boolean(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean')
    throw new InvalidArgument(name, `must be true or false; got ${show(value)}`);
  return value;
}

/** An object whose fields the caller checks one by one; more of them do no harm, as in a state of an earlier run. */
export function record<T extends object>(value: unknown, name: string, kind: string): T {
  const given = requireObject(value, name, kind);
  if (Array.isArray(given)) throw new InvalidArgument(name, `must be ${kind}; got ${show(given)}`);
  return given as T;
}

/** One of the given words, whatever its spelling: case, spaces, - and _ do not matter. */
export function word<T extends string>(
  value: unknown,
  name: string,
  words: readonly T[],
  synonyms: Readonly<Record<string, T>> = {},
): T {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]/g, '');
  const key = typeof value === 'string' ? plain(value) : '';
  const found = words.find((known) => plain(known) === key);
  if (found !== undefined) return found;
  const synonym = Object.hasOwn(synonyms, key) ? synonyms[key] : undefined;
  return synonym ?? oneOf(value, name, words);
}

/** One of the given words. */
export function oneOf<T extends string>(value: unknown, name: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found === undefined) {
    throw new InvalidArgument(name, `must be ${words.map(show).join(' or ')}; got ${show(value)}`);
  }
  return found;
}

/** An array of the caller's that claims billions of entries must not exhaust memory before it is refused. */
function requireRoom(count: number, name: string): void {
  const most = MAX_BYTES_PER_CALL / Float64Array.BYTES_PER_ELEMENT;
  if (count > most) throw new InvalidArgument(name, `must hold at most ${most} numbers; got ${count}`);
}

/** A vector of numbers as a Float64Array; shares memory with the caller's where it can. */
export function vector(value: unknown, name: string): Float64Array {
  if (typedArrayName(value) === 'Float64Array') {
    // A fresh view has no own properties, so what follows sees the true length.
    const view = value as Float64Array;
    if (lengthOf(view) === 0) return new Float64Array(0); // detached, perhaps: its buffer cannot be viewed again
    return new Float64Array(
      bufferGetter.call(view) as ArrayBuffer,
      offsetGetter.call(view) as number,
      lengthOf(view),
    );
  }
  if (isNumericView(value)) return Float64Array.from(value);
  if (!Array.isArray(value)) {
    throw new InvalidArgument(name, `must be a Float64Array or an array of numbers; got ${show(value)}`);
  }
  requireRoom(value.length, name);
  const numbers = new Float64Array(value.length);
  fill(numbers, 0, value, (index) => `entry ${index} of ${name}`, name);
  return numbers;
}

function fill(
  to: Float64Array,
  offset: number,
  from: ArrayLike<unknown>,
  place: (index: number) => string,
  name: string,
): void {
  for (let i = 0; i < from.length; ++i) {
    const cell = from[i];
    if (typeof cell !== 'number') {
      throw new InvalidArgument(name, `must hold numbers only; ${place(i)} is ${show(cell)}`);
    }
    to[offset + i] = cell;
  }
}

/** Labels as an Int32Array: integers, -1 for unlabelled where the function allows it. */
export function labels(value: unknown, name: string): Int32Array {
  if (!Array.isArray(value) && !isNumericView(value)) {
    throw new InvalidArgument(name, `must be an Int32Array or an array of integers; got ${show(value)}`);
  }
  const from: ArrayLike<unknown> = value;
  const count = Array.isArray(value) ? value.length : lengthOf(value);
  requireRoom(count, name);
  const result = new Int32Array(count);
  for (let i = 0; i < count; ++i) {
    const label = from[i];
    if (typeof label !== 'number' || !Number.isInteger(label) || Math.abs(label) > INT32_MAX) {
      throw new InvalidArgument(name, `must hold integers only; entry ${i} is ${show(label)}`);
    }
    result[i] = label;
  }
  return result;
}

/**
 * A matrix in any accepted form as `{ rows, cols, data }`; `data` shares memory with the caller's where it can.
 * `[]` has 0 rows and 0 columns.
 */
export function matrix(value: unknown, name: string): Matrix {
  if (Array.isArray(value)) return fromRows(value, name);
  const given = requireObject(
    value,
    name,
    'a matrix { rows, cols, data } or an array of rows',
  ) as Partial<Matrix>;
  if (typedArrayName(given) !== undefined) {
    throw new InvalidArgument(
      name,
      `must be a matrix { rows, cols, data } or an array of rows; got ${show(given)}`,
    );
  }
  const [rows, cols] = [given.rows, given.cols].map((size, axis) => {
    if (Number.isInteger(size) && (size as number) >= 0 && (size as number) <= INT32_MAX)
      return size as number;
    throw new InvalidArgument(name, `must have an integer ${axis ? 'cols' : 'rows'} >= 0; got ${show(size)}`);
  }) as [number, number];
  const data = vector(given.data, name);
  if (data.length !== rows * cols) {
    const detached = data.length === 0 ? ', as in a buffer that was transferred away' : '';
    throw new InvalidArgument(
      name,
      `must have data of rows * cols = ${rows} * ${cols} entries; got ${data.length}${detached}`,
    );
  }
  return { rows, cols, data };
}

function fromRows(rows: readonly unknown[], name: string): Matrix {
  const width = (row: unknown): number | undefined =>
    Array.isArray(row) ? row.length : isNumericView(row) ? lengthOf(row) : undefined;
  const cols = rows.length === 0 ? 0 : (width(rows[0]) ?? 0);
  requireRoom(rows.length * cols, name);
  const data = new Float64Array(rows.length * cols);
  for (let r = 0; r < rows.length; ++r) {
    const row = rows[r];
    const found = width(row);
    if (found === undefined) {
      const hint = typeof row === 'number' ? '; write [[1], [2]] for a single column' : '';
      throw new InvalidArgument(name, `must be an array of rows; row ${r} is ${show(row)}${hint}`);
    }
    if (found !== cols) {
      throw new InvalidArgument(
        name,
        `must have rows of equal length; row ${r} has ${found} entries, row 0 has ${cols}`,
      );
    }
    fill(data, r * cols, row as ArrayLike<unknown>, (c) => `row ${r}, column ${c}`, name);
  }
  return { rows: rows.length, cols, data };
}
