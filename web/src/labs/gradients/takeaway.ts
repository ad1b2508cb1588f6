// What can be taken away: tables, and the estimates here as code. No DOM.
import { msg } from '../../shell/language.ts';
import { rowsOf } from '../../shell/take/rows.ts';
import type { NumberTable, Position } from '../../shell/takeaway.ts';
import { NAMES } from './code.ts';
import type { Snapshot } from './model.ts';

export function tables({ history, index }: Position<Snapshot>): NumberTable[] {
  const { rows, samples, problem, gradient } = history[index] as Snapshot;
  return [
    traceTable(history),
    {
      name: 'estimators',
      title: msg`Estimators here`,
      head: [
        ...['estimator', 'parameter', 'true gradient [nats]', 'mean of the samples [nats]', 'standard error'],
        'exact variance of one sample',
        'variance measured on the pool',
      ],
      rows: () =>
        rows.flatMap(({ id, mean, standardError, exact, measured }) =>
          problem.parameters.map((parameter, p) => [
            ...[NAMES[id], parameter, gradient[p], mean[p], standardError[p]],
            ...[exact[p], measured[p]],
          ]),
        ),
    },
    {
      name: 'samples',
      title: msg`Samples on the stage`,
      head: Array.from({ length: samples.cols }, (_, k) => `z_${k + 1}`),
      rows: () => rowsOf(samples),
    },
  ];
}

function traceTable(history: readonly Snapshot[]): NumberTable {
  const { paths = [], problem } = history[0] ?? {};
  const names = paths.map(({ id }) => NAMES[id]);
  const parameters = problem?.parameters ?? [];
  return {
    name: 'trace',
    title: msg`Trace, a row a step`,
    head: [
      't',
      'made by',
      ...parameters.map((name) => `true gradient of ${name} [nats]`),
      ...names.map((name) => `ELBO, ${name} [nats]`),
      ...names.map((name) => `gap, ${name} [nats]`),
      ...names.flatMap((name) => parameters.map((p) => `variance of ${p}, ${name}`)),
    ],
    rows: () =>
      history.map((s) => [
        ...[s.t, s.made],
        ...s.gradient,
        ...s.paths.map(({ elbo }) => elbo),
        ...s.paths.map(({ gap }) => gap),
        ...s.rows.flatMap(({ exact }) => [...exact]),
      ]),
  };
}

export { scripts } from './code.ts';
