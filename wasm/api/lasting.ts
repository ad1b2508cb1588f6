/**
 * Large arrays that never change, such as a page's data set, go to its worker once: to copy them at every call takes longer than a
 * half-step on them. For the two ends of a connection of our own; the package's `connect` and `serve` copy what they are given, for
 * their callers may change it meanwhile.
 */
import { isRequest, type Request } from './port.ts';

/** Stands for a lasting array in a request; the array comes with it the first time. */
interface Name {
  readonly lasting: number;
  readonly array?: Float64Array;
}

interface Packed extends Request {
  /** Names that no later request mentions. */
  readonly forget: readonly number[];
}

/** Of how many arrays the worker keeps its copy: data and responses of the run on the stage, and of one beside it. */
const MOST = 4;
/** Below so many bytes a copy is as fast as a look. */
const WORTH_A_NAME = 2 ** 15;

const promised = new WeakSet<Float64Array>();

/** Promises that nobody will ever change this array. */
export function lasting(array: Float64Array): Float64Array {
  promised.add(array);
  return array;
}

const isName = (value: unknown): value is Name =>
  typeof value === 'object' && value !== null && 'lasting' in value;

/** Where requests have examples: an array or a matrix by itself, or the `X` and `y` of options. */
function mapped(value: unknown, replace: (array: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Float64Array || isName(value))
    return replace(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return value;
  const places = ['data', 'X', 'y'].filter((place) => Object.hasOwn(value, place));
  if (places.length === 0) return value;
  const found = value as Readonly<Record<string, unknown>>;
  return { ...value, ...Object.fromEntries(places.map((place) => [place, mapped(found[place], replace)])) };
}

/** The asking end. */
export class Sender {
  /** The arrays that the worker has, the one asked about longest ago first. */
  readonly #names = new Map<Float64Array, number>();
  #forget: number[] = [];
  #next = 0;

  /** Hands `post` the request with names for what the worker has, or has from now on unless `post` throws. */
  post(request: Request, post: (packed: Packed) => void): void {
    const args = request.args.map((argument) => mapped(argument, (value) => this.#named(value)));
    const forget = this.#forget;
    this.#forget = [];
    try {
      post({ ...request, args, forget });
    } catch (error) {
      this.#forget = [...forget, ...this.#forget, ...this.#names.values()];
      this.#names.clear();
      throw error;
    }
  }

  #named(value: unknown): unknown {
    if (!(value instanceof Float64Array) || value.byteLength < WORTH_A_NAME || !promised.has(value))
      return value;
    const known = this.#names.get(value);
    const name = known ?? this.#next++;
    this.#names.delete(value);
    this.#names.set(value, name);
    const [oldest] = this.#names;
    if (this.#names.size > MOST && oldest) {
      this.#names.delete(oldest[0]);
      this.#forget.push(oldest[1]);
    }
    return known === undefined ? { lasting: name, array: value } : { lasting: name };
  }
}

/** The answering end. */
export class Receiver {
  readonly #arrays = new Map<number, Float64Array>();

  /** The request as it was asked; anything else as it is. */
  unpack(data: unknown): unknown {
    if (!isRequest(data)) return data;
    const { forget = [], ...request } = data as Partial<Packed> & Request;
    const args = request.args.map((argument) => mapped(argument, (value) => this.#array(value)));
    for (const name of forget) this.#arrays.delete(name);
    return { ...request, args };
  }

  #array(value: unknown): unknown {
    if (!isName(value)) return value;
    if (value.array) this.#arrays.set(value.lasting, value.array);
    return this.#arrays.get(value.lasting);
  }
}
