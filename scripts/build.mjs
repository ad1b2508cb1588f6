// Builds what is out of date, in the order in which one part needs the other.
// usage: node scripts/build.mjs [wasm] [lib] [docs] [site] [pseudo]; the first four if none is named
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cmakeBuild } from './lib/cmake.mjs';
import { entry, isMain, must, Problem, root } from './lib/process.mjs';
import { onChange } from './lib/stamp.mjs';
import { setup } from './setup.mjs';

const TOOLS = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.api.json'];
const tool = (path, ...args) => must(process.execPath, [join('node_modules', path), ...args]);

/** The package: types from tsc, file by file; JavaScript from Rolldown, in few files. */
async function buildLib() {
  rmSync(join(root, 'wasm/lib'), { recursive: true, force: true });
  console.log('Building the package and its command line');
  await tool('@typescript/native/bin/tsc', '-p', 'tsconfig.api.json');
  await tool('rolldown/bin/cli.mjs', '-c', 'scripts/rolldown.config.mjs');
  chmodSync(join(root, 'wasm/lib/cli.js'), 0o755);
}

/** docs/api from the comments in the typings; what is public and has none is an error. */
async function buildDocs() {
  console.log('Building the reference of the API');
  await tool('typedoc/bin/typedoc');
}

/** The site in a language, that of the source if none is named. */
const vite = (language, ...args) =>
  must(process.execPath, ['node_modules/vite/bin/vite.js', 'build', ...args], {
    env: language ? { ELBO_LAB_LANGUAGE: language } : {},
  });

async function buildSite() {
  console.log('Building the site');
  await vite(); // it empties the folder in which the others stand
  for (const language of readdirSync(join(root, 'web/languages'))) await vite(language);
}

/** The site in a language that nobody speaks, for the test that looks for texts that nobody translated. */
const buildPseudo = () => {
  console.log('Building the site in the pseudo-language');
  return vite('en-XA', '--outDir', join(root, 'build/pseudo'));
};

const SITE_INPUTS = ['web', 'wasm/api', 'wasm/dist', 'vite.config.ts', ...TOOLS];

const STEPS = {
  wasm: () => cmakeBuild('wasm', 'lvm_wasm', 'the core as WebAssembly'),
  lib: () => {
    const inputs = ['wasm/api', 'wasm/cli', 'wasm/dist', 'scripts/rolldown.config.mjs', ...TOOLS];
    return onChange('lib', { inputs, outputs: ['wasm/lib'] }, buildLib);
  },
  docs: () => {
    const inputs = ['wasm/api', 'wasm/bindings', 'typedoc.json', ...TOOLS];
    return onChange('docs', { inputs, outputs: ['docs/api'] }, buildDocs);
  },
  site: () => onChange('site', { inputs: SITE_INPUTS, outputs: ['dist'] }, buildSite),
  pseudo: () => onChange('pseudo', { inputs: SITE_INPUTS, outputs: ['build/pseudo'] }, buildPseudo),
};

/** What somebody who names nothing wants. */
const ALL = ['wasm', 'lib', 'docs', 'site'];

/** @param {('wasm' | 'lib' | 'docs' | 'site' | 'pseudo')[]} steps in this order */
export async function build(...steps) {
  for (const step of steps) await STEPS[step]();
}

if (isMain(import.meta.url)) {
  await entry(async () => {
    const known = Object.keys(STEPS);
    const asked = process.argv.slice(2);
    if (asked.some((step) => !known.includes(step)))
      throw new Problem(`usage: build.mjs [${known.join('] [')}]`);
    await setup('run');
    await build(...(asked.length > 0 ? known.filter((step) => asked.includes(step)) : ALL));
  });
}
