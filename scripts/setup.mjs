// Installs what is missing: Debian packages, then npm packages by the lock file. Says nothing if nothing is missing.
// usage: node scripts/setup.mjs [run | test]
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEmscripten, LLVM_WANTED } from './lib/emscripten.mjs';
import { capture, entry, isMain, must, Problem, root, which } from './lib/process.mjs';
import { missingPackages } from './lib/requirements.mjs';

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Problem(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
}

/** The command prefix that makes apt-get work, or undefined where it cannot. */
function aptPrefix() {
  if (which('apt-get') === undefined) return undefined;
  if (process.getuid?.() === 0) return [];
  return which('sudo') !== undefined && capture('sudo', ['-n', 'true']) !== undefined
    ? ['sudo', '-n']
    : undefined;
}

async function installDebianPackages(profile) {
  const missing = missingPackages(profile);
  if (missing.length === 0) return;
  const prefix = aptPrefix();
  if (prefix === undefined) {
    const how = (name) =>
      which('apt-get') ? `sudo apt-get install ${name}` : `install what Debian calls ${name}`;
    throw new Problem(missing.map((name) => `missing: ${name} (${how(name)})`).join('\n'));
  }
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return must(command, rest);
  };
  console.log(`Installing Debian packages: ${missing.join(' ')}`);
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', ...missing);
}

function checkEmscripten() {
  const { emcc, llvm } = findEmscripten();
  if (llvm >= LLVM_WANTED) return;
  throw new Problem(
    `${emcc ?? 'emcc'} uses LLVM ${llvm}, which miscompiles SIMD; ${LLVM_WANTED} or newer is needed: ` +
      "update Emscripten (emsdk install latest), or take it off PATH so that Debian's is used.",
  );
}

/** Whether a folder's node_modules holds exactly what its package-lock.json says (packages for other platforms aside). */
function npmPackagesMatch(folder) {
  const read = (path) => JSON.parse(readFileSync(join(root, folder, path), 'utf8'));
  if (!existsSync(join(root, folder, 'node_modules/.package-lock.json'))) return false;
  const installed = read('node_modules/.package-lock.json').packages;
  return Object.entries(read('package-lock.json').packages).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return installed[path] === undefined ? optional === true : installed[path].version === version;
  });
}

/** @param {string} folder the one with package.json and package-lock.json */
export async function installNpmPackages(folder = '.') {
  if (npmPackagesMatch(folder)) return;
  console.log(`Installing npm packages${folder === '.' ? '' : ` for ${folder}`}`);
  await must('npm', ['ci', '--no-audit', '--no-fund', '--prefix', folder]);
}

/** @param {'run' | 'test'} profile what `npm start` needs, or what `npm test` needs */
export async function setup(profile) {
  checkNode();
  await installDebianPackages(profile);
  checkEmscripten();
  await installNpmPackages();
}

if (isMain(import.meta.url)) {
  await entry(async () => {
    const profile = process.argv[2] ?? 'test';
    if (!['run', 'test'].includes(profile)) throw new Problem('usage: node scripts/setup.mjs [run | test]');
    await setup(profile);
    console.log('Everything is installed.');
  });
}
