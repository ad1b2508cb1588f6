import createModule from '../dist/gmm.mjs';
import { clusteringFacade } from './clustering_facade.ts';
import { gmmFacade } from './gmm_facade.ts';
import { instantiate } from './instantiate.ts';
import type { Lvm } from './types.ts';

/** Mixtures, clusterings, and what was compiled. */
export async function open(
  compiled?: Promise<WebAssembly.Module>,
): Promise<Pick<Lvm, 'build' | 'clustering' | 'gmm'>> {
  const core = await instantiate(createModule, compiled);
  return {
    build: {
      info: () => core.call('build', (raw) => ({ version: raw.buildVersion(), simd: raw.buildSimd() })),
    },
    clustering: clusteringFacade(core),
    gmm: gmmFacade(core),
  };
}
