// Doing a step again only if what it reads or what it wrote has changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './process.mjs';

function* filesUnder(path) {
  if (!existsSync(join(root, path))) return;
  if (!statSync(join(root, path)).isDirectory()) return yield path;
  for (const name of readdirSync(join(root, path)).sort()) yield* filesUnder(`${path}/${name}`);
}

/** Hash of the names and contents of all files under the given paths. */
export function hashOf(paths, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const path of paths) {
    for (const file of filesUnder(path)) {
      hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
    }
  }
  return hash.digest('hex');
}

/**
 * Runs `step` unless its inputs and outputs are byte for byte those of the last successful time.
 * @param {string} name of the stamp, a file in build/stamps
 */
export async function onChange(name, { inputs, outputs, extra = '' }, step) {
  const stamp = join(root, 'build/stamps', name);
  const missing = outputs.some((path) => !existsSync(join(root, path)));
  const state = () => `inputs ${hashOf(inputs, extra)}\noutputs ${hashOf(outputs)}\n`;
  if (!missing && existsSync(stamp) && readFileSync(stamp, 'utf8') === state()) return;
  rmSync(stamp, { force: true });
  await step();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, state());
}
