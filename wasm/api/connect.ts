import { CoreCrashed, fromPlain, InvalidArgument } from './errors.ts';
import { isResponse, listen, type Port, PROTOCOL, type Request, type Response } from './port.ts';
import type { Lvm, Remote } from './types.ts';

interface Call {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  progress(iteration: number, objective: number): void;
}

const ends = new WeakMap<object, (reason: string) => void>();

/**
 * An `Lvm` whose functions run wherever `port` leads; results and errors are those of a local call.
 *
 * When the core there crashes, or the worker fails, exits or closes its port, every pending call is rejected with
 * `CoreCrashed`, and so is every later one: connect to a new worker then. A terminated worker tells nobody in a
 * browser: call `disconnect` as well.
 *
 * @example
 * ```js
 * import { Worker } from 'node:worker_threads';
 * import { connect } from 'elbo-lab';
 * const worker = new Worker(new URL(import.meta.resolve('elbo-lab/worker')));
 * const lab = connect(worker);
 * console.log(await lab.divergence.kl([0.25, 0.75], [0.25, 0.75])); // → 0
 * await worker.terminate();
 * ```
 */
export function connect(port: Port): Remote<Lvm> {
  const pending = new Map<number, Call>();
  let nextId = 0;
  let crash: CoreCrashed | undefined;

  function lost(error: CoreCrashed): void {
    if (crash !== undefined) return;
    crash = error;
    for (const call of pending.values()) call.reject(error);
    pending.clear();
  }

  function receive(response: Response, call: Call): void {
    if ('progress' in response) {
      call.progress(...response.progress);
      return;
    }
    pending.delete(response.id);
    if ('value' in response) {
      call.resolve(response.value);
      return;
    }
    const error = fromPlain(response.error);
    call.reject(error);
    if (error instanceof CoreCrashed) lost(error);
  }

  listen(
    port,
    (data) => {
      const call = isResponse(data) ? pending.get(data.id) : undefined;
      if (call !== undefined) receive(data as Response, call);
    },
    (reason) => lost(new CoreCrashed(`the core is lost: ${reason}`)),
  );

  function send(model: string, fn: string, args: readonly unknown[]): Promise<unknown> {
    if (crash !== undefined) return Promise.reject(crash);
    const id = nextId++;
    return new Promise((resolve, reject) => {
      const { plain, onProgress } = withoutCallback(args);
      const progress = (iteration: number, objective: number) => {
        try {
          onProgress?.(iteration, objective);
        } catch (error) {
          pending.delete(id);
          reject(error);
        }
      };
      try {
        const progressing = onProgress !== undefined;
        const request: Request = { protocol: PROTOCOL, id, model, fn, args: plain, progress: progressing };
        port.postMessage(request, []);
        pending.set(id, { resolve, reject, progress });
      } catch (error) {
        reject(new InvalidArgument('arguments', `must be plain data; ${(error as Error).message}`));
      }
    });
  }

  // `then` must stay undefined: a thenable could not be returned from an async function.
  const named = (make: (name: string) => unknown): object =>
    new Proxy(
      {},
      { get: (_, name) => (typeof name === 'string' && name !== 'then' ? make(name) : undefined) },
    );
  const remote = named((model) =>
    named(
      (fn) =>
        (...args: unknown[]) =>
          send(model, fn, args),
    ),
  );
  ends.set(remote, (reason) => lost(new CoreCrashed(reason)));
  return remote as Remote<Lvm>;
}

/** Gives a connection up, as after `worker.terminate()`: its pending and later calls are rejected with `CoreCrashed`. */
export function disconnect(remote: Remote<Lvm>): void {
  ends.get(remote)?.('the core is lost: the connection was closed');
}

type Progress = (iteration: number, objective: number) => unknown;

/** Functions cannot be cloned: `onProgress` of an options object stays here, and messages stand for it. */
function withoutCallback(args: readonly unknown[]): { plain: readonly unknown[]; onProgress?: Progress } {
  const [first, ...rest] = args;
  if (typeof first !== 'object' || first === null || !('onProgress' in first)) return { plain: args };
  if (typeof first.onProgress !== 'function') return { plain: args };
  const { onProgress, ...plain } = first;
  return { plain: [plain, ...rest], onProgress: onProgress as Progress };
}
