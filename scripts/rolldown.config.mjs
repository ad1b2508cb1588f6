// Bundles the package's JavaScript: the API, the glue, and with the command line the development dependencies it uses. A file that is
// loaded by itself takes Node a millisecond, and they are dozens.

/** What all or several of the models and entries need, once. */
const COMMON = /\/api\/(?!index|worker|table)(?!.*(_facade|_module|_packed|_run)\.ts$)\w+\.ts$/;

/** The glue looks for its .wasm beside itself; bundled, it lies in wasm/lib. */
const besideGlue = {
  name: 'beside-glue',
  transform: (code, id) =>
    /\/dist\/\w+\.mjs$/.test(id)
      ? code.replace(
          /new URL\("(\w+\.wasm)",\s*import\.meta\.url\)/g,
          'new URL("../dist/$1", import.meta.url)',
        )
      : null,
};

export default {
  input: {
    index: 'wasm/api/index.ts',
    'index.node': 'wasm/api/index.node.ts',
    worker: 'wasm/api/worker.ts',
    'worker.node': 'wasm/api/worker.node.ts',
    cli: 'wasm/cli/main.ts', // begins with its own #! line; a banner would be a second one
  },
  platform: 'node',
  plugins: [besideGlue],
  output: {
    dir: 'wasm/lib',
    format: 'esm',
    minify: true,
    chunkFileNames: '[name].js',
    codeSplitting: { groups: [{ name: 'common', test: COMMON }] },
  },
};
