import type { Core } from './core.ts';
import type { ModuleInfo } from './module.ts';
import type { Build } from './types.ts';

/** `Build` on any WebAssembly instance. Documentation of the function: the interface. */
export function buildFacade(core: Core<ModuleInfo>): Build {
  return {
    info: () => core.call('build', (raw) => ({ version: raw.buildVersion(), simd: raw.buildSimd() })),
  };
}
