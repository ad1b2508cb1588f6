import createModule from '../dist/linear_gaussian.mjs';
import { instantiate } from './instantiate.ts';
import { linearGaussianFacade } from './linear_gaussian_facade.ts';
import type { Lvm } from './types.ts';

export async function open(): Promise<Pick<Lvm, 'linearGaussian'>> {
  return {
    linearGaussian: linearGaussianFacade(await instantiate(createModule)),
  };
}
