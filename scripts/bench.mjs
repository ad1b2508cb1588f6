// npm run bench: an EM iteration of a Gaussian mixture and a step of SGVB, ours against others', in one run and taking turns.
// usage: node scripts/bench.mjs [--small] [--check]
//   --small  small sizes, few rounds, and of the others only those that need no package: the same source natively and plain
//            JavaScript; in less than a minute once they are built. Nothing is written
//   --check  fails when a ratio that is asked for is missed by more than 15 %, with --small 30 %, twice in succession
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { contest } from './lib/bench_contest.mjs';
import { costs } from './lib/bench_costs.mjs';
import { missed, report, table } from './lib/bench_report.mjs';
import { cmakeBuild } from './lib/cmake.mjs';
import { capture, entry, must, Problem, root } from './lib/process.mjs';
import { setup } from './setup.mjs';

const EM = [
  { n: 300, d: 2, k: 4, iterations: 200 },
  { n: 10_000, d: 2, k: 4, iterations: 20 },
  { n: 100_000, d: 2, k: 8, iterations: 3 },
  { n: 1_000_000, d: 2, k: 4, iterations: 2 },
  { n: 100_000, d: 16, k: 16, iterations: 1 },
];
const SGVB = [
  { m: 2, N: 1, iterations: 3000 },
  { m: 8, N: 10, iterations: 1000 },
  { m: 2, N: 100, iterations: 1000 },
  { m: 64, N: 100, iterations: 30 },
  { m: 64, N: 1000, iterations: 5 },
];
const SMALL = { gmm: [EM[0], EM[1], { n: 2000, d: 16, k: 16, iterations: 2 }], sgvb: SGVB.slice(0, 4) };
const SMALL_ROUNDS = 15;
const WITHOUT_PACKAGES = ['wasm', 'native', 'javascript'];
const PEERS = ['python3-sklearn', 'libarmadillo-dev'];

/** The peers are Debian's; where they cannot be had, their columns stay empty. */
async function installPeers() {
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

/** One row, measured again where it misses what is asked for: a machine that others use has bad minutes. */
async function measure(suite, shape, how, file, check) {
  const { iterations, ...sizes } = shape;
  const once = async () => ({ suite, ...sizes, ...(await contest(suite, file, { iterations, ...how })) });
  const first = await once();
  for (const name of first.absent) console.log(`${name} cannot take part and is left out`);
  const lines = missed([first], how.only !== undefined);
  if (!check || lines.length === 0) return first;
  console.log(`once more: ${lines.join('; ')}`);
  return once();
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
  const of = (rounds) => (small ? { rounds: SMALL_ROUNDS, only: WITHOUT_PACKAGES } : { rounds });
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
  const first = (text) => text?.split('\n')[0]?.trim();
  return [
    `${cpus()[0]?.model.trim()}, one thread`,
    `Node ${process.versions.node}`,
    first(capture('emcc', ['--version'], { acceptFailure: true })),
    first(capture('c++', ['--version'], { acceptFailure: true })),
    first(capture('/usr/bin/python3', ['-c', python], { acceptFailure: true })),
  ].filter(Boolean);
}

await entry(async () => {
  const options = process.argv.slice(2);
  const [small, check] = ['--small', '--check'].map((option) => options.includes(option));
  if (options.length !== Number(small) + Number(check))
    throw new Problem('usage: bench.mjs [--small] [--check]');
  await setup('test');
  if (!small) await installPeers();
  await build('wasm', 'lib');
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
    const waits = await costs(lab);
    writeFileSync(join(root, 'docs/benchmarks.md'), report(results, waits, versions()));
    const all = { ratios: results, costs: waits };
    writeFileSync(join(root, 'docs/benchmarks.json'), `${JSON.stringify(all, null, 2)}\n`);
  }
  const lines = missed(results, small);
  for (const line of lines) console.log(`missed: ${line}`);
  if (check && lines.length > 0) throw new Problem(`bench: ${lines.length} ratios are missed`);
});
