import type { LinearMixtureInit, WeightsFrom } from '../api/index.node.ts';
import { toInit } from '../api/linear_mixture_arguments.ts';
import { fileOf, flag, parse, text, toColumns, toNumber, toWord, UsageError } from './usage.ts';

export const COMMAND = 'elbo-lab lm fit';

/** The command line of `lm fit`, checked as far as it can be without the data. */
export interface FitRequest {
  /** '-' is stdin. */
  readonly file: string;
  readonly k: number;
  /** Whether to put a column of ones before the data; `auto`: unless one of its columns is constant. */
  readonly intercept: 'auto' | 'yes' | 'no';
  readonly alpha: number;
  readonly weightsFrom: WeightsFrom;
  readonly varianceFloor: number;
  readonly init: LinearMixtureInit;
  readonly seed: number;
  readonly restarts: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly response: string;
  readonly columns?: readonly string[];
  readonly label?: string;
  readonly json: boolean;
}

const OPTIONS = {
  k: text,
  intercept: text,
  alpha: text,
  'weights-from': text,
  'variance-floor': text,
  init: text,
  seed: text,
  restarts: text,
  tolerance: text,
  'max-iterations': text,
  response: text,
  columns: text,
  label: text,
  json: flag,
  help: { ...flag, short: 'h' },
} as const;

/** @returns undefined where help is asked for */
export function parseFitRequest(args: readonly string[]): FitRequest | undefined {
  const { values, positionals } = parse(COMMAND, OPTIONS, args);
  if (values.help) return undefined;
  const file = fileOf(COMMAND, positionals);
  if (values.k === undefined) throw new UsageError(COMMAND, '--k, the number of lines, is needed');
  const number = (option: keyof typeof OPTIONS, byDefault: string, range: Parameters<typeof toNumber>[3]) =>
    toNumber(COMMAND, option, String(values[option] ?? byDefault), range);
  const columns = toColumns(COMMAND, values.columns);
  return {
    file,
    k: number('k', '', { min: 1, integer: true }),
    intercept: toWord(COMMAND, 'intercept', values.intercept ?? 'auto', ['auto', 'yes', 'no']),
    alpha: number('alpha', '1', {}),
    weightsFrom: toWord(COMMAND, 'weights-from', values['weights-from'] ?? 'all', ['all', 'unlabelled']),
    varianceFloor: number('variance-floor', '0', {}),
    init: toInitOption(values.init ?? 'random_lines'),
    seed: number('seed', '0', { max: 2 ** 32 - 1, integer: true }),
    restarts: number('restarts', '1', { min: 1, max: 10_000, integer: true }),
    tolerance: number('tolerance', '1e-3', { above: 0 }),
    maxIterations: number('max-iterations', '1000', { min: 1, max: 1_000_000, integer: true }),
    response: values.response ?? 'y',
    ...(columns === undefined ? {} : { columns }),
    ...(values.label === undefined ? {} : { label: values.label }),
    json: values.json ?? false,
  };
}

function toInitOption(word: string): LinearMixtureInit {
  try {
    return toInit(word);
  } catch (error) {
    throw new UsageError(COMMAND, `--${(error as Error).message}`);
  }
}
