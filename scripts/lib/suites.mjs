// The test suites: how each is built and run, and how its own runner's counts are read.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cmakeBuild } from './cmake.mjs';
import { Problem, root, stream } from './process.mjs';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

const count = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0);

/** Counts of TEST_CASEs from the last lines of Catch2's console reporter, which versions 2 and 3 word alike. */
export function readCatch(output) {
  const all = count(output, /^All tests passed \(.* in (\d+) test cases?\)/m);
  if (all > 0) return { passed: all, failed: 0, skipped: count(output, /^test cases:.*?(\d+) skipped/m) };
  const line = /^test cases:.*$/m.exec(output)?.[0] ?? '';
  const expected = count(line, /(\d+) failed as expected/);
  return {
    passed: count(line, /(\d+) passed/) + expected,
    failed: count(line, /(\d+) failed(?! as expected)/),
    skipped: count(line, /(\d+) skipped/),
  };
}

async function catchSuite(preset, command, ...args) {
  await cmakeBuild(preset, 'core_tests', 'the core and its tests');
  const result = await stream(command, args, { quiet: true });
  const output = stripVTControlCharacters(result.output);
  const counts = readCatch(output);
  if (result.code !== 0 || counts.failed > 0 || counts.passed === 0) process.stdout.write(output);
  return { ...counts, crashed: result.code !== 0 && counts.failed === 0 };
}

/** The self-test once for each optimization level; a line for each case, "ok" or "not ok". */
async function toolchainSuite() {
  await cmakeBuild('wasm-tests', 'simd_self_tests', 'the self-test');
  const sum = { passed: 0, failed: 0, skipped: 0, crashed: false };
  for (const program of ['simd_self_test_O2', 'simd_self_test_O3', 'simd_self_test_O3_flto']) {
    const { code, output } = await stream(process.execPath, [`build/wasm/tests/${program}.cjs`], {
      quiet: true,
    });
    const failed = output.match(/^not ok /gm)?.length ?? 0;
    const passed = output.match(/^ok /gm)?.length ?? 0;
    if (code !== 0 || passed === 0) console.log(`${program}\n${output}`);
    sum.passed += passed;
    sum.failed += failed;
    sum.crashed ||= passed === 0 || (code !== 0 && failed === 0);
  }
  return sum;
}

/** Files named *.test.ts under a folder, by node:test. Node 20 finds TypeScript files only if they are named. */
async function nodeSuite(folder) {
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder), { recursive: true }) : [];
  const files = names.filter((name) => name.endsWith('.test.ts')).sort();
  if (files.length === 0) throw new Problem(`no *.test.ts under ${folder}`);
  const counts = `build/tests/${folder.replaceAll('/', '-')}.json`;
  mkdirSync(join(root, 'build/tests'), { recursive: true });
  rmSync(join(root, counts), { force: true });
  const { code } = await stream(process.execPath, [
    // Only against a hang: it holds for a whole file as well, and some visit every lab in many states.
    ...['--import', 'tsx', '--test', '--test-timeout=1800000'],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=./scripts/lib/count_reporter.mjs', `--test-reporter-destination=${counts}`],
    ...files.map((name) => `${folder}/${name}`),
  ]);
  if (!existsSync(join(root, counts))) return { passed: 0, failed: 0, skipped: 0, crashed: true };
  const result = JSON.parse(readFileSync(join(root, counts), 'utf8'));
  return { ...result, crashed: code !== 0 && result.failed === 0 };
}

/** In the order in which they run; `needs` are steps of scripts/build.mjs. */
export const SUITES = {
  core: {
    title: 'core, native',
    needs: [],
    run: () => catchSuite('native', 'build/native/tests/core_tests'),
  },
  asan: {
    title: 'core, ASan and UBSan',
    needs: [],
    run: () => catchSuite('asan', 'build/asan/tests/core_tests'),
  },
  toolchain: { title: 'compiler self-test', needs: [], run: toolchainSuite },
  wasm: {
    title: 'core, WebAssembly',
    needs: [],
    run: () => catchSuite('wasm-tests', process.execPath, 'build/wasm/tests/core_tests.cjs'),
  },
  node: { title: 'package in Node', needs: ['wasm', 'lib'], run: () => nodeSuite('tests/node') },
  web: { title: 'site in Chromium', needs: ['wasm', 'lib', 'site'], run: () => nodeSuite('tests/web') },
};
