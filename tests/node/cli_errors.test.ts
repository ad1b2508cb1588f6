/** How the command line fails: one clear line, the right exit code, no stack. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { cli, data, file, folder, run } from './cli_process.ts';

const failures: readonly [what: string, args: readonly string[], status: number, message: RegExp][] = [
  ['nothing', [], 2, /a model is needed/],
  ['an unknown model', ['vae'], 2, /no model vae/],
  ['no command', ['gmm'], 2, /a command is needed/],
  ['an unknown command', ['gmm', 'plot'], 2, /no command plot/],
  ['no file', ['gmm', 'fit', '--k', '2'], 2, /a CSV file is needed/],
  ['two files', ['gmm', 'fit', '--k', '2', 'a.csv', 'b.csv'], 2, /one file at a time; got also b\.csv/],
  ['no k', ['gmm', 'fit', data], 2, /--k, the number of components, is needed/],
  ['k = 0', ['gmm', 'fit', '--k', '0', data], 2, /--k must be an integer >= 1; got "0"/],
  ['k = two', ['gmm', 'fit', '--k', 'two', data], 2, /--k must be an integer >= 1; got "two"/],
  ['alpha < 0', ['gmm', 'fit', '--k', '2', '--alpha=-1', data], 2, /--alpha must be a number >= 0; got "-1"/],
  [
    'tolerance = 0',
    ['gmm', 'fit', '--k', '2', '--tolerance', '0', data],
    2,
    /--tolerance must be a number > 0; got "0"/,
  ],
  [
    'a seed too large',
    ['gmm', 'fit', '--k', '2', '--seed', '4294967296', data],
    2,
    /--seed must be an integer >= 0 and <= 4294967295/,
  ],
  [
    'an unknown start',
    ['gmm', 'fit', '--k', '2', '--init', 'best', data],
    2,
    /--init must be 'random_split', 'kmeans\+\+' or 'labelled_means'; got "best"/,
  ],
  [
    'an unknown convention',
    ['gmm', 'fit', '--k', '2', '--weights-from', 'me', data],
    2,
    /--weights-from must be all or unlabelled; got "me"/,
  ],
  ['an unknown option', ['gmm', 'fit', '--k', '2', '--colour', data], 2, /Unknown option '--colour'/],
  [
    'a column twice',
    ['gmm', 'fit', '--k', '2', '--columns', 'x_1,z', '--label', 'z', data],
    2,
    /column z cannot be data and label at once/,
  ],
  [
    'no such file',
    ['gmm', 'fit', '--k', '2', 'absent.csv'],
    1,
    /cannot read absent\.csv: there is no such file/,
  ],
  ['a folder', ['gmm', 'fit', '--k', '2', '.'], 1, /cannot read \.: it is a folder/],
  [
    'no such column',
    ['gmm', 'fit', '--k', '2', '--columns', 'w', data],
    1,
    /no column w; the columns are x_1, x_2, z/,
  ],
  ['k > n', ['gmm', 'fit', '--k', '200', data], 1, /k must be an integer from 1 to 108; got 200/],
  [
    'a bad cell',
    ['gmm', 'fit', '--k', '1', file('bad.csv', 'x_1,x_2\n1,2\n3,oops\n')],
    1,
    /line 3, column x_2: must be a finite number.*found "oops"/,
  ],
  [
    'labels only',
    ['gmm', 'fit', '--k', '1', file('all.csv', 'x_1,z\n1,0\n3,0\n')],
    1,
    /every row has a label in column z/,
  ],
  [
    'collapse',
    ['gmm', 'fit', '--k', '2', file('two.csv', 'x_1\n1\n2\n')],
    1,
    /component 0.*covariance is singular/,
  ],
];
for (const [what, args, status, message] of failures) {
  test(`exit code ${status}: ${what}`, () => {
    const result = run(args);
    assert.equal(result.status, status, result.stderr);
    assert.equal(result.stdout, '');
    const [first = '', second] = result.stderr.split('\n');
    assert.match(first, message);
    assert.ok(first.startsWith('elbo-lab: '), first);
    assert.equal(
      second,
      status === 2
        ? `elbo-lab${args[0] === 'gmm' ? ' gmm' : ''}${args[1] === 'fit' ? ' fit' : ''} --help tells more`
        : '',
    );
  });
}

test('a reader that closes the pipe early is no error', () => {
  const pipeline = `"${process.execPath}" "${cli}" gmm fit --k 2 --json data.csv | head -c 10; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', pipeline], { encoding: 'utf8', cwd: folder });
  assert.match(stdout, /0\n$/);
  assert.doesNotMatch(stderr, /EPIPE|Error/);
});
