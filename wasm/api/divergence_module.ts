import createModule from '../dist/divergence.mjs';
import { divergenceFacade } from './divergence_facade.ts';
import { instantiate } from './instantiate.ts';
import type { Lvm } from './types.ts';

export async function open(): Promise<Pick<Lvm, 'divergence'>> {
  return { divergence: divergenceFacade(await instantiate(createModule)) };
}
