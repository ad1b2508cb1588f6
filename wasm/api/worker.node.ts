/** The core in a Node worker thread: `connect(new Worker(new URL(import.meta.resolve('elbo-lab/worker'))))`. */
import { parentPort } from 'node:worker_threads';
import { load } from './index.node.ts';
import { serve } from './serve.ts';

if (parentPort === null) throw new Error('elbo-lab/worker runs in a worker thread only');
serve(parentPort, load);
