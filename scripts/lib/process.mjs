// Running other programs.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A problem whose message is all the user needs: printed without a stack. */
export class Problem extends Error {}

/** Path of a program on PATH, or undefined. */
export function which(program) {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(directory, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
}

/** Output of a short program; undefined if it is missing or, unless that is accepted, if it fails. */
export function capture(command, args, { env = {}, acceptFailure = false } = {}) {
  const result = spawnSync(command, args, { cwd: root, env: { ...process.env, ...env }, encoding: 'utf8' });
  if (result.error !== undefined || (result.status !== 0 && !acceptFailure)) return undefined;
  return result.stdout + result.stderr;
}

/**
 * Runs a program to its end, its output shown as it comes.
 * @param options.onOutput is given each piece of output as it comes
 * @returns {Promise<{code: number, output: string}>} 128 and more for death by a signal
 */
export function stream(command, args, { env = {}, quiet = false, onOutput = () => {} } = {}) {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] };
    const child = spawn(command, args, options);
    let output = '';
    const take = (to) => (chunk) => {
      output += chunk;
      onOutput(chunk);
      if (!quiet) to.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take(process.stdout));
    child.stderr.setEncoding('utf8').on('data', take(process.stderr));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ code: signal ? 128 : (code ?? 1), output }));
  });
}

/** Runs a program that must succeed. Its output is shown only if it does not. */
export async function must(command, args, { env, onOutput, onFailure = (output) => output } = {}) {
  const { code, output } = await stream(command, args, { env, quiet: true, onOutput });
  if (code === 0) return output;
  process.stderr.write(onFailure(output));
  throw new Problem(`failed with status ${code}: ${command} ${args.join(' ')}`);
}

/** Runs main(); a Problem becomes one line and exit status 1. */
export async function entry(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    process.exitCode = 1;
  }
}

/** True if the file with this import.meta.url is the program being run. */
export const isMain = (url) => process.argv[1] !== undefined && fileURLToPath(url) === process.argv[1];
