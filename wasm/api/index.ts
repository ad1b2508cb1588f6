import { loadCore } from './load.ts';
import type { Lvm } from './types.ts';

export * from './public.ts';

/**
 * Loads the core: `const lab = await load()`. In a browser, with or without a bundler, its WebAssembly is fetched from
 * where the package has it. All models share one instance of it, and `load('gmm')` gives that one alone.
 *
 * @throws CoreCrashed if it cannot be loaded; TypeError if a name is no model
 */
export function load(): Promise<Lvm>;
export function load<Model extends keyof Lvm>(...models: readonly Model[]): Promise<Pick<Lvm, Model>>;
export function load(...models: readonly string[]): Promise<Partial<Lvm>> {
  return loadCore(models);
}
