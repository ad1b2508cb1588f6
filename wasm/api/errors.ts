/**
 * An argument of the wrong type or shape, or outside its allowed range.
 * The message starts with the argument's name and says what is allowed and what came instead.
 *
 * @example
 * ```js
 * import { InvalidArgument, load } from 'elbo-lab';
 * const { gmm } = await load('gmm');
 * try {
 *   gmm.fit({ X: [[0], [1]], k: 3 });
 * } catch (error) {
 *   console.log(error instanceof InvalidArgument, error.argument); // → true k
 *   console.log(error.message); // → k must be an integer from 1 to 2; got 3
 * }
 * ```
 */
export class InvalidArgument extends Error {
  /** The argument as the caller wrote it: `X`, `labelled.z`, `covarianceFloor`. */
  readonly argument: string;

  /** @param requirement what is allowed and what came: "must be >= 0; got -1" */
  constructor(argument: string, requirement: string) {
    super(`${argument} ${requirement}`);
    this.argument = argument;
  }
}

/** Valid arguments whose mathematics has no finite answer: a singular covariance, a collapsed component. */
export class NumericalError extends Error {
  /** The component at fault, counted from 0, where there is one. */
  readonly component?: number;

  constructor(message: string, component?: number) {
    super(message);
    if (component !== undefined) this.component = component;
  }
}

/**
 * The core itself is gone: a WebAssembly trap, a worker that died, a module that did not load, a closed connection.
 * The arguments are not to blame. This instance answers nothing more: `load()` or `connect()` a new one.
 */
export class CoreCrashed extends Error {}

/** What a core that cannot be had is, whichever part of it failed. */
export const notLoaded = (error: unknown): CoreCrashed =>
  new CoreCrashed(`the core could not be loaded: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });

// On the prototype, as built-in errors have it, so that it is no own property of every instance.
// Written out: a bundler that shortens names would make `type.name` some single letter.
for (const [name, type] of Object.entries({ InvalidArgument, NumericalError, CoreCrashed })) {
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true });
}

/** An error as plain data: not every engine can structured-clone an Error, and none keeps its class. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly argument?: string;
  readonly component?: number;
}

export function toPlain(error: unknown): PlainError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  if (error instanceof InvalidArgument) return { name, message, argument: error.argument };
  if (error instanceof NumericalError && error.component !== undefined) {
    return { name, message, component: error.component };
  }
  return { name, message };
}

/** The inverse of `toPlain`: an instance of the class of that name, so `instanceof` holds on the far side. */
export function fromPlain({ name, message, argument, component }: PlainError): Error {
  switch (name) {
    case 'InvalidArgument': {
      const subject = argument ?? '';
      const requirement = message.startsWith(`${subject} `) ? message.slice(subject.length + 1) : message;
      return new InvalidArgument(subject, requirement);
    }
    case 'NumericalError':
      return new NumericalError(message, component);
    case 'CoreCrashed':
      return new CoreCrashed(message);
    default:
      return Object.assign(new Error(message), { name });
  }
}
