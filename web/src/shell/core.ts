// The core in its worker. If it dies, the next call gets a new one: runs live on the page, so nothing is lost.
import { connect, disconnect, type Port } from '../../../wasm/api/index.ts';
import type { Core } from './lab.ts';

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
