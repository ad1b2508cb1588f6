// Part 4 in words and numbers.
import type { AlphaPathPoint, UnivariateGaussian } from '../../../../wasm/api/divergence_fit.ts';
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import type { FitSnapshot } from './fit.ts';

export function describeFit(s: FitSnapshot, previous?: FitSnapshot): string {
  if (s.alpha) return describeAlpha(s.alpha, previous?.alpha);
  if (s.made === 'start') {
    const [mean, sigma] = placeOf(s.start);
    return msg`Both start at mean ${mean}, σ ${sigma}: KL(p ‖ q) ${short(s.inclusive.value)}, KL(q ‖ p) ${short(s.exclusive.value)} nats. Step downhill.`;
  }
  return [
    msg`Step ${s.t}.`,
    inclusiveNow(s),
    exclusiveNow(s),
    ...(s.converged && s.lost.length === 0 ? [msg`Converged.`] : []),
  ].join(' ');
}

const placeOf = ({ mean, logSigma }: UnivariateGaussian) =>
  [fixed(mean), short(Math.exp(logSigma), 2)] as const;

function inclusiveNow({ inclusive, lost, settled }: FitSnapshot): string {
  const [[mean, sigma], value] = [placeOf(inclusive.q), short(inclusive.value)];
  if (lost.includes('inclusive')) return msg`Inclusive: mean ${mean}, σ ${sigma}, ${value} nats (diverged).`;
  return settled.includes('inclusive')
    ? msg`Inclusive: mean ${mean}, σ ${sigma}, ${value} nats (settled).`
    : msg`Inclusive: mean ${mean}, σ ${sigma}, ${value} nats.`;
}

function exclusiveNow({ exclusive, lost, settled }: FitSnapshot): string {
  const [[mean, sigma], value] = [placeOf(exclusive.q), short(exclusive.value)];
  if (lost.includes('exclusive')) return msg`Exclusive: mean ${mean}, σ ${sigma}, ${value} nats (diverged).`;
  return settled.includes('exclusive')
    ? msg`Exclusive: mean ${mean}, σ ${sigma}, ${value} nats (settled).`
    : msg`Exclusive: mean ${mean}, σ ${sigma}, ${value} nats.`;
}

function describeAlpha({ alpha, q, value }: AlphaPathPoint, before?: AlphaPathPoint): string {
  const [[mean, sigma], order, nats] = [placeOf(q), fixed(alpha), short(value)];
  const leapt = before !== undefined && Math.abs(before.q.mean - q.mean) > 0.5;
  return [
    alpha === 1
      ? msg`α = ${order} (inclusive): mean ${mean}, σ ${sigma}, divergence ${nats} nats.`
      : alpha === 0
        ? msg`α = ${order} (exclusive): mean ${mean}, σ ${sigma}, divergence ${nats} nats.`
        : msg`α = ${order}: mean ${mean}, σ ${sigma}, divergence ${nats} nats.`,
    ...(leapt ? [msg`A leap to another optimum.`] : []),
  ].join(' ');
}

/** Not searched for before the first step. */
const optimaOf = ({ scene }: FitSnapshot): string => String(scene.valleys?.optima.length ?? '–');

export function readFit(s: FitSnapshot) {
  const best = s.scene.valleys?.optima[0];
  if (s.alpha) {
    return [
      { name: 'α', value: fixed(s.alpha.alpha) },
      { name: msg`Divergence, nats`, value: short(s.alpha.value) },
      { name: msg`Mean`, value: fixed(s.alpha.q.mean) },
      { name: 'σ', value: fixed(Math.exp(s.alpha.q.logSigma)) },
      { name: msg`Local optima`, value: optimaOf(s) },
    ];
  }
  return [
    { name: msg`KL(p ‖ q), nats`, value: short(s.inclusive.value) },
    { name: msg`KL(q ‖ p), nats`, value: short(s.exclusive.value) },
    { name: msg`Local optima`, value: optimaOf(s) },
    { name: msg`The best of them`, value: best === undefined ? '–' : short(best.value) },
  ];
}

export const traceFit = (history: readonly FitSnapshot[]) =>
  history[0]?.alpha
    ? {
        head: ['α', msg`mean`, 'σ', msg`divergence, nats`],
        rows: history.map(({ alpha }) => [
          fixed(alpha?.alpha ?? 0),
          fixed(alpha?.q.mean ?? 0, 4),
          fixed(Math.exp(alpha?.q.logSigma ?? 0), 4),
          fixed(alpha?.value ?? 0, 6),
        ]),
      }
    : {
        head: [msg`step`, msg`inclusive mean`, 'σ', 'KL(p ‖ q)', msg`exclusive mean`, 'σ', 'KL(q ‖ p)'],
        rows: history.map(({ t, inclusive, exclusive }) => [
          String(t),
          ...[inclusive, exclusive].flatMap(({ q, value }) => [
            fixed(q.mean, 4),
            fixed(Math.exp(q.logSigma), 4),
            short(value, 6),
          ]),
        ]),
      };
