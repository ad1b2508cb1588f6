/** Ten thousand fits and a hundred thousand steps leave the WebAssembly heap and the live handles where they were. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { bbviFacade } from '../../wasm/api/bbvi_facade.ts';
import { Core } from '../../wasm/api/core.ts';
import { divergenceFacade } from '../../wasm/api/divergence_facade.ts';
import { gmmFacade } from '../../wasm/api/gmm_facade.ts';
import { linearGaussianFacade } from '../../wasm/api/linear_gaussian_facade.ts';
import { linearMixtureFacade } from '../../wasm/api/linear_mixture_facade.ts';
import createModule from '../../wasm/dist/core.mjs';
import { lab } from './support.ts';

const wasmBinary = await readFile(new URL('../../wasm/dist/core.wasm', import.meta.url));

/** A module of the test's own, and what it holds on to: bytes of heap, and handles of JavaScript values. */
async function fresh() {
  const module = await createModule({ wasmBinary });
  const inside = module as unknown as { HEAPF64: Float64Array; count_emval_handles(): number };
  const holds = () => ({ heap: inside.HEAPF64.byteLength, handles: inside.count_emval_handles() });
  return { core: new Core(module), holds };
}

/** What is held after a warm-up is held after all the rest. */
function endures(holds: () => object, times: number, round: (i: number) => void): void {
  for (let i = 0; i < 20; ++i) round(i);
  const before = holds();
  for (let i = 0; i < times; ++i) round(i);
  assert.deepEqual(holds(), before);
}

const params = { weights: [0.5, 0.5], means: [[0], [5]], covariances: [[[1]], [[1]]] };
const { X } = lab.gmm.sample(params, 60, 1);
const labelled = { X: [[0]], z: [0] };

test('7000 fits of Gaussian mixtures, one in ten of them wrong', async () => {
  const { core, holds } = await fresh();
  const gmm = gmmFacade(core);
  endures(holds, 7000, (i) => {
    const fit = () => gmm.fit({ X, k: i % 10 === 9 ? 99 : 2, seed: i, labelled, maxIterations: 3 });
    if (i % 10 === 9) assert.throws(fit, { argument: 'k' });
    else fit();
  });
});

test('2000 fits of mixtures of regressions', async () => {
  const { core, holds } = await fresh();
  const lm = linearMixtureFacade(core);
  const y = Array.from({ length: X.rows }, (_, n) => Math.sin(n));
  endures(holds, 2000, (seed) => {
    lm.fit({ X, y, k: 2, seed, maxIterations: 3, varianceFloor: 0.01, intercept: true });
  });
});

test('1000 descents of a divergence', async () => {
  const { core, holds } = await fresh();
  const kl = divergenceFacade(core);
  const p = { weights: [0.5, 0.5], means: [-1, 2], sigmas: [1, 0.5] };
  endures(holds, 1000, () => {
    kl.fit({ direction: 'exclusive', p, start: { mean: 0, logSigma: 0 }, maxSteps: 2 });
  });
});

test('50 000 steps of SGVB, forth from state to state', async () => {
  const { core, holds } = await fresh();
  const lgm = linearGaussianFacade(core);
  const { model, x } = lgm.experiment1();
  let state = lgm.start(lgm.standardNormal(2, 'full'));
  endures(holds, 50_000, () => {
    state = lgm.step(model, x, state, lgm.noise(1, state.step, 2, 2), { optimizer: 'adam', stepSize: 1e-3 });
  });
  assert.equal(state.step, 50_020);
});

test('50 000 steps of black-box variational inference', async () => {
  const { core, holds } = await fresh();
  const bbvi = bbviFacade(core);
  let state = bbvi.start({ mean: [0, 0], logSigma: [0, 0] });
  endures(holds, 50_000, () => {
    const eps = bbvi.noise(state.q, 1, state.steps, 2);
    state = bbvi.step('banana', state, eps, 'reparameterization', { stepSize: 1e-4 });
  });
  assert.equal(state.steps, 50_020);
});

test('data over the limit is refused by name, and the module goes on', async () => {
  const { core, holds } = await fresh();
  const gmm = gmmFacade(core);
  const want = gmm.fit({ X, k: 2 });
  const before = holds();
  const huge = { rows: 2 ** 24, cols: 8, data: new Float64Array(2 ** 27) };
  assert.throws(() => gmm.fit({ X: huge, k: 4 }), { name: 'InvalidArgument', argument: 'X' });
  assert.deepEqual(holds(), before);
  assert.deepEqual(gmm.fit({ X, k: 2 }), want);
});
