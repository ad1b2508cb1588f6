// The core in its worker. If it dies, the next call gets a new one: runs live on the page, so nothing is lost.
// Not from index.ts: that brings the glue of WebAssembly, which only the worker runs.
import { connect, disconnect, type Port } from '../../../wasm/api/public.ts';
import type { Core } from './lab.ts';
import './trusted.ts';

export interface CoreHandle {
  core(): Core;
  /** Ends the worker, whatever it is doing, and starts another at the next call. */
  restart(): void;
}

export function startCore(): CoreHandle {
  let worker: Worker | undefined;
  let remote: Core | undefined;
  const restart = () => {
    worker?.terminate();
    if (remote) disconnect(remote);
    worker = undefined;
    remote = undefined;
  };
  return {
    core() {
      if (!remote) {
        worker = new Worker(new URL('../../../wasm/api/worker.ts', import.meta.url), { type: 'module' });
        remote = connect(worker as unknown as Port);
      }
      return remote;
    },
    restart,
  };
}
