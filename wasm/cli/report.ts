import { endingOf, endingTable, titleOf } from './em_report.ts';
import type { Outcome } from './gmm_fit.ts';
import { align, digits, toRows } from './text.ts';

/** One JSON document: what was asked, what it was asked of, what came out, and every half-step on the way. */
export function toJson(outcome: Outcome): string {
  const { request, fit, split } = outcome;
  const { file, json: _, columns: __, label: ___, ...options } = request;
  const { params } = fit;
  const document = {
    elboLab: outcome.version,
    command: 'gmm fit',
    options,
    data: {
      file,
      columns: split.columns,
      label: outcome.label ?? null,
      classes: split.classes,
      unlabelled: outcome.unlabelled,
      labelled: outcome.labelled,
      dropped: split.dropped,
    },
    seed: outcome.seed,
    params: {
      weights: Array.from(params.weights),
      means: toRows(params.means),
      covariances: params.covariances.map(toRows),
    },
    effectiveCounts: Array.from(outcome.effectiveCounts),
    ...endingOf(outcome),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A readable table: parameters by component, then how the run ended. */
export function toText(outcome: Outcome): string {
  return `${[about(outcome), components(outcome), endingTable(outcome)].join('\n\n')}\n`;
}

function about({ request, split, label, labelled, unlabelled, seed }: Outcome): string {
  const dropped = split.dropped > 0 ? `, ${split.dropped} left out (missing values)` : '';
  const known = label === undefined ? '' : `, ${labelled} labelled (column ${label})`;
  const file = request.file === '-' ? 'stdin' : request.file;
  const weight = labelled > 0 ? `, alpha ${request.alpha}, weights from ${request.weightsFrom}` : '';
  const floor = request.covarianceFloor > 0 ? `, covariance floor ${request.covarianceFloor}` : '';
  return [
    `${file}: ${unlabelled} unlabelled rows${known}${dropped}; data ${split.columns.join(', ')}`,
    `Gaussian mixture, ${request.k} components${weight}${floor}; start ${request.init}, seed ${seed}`,
  ].join('\n');
}

/** One row per component and feature: its mean, and its row of the covariance. */
function components({ fit: { params }, split, effectiveCounts, label }: Outcome): string {
  const rows = [['component', 'weight', 'N_k', 'feature', 'mean', 'covariance']];
  params.covariances.forEach((covariance, k) => {
    const first = [
      titleOf(k, split.classes, label),
      digits(params.weights[k] ?? Number.NaN),
      digits(effectiveCounts[k] ?? Number.NaN),
    ];
    toRows(covariance).forEach((row, d) => {
      const mean = params.means.data[k * params.means.cols + d] ?? Number.NaN;
      const cells = row.map((value) => digits(value));
      rows.push([...(d === 0 ? first : ['', '', '']), split.columns[d] ?? '', digits(mean), ...cells]);
    });
  });
  return align(rows, ['left', 'right', 'right', 'left', 'right']);
}
