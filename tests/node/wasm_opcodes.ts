import { functionBodies, instructions, sections } from '../../scripts/lib/wasm_code.mjs';

/** Counts instructions of a WebAssembly module, immediates told apart: a byte 0xfd in a constant or an address is no SIMD. */
export function countOpcodes(bytes: Uint8Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const section of sections(bytes)) {
    if (section.id !== 10) continue;
    for (const body of functionBodies(bytes, section))
      for (const { op } of instructions(bytes, body)) counts.set(op, (counts.get(op) ?? 0) + 1);
  }
  return counts;
}

/** The key under which instruction n of the SIMD prefix is counted. */
export const simdOpcode = (n: number): number => 0xfd0000 + n;
