/** The hand-written typings against the modules: the same names, the same number of arguments. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Lvm } from '../../wasm/api/index.node.ts';
import { lab } from './support.ts';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url));

/** Methods of an interface in a declaration file, with the number of their parameters. */
function methods(source: string, name: string): Map<string, number> {
  const start = source.search(new RegExp(`^export interface ${name} (extends \\w+ )?\\{`, 'm'));
  assert.ok(start >= 0, `no interface ${name}`);
  const body = source
    .slice(source.indexOf('{', start), source.indexOf('\n}', start))
    .replace(/\/\*\*[\s\S]*?\*\//g, '');
  const found = new Map<string, number>();
  for (const [, method = '', list = ''] of body.matchAll(/^ {2}(\w+)(?:<[^(]*>)?\(([\s\S]*?)\): [^;]+;$/gm)) {
    // Commas inside brackets belong to the parameters' own types.
    let flat = list;
    for (let before = ''; before !== flat; ) [before, flat] = [flat, flat.replace(/[({][^(){}]*[)}]/g, '')];
    found.set(method, flat.split(',').filter((parameter) => parameter.trim() !== '').length);
  }
  return found;
}

const modules = (await readdir(new URL('../../wasm/bindings', import.meta.url)))
  .filter((file) => file.endsWith('.d.mts'))
  .map((file) => file.slice(0, -'.d.mts'.length));
const everywhere = methods(String(await read('wasm/api/module.ts')), 'ModuleInfo');

/** What a module's declarations say that it exports; those of `core` name the others'. */
async function declaredBy(name: string): Promise<Map<string, number>> {
  const source = String(await read(`wasm/bindings/${name}.d.mts`));
  const own = /export interface (\w+Module) /.exec(source)?.[1];
  if (own !== undefined) return new Map([...methods(source, own), ...everywhere]);
  const parts = [...source.matchAll(/^import type \{ \w+Module \} from '\.\/(\w+)\.mjs';$/gm)];
  const found = await Promise.all(parts.map(([, part = '']) => declaredBy(part)));
  return new Map(found.flatMap((part) => [...part]));
}

for (const name of modules) {
  test(`${name}.d.mts declares what the module exports, and every arity is right`, async () => {
    const { default: createModule } = await import(`../../wasm/dist/${name}.mjs`);
    const module = await createModule({ wasmBinary: await read(`wasm/dist/${name}.wasm`) });
    const declared = await declaredBy(name);
    const ours = new RegExp(`^(${Object.keys(lab).join('|')})[A-Z]`);
    const exported = Object.keys(module).filter((key) => ours.test(key));
    assert.deepEqual([...declared.keys()].sort(), exported.sort());
    // Embind checks the number of arguments before anything else, and says which it wants.
    for (const [name, arity] of declared) {
      const tooMany = new RegExp(`${name} called with ${arity + 1} arguments, expected ${arity} args`);
      assert.throws(() => module[name](...new Array(arity + 1).fill(0)), tooMany);
    }
  });
}

const FILES: Readonly<Record<keyof Lvm, readonly [file: string, name: string]>> = {
  build: ['types', 'Build'],
  clustering: ['types', 'Clustering'],
  gmm: ['gmm', 'Gmm'],
  linearGaussian: ['linear_gaussian', 'LinearGaussian'],
  linearMixture: ['linear_mixture', 'LinearMixture'],
  divergence: ['divergence', 'Divergence'],
  bbvi: ['bbvi', 'Bbvi'],
};

test('the facade has exactly the functions that its types declare', async () => {
  assert.deepEqual(Object.keys(lab).sort(), Object.keys(FILES).sort());
  for (const [model, [file, name]] of Object.entries(FILES)) {
    const declared = methods(String(await read(`wasm/api/${file}.ts`)), name);
    const functions = lab[model as keyof Lvm] as unknown as Record<string, () => void>;
    assert.deepEqual(Object.keys(functions).sort(), [...declared.keys()].sort());
    for (const [fn, arity] of declared) assert.equal(functions[fn]?.length, arity, `${model}.${fn}`);
  }
});

test('docs/api has every function of every model, and everything else that the package exports', async () => {
  const page = async (path: string) => String(await read(`docs/api/${path}.md`));
  const headings = (text: string) => [...text.matchAll(/^### (\w+)\(\)$/gm)].map(([, name]) => name);
  for (const [model, [, name]] of Object.entries(FILES)) {
    const functions = Object.keys(lab[model as keyof Lvm]);
    assert.deepEqual(headings(await page(`interfaces/${name}`)).sort(), functions.sort(), name);
  }
  const pages = async (folder: string) =>
    (await readdir(new URL(`../../docs/api/${folder}`, import.meta.url))).map((file) => file.slice(0, -3));
  const exported = Object.keys(await import('elbo-lab'));
  assert.deepEqual([...(await pages('functions')), ...(await pages('classes'))].sort(), exported.sort());
});

test('build.info tells the version of the package', async () => {
  const { version } = JSON.parse(String(await read('package.json')));
  assert.deepEqual(lab.build.info(), { version, simd: true });
});
