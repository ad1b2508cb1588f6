/** The package as others get it: packed, installed without network into an empty folder, used there. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { lab, repository } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'elbo-lab-package-'));
after(() => rmSync(folder, { recursive: true }));

const npm = (cwd: string, ...args: string[]) =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const [packed] = JSON.parse(
  npm(repository, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
) as [{ filename: string; size: number; files: { path: string; size: number }[] }];
writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
npm(folder, 'install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`);

const script = (name: string, lines: readonly string[]): string => {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return name;
};
const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

/** What a teacher would write in twenty lines. */
const CLASSROOM = readFileSync(join(repository, 'tests/canonical/classroom.mjs'), 'utf8').split('\n');

function check(stdout: string) {
  const truth = {
    weights: [0.25, 0.75],
    means: [
      [0, 0],
      [4, 3],
    ],
    covariances: [
      [
        [1, 0],
        [0, 1],
      ],
      [
        [1, 0.5],
        [0.5, 1],
      ],
    ],
  };
  const { X, z } = lab.gmm.sample(truth, 500, 1);
  const { params, responsibilities, objective, iterations } = lab.gmm.fit({ X, k: 2, seed: 1 });
  const agreement = lab.clustering.adjustedRandIndex(lab.clustering.hardAssignments(responsibilities), z);
  const [first = '', second] = stdout.split('\n');
  const weights = [...params.weights];
  assert.deepEqual(JSON.parse(first), { weights, objective, iterations, agreement, rises: true });
  assert.equal(second, 'true InvalidArgument: k must be an integer from 1 to 500; got 0');
}

/** The declarations that an entry point's lead to. */
function reachable(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  const text = readFileSync(join(repository, path), 'utf8');
  for (const [, name] of text.matchAll(/from '\.\/([\w.]+)\.ts'/g)) reachable(`wasm/lib/${name}.d.ts`, found);
  return found;
}

test('the tarball holds what a user needs and nothing else, in under 160 kB', () => {
  const paths = packed.files.map(({ path }) => path);
  const allowed = /^(package\.json|README\.md|LICENSE|wasm\/dist\/core\.wasm|wasm\/lib\/[\w.]+\.(js|d\.ts))$/;
  assert.deepEqual(
    paths.filter((path) => !allowed.test(path)),
    [],
  );
  for (const path of [
    'wasm/dist/core.wasm',
    'wasm/lib/core_module.js',
    'wasm/lib/index.js',
    'wasm/lib/cli.js',
  ]) {
    assert.ok(paths.includes(path), `${path} is missing`);
  }
  const typings = new Set<string>();
  for (const entry of ['index', 'index.node', 'worker', 'worker.node'])
    reachable(`wasm/lib/${entry}.d.ts`, typings);
  assert.deepEqual(paths.filter((path) => path.endsWith('.d.ts')).sort(), [...typings].sort());
  // Two thirds of it are the module.
  assert.ok(packed.size < 160_000, `${packed.size} bytes`);
  assert.equal(statSync(join(folder, packed.filename)).size, packed.size);
});

test('it has no dependencies at run time', () => {
  const { dependencies = {} } = JSON.parse(npm(folder, 'ls', '--all', '--json')) as {
    dependencies?: Record<string, object>;
  };
  assert.deepEqual(Object.keys(dependencies), ['elbo-lab']);
  assert.equal('dependencies' in (dependencies['elbo-lab'] as object), false);
});

test('a classroom script runs in an empty folder', () => check(node(script('classroom.mjs', CLASSROOM))));

test('without eval: the script runs where code generation from strings is forbidden', () =>
  check(node('--disallow-code-generation-from-strings', script('classroom.mjs', CLASSROOM))));

test('the repository imports itself by the same name', () => {
  const inside = execFileSync(process.execPath, ['--input-type=module', '--eval', CLASSROOM.join('\n')], {
    cwd: repository,
    encoding: 'utf8',
  });
  check(inside);
});

test("the package's worker answers over worker_threads, and its errors keep their class", () => {
  const lines = [
    "import { Worker } from 'node:worker_threads';",
    "import { connect, NumericalError } from 'elbo-lab';",
    "const worker = new Worker(new URL(import.meta.resolve('elbo-lab/worker')));",
    'const lab = connect(worker);',
    'const params = { weights: [1], means: [[0]], covariances: [[[2]]] };',
    'console.log(await lab.gmm.logLikelihood(params, [[1]]));',
    'await lab.gmm.eStep({ ...params, covariances: [[[0]]] }, [[1]]).catch((error) => console.log(error instanceof NumericalError, error.component));',
    'await worker.terminate();',
  ];
  const [value, error] = node(script('worker.mjs', lines)).split('\n');
  assert.ok(Math.abs(Number(value) + 0.5 * Math.log(4 * Math.PI) + 0.25) < 1e-14, value ?? '');
  assert.equal(error, 'true 0');
});

test('npx elbo-lab runs, from the folder it is installed in', () => {
  writeFileSync(join(folder, 'data.csv'), 'x_1\n0\n1\n2\n10\n11\n12.5\n');
  const { status, stdout, stderr } = spawnSync(
    'npx',
    ['--offline', 'elbo-lab', 'gmm', 'fit', '--k', '2', '--init', 'kmeans++', '--json', 'data.csv'],
    { cwd: folder, encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  const { objective } = lab.gmm.fit({ X: [[0], [1], [2], [10], [11], [12.5]], k: 2, init: 'kmeans++' });
  assert.equal(JSON.parse(stdout).objective, objective);
});

test('the types serve a strict consumer, libraries checked', () => {
  script('consumer.ts', [
    "import { connect, type GmmFit, type Lvm, load, type Matrix, type Remote } from 'elbo-lab';",
    'const lab: Lvm = await load();',
    'const X: Matrix = { rows: 1, cols: 1, data: Float64Array.of(1) };',
    "export const fit: GmmFit = lab.gmm.fit({ X, k: 1, init: 'kmeans++', labelled: { X: [[1]], z: [0] }, alpha: 2, weightsFrom: 'unlabelled' });",
    'export const phase: "E" | "M" | undefined = fit.trace[0]?.phase;',
    'const remote: Remote<Lvm> = connect(new MessageChannel().port1);',
    'export const later: Promise<number> = remote.gmm.elbo(fit.params, X, [[1]]);',
    '// @ts-expect-error a typing error is found',
    'lab.gmm.fit({ X, k: 1, covariancefloor: 1 });',
    "// @ts-expect-error 'best' is no start",
    "lab.gmm.init({ X, k: 1, init: 'best' });",
  ]);
  const tsc = join(repository, 'node_modules/@typescript/native/bin/tsc');
  const options = [
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--lib',
    'es2023,dom',
    '--types',
    '',
  ];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, 'consumer.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(stdout, '');
  assert.equal(status, 0);
});
