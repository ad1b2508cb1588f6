// Bundles the command line, and with it the development dependencies it uses, into one file of the package.
import { basename } from 'node:path';

export default {
  input: 'wasm/cli/main.ts',
  platform: 'node',
  // The glue is a file of the package already. From wasm/lib, '../dist' is where it is from wasm/api, too.
  external: /\/dist\/\w+\.mjs$/,
  output: {
    file: 'wasm/lib/cli.js',
    format: 'esm',
    codeSplitting: false,
    paths: (id) => (/\/dist\/\w+\.mjs$/.test(id) ? `../dist/${basename(id)}` : id),
    // main.ts begins with its own #! line; a banner would be a second one.
  },
};
