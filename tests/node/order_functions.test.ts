/** What the build does to a module last: its functions in another order, and nothing else. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { orderFunctions } from '../../scripts/order_functions.mjs';
import { Core } from '../../wasm/api/core.ts';
import { gmmFacade } from '../../wasm/api/gmm_facade.ts';
import createModule from '../../wasm/dist/core.mjs';
import { lab } from './support.ts';
import { countOpcodes } from './wasm_opcodes.ts';

const bytes = await readFile(new URL('../../wasm/dist/core.wasm', import.meta.url));

test('ordered again, a module has the same instructions, exports and answers', async () => {
  const ordered = orderFunctions(bytes);
  assert.notDeepEqual(new Uint8Array(ordered), new Uint8Array(bytes));
  const [module, before] = [new WebAssembly.Module(ordered), new WebAssembly.Module(bytes)];
  assert.deepEqual(WebAssembly.Module.exports(module), WebAssembly.Module.exports(before));
  assert.deepEqual(WebAssembly.Module.imports(module), WebAssembly.Module.imports(before));
  assert.deepEqual(countOpcodes(ordered), countOpcodes(bytes));
  const gmm = gmmFacade(new Core(await createModule({ wasmBinary: ordered })));
  const run = { X: [[0], [1], [5], [6]], k: 2, covarianceFloor: 0.1 };
  assert.deepEqual(gmm.fit(run), lab.gmm.fit(run));
  assert.throws(() => gmm.fit({ ...run, covarianceFloor: 0, k: 4 }), { name: 'NumericalError' });
});

test('the build has done it: to do it again gains next to nothing', () => {
  const size = (module: Uint8Array) => gzipSync(module, { level: 9 }).length;
  assert.ok(size(bytes) < 1.01 * size(orderFunctions(bytes)));
});

test('a module that is not understood is refused, not garbled', () => {
  // (module (func unreachable)), then with an opcode that there is not.
  const small = Uint8Array.of(
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    1,
    4,
    1,
    0x60,
    0,
    0,
    3,
    2,
    1,
    0,
    10,
    5,
    1,
    3,
    0,
    0,
    0x0b,
  );
  assert.deepEqual(new Uint8Array(orderFunctions(small)), small);
  assert.throws(() => orderFunctions(small.with(-2, 0xff)), /unknown opcode 0xff/);
});
