/** What every WebAssembly module exports beside its model's functions. */
export interface ModuleInfo {
  buildSimd(): boolean;
  buildVersion(): string;
}

/** The glue's default export: a fresh, independent instance of the module. */
export type ModuleFactory<Module extends ModuleInfo> = (overrides: {
  wasmBinary?: ArrayBuffer | Uint8Array;
  instantiateWasm?: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ) => Record<string, never>;
  print?: (line: string) => void;
  printErr?: (line: string) => void;
}) => Promise<Module>;
