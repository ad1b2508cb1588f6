import type { LvmModule } from '../dist/lvm.mjs';
import { Core } from './core.ts';
import { gmmFacade } from './gmm_facade.ts';
import { requireMemory } from './limits.ts';
import type { Clustering, Lvm } from './types.ts';
import { labels, matrix } from './validate.ts';

function clusteringFacade(core: Core): Clustering {
  return {
    hardAssignments(R) {
      const weights = matrix(R, 'R');
      requireMemory('R', { rows: weights.rows, features: weights.cols, components: 0 });
      return core.call('R', (raw) => raw.clusteringHardAssignments(weights));
    },
    adjustedRandIndex(a, b) {
      const [left, right] = [labels(a, 'a'), labels(b, 'b')];
      requireMemory('a', { rows: left.length + right.length, features: 1, components: 1 });
      return core.call('a', (raw) => raw.clusteringAdjustedRandIndex(left, right));
    },
  };
}

/** The typed, checked, synchronous interface on one WebAssembly instance. */
export function facade(module: LvmModule): Lvm {
  const core = new Core(module);
  return {
    build: {
      info: () => core.call('build', (raw) => ({ version: raw.buildVersion(), simd: raw.buildSimd() })),
    },
    clustering: clusteringFacade(core),
    gmm: gmmFacade(core),
  };
}
