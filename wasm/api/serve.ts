import { CoreCrashed, toPlain } from './errors.ts';
import {
  type Answer,
  isRequest,
  largeBuffers,
  listen,
  type Port,
  PROTOCOL,
  type Request,
  type Response,
} from './port.ts';
import type { Lvm } from './types.ts';

type Functions = Readonly<Record<string, Readonly<Record<string, (...args: unknown[]) => unknown>>>>;

/** `Object.hasOwn` all the way: a request must not reach `constructor` or `__proto__`. */
function call(lvm: Partial<Lvm>, { model, fn, args }: Request): unknown {
  const functions = lvm as unknown as Functions;
  const group = Object.hasOwn(functions, model) ? functions[model] : undefined;
  const target = group !== undefined && Object.hasOwn(group, fn) ? group[fn] : undefined;
  if (target === undefined) throw new TypeError(`${model}.${fn} is not a function of the core`);
  return target(...args);
}

/** Puts back the callback that stayed on the other side, as messages. */
function withProgress(request: Request, reply: (answer: Answer) => void): Request {
  if (!request.progress) return request;
  const [first, ...rest] = request.args;
  const onProgress = (iteration: number, objective: number): void => {
    reply({ progress: [iteration, objective] });
  };
  return { ...request, args: [{ ...(first as object), onProgress }, ...rest] };
}

/**
 * Answers requests arriving on `port` with calls on what `load` gives: `serve(port, load)`.
 *
 * Takes the function, not its result: a worker that awaits before it listens loses the messages posted while it was
 * loading, and a core that nobody asks need not be loaded. `load` is called once, at the first request; if it rejects,
 * every request is. Large arrays of a result go over to the asker without a copy, so `load` must not keep them.
 */
export function serve(port: Port, load: () => Promise<Partial<Lvm>>): void {
  let loaded: Promise<Partial<Lvm>> | undefined;
  answer(port, () => {
    loaded ??= load();
    return loaded;
  });
}

/** @param coreOf called at every request, with the name of the model it is for: names come in messages, from anywhere */
export function answer(port: Port, coreOf: (model: string) => Promise<Partial<Lvm>>): void {
  listen(port, async (request) => {
    if (!isRequest(request)) return;
    const reply = (content: Answer, transfer: ArrayBuffer[] = []) =>
      port.postMessage({ protocol: PROTOCOL, id: request.id, ...content } satisfies Response, transfer);
    let core: Partial<Lvm>;
    try {
      core = await coreOf(request.model);
    } catch (error) {
      const { message } = toPlain(error);
      return reply({ error: toPlain(error instanceof CoreCrashed ? error : new CoreCrashed(message)) });
    }
    try {
      const value = call(core, withProgress(request, reply));
      reply({ value }, largeBuffers(value));
    } catch (error) {
      reply({ error: toPlain(error) });
    }
  });
}
