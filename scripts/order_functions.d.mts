export function orderFunctions(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
