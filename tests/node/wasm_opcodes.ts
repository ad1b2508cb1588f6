/**
 * Counts instructions of a WebAssembly module by decoding every function body, immediates included: a byte 0xfd in
 * a constant or an address is no SIMD. Knows what emcc emits: the MVP, sign extension, bulk memory, multi-value, SIMD
 * and the first encoding of exceptions. Throws at an opcode it does not know, so that it cannot miscount silently.
 */
export function countOpcodes(bytes: Uint8Array): Map<number, number> {
  const counts = new Map<number, number>();
  let at = 8;
  while (at < bytes.length) {
    const id = bytes[at++];
    const [size, start] = leb(bytes, at);
    if (id === 10) countCode(bytes, start, counts);
    at = start + size;
  }
  return counts;
}

/** The key under which instruction n of the SIMD prefix is counted. */
export const simdOpcode = (n: number): number => 0xfd0000 + n;

function leb(bytes: Uint8Array, start: number): [value: number, next: number] {
  let value = 0;
  for (let at = start, scale = 1; ; scale *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at];
  }
}

function countCode(bytes: Uint8Array, start: number, counts: Map<number, number>): void {
  let [functions, at] = leb(bytes, start);
  for (; functions > 0; --functions) {
    const [size, body] = leb(bytes, at);
    const end = body + size;
    let [groups, next] = leb(bytes, body);
    for (; groups > 0; --groups) next = leb(bytes, next)[1] + 1; // a count and a type
    while (next < end) next = instruction(bytes, next, counts);
    if (next !== end) throw new Error(`decoding ran past the function that ends at ${end}`);
    at = end;
  }
}

/** LEB128 immediates by opcode; an opcode of no range has none. */
const ONE = new Set([
  0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x10, 0x18, 0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2,
]);
const TWO = new Set([0x11]);
const isBare = (op: number): boolean =>
  [0x00, 0x01, 0x05, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1].includes(op) || (op >= 0x45 && op <= 0xc4);

function instruction(bytes: Uint8Array, start: number, counts: Map<number, number>): number {
  const op = bytes[start] as number;
  let at = start + 1;
  const skip = (count: number): number => {
    for (let i = 0; i < count; ++i) at = leb(bytes, at)[1];
    return at;
  };
  if (op === 0xfd || op === 0xfc) {
    const [n, next] = leb(bytes, at);
    at = next;
    counts.set(op * 0x10000 + n, (counts.get(op * 0x10000 + n) ?? 0) + 1);
    return op === 0xfd ? simdImmediates(n, at, skip) : skip(n === 8 || n === 10 ? 2 : n < 8 ? 0 : 1);
  }
  counts.set(op, (counts.get(op) ?? 0) + 1);
  if (op === 0x0e) {
    const [targets, next] = leb(bytes, at);
    at = next;
    return skip(targets + 1);
  }
  if (op === 0x44) return at + 8;
  if (op === 0x43) return at + 4;
  if (ONE.has(op) || (op >= 0x20 && op <= 0x26)) return skip(1);
  if (TWO.has(op) || (op >= 0x28 && op <= 0x3e)) return skip(2);
  if (isBare(op)) return at;
  throw new Error(`unknown opcode 0x${op.toString(16)} at ${start}`);
}

function simdImmediates(n: number, at: number, skip: (count: number) => number): number {
  if (n <= 11 || n === 92 || n === 93) return skip(2); // loads and stores
  if (n === 12 || n === 13) return at + 16; // v128.const, i8x16.shuffle
  if (n >= 21 && n <= 34) return at + 1; // lanes
  if (n >= 84 && n <= 91) return skip(2) + 1; // loads and stores of a lane
  return at;
}
