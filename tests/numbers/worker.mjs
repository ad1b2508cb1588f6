// The canonical runs in a worker thread.
import { parentPort, workerData } from 'node:worker_threads';
import { load } from 'elbo-lab';
import { evaluate } from '../canonical/evaluate.mjs';

parentPort.postMessage(evaluate(await load(), workerData));
