/** What the command line answers: tables, JSON, help. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byFacade, data, run, X } from './cli_process.ts';
import { close, lab, sharedIsMissing, sharedPath } from './support.ts';

test('gmm fit: a readable table, and where it came from', () => {
  const { status, stdout, stderr } = run(['gmm', 'fit', '--k', '2', '--alpha', '3', data]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^data\.csv: 108 unlabelled rows, 12 labelled \(column z\); data x_1, x_2$/m);
  assert.match(
    stdout,
    /^Gaussian mixture, 2 components, alpha 3, weights from all; start random_split, seed 0$/m,
  );
  assert.match(stdout, /^component +weight +N_k +feature +mean +covariance$/m);
  const { objective, iterations, params: fitted } = byFacade(3);
  assert.equal(Number(/^objective +(\S+)$/m.exec(stdout)?.[1]), Number(objective.toPrecision(12)));
  assert.equal(Number(/^iterations +(\S+)$/m.exec(stdout)?.[1]), iterations);
  const [, weight, , mean] = /^0 +(\S+) +(\S+) +x_1 +(\S+)/m.exec(stdout) ?? [];
  assert.equal(Number(weight), Number(fitted.weights[0]?.toPrecision(8)));
  assert.equal(Number(mean), Number(fitted.means.data[0]?.toPrecision(8)));
  assert.match(stdout, /^converged +yes/m);
  assert.match(stdout, /^adjusted Rand index +1 on the 12 labelled rows$/m);
  assert.match(
    stderr,
    new RegExp(`^seed 0: ${iterations} iterations, objective ${objective.toFixed(4)}\\n$`),
  );
});

test('--json: one document with options, parameters and the whole trace, and nothing else on stdout', () => {
  const { status, stdout } = run(['gmm', 'fit', '--k', '2', '--alpha', '3', '--json', data]);
  assert.equal(status, 0);
  const document = JSON.parse(stdout);
  const fit = byFacade(3);
  assert.deepEqual(document.trace, fit.trace);
  assert.deepEqual(document.params.weights, [...fit.params.weights]);
  assert.deepEqual(document.params.means.flat(), [...fit.params.means.data]);
  assert.deepEqual(
    document.params.covariances.map((rows: number[][]) => rows.flat()),
    fit.params.covariances.map((S) => [...S.data]),
  );
  assert.deepEqual(
    [document.objective, document.iterations, document.converged],
    [fit.objective, fit.iterations, true],
  );
  assert.deepEqual(document.options, {
    ...{ k: 2, alpha: 3, weightsFrom: 'all', covarianceFloor: 0, init: 'random_split' },
    ...{ seed: 0, restarts: 1, tolerance: 1e-3, maxIterations: 1000 },
  });
  assert.deepEqual([document.data.unlabelled, document.data.labelled, document.data.dropped], [108, 12, 0]);
  assert.equal(document.adjustedRandIndex, 1);
});

test('every option arrives', () => {
  const options = [
    '--weights-from',
    'unlabelled',
    '--covariance-floor',
    '0.01',
    '--init',
    'k-means++',
    '--seed',
    '7',
    '--tolerance',
    '1e-5',
    '--max-iterations',
    '3',
  ];
  const document = JSON.parse(run(['gmm', 'fit', '--k', '2', '--json', ...options, data]).stdout);
  assert.deepEqual(document.options, {
    ...{ k: 2, alpha: 1, weightsFrom: 'unlabelled', covarianceFloor: 0.01, init: 'kmeans++' },
    ...{ seed: 7, restarts: 1, tolerance: 1e-5, maxIterations: 3 },
  });
  assert.deepEqual([document.iterations, document.converged], [3, false]);
  const chosen = JSON.parse(
    run(['gmm', 'fit', '--k', '2', '--json', '--columns', 'x_2', '--label', 'none', data]).stdout,
  );
  assert.deepEqual([chosen.data.columns, chosen.data.label, chosen.data.unlabelled], [['x_2'], null, 120]);
});

test('--restarts keeps the best, and counts those that collapsed', () => {
  const document = JSON.parse(
    run(['gmm', 'fit', '--k', '3', '--restarts', '4', '--seed', '2', '--label', 'none', '--json', data])
      .stdout,
  );
  const fits = [2, 3, 4, 5].map((seed) => ({ seed, objective: lab.gmm.fit({ X, k: 3, seed }).objective }));
  const best = fits.reduce((a, b) => (b.objective > a.objective ? b : a));
  assert.deepEqual([document.seed, document.objective], [best.seed, best.objective]);
  assert.deepEqual(
    document.restarts.map(({ objective }: { objective: number }) => objective),
    fits.map(({ objective }) => objective),
  );
});

test('stdin, other column names, words as labels, rows left out', () => {
  const text = `id;bill;species\n${Array.from({ length: 30 }, (_, n) => `${n};${n % 2 ? '1' : '9'},${n};${n < 4 ? ['a', 'b'][n % 2] : ''}`).join('\n')}\n31;;\n`;
  const args = ['gmm', 'fit', '--k', '2', '--columns', 'bill', '--label', 'species', '-'];
  const { status, stdout, stderr } = run(args, text);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^1 of 31 rows left out: a value is missing in bill$/m);
  assert.match(
    stdout,
    /^stdin: 26 unlabelled rows, 4 labelled \(column species\), 1 left out \(missing values\); data bill$/m,
  );
  assert.match(stdout, /^1 b +0\.5/m);
});

test('CS229 PS3 Q2(e): the fixed point of alpha = 20, from the command line', {
  skip: sharedIsMissing,
}, () => {
  const { stdout } = run([
    'gmm',
    'fit',
    '--k',
    '4',
    '--alpha',
    '20',
    '--tolerance',
    '1e-9',
    sharedPath('data/cs229_gmm/train.csv'),
  ]);
  close(Number(/^objective +(\S+)$/m.exec(stdout)?.[1]), -2344.611637035614, 1e-9);
});

for (const [args, contains] of [
  [['--help'], /Usage\n {2}elbo-lab <model> <command>/],
  [['-h'], /Models\n {2}gmm/],
  [['gmm', '--help'], /Commands\n {2}fit/],
  [['gmm', 'fit', '--help'], /--weights-from <which>[\s\S]*Example\n/],
] as const) {
  test(`help: elbo-lab ${args.join(' ')}`, () => {
    const { status, stdout, stderr } = run(args);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, contains);
    assert.ok(
      stdout.split('\n').every((line) => line.length <= 120),
      'fits a terminal',
    );
  });
}

test('help names every option that is understood', () => {
  const { stdout } = run(['gmm', 'fit', '--help']);
  for (const option of [
    'k',
    'alpha',
    'weights-from',
    'covariance-floor',
    'init',
    'seed',
    'restarts',
    'tolerance',
    'max-iterations',
    'columns',
    'label',
    'json',
  ]) {
    assert.ok(stdout.includes(`--${option}`), option);
  }
});

test('--version is the version of the package', () => {
  assert.deepEqual(run(['--version']), { status: 0, stdout: `${lab.build.info().version}\n`, stderr: '' });
});
