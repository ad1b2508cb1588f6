// Bundles the command line, and with it the development dependencies it uses, into one file of the package.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';

const GLUE = /\/dist\/\w+\.mjs$/;
const API = /\/api\/([\w.]+)\.ts$/;

/** What is a file of the package already, seen from wasm/lib: the glue, and the API, which tsc has put there. */
function inPackage(id) {
  if (GLUE.test(id)) return `../dist/${basename(id)}`;
  const name = API.exec(id)?.[1];
  return name !== undefined && existsSync(`wasm/lib/${name}.js`) ? `./${name}.js` : undefined;
}

export default {
  input: 'wasm/cli/main.ts',
  platform: 'node',
  external: (id) => inPackage(id) !== undefined,
  output: {
    file: 'wasm/lib/cli.js',
    format: 'esm',
    minify: true,
    codeSplitting: false,
    paths: (id) => inPackage(id) ?? id,
    // main.ts begins with its own #! line; a banner would be a second one.
  },
};
