// Part 4 in words and numbers.
import { fixed, short } from '../../shell/format.ts';
import type { FitSnapshot } from './fit.ts';

const place = ({ mean, logSigma }: { readonly mean: number; readonly logSigma: number }) =>
  `mean ${fixed(mean)}, σ ${short(Math.exp(logSigma), 2)}`;

/** What became of a descent that goes no further. */
const state = (s: FitSnapshot, direction: 'inclusive' | 'exclusive'): string => {
  if (s.lost.includes(direction)) return ' (diverged)';
  return s.settled.includes(direction) ? ' (settled)' : '';
};

export function describeFit(s: FitSnapshot, previous?: FitSnapshot): string {
  if (s.alpha) {
    const { alpha, q, value } = s.alpha;
    const before = previous?.alpha;
    const leap =
      before !== undefined && Math.abs(before.q.mean - q.mean) > 0.5 ? ', a leap to another optimum' : '';
    const name = alpha === 1 ? ' (inclusive)' : alpha === 0 ? ' (exclusive)' : '';
    return `α = ${fixed(alpha)}${name}: ${place(q)}, divergence ${short(value)} nats${leap}.`;
  }
  const { inclusive, exclusive } = s;
  if (s.made === 'start')
    return `Both start at ${place(s.start)}: KL(p ‖ q) ${short(inclusive.value)}, KL(q ‖ p) ${short(exclusive.value)} nats. Step downhill.`;
  const one = (direction: 'inclusive' | 'exclusive') =>
    `${direction} ${place(s[direction].q)}, ${short(s[direction].value)} nats${state(s, direction)}`;
  return `Step ${s.t}: ${one('inclusive')}; ${one('exclusive')}.${s.converged && s.lost.length === 0 ? ' Converged.' : ''}`;
}

/** Not searched for before the first step. */
const optimaOf = ({ scene }: FitSnapshot): string => String(scene.valleys?.optima.length ?? '–');

export function readFit(s: FitSnapshot) {
  const best = s.scene.valleys?.optima[0];
  if (s.alpha) {
    return [
      { name: 'α', value: fixed(s.alpha.alpha) },
      { name: 'Divergence, nats', value: short(s.alpha.value) },
      { name: 'Mean', value: fixed(s.alpha.q.mean) },
      { name: 'σ', value: fixed(Math.exp(s.alpha.q.logSigma)) },
      { name: 'Local optima', value: optimaOf(s) },
    ];
  }
  return [
    { name: 'KL(p ‖ q), nats', value: short(s.inclusive.value) },
    { name: 'KL(q ‖ p), nats', value: short(s.exclusive.value) },
    { name: 'Local optima', value: optimaOf(s) },
    { name: 'The best of them', value: best === undefined ? '–' : short(best.value) },
  ];
}

export const traceFit = (history: readonly FitSnapshot[]) =>
  history[0]?.alpha
    ? {
        head: ['α', 'mean', 'σ', 'divergence, nats'],
        rows: history.map(({ alpha }) => [
          fixed(alpha?.alpha ?? 0),
          fixed(alpha?.q.mean ?? 0, 4),
          fixed(Math.exp(alpha?.q.logSigma ?? 0), 4),
          fixed(alpha?.value ?? 0, 6),
        ]),
      }
    : {
        head: ['step', 'inclusive mean', 'σ', 'KL(p ‖ q)', 'exclusive mean', 'σ', 'KL(q ‖ p)'],
        rows: history.map(({ t, inclusive, exclusive }) => [
          String(t),
          ...[inclusive, exclusive].flatMap(({ q, value }) => [
            fixed(q.mean, 4),
            fixed(Math.exp(q.logSigma), 4),
            short(value, 6),
          ]),
        ]),
      };
