// The files of the repository: what Git tracks, and what is new and not ignored.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { capture, Problem, root } from './process.mjs';

/** @param {string[]} patterns as `git ls-files` takes them; all files if there are none */
export function repositoryFiles(...patterns) {
  const out = capture('git', [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    ...patterns,
  ]);
  if (out === undefined) throw new Problem('git ls-files failed: this needs Git and a clone');
  return [...new Set(out.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path))).sort();
}
