// The core in its worker. If it dies, the next call gets a new one: runs live on the page, so nothing is lost.
// Not from index.ts: that brings the glue of WebAssembly, which only the worker runs.
import { Sender } from '../../../wasm/api/lasting.ts';
import type { Request } from '../../../wasm/api/port.ts';
import { connect, disconnect, type Port } from '../../../wasm/api/public.ts';
import type { Core } from './lab.ts';
import './trusted.ts';

/** A worker that was killed tells nobody. Silence for so long, in milliseconds, is worth a word; a large table may just take it. */
const PATIENCE = 10_000;

export interface CoreHandle {
  core(): Core;
  /** Ends the worker, whatever it is doing, and starts another at the next call. */
  restart(): void;
}

/** @param silent told when answers are overdue, and when that is over */
export function startCore(silent: (on: boolean) => void): CoreHandle {
  let worker: Worker | undefined;
  let remote: Core | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Calls without an answer. */
  let waiting = 0;
  const heard = (answers: number) => {
    waiting += answers;
    clearTimeout(timer);
    silent(false);
    if (waiting > 0) timer = setTimeout(() => silent(true), PATIENCE);
  };
  const restart = () => {
    heard(-waiting);
    worker?.terminate();
    if (remote) disconnect(remote);
    worker = undefined;
    remote = undefined;
  };
  const start = () => {
    const made = new Worker(new URL('../../../wasm/api/worker_by_model.ts', import.meta.url), {
      type: 'module',
    });
    worker = made;
    const sender = new Sender();
    const port = {
      postMessage(request: Request) {
        sender.post(request, (packed) => made.postMessage(packed));
        heard(1);
      },
      addEventListener: made.addEventListener.bind(made),
    };
    remote = connect(port as Port);
    // After the connection, which so hears first what it is ended for.
    made.addEventListener('message', ({ data }) => {
      if (made !== worker) return;
      heard('progress' in data ? 0 : -1);
      if (data.error?.name === 'CoreCrashed') restart();
    });
    made.addEventListener('error', () => made === worker && restart());
    return remote;
  };
  return { core: () => remote ?? start(), restart };
}
