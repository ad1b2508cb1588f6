/** Every example in the README and in the comments that docs/api is made of: run, and it prints what it says it prints. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { repository } from './support.ts';

interface Example {
  readonly where: string;
  readonly code: string;
}

/** Fenced blocks of JavaScript, with the stars of a comment taken off. */
function examplesIn(path: string): Example[] {
  const text = readFileSync(join(repository, path), 'utf8').replaceAll(/^ \* ?/gm, '');
  return [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code = '']) => ({
    where: `${path}:${text.slice(0, text.indexOf(code)).split('\n').length}`,
    code,
  }));
}

const typings = readdirSync(join(repository, 'wasm/api')).map((name) => `wasm/api/${name}`);
const examples = ['README.md', ...typings].flatMap(examplesIn);

/** What `// → …` behind a line announces, in order. */
const announced = (code: string): string[] =>
  [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, text = '']) => text);

// Inside the repository, where the package finds itself by its name.
const folder = join(repository, 'build/examples');
mkdirSync(folder, { recursive: true });
after(() => rmSync(folder, { recursive: true }));

for (const [index, { where, code }] of examples.entries()) {
  test(`the example at ${where} runs and prints what it says`, () => {
    const script = join(folder, `${index}.mjs`);
    writeFileSync(script, code);
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const expected = announced(code);
    if (expected.length > 0) assert.deepEqual(stdout.trimEnd().split('\n'), expected);
    else assert.notEqual(stdout, '');
  });
}

test('every model has an example, and so have errors and workers', () => {
  const texts = examples.map(({ code }) => code).join('\n');
  for (const word of [
    'gmm.',
    'clustering.',
    'linearGaussian.',
    'linearMixture.',
    'divergence.',
    'bbvi.',
    'InvalidArgument',
    'connect(',
  ]) {
    assert.ok(texts.includes(word), `no example has ${word}`);
  }
});
