// npm run lint: Biome for TypeScript, JavaScript, JSON and CSS; clang-tidy for the core. A warning is a failure.
// usage: node scripts/lint.mjs [biome] [clang-tidy]; both if none is named
import { availableParallelism } from 'node:os';
import { cmakeConfigure } from './lib/cmake.mjs';
import { repositoryFiles } from './lib/files.mjs';
import { entry, Problem, stream } from './lib/process.mjs';
import { onChange } from './lib/stamp.mjs';
import { setup } from './setup.mjs';

async function biome() {
  const { code } = await stream('node_modules/.bin/biome', ['lint', '--error-on-warnings', '.']);
  if (code !== 0) throw new Problem('lint: Biome found something');
}

/** One clang-tidy for each source, as many at a time as there are processors. */
async function tidyAll() {
  const sources = repositoryFiles('core/src/*.cpp');
  const complaints = [];
  const worker = async () => {
    for (let source = sources.pop(); source !== undefined; source = sources.pop()) {
      const args = ['--quiet', '-p', 'build/tidy', source];
      const { code, output } = await stream('clang-tidy-19', args, { quiet: true });
      // Headers are seen once for each source that includes them: report each place once.
      if (code !== 0)
        complaints.push(...output.split(/^(?=\S+:\d+:\d+: )/m).filter((text) => /: error: /.test(text)));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (complaints.length === 0) return;
  console.log([...new Set(complaints)].sort().join(''));
  throw new Problem('lint: clang-tidy found something');
}

async function clangTidy() {
  await cmakeConfigure('tidy');
  await onChange('clang-tidy', { inputs: ['core', '.clang-tidy'], outputs: [] }, tidyAll);
}

const TOOLS = { biome, 'clang-tidy': clangTidy };

await entry(async () => {
  const asked = process.argv.slice(2);
  if (asked.some((name) => !(name in TOOLS))) throw new Problem('usage: lint.mjs [biome] [clang-tidy]');
  await setup('test');
  for (const [name, tool] of Object.entries(TOOLS)) {
    if (asked.length === 0 || asked.includes(name)) await tool();
  }
});
