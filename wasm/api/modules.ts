import { CoreCrashed } from './errors.ts';
import type { ReadWasm } from './module.ts';
import type { Lvm } from './types.ts';

/** The WebAssembly modules. Each is loaded when it is asked for: a page that shows one model pays for one. */
const MODULES = {
  gmm: () => import('./gmm_module.ts'),
  linear_gaussian: () => import('./linear_gaussian_module.ts'),
  linear_mixture: () => import('./linear_mixture_module.ts'),
  divergence: () => import('./divergence_module.ts'),
  bbvi: () => import('./bbvi_module.ts'),
};

export type ModuleName = keyof typeof MODULES;

/** The module in which each namespace of `Lvm` lives. */
const HOMES: Readonly<Record<keyof Lvm, ModuleName>> = {
  build: 'gmm',
  clustering: 'gmm',
  gmm: 'gmm',
  linearGaussian: 'linear_gaussian',
  linearMixture: 'linear_mixture',
  divergence: 'divergence',
  bbvi: 'bbvi',
};

/** The module of a namespace, or undefined for a name that is none: names come in messages, from anywhere. */
export const homeOf = (model: string): ModuleName | undefined =>
  Object.hasOwn(HOMES, model) ? HOMES[model as keyof Lvm] : undefined;

async function open(name: ModuleName, read: ReadWasm | undefined): Promise<Partial<Lvm>> {
  // Compiled on other threads while the glue is imported on this one. Whether it failed `open` hears, later.
  const compiled = read?.(`${name}.wasm`).then((bytes) => WebAssembly.compile(bytes));
  compiled?.catch(() => {});
  let module: Awaited<ReturnType<(typeof MODULES)[ModuleName]>>;
  try {
    module = await MODULES[name]();
  } catch (error) {
    throw new CoreCrashed(`the core could not be loaded: ${(error as Error).message}`, { cause: error });
  }
  return module.open(compiled);
}

/**
 * Fresh instances of the modules of these namespaces; of all of them if none is named.
 *
 * @throws CoreCrashed if a module cannot be loaded; TypeError if a name is none of ours
 */
export async function openModules(models: readonly string[], read?: ReadWasm): Promise<Partial<Lvm>> {
  const wanted = models.length > 0 ? models : Object.keys(HOMES);
  const homes = wanted.map((model) => {
    const home = homeOf(model);
    if (home === undefined) throw new TypeError(`${model} is not a model of the core`);
    return home;
  });
  return Object.assign({}, ...(await Promise.all([...new Set(homes)].map((home) => open(home, read)))));
}
