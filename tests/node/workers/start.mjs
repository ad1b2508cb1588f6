// A worker thread does not inherit tsx's loader from its parent (Node 20), so it registers its own.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData);
