/** The hand-written typings against the module: the same names, the same number of arguments. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import createModule from '../../wasm/dist/lvm.mjs';
import { lab } from './support.ts';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url));

/** Methods of an interface in a declaration file, with the number of their parameters. */
function methods(source: string, name: string): Map<string, number> {
  const start = source.indexOf(`export interface ${name} {`);
  assert.ok(start >= 0, `no interface ${name}`);
  const body = source
    .slice(source.indexOf('{', start), source.indexOf('\n}', start))
    .replace(/\/\*\*[\s\S]*?\*\//g, '');
  const found = new Map<string, number>();
  for (const [, method = '', list = ''] of body.matchAll(/^ {2}(\w+)\(([\s\S]*?)\): [^;]+;$/gm)) {
    // Commas inside brackets belong to the parameters' own types.
    let flat = list;
    for (let before = ''; before !== flat; ) [before, flat] = [flat, flat.replace(/[({][^(){}]*[)}]/g, '')];
    found.set(method, flat.split(',').filter((parameter) => parameter.trim() !== '').length);
  }
  return found;
}

test('lvm.d.mts declares what the module exports, and every arity is right', async () => {
  const module = (await createModule({ wasmBinary: await read('wasm/dist/lvm.wasm') })) as unknown as Record<
    string,
    unknown
  >;
  const declared = methods(String(await read('wasm/bindings/lvm.d.mts')), 'LvmModule');
  const exported = Object.keys(module).filter((key) => /^(build|clustering|gmm)[A-Z]/.test(key));
  assert.deepEqual([...declared.keys()].sort(), exported.sort());
  // Embind checks the number of arguments before anything else, and says which it wants.
  for (const [name, arity] of declared) {
    const call = module[name] as (...args: unknown[]) => unknown;
    const tooMany = new RegExp(`${name} called with ${arity + 1} arguments, expected ${arity} args`);
    assert.throws(() => call(...new Array(arity + 1).fill(0)), tooMany);
  }
});

test('the facade has exactly the functions that its types declare', async () => {
  const gmm = methods(String(await read('wasm/api/gmm.ts')), 'Gmm');
  assert.deepEqual(Object.keys(lab.gmm).sort(), [...gmm.keys()].sort());
  for (const [name, arity] of gmm)
    assert.equal((lab.gmm as unknown as Record<string, () => void>)[name]?.length, arity, name);
  const types = String(await read('wasm/api/types.ts'));
  assert.deepEqual(Object.keys(lab.clustering).sort(), [...methods(types, 'Clustering').keys()].sort());
  assert.deepEqual(Object.keys(lab.build).sort(), [...methods(types, 'Build').keys()].sort());
  assert.deepEqual(Object.keys(lab).sort(), ['build', 'clustering', 'gmm']);
});

test('build.info tells the version of the package', async () => {
  const { version } = JSON.parse(String(await read('package.json')));
  assert.deepEqual(lab.build.info(), { version, simd: true });
});
