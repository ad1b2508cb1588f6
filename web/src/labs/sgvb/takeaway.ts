// What can be taken away: tables, and the run as code. No DOM.
import { msg } from '../../shell/language.ts';
import { rowsOf } from '../../shell/take/rows.ts';
import type { NumberTable, Position } from '../../shell/takeaway.ts';
import type { Case, Snapshot } from './model.ts';
import { isFull } from './shape.ts';

/** Columns of the trace, for each case. */
const TRACE: Readonly<Record<string, (one: Case) => number>> = {
  'ln p(x) [nats]': ({ problem }) => problem.logEvidence,
  'ELBO estimate [nats]': ({ estimate }) => estimate.value,
  'standard error [nats]': ({ estimate }) => estimate.standardError,
  'ELBO [nats]': ({ terms }) => terms.elbo,
  'gap [nats]': ({ terms }) => terms.klToPosterior,
  'maximized [nats]': ({ objective }) => objective,
};

export function tables({ history, index }: Position<Snapshot>): NumberTable[] {
  const { cases } = history[index] as Snapshot;
  const which = (i: number) => (cases.length > 1 ? ` ${i + 1}` : '');
  const file = (name: string, i: number) => (cases.length > 1 ? `${name}-${i + 1}` : name);
  return [
    {
      name: 'trace',
      title: msg`Trace, a row a step`,
      head: ['t', 'made by', ...cases.flatMap((one, i) => traceHead(one).map((head) => head + which(i)))],
      rows: () => history.map((s) => [s.t, s.made, ...s.cases.flatMap(traceRow)]),
    },
    ...cases.flatMap(({ problem, draws }, i) => [
      {
        name: file('model', i),
        title: cases.length > 1 ? msg`Model and observation ${i + 1}` : msg`Model and observation`,
        head: ['x', 'b', 'gamma', ...Array.from({ length: problem.model.W.cols }, (_, k) => `W_${k + 1}`)],
        rows: () =>
          rowsOf(problem.model.W).map((row, i) => [
            ...[problem.x[i], problem.model.b[i], problem.model.gamma],
            ...row,
          ]),
      },
      {
        name: file('draws', i),
        title: cases.length > 1 ? msg`Draws of q on the stage ${i + 1}` : msg`Draws of q on the stage`,
        head: Array.from({ length: draws.z.cols }, (_, k) => `z_${k + 1}`),
        rows: () => rowsOf(draws.z),
      },
    ]),
  ];
}

/** Means and log scales stand beside the bound: with them q is known, but for what is below L's diagonal. */
const traceHead = ({ state: { q } }: Case): string[] => [
  ...Object.keys(TRACE),
  ...Array.from(q.mean, (_, k) => `mean_${k + 1}`),
  ...Array.from(q.mean, (_, k) => `ln L_${k + 1}${k + 1}`),
];

const traceRow = (one: Case): number[] => [
  ...Object.values(TRACE).map((column) => column(one)),
  ...one.state.q.mean,
  ...(isFull(one.state.q) ? one.state.q.logDiagonal : one.state.q.logSigma),
];

export { scripts } from './code.ts';
