import type { Outcome } from './lm_fit.ts';
import { align, digits, toRows } from './text.ts';

/** One JSON document: what was asked, what it was asked of, what came out, and every half-step on the way. */
export function toJson(outcome: Outcome): string {
  const { request, fit } = outcome;
  const { file, json: _, columns: __, label: ___, response, intercept: ____, ...options } = request;
  const { params, objective, logLikelihood, iterations, converged, trace } = fit;
  const document = {
    elboLab: outcome.version,
    command: 'lm fit',
    options: { ...options, intercept: outcome.intercept },
    data: {
      file,
      columns: outcome.columns,
      response,
      label: outcome.label ?? null,
      classes: outcome.classes,
      unlabelled: outcome.unlabelled,
      labelled: outcome.labelled,
      dropped: outcome.dropped,
    },
    seed: outcome.seed,
    params: {
      weights: Array.from(params.weights),
      W: toRows(params.W),
      variances: Array.from(params.variances),
    },
    objective,
    logLikelihood,
    iterations,
    converged,
    adjustedRandIndex: outcome.adjustedRandIndex ?? null,
    restarts: outcome.attempts,
    trace,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A readable table: one row per line, then how the run ended. */
export function toText(outcome: Outcome): string {
  const { fit, request } = outcome;
  const summary: string[][] = [
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
  if (outcome.adjustedRandIndex !== undefined) {
    const value = digits(outcome.adjustedRandIndex, 6);
    summary.push(['adjusted Rand index', `${value} on the ${outcome.labelled} labelled rows`]);
  }
  if (request.restarts > 1) {
    const fitted = outcome.attempts.filter(({ error }) => error === undefined).length;
    const best = `${request.restarts}, ${fitted} of them without collapse; best: seed ${outcome.seed}`;
    summary.push(['restarts', best]);
  }
  return `${[about(outcome), lines(outcome), align(summary, ['left', 'left'])].join('\n\n')}\n`;
}

function about({ request, columns, intercept, label, labelled, unlabelled, dropped, seed }: Outcome): string {
  const missing = dropped > 0 ? `, ${dropped} left out (missing values)` : '';
  const known = label === undefined ? '' : `, ${labelled} labelled (column ${label})`;
  const file = request.file === '-' ? 'stdin' : request.file;
  const weight = labelled > 0 ? `, alpha ${request.alpha}, weights from ${request.weightsFrom}` : '';
  const floor = request.varianceFloor > 0 ? `, variance floor ${request.varianceFloor}` : '';
  const terms = [...(intercept ? ['1'] : []), ...columns].join(', ');
  return [
    `${file}: ${unlabelled} unlabelled rows${known}${missing}; ${request.response} on ${terms}`,
    `Mixture of linear regressions, ${request.k} lines${weight}${floor}; start ${request.init}, seed ${seed}`,
  ].join('\n');
}

/** One row per line: its weight, the variance of its noise, its coefficients. */
function lines({ fit: { params }, columns, intercept, label, classes }: Outcome): string {
  const named = label !== undefined && classes.some((name, k) => name !== String(k));
  const rows = [['line', 'weight', 'variance', ...(intercept ? ['intercept'] : []), ...columns]];
  toRows(params.W).forEach((coefficients, k) => {
    const title = named && classes[k] !== undefined ? `${k} ${classes[k]}` : String(k);
    const numbers = [params.weights[k], params.variances[k], ...coefficients];
    rows.push([title, ...numbers.map((value) => digits(value ?? Number.NaN))]);
  });
  return align(rows, ['left']);
}
