import { NumericalError } from '../api/index.node.ts';
import type { Progress } from './progress.ts';

/** One of the restarts. */
export interface Attempt {
  readonly seed: number;
  readonly objective?: number;
  readonly iterations?: number;
  readonly converged?: boolean;
  /** Why it ended without a fit. */
  readonly error?: string;
}

interface Fitted {
  readonly objective: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Fits with successive seeds and keeps the best.
 * @throws NumericalError that of the first seed, if none leads to a fit
 */
export function bestOf<Fit extends Fitted>(
  request: { readonly seed: number; readonly restarts: number },
  progress: Progress,
  fitWith: (seed: number, onProgress: ReturnType<Progress['of']>) => Fit,
): { readonly seed: number; readonly fit: Fit; readonly attempts: readonly Attempt[] } {
  const attempts: Attempt[] = [];
  let found: { seed: number; fit: Fit } | undefined;
  let failure: NumericalError | undefined;
  for (let restart = 0; restart < request.restarts; ++restart) {
    const seed = (request.seed + restart) % 2 ** 32;
    try {
      const fit = fitWith(seed, progress.of(seed));
      const { objective, iterations, converged } = fit;
      attempts.push({ seed, objective, iterations, converged });
      progress.line(`seed ${seed}: ${iterations} iterations, objective ${objective.toFixed(4)}`);
      if (found === undefined || objective > found.fit.objective) found = { seed, fit };
    } catch (error) {
      if (!(error instanceof NumericalError)) throw error;
      failure ??= error;
      attempts.push({ seed, error: error.message });
      if (request.restarts > 1) progress.line(`seed ${seed}: ${error.message}`);
    }
  }
  if (found !== undefined) return { ...found, attempts };
  throw failure ?? new Error('no restart was made');
}
