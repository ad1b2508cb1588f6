import { openModules } from './modules.ts';
import type { Lvm } from './types.ts';

export * from './public.ts';

/**
 * Loads the core: `const lab = await load()`. In a browser, with or without a bundler, each model's WebAssembly is
 * fetched from beside its glue; `load('gmm')` fetches what that model needs and no more.
 *
 * @throws CoreCrashed if it cannot be loaded; TypeError if a name is no model
 */
export function load(): Promise<Lvm>;
export function load<Model extends keyof Lvm>(...models: readonly Model[]): Promise<Pick<Lvm, Model>>;
export function load(...models: readonly string[]): Promise<Partial<Lvm>> {
  return openModules(models);
}
