// The test suites: how each is built and run, and how its own runner's counts are read.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
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

/** Files named *.test.ts under a folder. Node 20 finds TypeScript files only if they are named. */
function testFilesIn(folder) {
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder), { recursive: true }) : [];
  const files = names.filter((name) => name.endsWith('.test.ts')).sort();
  if (files.length === 0) throw new Problem(`no *.test.ts under ${folder}`);
  return files.map((name) => `${folder}/${name}`);
}

const sumOf = (files) => {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of Object.values(files)) for (const key of Object.keys(sum)) sum[key] += counts[key];
  return sum;
};

/** Runs files by node:test. Counts by file, none where the runner failed before it could count. */
async function runTests(name, files) {
  const counts = `build/tests/${name}.json`;
  mkdirSync(join(root, 'build/tests'), { recursive: true });
  rmSync(join(root, counts), { force: true });
  const { code } = await stream(process.execPath, [
    // Only against a hang: it holds for a whole file as well, and some visit every lab in many states.
    ...['--import', 'tsx', '--test', '--test-timeout=1800000'],
    // As many files at once as there are cores; by itself node:test leaves one of them idle.
    `--test-concurrency=${availableParallelism()}`,
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=./scripts/lib/count_reporter.mjs', `--test-reporter-destination=${counts}`],
    ...files,
  ]);
  const result = existsSync(join(root, counts)) ? JSON.parse(readFileSync(join(root, counts), 'utf8')) : {};
  return { files: result, code };
}

async function nodeSuite(folder) {
  const { files, code } = await runTests(folder.replaceAll('/', '-'), testFilesIn(folder));
  const counts = sumOf(files);
  return { ...counts, crashed: code !== 0 && counts.failed === 0 };
}

/** Where more files fail, something is wrong, and not the machine. */
const MOST_AGAIN = 3;

/**
 * As nodeSuite, but a file that failed has a second go by itself: a browser on a machine that others load is late now
 * and then, and a test that is wrong fails twice. What the second go mended is said, so that nobody calls it sound.
 */
async function browserSuite(folder) {
  const name = folder.replaceAll('/', '-');
  const first = await runTests(name, testFilesIn(folder));
  const failed = Object.keys(first.files).filter((file) => first.files[file].failed > 0);
  if (failed.length === 0 || failed.length > MOST_AGAIN) {
    const counts = sumOf(first.files);
    return { ...counts, crashed: first.code !== 0 && counts.failed === 0 };
  }
  console.log(`\nAgain, for they failed: ${failed.map((file) => relative(root, file)).join(', ')}`);
  const second = await runTests(`${name}-again`, failed);
  const mended = failed.filter((file) => second.files[file]?.failed === 0);
  for (const file of mended)
    console.log(`unsteady: ${relative(root, file)} failed once and passed at its second go`);
  const counts = sumOf({ ...first.files, ...second.files });
  return { ...counts, crashed: second.code !== 0 && counts.failed === 0 };
}

const FUZZ_SECONDS = 20;

/** Inputs that once broke something, each a test; then new ones for a while, always from the same seed. */
async function fuzzSuite() {
  await cmakeBuild('fuzz', 'core_fuzz', 'the fuzzer');
  const corpus = 'tests/fuzz/corpus';
  const inputs = readdirSync(join(root, corpus)).map((name) => `${corpus}/${name}`);
  const scratch = 'build/fuzz/corpus';
  rmSync(join(root, scratch), { recursive: true, force: true });
  mkdirSync(join(root, scratch), { recursive: true });
  const limits = [`-max_total_time=${FUZZ_SECONDS}`, '-max_len=256', '-timeout=20', '-seed=8'];
  const search = [...limits, '-artifact_prefix=build/fuzz/', scratch, corpus];
  const sum = { passed: 0, failed: 0, skipped: 0, crashed: false };
  for (const args of [...inputs.map((input) => [input]), search]) {
    const { code, output } = await stream('build/fuzz/tests/core_fuzz', args, { quiet: true });
    if (code === 0) sum.passed += 1;
    else sum.failed += 1;
    if (code !== 0) console.log(output);
  }
  return sum;
}

/** The same runs by two native compilers, in Node and in Chromium. */
async function numbersSuite() {
  await cmakeBuild('native', 'canonical', 'the canonical runs, by the system compiler');
  await cmakeBuild('fuzz', 'canonical', 'the canonical runs, by clang');
  return nodeSuite('tests/numbers');
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
  fuzz: { title: 'core, fuzzed', needs: [], run: fuzzSuite },
  toolchain: { title: 'compiler self-test', needs: [], run: toolchainSuite },
  wasm: {
    title: 'core, WebAssembly',
    needs: [],
    run: () => catchSuite('wasm-tests', process.execPath, 'build/wasm/tests/core_tests.cjs'),
  },
  node: { title: 'package in Node', needs: ['wasm', 'lib', 'docs'], run: () => nodeSuite('tests/node') },
  numbers: { title: 'the same everywhere', needs: ['wasm', 'lib'], run: numbersSuite },
  web: {
    title: 'site in Chromium',
    needs: ['wasm', 'lib', 'site', 'pseudo'],
    run: () => browserSuite('tests/web'),
  },
};
