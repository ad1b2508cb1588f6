// (module (func (export "trap") unreachable)): a real WebAssembly trap, on demand.
const bytes = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0],
  ...[3, 2, 1, 0],
  ...[7, 8, 1, 4, 0x74, 0x72, 0x61, 0x70, 0, 0],
  ...[10, 5, 1, 3, 0, 0, 0x0b],
);

/** Throws a WebAssembly.RuntimeError. */
export const trap = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.trap as () => never;
