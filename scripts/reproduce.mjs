// npm run reproduce: two clean builds of the site, of the package's JavaScript and, with --wasm (minutes), of the modules are
// the same files.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { entry, Problem, root } from './lib/process.mjs';
import { hashOf } from './lib/stamp.mjs';

const PRODUCTS = { wasm: 'wasm/dist', lib: 'wasm/lib', site: 'dist' };

/** Builds from nothing, and says what every file's content is. */
async function once(steps) {
  rmSync(join(root, 'build/stamps'), { recursive: true, force: true });
  if (steps.includes('wasm')) rmSync(join(root, 'build/wasm'), { recursive: true, force: true });
  for (const step of steps) rmSync(join(root, PRODUCTS[step]), { recursive: true, force: true });
  await build(...steps);
  return new Map(
    steps.flatMap((step) => {
      const names = readdirSync(join(root, PRODUCTS[step]), { recursive: true, withFileTypes: true });
      const files = names.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
      return files.map((file) => file.slice(root.length)).map((file) => [file, hashOf([file])]);
    }),
  );
}

await entry(async () => {
  const steps = process.argv.includes('--wasm') ? ['wasm', 'lib', 'site'] : ['lib', 'site'];
  const [first, second] = [await once(steps), await once(steps)];
  const differing = [...new Set([...first.keys(), ...second.keys()])].filter(
    (file) => first.get(file) !== second.get(file),
  );
  if (differing.length > 0) throw new Problem(`not reproducible: ${differing.join(', ')}`);
  console.log(`${first.size} files, the same twice`);
});
