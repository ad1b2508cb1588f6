// What can be taken away: code, and the tables of the part that is on screen, in nats whatever the unit there. No DOM.
import { msg } from '../../shell/language.ts';
import type { NumberTable, Position } from '../../shell/takeaway.ts';
import { symbolAt } from './codes.ts';
import type { FitSnapshot } from './fit.ts';
import { ofPane, type Snapshot } from './model.ts';
import { LETTERS } from './numbers.ts';

export function tables({ history, index }: Position<Snapshot>): NumberTable[] {
  const s = history[index] as Snapshot;
  switch (s.pane) {
    case 'codes':
      return [
        trace(
          ['t', 'symbol', 'its cost [nats]', 'average [nats]', 'average in the code for p [nats]'],
          ofPane(history, 'codes').map((one) => {
            const symbol = symbolAt(one);
            const sent =
              symbol === undefined ? [undefined, undefined] : [LETTERS[symbol], one.lengths[symbol]];
            return [one.t, ...sent, one.mean, one.ideal];
          }),
        ),
        {
          name: 'distributions',
          title: msg`Distributions and code lengths`,
          head: ['symbol', 'p', 'q', '-ln p [nats]', '-ln q [nats]', 'p ln(p/q) [nats]'],
          rows: () => s.p.map((p, i) => [LETTERS[i], p, s.q[i], s.ideals[i], s.lengths[i], s.terms[i]]),
        },
      ];
    case 'convex': {
      const head = ['lambda', 'KL of the mixtures [nats]', 'mean of the two KL [nats]', 'gap [nats]'];
      const row = ({ lambda, klOfMixture, mixtureOfKls, gap }: typeof s.here) => [
        ...[lambda, klOfMixture, mixtureOfKls, gap],
      ];
      return [
        trace(
          ['t', ...head],
          ofPane(history, 'convex').map(({ t, here }) => [t, ...row(here)]),
        ),
        { name: 'curve', title: msg`Curve over λ`, head, rows: () => s.curve.map(row) },
      ];
    }
    case 'likelihood': {
      const head = ['theta', 'KL(data, model) [nats]', 'mean log-likelihood [nats]'];
      const row = ({ theta, kl, meanLogLikelihood }: typeof s.here) => [theta, kl, meanLogLikelihood];
      return [
        trace(
          ['t', ...head],
          ofPane(history, 'likelihood').map(({ t, here }) => [t, ...row(here)]),
        ),
        { name: 'curve', title: msg`Curve over θ`, head, rows: () => s.curve.map(row) },
        {
          name: 'data',
          title: msg`Data`,
          head: ['outcome', 'count', 'share'],
          rows: () => s.counts.map((count, x) => [x, count, s.empirical[x]]),
        },
      ];
    }
    case 'fit':
      return [fitTrace(ofPane(history, 'fit')), mixtureTable(s)];
  }
}

const trace = (
  head: NumberTable['head'],
  rows: readonly (readonly (number | string | undefined)[])[],
): NumberTable => ({
  ...{ name: 'trace', title: msg`Trace, a row a step` },
  ...{ head, rows: () => rows },
});

const fitTrace = (history: readonly FitSnapshot[]): NumberTable =>
  history[0]?.alpha
    ? trace(
        ['t', 'alpha', 'mean', 'ln sigma', 'divergence [nats]'],
        history.map(({ t, alpha }) => [t, alpha?.alpha, alpha?.q.mean, alpha?.q.logSigma, alpha?.value]),
      )
    : trace(
        [
          't',
          ...['p to q', 'q to p'].flatMap((way) => [`mean, ${way}`, `ln sigma, ${way}`, `KL, ${way} [nats]`]),
        ],
        history.map(({ t, inclusive, exclusive }) => [
          t,
          ...[inclusive, exclusive].flatMap(({ q, value }) => [q.mean, q.logSigma, value]),
        ]),
      );

const mixtureTable = ({ p }: FitSnapshot): NumberTable => ({
  name: 'mixture',
  title: msg`The mixture p`,
  head: ['weight', 'mean', 'sigma'],
  rows: () => p.weights.map((weight, k) => [weight, p.means[k], p.sigmas[k]]),
});

export { scripts } from './code.ts';
