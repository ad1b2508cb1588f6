import type { GmmModule } from '../dist/gmm.mjs';
import type { Core } from './core.ts';
import { requireMemory } from './limits.ts';
import type { Clustering } from './types.ts';
import { labels, matrix } from './validate.ts';

/** `Clustering` on a WebAssembly instance. Documentation of the functions: the interface. */
export function clusteringFacade(core: Core<GmmModule>): Clustering {
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
