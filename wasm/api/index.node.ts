import { readFile } from 'node:fs/promises';
import { instantiate } from './instantiate.ts';
import type { Lvm } from './types.ts';

export * from './public.ts';

/**
 * Loads the core: `const lab = await load()`. In Node lvm.wasm is read from the package.
 *
 * @throws CoreCrashed if it cannot be loaded
 */
export async function load(): Promise<Lvm> {
  // emcc 3.1.6's loader would call fetch() on a file path in Node, so the bytes are handed over.
  return instantiate(() => readFile(new URL('../dist/lvm.wasm', import.meta.url)));
}
