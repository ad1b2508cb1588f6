import type { EmRequest } from './em_options.ts';
import type { Attempt } from './restarts.ts';
import { align, digits } from './text.ts';

/** What every fit by EM has come to. */
export interface EmOutcome {
  readonly request: EmRequest<unknown>;
  readonly fit: {
    readonly objective: number;
    readonly logLikelihood: number;
    readonly iterations: number;
    readonly converged: boolean;
    readonly trace: readonly object[];
  };
  readonly labelled: number;
  readonly adjustedRandIndex?: number;
  readonly attempts: readonly Attempt[];
  readonly seed: number;
}

/** How the run ended, for JSON; the trace last, since it is long. */
export const endingOf = ({ fit, adjustedRandIndex, attempts }: EmOutcome) => ({
  objective: fit.objective,
  logLikelihood: fit.logLikelihood,
  iterations: fit.iterations,
  converged: fit.converged,
  adjustedRandIndex: adjustedRandIndex ?? null,
  restarts: attempts,
  trace: fit.trace,
});

/** How the run ended, as a table. */
export function endingTable({
  request,
  fit,
  labelled,
  adjustedRandIndex,
  attempts,
  seed,
}: EmOutcome): string {
  const rows: string[][] = [
    ['objective', digits(fit.objective, 12)],
    ['log-likelihood', digits(fit.logLikelihood, 12)],
    ['iterations', String(fit.iterations)],
    [
      'converged',
      fit.converged
        ? `yes: the objective changed by less than ${request.tolerance}`
        : `no: stopped after ${request.maxIterations} iterations (--max-iterations)`,
    ],
  ];
  if (adjustedRandIndex !== undefined) {
    rows.push(['adjusted Rand index', `${digits(adjustedRandIndex, 6)} on the ${labelled} labelled rows`]);
  }
  if (request.restarts > 1) {
    const fitted = attempts.filter(({ error }) => error === undefined).length;
    rows.push(['restarts', `${request.restarts}, ${fitted} of them without collapse; best: seed ${seed}`]);
  }
  return align(rows, ['left', 'left']);
}

/** A component's number, and its class's name where the classes have names. */
export function titleOf(k: number, classes: readonly string[], label: string | undefined): string {
  const named = label !== undefined && classes.some((name, i) => name !== String(i));
  return named && classes[k] !== undefined ? `${k} ${classes[k]}` : String(k);
}
