import createModule from '../dist/lvm.mjs';
import { CoreCrashed } from './errors.ts';
import { facade } from './facade.ts';
import type { Lvm } from './types.ts';

/**
 * A fresh, independent instance of the core.
 *
 * @param read gives the bytes of lvm.wasm; without it the glue fetches the file that lies beside it
 * @throws CoreCrashed if the bytes cannot be had or are not WebAssembly that this engine runs
 */
export async function instantiate(read?: () => Promise<Uint8Array>): Promise<Lvm> {
  // The core has nothing to print; what the glue would print on failure is in the error.
  const silent = { print() {}, printErr() {} };
  try {
    return facade(await createModule(read === undefined ? silent : { ...silent, wasmBinary: await read() }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CoreCrashed(`the core could not be loaded: ${reason}`, { cause: error });
  }
}
