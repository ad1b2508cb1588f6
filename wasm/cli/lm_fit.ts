import { type LinearMixtureFit, type Lvm, load, type Matrix } from '../api/index.node.ts';
import { parseTable, type Table, TableError } from '../api/table.ts';
import { byLabel, defaultColumns, splitTable } from '../api/table_split.ts';
import { read } from './input.ts';
import { COMMAND, type FitRequest } from './lm_fit_options.ts';
import { Progress } from './progress.ts';
import { type Attempt, bestOf } from './restarts.ts';
import { UsageError } from './usage.ts';

/** All that a report needs. */
export interface Outcome {
  /** Of the core that fitted. */
  readonly version: string;
  readonly request: FitRequest;
  readonly columns: readonly string[];
  readonly intercept: boolean;
  readonly label: string | undefined;
  /** What label k is called. */
  readonly classes: readonly string[];
  readonly unlabelled: number;
  readonly labelled: number;
  readonly dropped: number;
  readonly seed: number;
  readonly fit: LinearMixtureFit;
  /** On the labelled rows, against their labels. */
  readonly adjustedRandIndex?: number;
  readonly attempts: readonly Attempt[];
}

interface Examples {
  readonly X: Matrix;
  readonly y: Float64Array;
}

interface Labelled extends Examples {
  readonly z: Int32Array;
}

/** Reads the file, fits, and keeps the best of the restarts. */
export async function runFit(request: FitRequest): Promise<Outcome> {
  const table = parseTable(await read(request.file));
  const { columns, label } = choose(table, request);
  const split = splitTable(table, [...columns, request.response], label);
  const progress = new Progress(process.stderr);
  if (split.dropped > 0) {
    const names = split.columns.join(' or ');
    progress.line(`${split.dropped} of ${table.rows} rows left out: a value is missing in ${names}`);
  }
  const known = split.z === undefined ? undefined : byLabel(split.X, split.z);
  const unlabelled = apart(known?.unlabelled ?? split.X);
  const labelled: Labelled = {
    ...apart(known?.labelled.X ?? { rows: 0, cols: split.X.cols, data: new Float64Array() }),
    z: known?.labelled.z ?? new Int32Array(),
  };
  if (unlabelled.X.rows === 0) {
    throw new TableError(
      `every row has a label in column ${label}; EM needs rows without (--label none ignores labels)`,
    );
  }
  const constant = columns.some((_, d) => isConstant(unlabelled.X, d));
  const intercept = request.intercept === 'yes' || (request.intercept === 'auto' && !constant);
  const lab = await load();
  const { k, init, alpha, weightsFrom, varianceFloor, tolerance, maxIterations } = request;
  const options = { k, init, alpha, weightsFrom, varianceFloor, tolerance, maxIterations, intercept };
  const { seed, fit, attempts } = bestOf(request, progress, (seed, onProgress) =>
    lab.linearMixture.fit({ ...options, ...unlabelled, labelled, seed, onProgress }),
  );
  return {
    version: lab.build.info().version,
    request,
    columns,
    intercept,
    label,
    classes: split.classes,
    unlabelled: unlabelled.X.rows,
    labelled: labelled.X.rows,
    dropped: split.dropped,
    seed,
    fit,
    ...(labelled.X.rows > 0 ? { adjustedRandIndex: agreement(lab, fit, labelled, intercept) } : {}),
    attempts,
  };
}

function choose(
  table: Table,
  request: FitRequest,
): { columns: readonly string[]; label: string | undefined } {
  const automatic = table.columns.some(({ name }) => name === 'z') ? 'z' : undefined;
  const label = request.label === 'none' ? undefined : (request.label ?? automatic);
  const columns =
    request.columns ?? defaultColumns(table, label ?? 'z').filter((name) => name !== request.response);
  if (columns.includes(request.response)) {
    throw new UsageError(COMMAND, `column ${request.response} cannot be data and response at once`);
  }
  if (label !== undefined && (columns.includes(label) || label === request.response)) {
    throw new UsageError(
      COMMAND,
      `column ${label} cannot be ${columns.includes(label) ? 'data' : 'response'} and label at once`,
    );
  }
  if (columns.length === 0) throw new TableError('there is no column of numbers to use as data');
  return { columns, label };
}

/** The last column is the response. */
function apart({ rows, cols, data }: Matrix): Examples {
  const X = { rows, cols: cols - 1, data: data.filter((_, i) => i % cols !== cols - 1) };
  return { X, y: data.filter((_, i) => i % cols === cols - 1) };
}

const isConstant = ({ cols, data }: Matrix, column: number): boolean =>
  data.every((value, i) => i % cols !== column || value === data[column]);

function agreement(lab: Lvm, fit: LinearMixtureFit, { X, y, z }: Labelled, intercept: boolean): number {
  const design = intercept ? lab.linearMixture.withIntercept(X) : X;
  const { responsibilities } = lab.linearMixture.eStep(fit.params, design, y);
  return lab.clustering.adjustedRandIndex(lab.clustering.hardAssignments(responsibilities), z);
}
