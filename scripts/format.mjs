// npm run format:check: is everything formatted? npm run format (--write): make it so.
import { repositoryFiles } from './lib/files.mjs';
import { entry, Problem, stream } from './lib/process.mjs';
import { setup } from './setup.mjs';

await entry(async () => {
  const write = process.argv[2] === '--write';
  if (process.argv.length > (write ? 3 : 2)) throw new Problem('usage: format.mjs [--write]');
  await setup('test');
  const biome = ['check', '--linter-enabled=false', ...(write ? ['--write'] : []), '.'];
  const clang = [...(write ? ['-i'] : ['--dry-run', '--Werror']), ...repositoryFiles('*.cpp', '*.hpp')];
  const results = [await stream('node_modules/.bin/biome', biome), await stream('clang-format-19', clang)];
  if (results.some(({ code }) => code !== 0))
    throw new Problem('format: see above; `npm run format` mends it');
});
