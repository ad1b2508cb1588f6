import type { LinearMixtureInit } from '../api/index.node.ts';
import { toInit } from '../api/linear_mixture_arguments.ts';
import { EM_OPTIONS, type EmRequest, emRequest } from './em_options.ts';
import { parse, text, toNumber, toWord } from './usage.ts';

export const COMMAND = 'elbo-lab lm fit';

/** The command line of `lm fit`. */
export interface FitRequest extends EmRequest<LinearMixtureInit> {
  /** Whether to put a column of ones before the data; `auto`: unless one of its columns is constant. */
  readonly intercept: 'auto' | 'yes' | 'no';
  readonly varianceFloor: number;
  readonly response: string;
}

const OPTIONS = { ...EM_OPTIONS, intercept: text, 'variance-floor': text, response: text } as const;

/** @returns undefined where help is asked for */
export function parseFitRequest(args: readonly string[]): FitRequest | undefined {
  const words = parse(COMMAND, OPTIONS, args);
  const { values } = words;
  if (values.help) return undefined;
  return {
    ...emRequest(COMMAND, words, { k: 'lines', init: 'random_lines', toInit }),
    intercept: toWord(COMMAND, 'intercept', values.intercept ?? 'auto', ['auto', 'yes', 'no']),
    varianceFloor: toNumber(COMMAND, 'variance-floor', values['variance-floor'] ?? '0', {}),
    response: values.response ?? 'y',
  };
}
