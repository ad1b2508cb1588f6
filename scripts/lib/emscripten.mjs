// Which Emscripten builds the core, and the environment that every call of it needs.
//
// Any emcc on PATH with LLVM >= 19 is used as it is. Debian 12's (3.1.6, LLVM 14) miscompiles SIMD; it drives LLVM 19
// well if EM_LLVM_ROOT names a folder that has LLVM 19's programs also under the names that Debian's emcc calls.
import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { capture, root, which } from './process.mjs';

export const LLVM_WANTED = 19;
const LINKS = 'build/llvm-19/bin';

/** What `emcc -v` says under this environment, with the major version of its LLVM. */
function probe(emcc, env) {
  const text = capture(emcc, ['-v'], { env }) ?? '';
  return { text, llvm: Number(/clang version (\d+)/.exec(text)?.[1] ?? 0) };
}

function link(target, path) {
  try {
    if (readlinkSync(path) === target) return;
  } catch {}
  rmSync(path, { force: true });
  symlinkSync(target, path);
}

/** Makes the folder of links to LLVM 19's programs: clang++ and clang++-14, and so on. */
function linkLlvm(bindir, debianSuffix) {
  const folder = join(root, LINKS);
  mkdirSync(folder, { recursive: true });
  for (const program of readdirSync(bindir)) {
    link(join(bindir, program), join(folder, program));
    link(join(bindir, program), join(folder, `${program}-${debianSuffix}`));
  }
  return folder;
}

/**
 * @returns {{emcc?: string, llvm: number, env: Record<string, string>, identity: string}}
 *   llvm is 0 without an Emscripten, below 19 if LLVM 19 could not be given to it; identity changes when the compiler does
 */
export function findEmscripten() {
  const emcc = which('emcc');
  if (emcc === undefined) return { llvm: 0, env: {}, identity: '' };

  // Node from elsewhere than Debian does not search Debian's folder of JavaScript libraries, where acorn is.
  const env = existsSync('/usr/share/nodejs') ? { NODE_PATH: '/usr/share/nodejs' } : {};
  let found = probe(emcc, env);
  if (found.llvm > 0 && found.llvm < LLVM_WANTED) {
    const bindir = capture(`llvm-config-${LLVM_WANTED}`, ['--bindir'])?.trim();
    if (bindir !== undefined) {
      env.EM_LLVM_ROOT = linkLlvm(bindir, found.llvm);
      found = probe(emcc, env);
    }
  }
  return { emcc, llvm: found.llvm, env, identity: `${emcc}\n${found.text}` };
}
