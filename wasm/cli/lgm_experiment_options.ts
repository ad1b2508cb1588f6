import type { BoundObjective, SgvbOptimizer, VariationalFamily } from '../api/index.node.ts';
import { flag, parse, text, toNumber, toWord, UsageError } from './usage.ts';

export const COMMAND = 'elbo-lab lgm experiment';

/** The command line of `lgm experiment`; the numbers by default are those of CS229's script. */
export interface ExperimentRequest {
  readonly samples: number;
  readonly steps: number;
  readonly stepSize: number;
  readonly optimizer: SgvbOptimizer;
  readonly family: VariationalFamily;
  readonly objective: BoundObjective;
  readonly evaluationSamples: number;
  readonly traceEvery: number;
  readonly seed: number;
  readonly json: boolean;
}

const OPTIONS = {
  samples: text,
  steps: text,
  'step-size': text,
  optimizer: text,
  family: text,
  objective: text,
  'evaluation-samples': text,
  'trace-every': text,
  seed: text,
  json: flag,
  help: { ...flag, short: 'h' },
} as const;

/** @returns undefined where help is asked for */
export function parseExperimentRequest(args: readonly string[]): ExperimentRequest | undefined {
  const { values, positionals } = parse(COMMAND, OPTIONS, args);
  if (values.help) return undefined;
  const [stranger] = positionals;
  if (stranger !== undefined) throw new UsageError(COMMAND, `nothing is read; got ${stranger}`);
  const number = (option: keyof typeof OPTIONS, byDefault: string, range: Parameters<typeof toNumber>[3]) =>
    toNumber(COMMAND, option, String(values[option] ?? byDefault), range);
  const count = (option: keyof typeof OPTIONS, byDefault: string, max: number) =>
    number(option, byDefault, { min: 1, max, integer: true });
  const word = <T extends string>(option: keyof typeof OPTIONS, words: readonly [T, ...T[]]) =>
    toWord(COMMAND, option, String(values[option] ?? words[0]), words);
  return {
    samples: count('samples', '10', 1_000_000),
    steps: count('steps', '1000', 1_000_000),
    stepSize: number('step-size', '0.001', { above: 0 }),
    optimizer: word('optimizer', ['gradient_ascent', 'adam', 'robbins_monro']),
    family: word('family', ['factorized', 'full']),
    objective: word('objective', ['elbo', 'without_entropy', 'without_prior_kl', 'kl_only']),
    evaluationSamples: count('evaluation-samples', '10000', 1_000_000),
    traceEvery: count('trace-every', '10', 1_000_000),
    seed: number('seed', '0', { max: 2 ** 32 - 1, integer: true }),
    json: values.json ?? false,
  };
}
