import { notLoaded } from './errors.ts';
import type { Lvm } from './types.ts';

/**
 * What `load` does, in a browser and in Node: these namespaces of a fresh instance of the core, all if none is named.
 *
 * @param read gives the bytes of core.wasm; without it the glue fetches that file itself
 * @throws CoreCrashed if the core cannot be loaded; TypeError if a name is none of ours
 */
export async function loadCore(
  models: readonly string[],
  read?: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Partial<Lvm>> {
  // Compiled on other threads while the glue is imported on this one. Whether it failed `open` hears, later.
  const compiled = read?.().then((bytes) => WebAssembly.compile(bytes));
  compiled?.catch(() => {});
  const module = await import('./core_module.ts').catch((error) => {
    throw notLoaded(error);
  });
  const lab = await module.open(compiled);
  if (models.length === 0) return lab;
  const named = models.map((model) => {
    if (!Object.hasOwn(lab, model)) throw new TypeError(`${model} is not a model of the core`);
    return [model, lab[model as keyof Lvm]];
  });
  return Object.fromEntries(named);
}
