import { Core } from './core.ts';
import { notLoaded } from './errors.ts';
import type { ModuleFactory, ModuleInfo } from './module.ts';

/**
 * A fresh, independent instance of one WebAssembly module.
 *
 * @param compiled what the file beside the glue holds; without it the glue fetches and compiles that file itself
 * @throws CoreCrashed if the bytes cannot be had or are not WebAssembly that this engine runs
 */
export async function instantiate<Module extends ModuleInfo>(
  createModule: ModuleFactory<Module>,
  compiled?: Promise<WebAssembly.Module>,
): Promise<Core<Module>> {
  // The core has nothing to print; what the glue would print on failure is in the error.
  const silent = { print() {}, printErr() {} };
  try {
    if (compiled === undefined) return new Core(await createModule(silent));
    const module = await compiled;
    // The glue does not hear of an instance that cannot be made, and would wait for it.
    return await new Promise((resolve, reject) => {
      const instantiateWasm: Parameters<typeof createModule>[0]['instantiateWasm'] = (imports, receive) => {
        try {
          receive(new WebAssembly.Instance(module, imports));
        } catch (error) {
          reject(error);
        }
        return {};
      };
      createModule({ ...silent, instantiateWasm }).then((raw) => resolve(new Core(raw)), reject);
    });
  } catch (error) {
    throw notLoaded(error);
  }
}
