import { toInit } from '../api/gmm_arguments.ts';
import type { GmmInit, WeightsFrom } from '../api/index.node.ts';
import { fileOf, flag, parse, text, toColumns, toNumber, toWord, UsageError } from './usage.ts';

export const COMMAND = 'elbo-lab gmm fit';

/** The command line of `gmm fit`, checked as far as it can be without the data. */
export interface FitRequest {
  /** '-' is stdin. */
  readonly file: string;
  readonly k: number;
  readonly alpha: number;
  readonly weightsFrom: WeightsFrom;
  readonly covarianceFloor: number;
  readonly init: GmmInit;
  readonly seed: number;
  readonly restarts: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly columns?: readonly string[];
  readonly label?: string;
  readonly json: boolean;
}

const OPTIONS = {
  k: text,
  alpha: text,
  'weights-from': text,
  'covariance-floor': text,
  init: text,
  seed: text,
  restarts: text,
  tolerance: text,
  'max-iterations': text,
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
  if (values.k === undefined) throw new UsageError(COMMAND, '--k, the number of components, is needed');
  const number = (option: keyof typeof OPTIONS, byDefault: string, range: Parameters<typeof toNumber>[3]) =>
    toNumber(COMMAND, option, String(values[option] ?? byDefault), range);
  const columns = toColumns(COMMAND, values.columns);
  return {
    file,
    k: number('k', '', { min: 1, integer: true }),
    alpha: number('alpha', '1', {}),
    weightsFrom: toWord(COMMAND, 'weights-from', values['weights-from'] ?? 'all', ['all', 'unlabelled']),
    covarianceFloor: number('covariance-floor', '0', {}),
    init: toInitOption(values.init ?? 'random_split'),
    seed: number('seed', '0', { max: 2 ** 32 - 1, integer: true }),
    restarts: number('restarts', '1', { min: 1, max: 10_000, integer: true }),
    tolerance: number('tolerance', '1e-3', { above: 0 }),
    maxIterations: number('max-iterations', '1000', { min: 1, max: 1_000_000, integer: true }),
    ...(columns === undefined ? {} : { columns }),
    ...(values.label === undefined ? {} : { label: values.label }),
    json: values.json ?? false,
  };
}

function toInitOption(word: string): GmmInit {
  try {
    return toInit(word);
  } catch (error) {
    throw new UsageError(COMMAND, `--${(error as Error).message}`);
  }
}
