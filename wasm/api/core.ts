import { CoreCrashed, fromPlain, InvalidArgument } from './errors.ts';

/** What wasm/bindings/error.cpp throws. */
interface RawError extends Error {
  readonly fromCore: true;
  readonly argument: string;
  readonly component: number;
}

/**
 * The one rule for names: C++ says `snake_case`, JavaScript the mechanical camelCase of the same word, in the
 * error's `argument` and wherever the word stands in its message.
 */
const camelCase = (text: string): string =>
  text.replace(/\b[a-z]{2,}(?:_[a-z]+)+\b/g, (word) =>
    word.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );

const isFromCore = (error: unknown): error is RawError =>
  error instanceof Error && (error as Partial<RawError>).fromCore === true;

const outOfMemory = (data: string): Error =>
  new InvalidArgument(data, 'does not fit in memory beside what the call needs to work on it');

/** The result could not be copied out: JavaScript's heap is full, WebAssembly's is intact. */
const isAllocationFailure = (error: unknown): boolean =>
  error instanceof RangeError && /allocation failed/i.test(error.message);

function translate(error: RawError, data: string): Error {
  if (error.name === 'OutOfMemory') return outOfMemory(data);
  return fromPlain({
    name: error.name,
    message: camelCase(error.message),
    argument: camelCase(error.argument),
    ...(error.component >= 0 ? { component: error.component } : {}),
  });
}

/** The WebAssembly instance behind a facade, and whether it still lives. */
export class Core<Module> {
  readonly #raw: Module;
  #crash: string | undefined;

  constructor(raw: Module) {
    this.#raw = raw;
  }

  /**
   * Runs one call on the module, with the module's errors turned into typed ones.
   *
   * Anything else that escapes (a trap, an overflown stack) has left C++ frames without unwinding them, so the
   * instance is never entered again.
   *
   * @param data the argument to name where memory runs out
   */
  call<T>(data: string, run: (raw: Module) => T): T {
    if (this.#crash !== undefined) throw new CoreCrashed(`the core has crashed before: ${this.#crash}`);
    try {
      return run(this.#raw);
    } catch (error) {
      if (isFromCore(error)) throw translate(error, data);
      if (isAllocationFailure(error)) throw outOfMemory(data);
      this.#crash = error instanceof Error ? error.message : String(error);
      throw new CoreCrashed(`the core has crashed: ${this.#crash}`, { cause: error });
    }
  }
}
