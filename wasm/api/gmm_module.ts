import createModule from '../dist/gmm.mjs';
import { buildFacade } from './build_facade.ts';
import { clusteringFacade } from './clustering_facade.ts';
import { gmmFacade } from './gmm_facade.ts';
import { instantiate } from './instantiate.ts';
import type { Lvm } from './types.ts';

/** Mixtures, clusterings, and what was compiled. */
export async function open(): Promise<Pick<Lvm, 'build' | 'clustering' | 'gmm'>> {
  const core = await instantiate(createModule);
  return {
    build: buildFacade(core),
    clustering: clusteringFacade(core),
    gmm: gmmFacade(core),
  };
}
