import type { PlainError } from './errors.ts';

/** A port that speaks by events: a browser's Worker, MessagePort, or a worker's `self`. */
interface EventPort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  // biome-ignore lint/suspicious/noExplicitAny: every runtime types its events differently
  addEventListener(type: string, listener: (event: any) => void): void;
  /** A MessagePort delivers nothing before. */
  start?(): void;
}

/** A port that is an emitter: Node's Worker and parentPort. */
interface EmitterPort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  on(type: string, listener: (value: any) => void): unknown;
}

/** Worker, MessagePort, a worker's `self`, Node's Worker and parentPort. */
export type Port = EventPort | EmitterPort;

/** Marks our messages: other parties may use the same port. */
export const PROTOCOL = 'elbo-lab/1';

/** A call of `model.fn(...args)`. */
export interface Request {
  readonly protocol: typeof PROTOCOL;
  readonly id: number;
  readonly model: string;
  readonly fn: string;
  readonly args: readonly unknown[];
  /** The first argument had an `onProgress`, which stayed behind. */
  readonly progress: boolean;
}

/** Any number of `progress`, then one `value` or `error`. */
export type Response = { readonly protocol: typeof PROTOCOL; readonly id: number } & Answer;

export type Answer =
  | { readonly progress: readonly [iteration: number, objective: number] }
  | { readonly value: unknown }
  | { readonly error: PlainError };

/** Below so many bytes a copy takes less time than handing the memory over. */
const WORTH_HANDING_OVER = 2 ** 15;

/** The memory of the large arrays in a result, each once: nobody else holds it, so it can go to another thread. */
export const largeBuffers = (value: unknown): ArrayBuffer[] => [...new Set(buffersIn(value))];

function buffersIn(value: unknown): ArrayBuffer[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!ArrayBuffer.isView(value)) return Object.values(value).flatMap(buffersIn);
  const { buffer } = value;
  const whole = value.byteLength === buffer.byteLength && buffer instanceof ArrayBuffer;
  return whole && buffer.byteLength >= WORTH_HANDING_OVER ? [buffer] : [];
}

const isOurs = (data: unknown): data is object =>
  typeof data === 'object' && data !== null && 'protocol' in data && data.protocol === PROTOCOL;

export const isRequest = (data: unknown): data is Request => isOurs(data) && 'model' in data;

export const isResponse = (data: unknown): data is Response => isOurs(data) && !('model' in data);

/** What `error`, `messageerror`, `exit` and `close` bring, in words. */
function reasonOf(type: string, detail: unknown): string {
  const message = (detail as { message?: unknown } | undefined)?.message;
  if (typeof message === 'string' && message !== '') return message;
  if (type === 'exit') return `the worker exited with code ${String(detail)}`;
  return (
    { error: 'the worker failed to start', messageerror: 'a message could not be read' }[type] ??
    'the port closed'
  );
}

/** Listens on a port of either kind. `lost` is told when nothing can be expected from it any more. */
export function listen(port: Port, message: (data: unknown) => void, lost?: (reason: string) => void): void {
  const ends = lost === undefined ? [] : ['error', 'messageerror', 'exit', 'close'];
  if ('addEventListener' in port) {
    port.addEventListener('message', (event: { data: unknown }) => message(event.data));
    for (const type of ends) port.addEventListener(type, (event: unknown) => lost?.(reasonOf(type, event)));
    port.start?.();
  } else {
    // Node's Worker is an EventEmitter and hands over the value itself.
    port.on('message', message);
    for (const type of ends) port.on(type, (detail: unknown) => lost?.(reasonOf(type, detail)));
  }
}
