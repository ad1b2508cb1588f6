import { CoreCrashed, toPlain } from './errors.ts';
import { homeOf, type ModuleName } from './modules.ts';
import { type Answer, isRequest, listen, type Port, PROTOCOL, type Request, type Response } from './port.ts';
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
function withProgress(request: Request, answer: (answer: Answer) => void): Request {
  if (!request.progress) return request;
  const [first, ...rest] = request.args;
  const onProgress = (iteration: number, objective: number): void => {
    answer({ progress: [iteration, objective] });
  };
  return { ...request, args: [{ ...(first as object), onProgress }, ...rest] };
}

/**
 * Answers requests arriving on `port` with calls on what `load` gives: `serve(port, load)`.
 *
 * Takes the function, not its result: a worker that awaits before it listens loses the messages posted while it was
 * loading, and a model that nobody asks for need not be loaded. `load` is called once for each WebAssembly module,
 * with the name of a model in it; if it rejects, every request for that module is.
 */
export function serve(port: Port, load: (model: keyof Lvm) => Promise<Partial<Lvm>>): void {
  const loaded = new Map<ModuleName, Promise<Partial<Lvm>>>();
  const loadOnce = (model: string): Promise<Partial<Lvm>> => {
    const home = homeOf(model);
    if (home === undefined) return Promise.resolve({});
    const known = loaded.get(home) ?? load(model as keyof Lvm);
    loaded.set(home, known);
    return known;
  };
  listen(port, async (request) => {
    if (!isRequest(request)) return;
    const answer = (content: Answer) =>
      port.postMessage({ protocol: PROTOCOL, id: request.id, ...content } satisfies Response);
    let core: Partial<Lvm>;
    try {
      core = await loadOnce(request.model);
    } catch (error) {
      const { message } = toPlain(error);
      return answer({ error: toPlain(error instanceof CoreCrashed ? error : new CoreCrashed(message)) });
    }
    try {
      answer({ value: call(core, withProgress(request, answer)) });
    } catch (error) {
      answer({ error: toPlain(error) });
    }
  });
}
