import { endingOf, endingTable, titleOf } from './em_report.ts';
import type { Outcome } from './lm_fit.ts';
import { align, digits, toRows } from './text.ts';

/** One JSON document: what was asked, what it was asked of, what came out, and every half-step on the way. */
export function toJson(outcome: Outcome): string {
  const { request, fit } = outcome;
  const { file, json: _, columns: __, label: ___, response, intercept: ____, ...options } = request;
  const { params } = fit;
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
    ...endingOf(outcome),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A readable table: one row per line, then how the run ended. */
export function toText(outcome: Outcome): string {
  return `${[about(outcome), lines(outcome), endingTable(outcome)].join('\n\n')}\n`;
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
  const rows = [['line', 'weight', 'variance', ...(intercept ? ['intercept'] : []), ...columns]];
  toRows(params.W).forEach((coefficients, k) => {
    const numbers = [params.weights[k], params.variances[k], ...coefficients];
    rows.push([titleOf(k, classes, label), ...numbers.map((value) => digits(value ?? Number.NaN))]);
  });
  return align(rows, ['left']);
}
