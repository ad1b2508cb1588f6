// npm run bench: an EM iteration of a Gaussian mixture and a step of SGVB, ours against others', in one run and taking turns.
// usage: node scripts/bench.mjs [--small] [--check]
//   --small  small sizes, few rounds, and of the others only those that need no package: the same source natively and plain
//            JavaScript; in a minute once they are built, other programs or no. Nothing is written
//   --check  fails when a ratio is missed three times in succession: by more than 15 % of what is asked for, with --small by more
//            than 30 % of what was reached
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { contest } from './lib/bench_contest.mjs';
import { costs } from './lib/bench_costs.mjs';
import { pageCosts } from './lib/bench_page.mjs';
import { missed, report, table } from './lib/bench_report.mjs';
import { cmakeBuild } from './lib/cmake.mjs';
import { capture, entry, must, Problem, root } from './lib/process.mjs';
import { installNpmPackages, setup } from './setup.mjs';

const EM = [
  { n: 300, d: 2, k: 4, iterations: 200 },
  { n: 10_000, d: 2, k: 4, iterations: 20 },
  { n: 100_000, d: 2, k: 8, iterations: 3 },
  { n: 1_000_000, d: 2, k: 4, iterations: 2 },
  { n: 100_000, d: 16, k: 16, iterations: 1 },
];
const SGVB = [
  { m: 2, N: 1, iterations: 15_000 },
  { m: 8, N: 10, iterations: 8000 },
  { m: 2, N: 100, iterations: 5000 },
  { m: 64, N: 100, iterations: 100 },
  { m: 64, N: 1000, iterations: 10 },
];
/** A turn of ours is some eight milliseconds: short enough to pass undisturbed now and then, long enough that the clock's grain is not seen. */
const SMALL = {
  gmm: [
    { n: 300, d: 2, k: 4, iterations: 1500 },
    { n: 10_000, d: 2, k: 4, iterations: 50 },
    { n: 2000, d: 16, k: 16, iterations: 5 },
  ],
  sgvb: [
    { m: 2, N: 1, iterations: 40_000 },
    { m: 8, N: 10, iterations: 8000 },
    { m: 2, N: 100, iterations: 5000 },
    { m: 64, N: 100, iterations: 100 },
  ],
};
const SMALL_ROUNDS = 15;
const MOST_GOES = 3;
const WITHOUT_PACKAGES = ['wasm', 'native', 'javascript'];
const PEERS = ['python3-sklearn', 'libarmadillo-dev'];

/** TensorFlow.js is nothing that the project needs: it has a folder of its own, with a lock file. */
async function installNpmPeers() {
  try {
    await installNpmPackages('bench');
  } catch {
    console.log('The packages of bench/package.json cannot be installed');
  }
}

/** Where the peers cannot be had, their columns stay empty. */
async function installDebianPeers() {
  const format = `\${Status}`;
  const installed = (name) =>
    capture('dpkg-query', ['-W', '-f', format, name], { acceptFailure: true })?.includes('ok installed');
  const missing = PEERS.filter((name) => !installed(name));
  if (missing.length === 0 || process.getuid?.() !== 0) return;
  console.log(`Installing ${missing.join(' ')}`);
  try {
    await must('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', 'update']);
    const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
    await must('env', ['DEBIAN_FRONTEND=noninteractive', ...install]);
  } catch {
    console.log(`${missing.join(' and ')} cannot be installed`);
  }
}

/**
 * One row; with `check` measured again where it misses something, for a machine that others use has bad minutes. What every go
 * missed is `missed`.
 */
async function measure(suite, shape, how, file, check) {
  const { iterations, ...sizes } = shape;
  let still;
  for (let go = 1; ; ++go) {
    const result = { suite, ...sizes, ...(await contest(suite, file, { iterations, ...how })) };
    if (how.only && result.absent.length > 0) throw new Problem(`${result.absent} did not start`);
    if (go === 1) for (const name of result.absent) console.log(`${name} cannot take part and is left out`);
    const now = missed(result, how.crowded);
    still = now.filter(({ other }) => still?.some((before) => before.other === other) ?? true);
    if (!check || still.length === 0 || go === MOST_GOES) return { ...result, missed: still };
    console.log(`once more: ${still.map(({ line }) => line).join('; ')}`);
  }
}

async function measureAll(lab, small, check, folder) {
  const { makeProblem } = await import('../bench/problem.mjs');
  const { makeSgvbProblem } = await import('../bench/sgvb_problem.mjs');
  const results = [];
  const show = (result) => {
    results.push(result);
    console.log(table([result]));
  };
  const file = join(folder, 'problem.bin');
  const of = (rounds) =>
    small ? { rounds: SMALL_ROUNDS, only: WITHOUT_PACKAGES, crowded: true } : { rounds };
  for (const shape of small ? SMALL.gmm : EM) {
    makeProblem(lab, shape, file);
    show(await measure('gmm', shape, { ...of(shape.n > 10_000 ? 9 : 41), tolerance: 1e-9 }, file, check));
  }
  for (const shape of small ? SMALL.sgvb : SGVB) {
    makeSgvbProblem(lab, shape, file);
    show(await measure('sgvb', shape, { ...of(21), tolerance: Infinity }, file, check));
  }
  return results;
}

function versions() {
  const python =
    "import sklearn, numpy; print(f'scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}')";
  const tensorflow = join(root, 'bench/node_modules/@tensorflow/tfjs-core/package.json');
  const first = (text) => text?.split('\n')[0]?.trim();
  return [
    `${cpus()[0]?.model.trim()}, one thread`,
    `Node ${process.versions.node}`,
    first(capture('emcc', ['--version'], { acceptFailure: true })),
    first(capture('c++', ['--version'], { acceptFailure: true })),
    first(capture('/usr/bin/python3', ['-c', python], { acceptFailure: true })),
    existsSync(tensorflow) && `TensorFlow.js ${JSON.parse(readFileSync(tensorflow, 'utf8')).version}`,
  ].filter(Boolean);
}

await entry(async () => {
  const options = process.argv.slice(2);
  const [small, check] = ['--small', '--check'].map((option) => options.includes(option));
  if (options.length !== Number(small) + Number(check))
    throw new Problem('usage: bench.mjs [--small] [--check]');
  await setup('test');
  if (!small) {
    await installDebianPeers();
    await installNpmPeers();
  }
  await build('wasm', 'lib', ...(small ? [] : ['site']));
  for (const program of ['gmm_native', 'sgvb_native'])
    await cmakeBuild('native', program, 'the native side of the benchmark');
  if (!small && existsSync('/usr/include/armadillo'))
    await cmakeBuild('native', 'gmm_armadillo', "Armadillo's contestant");
  const { load } = await import('../wasm/lib/index.node.js');
  const lab = await load();
  const folder = mkdtempSync(join(tmpdir(), 'elbo-lab-bench-'));
  let results;
  try {
    results = await measureAll(lab, small, check, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (!small) {
    const waits = [...(await costs(lab)), ...(await pageCosts(lab))];
    writeFileSync(join(root, 'docs/benchmarks.md'), report(results, waits, versions()));
    const all = { ratios: results.map(({ missed: _, ...result }) => result), costs: waits };
    writeFileSync(join(root, 'docs/benchmarks.json'), `${JSON.stringify(all, null, 2)}\n`);
  }
  const lines = results.flatMap((result) => result.missed);
  for (const { line } of lines) console.log(`missed: ${line}`);
  if (check && lines.length > 0) throw new Problem(`bench: ${lines.length} ratios are missed`);
});
