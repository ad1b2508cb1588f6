import createModule from '../dist/bbvi.mjs';
import { bbviFacade } from './bbvi_facade.ts';
import { instantiate } from './instantiate.ts';
import type { Lvm } from './types.ts';

export async function open(): Promise<Pick<Lvm, 'bbvi'>> {
  return { bbvi: bbviFacade(await instantiate(createModule)) };
}
