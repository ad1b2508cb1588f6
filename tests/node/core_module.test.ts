/** The package's one module of all models, and the pages' modules of one each: the same bits, and the same fate for all of a `load`. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { bbviFacade } from '../../wasm/api/bbvi_facade.ts';
import { clusteringFacade } from '../../wasm/api/clustering_facade.ts';
import { Core } from '../../wasm/api/core.ts';
import { divergenceFacade } from '../../wasm/api/divergence_facade.ts';
import { gmmFacade } from '../../wasm/api/gmm_facade.ts';
import { type Lvm, load } from '../../wasm/api/index.node.ts';
import { linearGaussianFacade } from '../../wasm/api/linear_gaussian_facade.ts';
import { linearMixtureFacade } from '../../wasm/api/linear_mixture_facade.ts';
import type { ModuleFactory, ModuleInfo } from '../../wasm/api/module.ts';
import createBbvi from '../../wasm/dist/bbvi.mjs';
import createDivergence from '../../wasm/dist/divergence.mjs';
import createGmm from '../../wasm/dist/gmm.mjs';
import createLinearGaussian from '../../wasm/dist/linear_gaussian.mjs';
import createLinearMixture from '../../wasm/dist/linear_mixture.mjs';
import { lab, threeGroups as truth } from './support.ts';
import { trap } from './trap.ts';

async function core<Module extends ModuleInfo>(name: string, createModule: ModuleFactory<Module>) {
  const wasmBinary = await readFile(new URL(`../../wasm/dist/${name}.wasm`, import.meta.url));
  return new Core(await createModule({ wasmBinary }));
}

const gmmCore = await core('gmm', createGmm);
const apart: Omit<Lvm, 'build'> = {
  clustering: clusteringFacade(gmmCore),
  gmm: gmmFacade(gmmCore),
  linearGaussian: linearGaussianFacade(await core('linear_gaussian', createLinearGaussian)),
  linearMixture: linearMixtureFacade(await core('linear_mixture', createLinearMixture)),
  divergence: divergenceFacade(await core('divergence', createDivergence)),
  bbvi: bbviFacade(await core('bbvi', createBbvi)),
};

/** Of each model what is long enough for a last bit to grow: random numbers, decompositions, a run. */
const SPECIMENS: Readonly<Record<keyof typeof apart, (lab: typeof apart) => unknown>> = {
  clustering: ({ gmm, clustering }) => {
    const { X, z } = gmm.sample(truth, 300, 1);
    return clustering.adjustedRandIndex(clustering.hardAssignments(gmm.eStep(truth, X).responsibilities), z);
  },
  gmm: ({ gmm }) => gmm.fit({ X: gmm.sample(truth, 500, 2).X, k: 3, init: 'kmeans++', seed: 3 }),
  linearGaussian: ({ linearGaussian }) => {
    const { model, x } = linearGaussian.experiment1();
    const fit = linearGaussian.fit({
      model,
      x,
      family: 'full',
      steps: 200,
      optimizer: 'adam',
      stepSize: 0.01,
    });
    return [linearGaussian.posterior(model, x), fit];
  },
  linearMixture: ({ gmm, linearMixture }) => {
    const { X } = gmm.sample(truth, 200, 4);
    const y = Array.from(X.data.filter((_, i) => i % 2 === 0));
    return linearMixture.fit({ X, y, k: 2, seed: 5, varianceFloor: 0.01, intercept: true });
  },
  divergence: ({ divergence }) => {
    const p = { weights: [0.5, 0.5], means: [-1, 2], sigmas: [1, 0.5] };
    const start = { mean: 0, logSigma: 0 };
    return [divergence.inclusiveFit(p), divergence.fit({ direction: 'exclusive', p, start, maxSteps: 50 })];
  },
  bbvi: ({ bbvi }) => {
    const q = { mean: [0.1, -0.2], logSigma: [0, 0.3] };
    const eps = bbvi.noise(q, 7, 0, 50);
    return [
      bbvi.estimate('banana', q, eps, 'score_function'),
      bbvi.run({ target: 'banana', q, estimator: 'reparameterization', steps: 100, stepSize: 1e-3 }),
    ];
  },
};

for (const [model, specimen] of Object.entries(SPECIMENS)) {
  test(`${model}: to the bit what the module of its own gives`, () => {
    assert.deepEqual(specimen(lab), specimen(apart));
  });
}

test('load gives the models it is told, all if none, and no others', async () => {
  assert.deepEqual(Object.keys(await load('divergence', 'gmm')), ['divergence', 'gmm']);
  assert.deepEqual(Object.keys(await load()).sort(), ['build', ...Object.keys(apart)].sort());
  for (const name of ['gmmm', 'toString', '__proto__'])
    await assert.rejects(load(name as 'gmm'), {
      name: 'TypeError',
      message: `${name} is not a model of the core`,
    });
});

test('one load is one instance, which crashes for all its models; another load has another', async () => {
  const { gmm, divergence } = await load('gmm', 'divergence');
  const X = { rows: 1, cols: 1, data: Float64Array.of(0) };
  const theta = { weights: [1], means: [[0]], covariances: [[[1]]] };
  // What copies numbers into the core, from within its C++.
  const typedArray = Object.getPrototypeOf(Float64Array.prototype);
  const { set } = typedArray;
  typedArray.set = trap;
  try {
    assert.throws(() => gmm.logLikelihood(theta, X), { name: 'CoreCrashed' });
  } finally {
    typedArray.set = set;
  }
  assert.throws(() => divergence.kl([1], [1]), { name: 'CoreCrashed', message: /crashed before/ });
  assert.equal((await load('divergence')).divergence.kl([1], [1]), 0);
});
