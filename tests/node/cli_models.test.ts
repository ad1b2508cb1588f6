/** `lgm experiment` and `lm fit`: tables, JSON, help, and how they fail. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { file, run } from './cli_process.ts';
import { close, lab, sharedIsMissing, sharedPath } from './support.ts';

test('lgm experiment: both models in a table, the numbers of the facade', () => {
  const args = ['lgm', 'experiment', '--steps', '200', '--evaluation-samples', '500', '--seed', '3'];
  const { status, stdout, stderr } = run(args);
  assert.deepEqual([status, stderr], [0, '']);
  const fits = [lab.linearGaussian.experiment1(), lab.linearGaussian.experiment2()].map((example) =>
    lab.linearGaussian.fit({ ...example, steps: 200, evaluationSamples: 500, seed: 3 }),
  );
  const row = (title: string) => stdout.split('\n').find((line) => line.startsWith(title)) ?? '';
  const numbers = (title: string) =>
    Array.from(row(title).matchAll(/-?\d+\.\d{4}/g), ([text]) => Number(text));
  const rounded = (value: number) => Number(value.toFixed(4));
  assert.deepEqual(
    numbers('log evidence'),
    fits.map(({ logEvidence }) => rounded(logEvidence)),
  );
  assert.deepEqual(
    numbers('ELBO after, exact'),
    fits.map(({ elbo }) => rounded(elbo)),
  );
  assert.deepEqual(
    numbers('ELBO after, estimated').slice(0, 1),
    fits.slice(0, 1).map(({ estimate }) => rounded(estimate.value)),
  );
  assert.match(row('ELBO before, estimated'), /-\d+\.\d+ \+- \d+.*-\d+\.\d+ \+- \d+/);
  assert.match(stdout, /gradient ascent, 200 steps of 0\.001, 10 samples per gradient, factorized q/);
  assert.ok(stdout.split('\n').every((line) => line.length <= 120));
});

test('lgm experiment --json: options, models, both ends and the trace', () => {
  const { stdout } = run([
    'lgm',
    'experiment',
    '--json',
    '--optimizer',
    'adam',
    '--step-size',
    '0.02',
    '--family',
    'full',
  ]);
  const { options, experiments } = JSON.parse(stdout);
  assert.deepEqual(
    [options.optimizer, options.stepSize, options.family, options.samples],
    ['adam', 0.02, 'full', 10],
  );
  assert.equal(experiments.length, 2);
  for (const { model, x, logEvidence, before, after, optimum, trace } of experiments) {
    close(logEvidence, lab.linearGaussian.logEvidence(model, x));
    assert.deepEqual([trace[0], trace.at(-1), trace.length], [before, after, 101]);
    assert.ok(after.gap < 0.2 && optimum.gap < 1e-9 && after.elbo > before.elbo);
    assert.equal(lab.linearGaussian.elbo(model, x, after.q), after.elbo);
  }
});

const rows = Array.from({ length: 60 }, (_, n) => {
  const x = (n % 20) / 5;
  const noise = 0.05 * Math.sin(91.7 * n);
  return { x, y: n % 2 ? 1 + 2 * x + noise : 5 - x + noise, z: n % 2 };
});
const lines = file(
  'lines.csv',
  `x_1,y,z\n${rows.map(({ x, y, z }, n) => `${x},${y},${n % 6 < 2 ? z : ''}`).join('\n')}\n`,
);

test('lm fit: lines, responses and labels from a file', () => {
  const { status, stdout, stderr } = run(['lm', 'fit', '--k', '2', '--alpha', '2', lines]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^lines\.csv: 40 unlabelled rows, 20 labelled \(column z\); y on 1, x_1$/m);
  assert.match(stdout, /^line +weight +variance +intercept +x_1$/m);
  const [, intercept, slope] = /^1 +\S+ +\S+ +(\S+) +(\S+)$/m.exec(stdout) ?? [];
  close(Number(intercept), 1, 0.1);
  close(Number(slope), 2, 0.1);
  assert.match(stdout, /^adjusted Rand index/m);
});

test('lm fit --json is what the facade says; --intercept no uses the columns as they are', () => {
  const args = ['--k', '2', '--label', 'none', '--seed', '4', '--tolerance', '1e-8', '--json', lines];
  const document = JSON.parse(run(['lm', 'fit', ...args]).stdout);
  const X = rows.map(({ x }) => [x]);
  const y = rows.map(({ y }) => y);
  const fit = lab.linearMixture.fit({ X, y, k: 2, seed: 4, tolerance: 1e-8, intercept: true });
  assert.deepEqual(document.trace, fit.trace);
  assert.deepEqual(document.params.W.flat(), [...fit.params.W.data]);
  assert.deepEqual(
    [document.options.intercept, document.data.response, document.data.columns],
    [true, 'y', ['x_1']],
  );
  const through = JSON.parse(run(['lm', 'fit', '--intercept', 'no', ...args]).stdout);
  assert.equal(through.params.W[0].length, 1);
});

test('NTU HW3 Problem 5 from the command line: the column of ones is found', {
  skip: sharedIsMissing,
}, () => {
  const args = ['--columns', 'x0,x1', '--restarts', '8', '--tolerance', '1e-9', '--json'];
  const { stdout, stderr } = run(['lm', 'fit', '--k', '3', ...args, sharedPath('data/mlr/mlr.csv')]);
  const { options, params, restarts } = JSON.parse(stdout || `{"error":${JSON.stringify(stderr)}}`);
  assert.equal(options.intercept, false);
  assert.deepEqual([params.W.length, params.W[0].length, restarts.length], [3, 2, 8]);
});

for (const [what, args, status, message] of [
  ['an unknown command', ['lgm', 'fit'], 2, /no command fit; the commands are experiment/],
  ['a file for lgm', ['lgm', 'experiment', 'data.csv'], 2, /nothing is read; got data\.csv/],
  [
    'a step size of 0',
    ['lgm', 'experiment', '--step-size', '0'],
    2,
    /--step-size must be a number > 0; got "0"/,
  ],
  [
    'an unknown optimizer',
    ['lgm', 'experiment', '--optimizer', 'x'],
    2,
    /--optimizer must be gradient_ascent or adam/,
  ],
  [
    'a step size that diverges',
    ['lgm', 'experiment', '--step-size', '10'],
    1,
    /diverges: stepSize 10 is too large/,
  ],
  ['no k', ['lm', 'fit', lines], 2, /--k, the number of lines, is needed/],
  [
    'an unknown intercept',
    ['lm', 'fit', '--k', '2', '--intercept', 'x', lines],
    2,
    /auto or yes or no; got "x"/,
  ],
  [
    'no response',
    ['lm', 'fit', '--k', '2', '--response', 'w', lines],
    1,
    /no column w; the columns are x_1, y, z/,
  ],
  [
    'a response as data',
    ['lm', 'fit', '--k', '2', '--columns', 'x_1,y', lines],
    2,
    /column y cannot be data and response/,
  ],
  [
    'a label as data',
    ['lm', 'fit', '--k', '2', '--columns', 'x_1,z', lines],
    2,
    /column z cannot be data and label/,
  ],
  [
    'an unknown start',
    ['lm', 'fit', '--k', '2', '--init', 'best', lines],
    2,
    /--init must be "random_split" or "random_lines"/,
  ],
] as const) {
  test(`fails in one line: ${what}`, () => {
    const result = run(args);
    assert.deepEqual([result.status, result.stdout], [status, '']);
    assert.match(result.stderr, message);
  });
}

for (const [args, options] of [
  [
    ['lgm', 'experiment'],
    [
      'steps',
      'step-size',
      'samples',
      'optimizer',
      'family',
      'objective',
      'seed',
      'evaluation-samples',
      'trace-every',
      'json',
    ],
  ],
  [
    ['lm', 'fit'],
    [
      'k',
      'intercept',
      'alpha',
      'weights-from',
      'variance-floor',
      'init',
      'seed',
      'restarts',
      'tolerance',
      'max-iterations',
      'response',
      'columns',
      'label',
      'json',
    ],
  ],
] as const) {
  test(`help of ${args.join(' ')} names every option, and fits a terminal`, () => {
    const { status, stdout } = run([...args, '--help']);
    assert.equal(status, 0);
    for (const option of options) assert.ok(stdout.includes(`--${option}`), option);
    assert.ok(stdout.split('\n').every((line) => line.length <= 120));
    assert.match(run([args[0], '--help']).stdout, new RegExp(`Commands\n {2}${args[1]}`));
  });
}
