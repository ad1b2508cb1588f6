/** The core in the worker of a page of ours: a page shows one model, so each is a module of its own, loaded when it is asked for. */
import { notLoaded } from './errors.ts';
import { Receiver } from './lasting.ts';
import type { Port } from './port.ts';
import { answer } from './serve.ts';
import type { Lvm } from './types.ts';

const MODULES = {
  gmm: () => import('./gmm_module.ts'),
  linear_gaussian: () => import('./linear_gaussian_module.ts'),
  linear_mixture: () => import('./linear_mixture_module.ts'),
  divergence: () => import('./divergence_module.ts'),
  bbvi: () => import('./bbvi_module.ts'),
};

type ModuleName = keyof typeof MODULES;

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

async function open(name: ModuleName): Promise<Partial<Lvm>> {
  let module: Awaited<ReturnType<(typeof MODULES)[ModuleName]>>;
  try {
    module = await MODULES[name]();
  } catch (error) {
    throw notLoaded(error);
  }
  return module.open();
}

const opened = new Map<ModuleName, Promise<Partial<Lvm>>>();

const receiver = new Receiver();
const page: Port = {
  postMessage: (message, transfer) => self.postMessage(message, { transfer }),
  addEventListener: (type, listener) =>
    self.addEventListener(type, (event) => listener({ data: receiver.unpack((event as MessageEvent).data) })),
};

answer(page, (model) => {
  if (!Object.hasOwn(HOMES, model)) return Promise.resolve({});
  const home = HOMES[model as keyof Lvm];
  const known = opened.get(home) ?? open(home);
  opened.set(home, known);
  return known;
});
