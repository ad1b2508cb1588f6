import { toInit } from '../api/gmm_arguments.ts';
import type { GmmInit } from '../api/index.node.ts';
import { EM_OPTIONS, type EmRequest, emRequest } from './em_options.ts';
import { parse, text, toNumber } from './usage.ts';

export const COMMAND = 'elbo-lab gmm fit';

/** The command line of `gmm fit`. */
export interface FitRequest extends EmRequest<GmmInit> {
  readonly covarianceFloor: number;
}

/** @returns undefined where help is asked for */
export function parseFitRequest(args: readonly string[]): FitRequest | undefined {
  const words = parse(COMMAND, { ...EM_OPTIONS, 'covariance-floor': text }, args);
  if (words.values.help) return undefined;
  return {
    ...emRequest(COMMAND, words, { k: 'components', init: 'random_split', toInit }),
    covarianceFloor: toNumber(COMMAND, 'covariance-floor', words.values['covariance-floor'] ?? '0', {}),
  };
}
