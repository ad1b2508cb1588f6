/** docs/trust.md names only tests that exist; and what it says of packages is so. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from './support.ts';

const read = (path: string): string => readFileSync(join(repository, path), 'utf8');

/** What a row of a table says in its last cell: files, some with part of a test's name. */
const witnesses = read('docs/trust.md')
  .split('\n')
  .filter((line) => /^\|.*`tests\//.test(line))
  .map((line) => line.split(' | ').at(-1)?.replace(/ \|$/, '') ?? '');

test('every promise in docs/trust.md names tests that exist', () => {
  assert.ok(witnesses.length > 25, `${witnesses.length} rows`);
  for (const witness of witnesses) {
    const named = [...witness.matchAll(/`(tests\/[\w./-]+)`(?:: ((?:(?!; `tests).)+))?/g)];
    assert.ok(named.length > 0, witness);
    for (const [, path = '', name] of named) {
      assert.ok(existsSync(join(repository, path)), `${path} does not exist`);
      const found = name === undefined || read(path).replaceAll("\\'", "'").includes(name.trim());
      assert.ok(found, `${path} has no test “${name}”`);
    }
  }
});

test('packages come by the lock file: it is exact, has a hash for each, and set-up uses npm ci', () => {
  const { devDependencies, dependencies } = JSON.parse(read('package.json'));
  assert.equal(dependencies, undefined);
  for (const [name, version] of Object.entries<string>(devDependencies)) {
    assert.match(version, /^(npm:[@\w/-]+@)?\d+\.\d+\.\d+$/, name);
  }
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, object> };
  for (const [path, entry] of Object.entries(packages)) {
    if (path !== '') assert.ok('integrity' in entry && !('resolved' in entry), path);
  }
  assert.match(read('scripts/setup.mjs'), /\['ci'/);
});
