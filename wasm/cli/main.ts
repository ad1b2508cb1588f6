#!/usr/bin/env node
import { load } from '../api/index.node.ts';
import { runFit } from './gmm_fit.ts';
import { parseFitRequest } from './gmm_fit_options.ts';
import { GMM_FIT_HELP, GMM_HELP, ROOT_HELP } from './help.ts';
import { toJson, toText } from './report.ts';
import { UsageError } from './usage.ts';

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help';

/** @returns what belongs on stdout */
async function run([model, command, ...args]: readonly string[]): Promise<string> {
  if (isHelp(model)) return ROOT_HELP;
  if (model === '--version') return `${(await load()).build.info().version}\n`;
  if (model === undefined) throw new UsageError('elbo-lab', 'a model is needed');
  if (model !== 'gmm') throw new UsageError('elbo-lab', `there is no model ${model}; the models are gmm`);
  if (isHelp(command)) return GMM_HELP;
  if (command === undefined) throw new UsageError('elbo-lab gmm', 'a command is needed');
  if (command !== 'fit')
    throw new UsageError('elbo-lab gmm', `there is no command ${command}; the commands are fit`);
  const request = parseFitRequest(args);
  if (request === undefined) return GMM_FIT_HELP;
  const outcome = await runFit(request);
  return request.json ? toJson(outcome) : toText(outcome);
}

/** A reader that has seen enough (`| head`) closes the pipe; that is no error. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);

try {
  process.stdout.write(await run(process.argv.slice(2)));
} catch (error) {
  const { message } = error as Error;
  process.stderr.write(`elbo-lab: ${message.replaceAll('\n', ' ')}\n`);
  if (error instanceof UsageError) process.stderr.write(`${error.command} --help tells more\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
