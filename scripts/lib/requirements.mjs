// What this project needs from the operating system, named as Debian names it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findEmscripten, LLVM_WANTED } from './emscripten.mjs';
import { capture, which } from './process.mjs';

const program =
  (...names) =>
  () =>
    names.some((name) => which(name) !== undefined);

const PREFIXES = ['/usr/include', '/usr/local/include', '/opt/homebrew/include'];
const header =
  (...names) =>
  () =>
    names.some((name) => PREFIXES.some((prefix) => existsSync(join(prefix, name))));

/** `present` finds the thing also where it did not come from Debian's packages. */
const PROFILES = {
  run: [
    { debian: ['cmake'], present: program('cmake') },
    { debian: ['ninja-build'], present: program('ninja') },
    { debian: ['libeigen3-dev'], present: header('eigen3/Eigen/Core') },
    {
      debian: ['emscripten', 'clang-19', 'lld-19', 'llvm-19'],
      present: () => findEmscripten().llvm >= LLVM_WANTED,
    },
  ],
  test: [
    { debian: ['g++'], present: program('g++', 'c++') },
    { debian: ['catch2'], present: header('catch2/catch.hpp', 'catch2/catch_all.hpp') },
    { debian: ['nlohmann-json3-dev'], present: header('nlohmann/json.hpp') },
    { debian: ['chromium'], present: program('chromium') },
    {
      debian: ['python3-numpy'],
      present: () => existsSync('/usr/lib/python3/dist-packages/numpy/__init__.py'),
    },
    {
      // clang-19 comes without the run-time parts of its sanitizers and of libFuzzer.
      debian: ['clang-19', 'libclang-rt-19-dev'],
      present: () => {
        const library = capture('clang++-19', ['-print-file-name=libclang_rt.fuzzer-x86_64.a'])?.trim() ?? '';
        return library.includes('/') && existsSync(library);
      },
    },
    { debian: ['clang-format-19'], present: program('clang-format-19') },
    { debian: ['clang-tidy-19'], present: program('clang-tidy-19') },
  ],
};

/** Those of the named Debian packages that are installed; none where there is no dpkg. */
function installedPackages(names) {
  if (which('dpkg-query') === undefined) return new Set();
  const format = `\${Package} \${db:Status-Status}\n`;
  const lines = capture('dpkg-query', ['-W', '-f', format, ...names], { acceptFailure: true });
  return new Set(lines.split('\n').flatMap((line) => /^(\S+) installed$/.exec(line)?.[1] ?? []));
}

/**
 * The Debian packages still missing for a profile; 'test' includes 'run'.
 * @param {'run' | 'test'} profile
 */
export function missingPackages(profile) {
  const needed = profile === 'test' ? [...PROFILES.run, ...PROFILES.test] : PROFILES.run;
  const installed = installedPackages(needed.flatMap(({ debian }) => debian));
  return needed.flatMap(({ debian, present }) => {
    const missing = debian.filter((name) => !installed.has(name));
    return missing.length === 0 || present() ? [] : missing;
  });
}
