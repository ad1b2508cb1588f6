/** The further models through a port: the same answers, errors and progress. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { connect, InvalidArgument, type Lvm, type Remote } from '../../wasm/api/index.node.ts';
import { lab } from './support.ts';

async function overWorker(use: (remote: Remote<Lvm>) => Promise<void>) {
  const start = new URL('./workers/start.mjs', import.meta.url);
  const worker = new Worker(start, { workerData: new URL('./workers/core.ts', import.meta.url).href });
  try {
    await use(connect(worker));
  } finally {
    await worker.terminate();
  }
}

const p = { weights: [0.5, 0.5], means: [-2, 2], sigmas: [1, 1] };

test('over a worker thread, bit for bit', () =>
  overWorker(async (remote) => {
    const { model, x } = await remote.linearGaussian.experiment2();
    assert.deepEqual({ model, x }, lab.linearGaussian.experiment2());
    const options = { model, x, steps: 10, seed: 3, optimizer: 'adam' } as const;
    assert.deepEqual(await remote.linearGaussian.run(options), lab.linearGaussian.run(options));
    const diverging = { model, x, stepSize: 10, steps: 50 };
    assert.deepEqual(await remote.linearGaussian.run(diverging), lab.linearGaussian.run(diverging));
    const q = await remote.linearGaussian.optimum(model, x);
    const gradient = await remote.linearGaussian.gradient(model, x, q);
    assert.deepEqual(gradient, lab.linearGaussian.gradient(model, x, q));
    const lines = { X: [[0], [1], [2], [3], [4], [5]], y: [0, 1, 2.1, -3, -4, -5.2], k: 2, intercept: true };
    const floor = { ...lines, varianceFloor: 0.01 };
    assert.deepEqual(await remote.linearMixture.fit(floor), lab.linearMixture.fit(floor));
    assert.equal(await remote.divergence.kl([1, 0], [0, 1]), Infinity);
    const descent = { direction: 'exclusive', p, start: { mean: 1, logSigma: 0 } } as const;
    assert.deepEqual(await remote.divergence.fit(descent), lab.divergence.fit(descent));
    const run = {
      target: 'banana',
      q: { mean: [0, 0], logSigma: [0, 0] },
      estimator: 'score_function',
    } as const;
    const control = { coefficient: 'minus_elbo' } as const;
    assert.deepEqual(
      await remote.bbvi.run({ ...run, control, steps: 5 }),
      lab.bbvi.run({ ...run, control, steps: 5 }),
    );
    await assert.rejects(remote.bbvi.info('donut' as 'banana'), (error: unknown) => {
      assert.ok(error instanceof InvalidArgument);
      assert.equal(error.argument, 'target');
      return true;
    });
  }));

test('progress of SGVB crosses, in order', () =>
  overWorker(async (remote) => {
    const example = lab.linearGaussian.angle(1);
    const seen: [number, number][] = [];
    const onProgress = (...args: [number, number]) => seen.push(args);
    const { trace } = await remote.linearGaussian.fit({ ...example, steps: 30, onProgress });
    assert.deepEqual(
      seen,
      trace.map(({ step, objective }) => [step, objective]),
    );
  }));
