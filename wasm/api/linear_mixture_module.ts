import createModule from '../dist/linear_mixture.mjs';
import { instantiate } from './instantiate.ts';
import { linearMixtureFacade } from './linear_mixture_facade.ts';
import type { ReadWasm } from './module.ts';
import type { Lvm } from './types.ts';

export async function open(read?: ReadWasm): Promise<Pick<Lvm, 'linearMixture'>> {
  return { linearMixture: linearMixtureFacade(await instantiate(createModule, 'linear_mixture.wasm', read)) };
}
