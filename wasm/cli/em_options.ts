import type { WeightsFrom } from '../api/index.node.ts';
import { fileOf, flag, text, toColumns, toNumber, toWord, UsageError } from './usage.ts';

/** What every command that fits by EM can be asked, checked as far as it can be without the data. */
export interface EmRequest<Init> {
  /** '-' is stdin. */
  readonly file: string;
  readonly k: number;
  readonly alpha: number;
  readonly weightsFrom: WeightsFrom;
  readonly init: Init;
  readonly seed: number;
  readonly restarts: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly columns?: readonly string[];
  readonly label?: string;
  readonly json: boolean;
}

export const EM_OPTIONS = {
  k: text,
  alpha: text,
  'weights-from': text,
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

interface Words {
  readonly values: {
    readonly [Option in keyof typeof EM_OPTIONS]?: (typeof EM_OPTIONS)[Option]['type'] extends 'string'
      ? string
      : boolean;
  };
  readonly positionals: readonly string[];
}

/** @param k what is counted by --k; @param toInit throws an error that begins with "init" */
export function emRequest<Init>(
  command: string,
  { values, positionals }: Words,
  { k, init, toInit }: { k: string; init: string; toInit: (word: string) => Init },
): EmRequest<Init> {
  const file = fileOf(command, positionals);
  if (values.k === undefined) throw new UsageError(command, `--k, the number of ${k}, is needed`);
  const number = (option: keyof Words['values'], byDefault: string, range: Parameters<typeof toNumber>[3]) =>
    toNumber(command, option, String(values[option] ?? byDefault), range);
  const columns = toColumns(command, values.columns);
  return {
    file,
    k: number('k', '', { min: 1, integer: true }),
    alpha: number('alpha', '1', {}),
    weightsFrom: toWord(command, 'weights-from', values['weights-from'] ?? 'all', ['all', 'unlabelled']),
    init: initOf(command, values.init ?? init, toInit),
    seed: number('seed', '0', { max: 2 ** 32 - 1, integer: true }),
    restarts: number('restarts', '1', { min: 1, max: 10_000, integer: true }),
    tolerance: number('tolerance', '1e-3', { above: 0 }),
    maxIterations: number('max-iterations', '1000', { min: 1, max: 1_000_000, integer: true }),
    ...(columns === undefined ? {} : { columns }),
    ...(values.label === undefined ? {} : { label: values.label }),
    json: values.json ?? false,
  };
}

function initOf<Init>(command: string, word: string, toInit: (word: string) => Init): Init {
  try {
    return toInit(word);
  } catch (error) {
    throw new UsageError(command, `--${(error as Error).message}`);
  }
}
