// The binary format of WebAssembly as far as emcc writes it: the MVP, sign extension, conversions that saturate, bulk memory,
// multi-value, reference types, SIMD and the first encoding of exceptions. Throws at what it does not know, so that nothing is misread
// silently.

/** @returns {[value: number, next: number]} an unsigned LEB128 */
export function leb(bytes, start) {
  let value = 0;
  for (let at = start, scale = 1; ; scale *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at];
  }
}

/** @returns {{ id: number, start: number, end: number }[]} in the order of the file; custom ones have id 0 */
export function sections(bytes) {
  const found = [];
  for (let at = 8; at < bytes.length; ) {
    const [size, start] = leb(bytes, at + 1);
    found.push({ id: bytes[at], start, end: start + size });
    at = start + size;
  }
  return found;
}

/** @returns {{ start: number, end: number }[]} the functions of a code section, each beginning with its locals */
export function functionBodies(bytes, section) {
  const found = [];
  let [count, at] = leb(bytes, section.start);
  for (; count > 0; --count) {
    const [size, start] = leb(bytes, at);
    at = start + size;
    found.push({ start, end: at });
  }
  return found;
}

/** Every instruction of a function, in order: where it begins, where the next one does, and its opcode, n of a prefix as prefix · 2¹⁶ + n. */
export function* instructions(bytes, body) {
  let [groups, at] = leb(bytes, body.start);
  for (; groups > 0; --groups) at = leb(bytes, at)[1] + 1; // a count and a type
  while (at < body.end) {
    const instruction = decode(bytes, at);
    yield instruction;
    at = instruction.next;
  }
  if (at !== body.end) throw new Error(`decoding ran past the function that ends at ${body.end}`);
}

/** Opcodes with one immediate, a LEB128, beside those of ranges below. */
const ONE = new Set([
  0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x10, 0x18, 0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2,
]);
const BARE = new Set([0x00, 0x01, 0x05, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1]);

function decode(bytes, start) {
  const op = bytes[start];
  if (op === 0xfc || op === 0xfd) {
    const [n, at] = leb(bytes, start + 1);
    return { op: op * 0x10000 + n, start, next: (op === 0xfd ? afterSimd : afterMisc)(bytes, n, at) };
  }
  return { op, start, next: after(bytes, op, start + 1) };
}

function skip(bytes, at, count) {
  for (let i = 0; i < count; ++i) at = leb(bytes, at)[1];
  return at;
}

function after(bytes, op, at) {
  if (op === 0x0e) {
    const [targets, next] = leb(bytes, at);
    return skip(bytes, next, targets + 1);
  }
  if (op === 0x44) return at + 8;
  if (op === 0x43) return at + 4;
  if (ONE.has(op) || (op >= 0x20 && op <= 0x26)) return skip(bytes, at, 1);
  if (op === 0x11 || (op >= 0x28 && op <= 0x3e)) return skip(bytes, at, 2);
  if (BARE.has(op) || (op >= 0x45 && op <= 0xc4)) return at;
  throw new Error(`unknown opcode 0x${op.toString(16)} at ${at - 1}`);
}

const afterMisc = (bytes, n, at) => skip(bytes, at, n === 8 || n === 10 ? 2 : n < 8 ? 0 : 1);

function afterSimd(bytes, n, at) {
  if (n <= 11 || n === 92 || n === 93) return skip(bytes, at, 2); // loads and stores
  if (n === 12 || n === 13) return at + 16; // v128.const, i8x16.shuffle
  if (n >= 21 && n <= 34) return at + 1; // lanes
  if (n >= 84 && n <= 91) return skip(bytes, at, 2) + 1; // loads and stores of a lane
  return at;
}
