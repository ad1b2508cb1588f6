import { Core } from './core.ts';
import { CoreCrashed } from './errors.ts';
import type { ModuleFactory, ModuleInfo, ReadWasm } from './module.ts';

/**
 * A fresh, independent instance of one WebAssembly module.
 *
 * @param file the module's, beside its glue
 * @throws CoreCrashed if the bytes cannot be had or are not WebAssembly that this engine runs
 */
export async function instantiate<Module extends ModuleInfo>(
  createModule: ModuleFactory<Module>,
  file: string,
  read?: ReadWasm,
): Promise<Core<Module>> {
  // The core has nothing to print; what the glue would print on failure is in the error.
  const silent = { print() {}, printErr() {} };
  try {
    return new Core(await createModule(read ? { ...silent, wasmBinary: await read(file) } : silent));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CoreCrashed(`the core could not be loaded: ${reason}`, { cause: error });
  }
}
