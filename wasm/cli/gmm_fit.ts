import { type GmmFit, type Lvm, load, type Matrix } from '../api/index.node.ts';
import { parseTable, type Table, TableError } from '../api/table.ts';
import { byLabel, defaultColumns, type Split, splitTable } from '../api/table_split.ts';
import { COMMAND, type FitRequest } from './gmm_fit_options.ts';
import { read } from './input.ts';
import { Progress } from './progress.ts';
import { type Attempt, bestOf } from './restarts.ts';
import { UsageError } from './usage.ts';

/** All that a report needs. */
export interface Outcome {
  /** Of the core that fitted. */
  readonly version: string;
  readonly request: FitRequest;
  readonly label: string | undefined;
  readonly split: Split;
  readonly unlabelled: number;
  readonly labelled: number;
  readonly seed: number;
  readonly fit: GmmFit;
  readonly effectiveCounts: Float64Array;
  /** On the labelled rows, against their labels. */
  readonly adjustedRandIndex?: number;
  readonly attempts: readonly Attempt[];
}

interface Examples {
  readonly unlabelled: Matrix;
  readonly labelled: { readonly X: Matrix; readonly z: Int32Array };
}

/** Reads the file, fits, and keeps the best of the restarts. */
export async function runFit(request: FitRequest): Promise<Outcome> {
  const table = parseTable(await read(request.file));
  const { columns, label } = choose(table, request);
  const split = splitTable(table, columns, label);
  const progress = new Progress(process.stderr);
  if (split.dropped > 0) {
    progress.line(
      `${split.dropped} of ${table.rows} rows left out: a value is missing in ${columns.join(' or ')}`,
    );
  }
  const none = { X: { rows: 0, cols: split.X.cols, data: new Float64Array() }, z: new Int32Array() };
  const examples =
    split.z === undefined ? { unlabelled: split.X, labelled: none } : byLabel(split.X, split.z);
  if (examples.unlabelled.rows === 0) {
    throw new TableError(
      `every row has a label in column ${label}; EM needs rows without (--label none ignores labels)`,
    );
  }
  const lab = await load();
  const { seed, fit, attempts } = best(lab, request, examples, progress);
  const { labelled } = examples;
  const counted = { ...labelled, alpha: request.alpha, weightsFrom: request.weightsFrom };
  return {
    version: lab.build.info().version,
    request,
    label,
    split,
    unlabelled: examples.unlabelled.rows,
    labelled: labelled.X.rows,
    seed,
    fit,
    effectiveCounts: lab.gmm.effectiveCounts(fit.responsibilities, counted),
    ...(labelled.X.rows > 0 ? { adjustedRandIndex: agreement(lab, fit, labelled) } : {}),
    attempts,
  };
}

function choose(
  table: Table,
  request: FitRequest,
): { columns: readonly string[]; label: string | undefined } {
  const automatic =
    table.columns.some(({ name }) => name === 'z') && !request.columns?.includes('z') ? 'z' : undefined;
  const label = request.label === 'none' ? undefined : (request.label ?? automatic);
  const columns = request.columns ?? defaultColumns(table, label ?? 'z');
  if (label !== undefined && columns.includes(label)) {
    throw new UsageError(COMMAND, `column ${label} cannot be data and label at once`);
  }
  return { columns, label };
}

function best(lab: Lvm, request: FitRequest, { unlabelled, labelled }: Examples, progress: Progress) {
  const { k, init, alpha, weightsFrom, covarianceFloor, tolerance, maxIterations } = request;
  const options = { k, init, alpha, weightsFrom, covarianceFloor, tolerance, maxIterations };
  return bestOf(request, progress, (seed, onProgress) =>
    lab.gmm.fit({ ...options, seed, onProgress, X: unlabelled, labelled }),
  );
}

function agreement(lab: Lvm, fit: GmmFit, { X, z }: Examples['labelled']): number {
  const { responsibilities } = lab.gmm.eStep(fit.params, X);
  return lab.clustering.adjustedRandIndex(lab.clustering.hardAssignments(responsibilities), z);
}
