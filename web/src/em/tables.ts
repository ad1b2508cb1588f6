// The tables that every lab of EM lets students take away.
import type { Matrix } from '../../../wasm/api/types.ts';
import { msg } from '../shell/language.ts';
import { rowsOf } from '../shell/take/rows.ts';
import type { NumberTable } from '../shell/takeaway.ts';
import { letter } from './labels.ts';
import type { EmSnapshot } from './snapshot.ts';

/** Columns of a table, with their heads. */
export type Columns = Readonly<Record<string, (s: EmSnapshot) => number | string | undefined>>;

const TRACE: Columns = {
  t: (s) => s.t,
  'made by': (s) => s.made,
  'log-likelihood [nats]': (s) => s.evaluation.logLikelihood,
  'ELBO [nats]': (s) => (s.phase ? s.evaluation.elbo : undefined),
  'objective [nats]': (s) => s.evaluation.objective,
  'bound of the objective [nats]': (s) => (s.phase ? s.evaluation.bound : undefined),
  'gap [nats]': (s) => (s.phase ? s.evaluation.gap : undefined),
  alpha: (s) => s.alpha,
  'weights from': (s) => s.weightsFrom,
  floor: (s) => s.floor,
};

/** One row a position. */
export const traceTable = (history: readonly EmSnapshot[]): NumberTable => ({
  name: 'trace',
  title: msg`Trace, a row a position`,
  head: Object.keys(TRACE),
  rows: () => history.map((s) => Object.values(TRACE).map((column) => column(s))),
});

/**
 * Unlabelled examples, then labelled ones with their component in column z, counted from 0: as the command line reads it.
 * @param unlabelled  a row an example
 */
export const dataTable = (
  columns: readonly string[],
  unlabelled: () => readonly (readonly number[])[],
  labelled: () => readonly (readonly number[])[],
  z: Int32Array,
): NumberTable => ({
  name: 'data',
  title: msg`Data`,
  head: [...columns.map(typed), ...(z.length > 0 ? ['z'] : [])],
  rows: () => [
    ...unlabelled().map((row) => (z.length > 0 ? [...row, undefined] : row)),
    ...labelled().map((row, n) => [...row, z[n]]),
  ],
});

/** "x₁" as keyboards have it. */
const typed = (name: string): string => name.replace('₁', '_1').replace('₂', '_2');

/** Of the unlabelled examples, in the order of the data. */
export const responsibilitiesTable = (
  R: Matrix | undefined,
  owners: Int32Array | undefined,
): NumberTable[] =>
  R && owners
    ? [
        {
          name: 'responsibilities',
          title: msg`Responsibilities`,
          head: [...Array.from({ length: R.cols }, (_, k) => `gamma_${letter(k)}`), 'largest'],
          rows: () => rowsOf(R).map((row, n) => [...row, letter(owners[n] ?? 0)]),
        },
      ]
    : [];
