import createModule from '../dist/linear_mixture.mjs';
import { instantiate } from './instantiate.ts';
import { linearMixtureFacade } from './linear_mixture_facade.ts';
import type { Lvm } from './types.ts';

export async function open(): Promise<Pick<Lvm, 'linearMixture'>> {
  return { linearMixture: linearMixtureFacade(await instantiate(createModule)) };
}
