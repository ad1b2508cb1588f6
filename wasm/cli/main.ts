#!/usr/bin/env node
import { load } from '../api/index.node.ts';
import { runFit as runGmmFit } from './gmm_fit.ts';
import * as gmm from './gmm_fit_options.ts';
import { GMM_FIT_HELP, GMM_HELP, ROOT_HELP } from './help.ts';
import { LGM_EXPERIMENT_HELP, LGM_HELP, LM_FIT_HELP, LM_HELP } from './help_models.ts';
import { runExperiment } from './lgm_experiment.ts';
import { parseExperimentRequest } from './lgm_experiment_options.ts';
import { runFit as runLmFit } from './lm_fit.ts';
import * as lm from './lm_fit_options.ts';
import * as lmReport from './lm_report.ts';
import * as gmmReport from './report.ts';
import { UsageError } from './usage.ts';

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help';

interface Model {
  readonly help: string;
  /** Each gives what belongs on stdout. */
  readonly commands: Readonly<Record<string, (args: readonly string[]) => Promise<string> | string>>;
}

const MODELS: Readonly<Record<string, Model>> = {
  gmm: {
    help: GMM_HELP,
    commands: {
      async fit(args) {
        const request = gmm.parseFitRequest(args);
        if (request === undefined) return GMM_FIT_HELP;
        const outcome = await runGmmFit(request);
        return request.json ? gmmReport.toJson(outcome) : gmmReport.toText(outcome);
      },
    },
  },
  lgm: {
    help: LGM_HELP,
    commands: {
      experiment(args) {
        const request = parseExperimentRequest(args);
        return request === undefined ? LGM_EXPERIMENT_HELP : runExperiment(request);
      },
    },
  },
  lm: {
    help: LM_HELP,
    commands: {
      async fit(args) {
        const request = lm.parseFitRequest(args);
        if (request === undefined) return LM_FIT_HELP;
        const outcome = await runLmFit(request);
        return request.json ? lmReport.toJson(outcome) : lmReport.toText(outcome);
      },
    },
  },
};

const find = <T>(among: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(among, name) ? among[name] : undefined;
const list = (among: object): string => Object.keys(among).join(', ');

/** @returns what belongs on stdout */
async function run([name, command, ...args]: readonly string[]): Promise<string> {
  if (isHelp(name)) return ROOT_HELP;
  if (name === '--version') return `${(await load()).build.info().version}\n`;
  if (name === undefined) throw new UsageError('elbo-lab', 'a model is needed');
  const model = find(MODELS, name);
  if (model === undefined)
    throw new UsageError('elbo-lab', `there is no model ${name}; the models are ${list(MODELS)}`);
  if (isHelp(command)) return model.help;
  const { commands } = model;
  if (command === undefined) throw new UsageError(`elbo-lab ${name}`, 'a command is needed');
  const answer = find(commands, command);
  if (answer === undefined)
    throw new UsageError(
      `elbo-lab ${name}`,
      `there is no command ${command}; the commands are ${list(commands)}`,
    );
  return answer(args);
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
