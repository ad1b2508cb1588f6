import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { lab } from './support.ts';
import { countOpcodes, simdOpcode } from './wasm_opcodes.ts';

const F64X2_ADD = 240;
const F64X2_MUL = 242;

/** A module, and how many instructions of each kind it must have at least. */
const MODULES = [
  ['gmm', 50],
  ['linear_gaussian', 50],
  ['linear_mixture', 20],
  ['divergence', 0], // sums over nodes in one dimension, whose order is part of the result
  ['bbvi', 50],
  ['core', 200],
] as const;

for (const [name, least] of MODULES) {
  test(`${name}.wasm: ${least} additions and multiplications by SIMD at least, and nothing relaxed`, async () => {
    const bytes = await readFile(new URL(`../../wasm/dist/${name}.wasm`, import.meta.url));
    const counts = countOpcodes(bytes);
    const count = (n: number) => counts.get(simdOpcode(n)) ?? 0;
    assert.ok(count(F64X2_ADD) >= least, `${count(F64X2_ADD)} f64x2.add`);
    assert.ok(count(F64X2_MUL) >= least, `${count(F64X2_MUL)} f64x2.mul`);
    // Relaxed SIMD rounds differently from one processor to the next.
    assert.deepEqual(
      [...counts.keys()].filter((opcode) => opcode >= simdOpcode(256)),
      [],
    );
  });
}

test('every module is listed above, and says that it has SIMD', async () => {
  const files = await readdir(new URL('../../wasm/dist/', import.meta.url));
  const names = files.filter((file) => file.endsWith('.wasm')).map((file) => file.slice(0, -'.wasm'.length));
  assert.deepEqual(names.sort(), MODULES.map(([name]) => name as string).sort());
  assert.equal(lab.build.info().simd, true);
});

test('the count is of instructions: 0xfd in a constant or without SIMD is none', () => {
  // (module (func i32.const -3 drop)): the constant's byte is 0x7d; then 0xfd 0x00 as a two-byte constant.
  const code = (...body: number[]) =>
    Uint8Array.of(
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
      body.length + 4,
      1,
      body.length + 2,
      0,
      ...body,
      0x0b,
    );
  const constant = code(0x41, 0xfd, 0x00, 0x1a);
  assert.ok(WebAssembly.validate(constant));
  assert.deepEqual(
    [...countOpcodes(constant)],
    [
      [0x41, 1],
      [0x1a, 1],
      [0x0b, 1],
    ],
  );
  const simd = code(
    0xfd,
    12,
    ...new Array(16).fill(0xfd),
    0xfd,
    12,
    ...new Array(16).fill(0),
    0xfd,
    0xf0,
    0x01,
    0x1a,
  );
  assert.ok(WebAssembly.validate(simd));
  assert.equal(countOpcodes(simd).get(simdOpcode(F64X2_ADD)), 1);
  assert.equal(countOpcodes(simd).get(simdOpcode(12)), 2);
});
