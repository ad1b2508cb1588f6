// Serves a core whose E-step traps, whose sample() ends the thread and whose log-likelihood never answers.
import { parentPort } from 'node:worker_threads';
import { Core } from '../../../wasm/api/core.ts';
import { type Lvm, load, serve } from '../../../wasm/api/index.node.ts';
import { trap } from '../trap.ts';

if (parentPort === null) throw new Error('runs in a worker thread only');

async function faulty(): Promise<Lvm> {
  const lab = await load();
  const core = new Core({});
  return {
    ...lab,
    gmm: {
      ...lab.gmm,
      eStep: () => core.call('X', trap),
      sample: () => process.exit(3),
    },
  };
}

serve(parentPort, faulty);
