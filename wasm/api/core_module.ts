import createModule from '../dist/core.mjs';
import { bbviFacade } from './bbvi_facade.ts';
import { buildFacade } from './build_facade.ts';
import { clusteringFacade } from './clustering_facade.ts';
import { divergenceFacade } from './divergence_facade.ts';
import { gmmFacade } from './gmm_facade.ts';
import { instantiate } from './instantiate.ts';
import { linearGaussianFacade } from './linear_gaussian_facade.ts';
import { linearMixtureFacade } from './linear_mixture_facade.ts';
import type { Lvm } from './types.ts';

/** All models, on one instance: if it crashes, it does for all of them. */
export async function open(compiled?: Promise<WebAssembly.Module>): Promise<Lvm> {
  const core = await instantiate(createModule, compiled);
  return {
    build: buildFacade(core),
    clustering: clusteringFacade(core),
    gmm: gmmFacade(core),
    linearGaussian: linearGaussianFacade(core),
    linearMixture: linearMixtureFacade(core),
    divergence: divergenceFacade(core),
    bbvi: bbviFacade(core),
  };
}
