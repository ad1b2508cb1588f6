import { instantiate } from './instantiate.ts';
import type { Lvm } from './types.ts';

export * from './public.ts';

/**
 * Loads the core: `const lab = await load()`. In a browser, with or without a bundler, lvm.wasm is fetched from
 * beside the glue.
 *
 * @throws CoreCrashed if it cannot be loaded
 */
export const load = (): Promise<Lvm> => instantiate();
