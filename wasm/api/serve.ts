import { CoreCrashed, toPlain } from './errors.ts';
import { type Answer, isRequest, listen, type Port, PROTOCOL, type Request, type Response } from './port.ts';
import type { Lvm } from './types.ts';

type Functions = Readonly<Record<string, Readonly<Record<string, (...args: unknown[]) => unknown>>>>;

/** `Object.hasOwn` all the way: a request must not reach `constructor` or `__proto__`. */
function call(lvm: Lvm, { model, fn, args }: Request): unknown {
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
 * Answers requests arriving on `port` with calls on `lvm`.
 *
 * Takes the promise, not the value: a worker that awaits before it listens loses
 * the messages posted while it was loading. If the promise is rejected, every request is.
 */
export function serve(port: Port, lvm: Promise<Lvm>): void {
  // Reported to whoever asks; unhandled it would end a Node worker before anybody could.
  lvm.catch(() => {});
  listen(port, async (request) => {
    if (!isRequest(request)) return;
    const answer = (content: Answer) =>
      port.postMessage({ protocol: PROTOCOL, id: request.id, ...content } satisfies Response);
    let core: Lvm;
    try {
      core = await lvm;
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
