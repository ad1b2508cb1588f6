// What must not be in the repository: hosts of package registries, paths of one machine, build products.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFiles } from './lib/files.mjs';
import { entry, root } from './lib/process.mjs';

const FORBIDDEN = [
  {
    what: 'host of a package registry',
    pattern: /\b(registry|pypi|npm|crates|proxy)\.[a-z]*(npmjs|yarnpkg|python|golang|io)\b/i,
  },
  { what: 'absolute path of one machine', pattern: /(?<![\w.)\]}/*])\/(work|root|home|Users)\/[\w.]/ },
  { what: 'conflict marker', pattern: /^(<{7}|>{7}) /m },
];
const PRODUCTS = /^(build|dist|wasm\/dist|wasm\/lib)\/|(^|\/)node_modules\//;
const LARGEST = 1_000_000;

function* problems(path) {
  if (PRODUCTS.test(path)) yield 'build product';
  if (statSync(join(root, path)).size > LARGEST) yield `larger than ${LARGEST} bytes`;
  const text = readFileSync(join(root, path), 'utf8');
  if (text.includes('\0')) return;
  if (/(^|\/)package-lock\.json$/.test(path) && /https?:/.test(text)) yield 'address in the lock file';
  for (const { what, pattern } of FORBIDDEN) {
    const match = pattern.exec(text);
    if (match !== null) yield `line ${text.slice(0, match.index).split('\n').length}: ${what}: ${match[0]}`;
  }
}

await entry(async () => {
  const found = repositoryFiles().flatMap((path) =>
    [...problems(path)].map((problem) => `${path}: ${problem}`),
  );
  for (const line of found) console.log(line);
  return found.length === 0 ? 0 : 1;
});
