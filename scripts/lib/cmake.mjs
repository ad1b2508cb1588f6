// Configuring and building one preset of CMakePresets.json.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findEmscripten } from './emscripten.mjs';
import { capture, must, root, which } from './process.mjs';
import { hashOf } from './stamp.mjs';

/** The presets `wasm` and `wasm-tests` share a folder: the same objects, with or without the test programs. */
const folderOf = (preset) => (preset === 'wasm-tests' ? 'build/wasm' : `build/${preset}`);

/** The compiler of a preset: text that changes when the compiler does, and the environment it needs. */
function compilerOf(preset) {
  if (preset.startsWith('wasm')) return findEmscripten();
  return { env: {}, identity: capture(preset === 'fuzz' ? 'clang++-19' : 'c++', ['-v']) ?? '' };
}

/** Configures if that was never done, or the presets or the compiler have changed since; Ninja sees to the rest. */
async function configure(preset, { env, identity }) {
  const stamp = join(root, folderOf(preset), 'configured');
  const stateOf = (name) => `${name} ${hashOf(['CMakePresets.json'])}\n${identity}`;
  const previous = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  // The folder that also holds the test programs builds the module just as well.
  if (previous === stateOf(preset) || (preset === 'wasm' && previous === stateOf('wasm-tests'))) return;

  // Objects of another compiler, or of a configuration that failed half way, must not be mixed with new ones.
  if (!previous.endsWith(`\n${identity}`)) rmSync(dirname(stamp), { recursive: true, force: true });
  rmSync(stamp, { force: true });
  const [command, ...first] = preset.startsWith('wasm')
    ? [which('emcmake') ?? 'emcmake', 'cmake']
    : ['cmake'];
  await must(command, [...first, '--preset', preset], { env });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, stateOf(preset));
}

/** Configures a preset if need be; its folder then has an up-to-date compile_commands.json. */
export async function cmakeConfigure(preset) {
  await configure(preset, compilerOf(preset));
  await must('ninja', ['-C', folderOf(preset), 'build.ninja'], { env: compilerOf(preset).env });
}

/**
 * @param {'native' | 'asan' | 'fuzz' | 'wasm' | 'wasm-tests'} preset
 * @param {string} target
 * @param {string} title said once there is something to compile
 */
export async function cmakeBuild(preset, target, title) {
  const compiler = compilerOf(preset);
  await configure(preset, compiler);
  let said = false;
  const onOutput = (chunk) => {
    if (said || !/\] (Building|Linking) /.test(chunk)) return;
    said = true;
    console.log(`Building ${title}`);
  };
  const onFailure = (output) => output.replaceAll(/^\[\d+\/\d+\] (Building|Linking) .*\n/gm, '');
  const args = ['--build', '--preset', preset, '--target', target];
  await must('cmake', args, { env: compiler.env, onOutput, onFailure });
}
