// The bound over time: exact, estimated with its error, and the two lines that it cannot cross.
import { rangeAround, type Series, type Timeline } from '../../shell/charts/series.ts';
import { fixed } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import type { Palette } from '../../shell/palette.ts';
import type { ChartView } from '../../shell/ui/chart-panel.ts';
import { deviation, gapText } from './describe.ts';
import { type Case, isBound, type Settings, type Snapshot } from './model.ts';
import { caseColour } from './scene.ts';

export type Scale = 'all' | 'recent' | 'gap';

export const SCALES: readonly [ChartView<Scale>, ...ChartView<Scale>[]] = [
  { value: 'all', label: msg`All`, title: msg`Every step so far` },
  { value: 'recent', label: msg`Recent`, title: msg`The last hundred steps` },
  { value: 'gap', label: msg`Log gap`, title: msg`The exact gap, on a logarithmic scale` },
];

/** Steps that "recent" shows, with where they came from. */
const RECENT = 101;

/** Standard errors that the band reaches to either side. */
const BAND = 2;

export function timeline(
  history: readonly Snapshot[],
  index: number,
  scale: Scale,
  palette: Palette,
): Timeline {
  const here = history[index] as Snapshot;
  const series = scale === 'gap' ? gapSeries : boundSeries;
  const gaps = here.cases.map(gapText).join(' | ');
  return {
    t: history.map(({ t }) => t),
    made: history.map(({ made }) => made),
    index,
    range: scale === 'recent' ? rangeAround(history.length, index, RECENT) : [0, history.length - 1],
    series: series(history, here, palette),
    ...(scale === 'all' && isNear(here) ? { limits: limitsAt(here) } : {}),
    unit: scale === 'gap' ? msg`gap, nats` : msg`nats`,
    timeUnit: scale === 'gap' ? msg`step` : msg`step   (thin line and band: estimate ± ${BAND} s.e.)`,
    logarithmic: scale === 'gap',
    leastSpan: 10,
    label: { text: here.cases.length > 1 ? msg`gaps ${gaps}` : msg`gap ${gaps}`, colour: palette.ink },
  };
}

/** A run that has gone astray is shown whole. */
const isNear = ({ cases }: Snapshot): boolean => cases.every(({ terms }) => terms.klToPosterior < 1000);

/** Nats in sight below the lowest line that a bound can reach, and above the evidence. */
const BELOW = 3;
const ABOVE = 0.8;

/**
 * A run begins so far down, and its estimates scatter so widely, that an axis of everything would show nothing. It
 * begins a little below where the bounds now are, so that the lines open up as they rise.
 */
function limitsAt({ cases }: Snapshot): [number, number] {
  const high =
    Math.max(...cases.flatMap(({ problem, objective }) => [problem.logEvidence, objective])) + ABOVE;
  const low = Math.min(...cases.flatMap((one) => [one.terms.elbo, one.objective]));
  const reach = Math.min(...cases.map(best)) - BELOW;
  return [Math.floor(Math.min(reach, low - 0.05 * (high - low))), Math.ceil(high)];
}

/** One value of each position, for case k. */
const over = (
  history: readonly Snapshot[],
  k: number,
  value: (one: Case) => number,
): (number | undefined)[] =>
  history.map(({ cases }) => {
    const one = cases[k];
    const number = one && value(one);
    return number !== undefined && Number.isFinite(number) ? number : undefined;
  });

const best = ({ problem }: Case): number => problem.logEvidence - problem.irreducible;

const DASH = [6, 4];

/** Behind the exact lines lie the estimates; a name is written once, however many lines bear it. */
function boundSeries(history: readonly Snapshot[], here: Snapshot, palette: Palette): Series[] {
  const several = here.cases.length > 1;
  const each = (make: (k: number) => Series): Series[] => here.cases.map((_, k) => make(k));
  return [
    ...each((k) => estimateSeries(history, k, palette)),
    ...each((k) => ({
      name: k === 0 ? msg`best factorized q` : '',
      colour: several ? caseColour(palette, k) : palette.faint,
      values: over(history, k, best),
      dash: DASH,
      width: 1.5,
    })),
    ...each((k) => ({
      name: k === 0 ? 'ln p(x)' : '',
      colour: palette.ink,
      values: over(history, k, ({ problem }) => problem.logEvidence),
      width: 2,
    })),
    ...each((k) => ({
      name: several ? msg`ELBO ${k + 1}, exact` : msg`ELBO, exact`,
      colour: caseColour(palette, k),
      values: over(history, k, ({ terms }) => terms.elbo),
      ringed: true,
    })),
    ...(isBound(here) ? [] : each((k) => objectiveSeries(history, k, here, palette))),
  ];
}

function estimateSeries(history: readonly Snapshot[], k: number, palette: Palette): Series {
  const edge = (sign: number) =>
    over(history, k, ({ estimate }) => estimate.value + sign * BAND * estimate.standardError);
  return {
    name: '',
    colour: caseColour(palette, k),
    values: over(history, k, ({ estimate }) => estimate.value),
    width: 0.8,
    band: { low: edge(-1), high: edge(1) },
  };
}

/** What is maximized, where it is not the bound. */
const OBJECTIVES: Readonly<Record<Settings['objective'], string>> = {
  elbo: 'ELBO',
  without_entropy: msg`energy alone (no bound)`,
  without_prior_kl: msg`reconstruction alone (no bound)`,
  kl_only: msg`minus the KL to the prior (no bound)`,
};

const objectiveSeries = (
  history: readonly Snapshot[],
  k: number,
  here: Snapshot,
  palette: Palette,
): Series => ({
  name: k === 0 ? OBJECTIVES[here.settings.objective] : '',
  colour: palette.components[3] ?? palette.ink,
  values: over(history, k, ({ objective }) => objective),
  dash: [2, 3],
  width: 2,
});

function gapSeries(history: readonly Snapshot[], here: Snapshot, palette: Palette): Series[] {
  const several = here.cases.length > 1;
  return here.cases.flatMap((_, k): Series[] => [
    {
      name: k === 0 ? msg`left by the best factorized q` : '',
      colour: several ? caseColour(palette, k) : palette.faint,
      values: over(history, k, ({ problem }) => problem.irreducible),
      dash: DASH,
      width: 1.5,
    },
    {
      name: several ? msg`gap ${k + 1}` : msg`gap`,
      colour: caseColour(palette, k),
      values: over(history, k, ({ terms }) => terms.klToPosterior),
      ringed: true,
    },
  ]);
}

/** The chart in words; its numbers stand in the table of the run. */
export function words({ t, cases }: Snapshot): string {
  const of = (one: Case) => {
    const { terms, problem } = one;
    const { value, standardError } = one.estimate;
    const estimate = Number.isFinite(standardError)
      ? `${fixed(value)} ± ${deviation(standardError)}`
      : fixed(value);
    const text = msg`exact ELBO ${fixed(terms.elbo)}, estimate ${estimate}, ln p(x) ${fixed(problem.logEvidence)}, gap ${gapText(one)}, best factorized q at ${fixed(best(one))}`;
    return cases.length > 1 ? `${problem.name}: ${text}` : text;
  };
  return `${msg`The bound over steps, now at step ${t}.`} ${cases.map(of).join('. ')}`;
}
