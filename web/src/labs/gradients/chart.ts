// Where the steps lead, and how variances fall with N: the two charts beside the stage, as plain data.
import { rangeAround, type Series, type Timeline } from '../../shell/charts/series.ts';
import { short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { colourOf, type Palette } from '../../shell/palette.ts';
import { estimatorOf, type Id } from './estimators.ts';
import { followed } from './look.ts';
import { type Snapshot, shownOf } from './model.ts';
import { BATCHES, nice } from './spread.ts';

export type Scale = 'elbo' | 'gap' | 'n';

export const SCALES = [
  { value: 'elbo', label: 'ELBO', title: msg`The ELBO of every estimator’s q, step by step` },
  {
    value: 'gap',
    label: msg`Log gap`,
    title: msg`How far each ELBO is below ln p(x), on a logarithmic scale`,
  },
  {
    value: 'n',
    label: msg`Variance, N`,
    title: msg`The variance of the mean of N gradients; a click sets N`,
  },
] as const;

/** Paths worse than this many starting gaps below ln p(x) leave the picture. */
const DEEPEST = 3;
/** The least height of the chart, nats. */
const LEAST = 0.2;

export function timelineOf(
  history: readonly Snapshot[],
  index: number,
  scale: Scale,
  p: number,
  palette: Palette,
): Timeline {
  const here = history[index] as Snapshot;
  return scale === 'n' ? againstN(here, p, palette) : overSteps(history, index, scale === 'gap', palette);
}

const lineOf = (id: Id, palette: Palette) => {
  const { short: name, mark, dash } = estimatorOf(id);
  return { name, colour: colourOf(palette, mark), dash };
};

function overSteps(
  history: readonly Snapshot[],
  index: number,
  logarithmic: boolean,
  palette: Palette,
): Timeline {
  const here = history[index] as Snapshot;
  const follow = followed(here.settings, here.problem);
  const ids = shownOf(here);
  const { evidence } = here.problem;
  const values = (id: Id) =>
    history.map(({ paths }) => {
      const path = paths.find((one) => one.id === id);
      return path === undefined || path.lost ? undefined : logarithmic ? path.gap : path.elbo;
    });
  const lines: Series[] = ids.map((id) => ({
    ...lineOf(id, palette),
    values: values(id),
    width: id === follow ? 3.5 : 2,
    ringed: id === follow,
  }));
  const truth: Series = { name: 'ln p(x)', colour: palette.ink, values: history.map(() => evidence) };
  const gaps = history.flatMap(({ paths }) =>
    paths.filter(({ id, lost }) => !lost && ids.includes(id)).map(({ gap }) => gap),
  );
  const first = Math.max(
    LEAST,
    ...history.filter(({ made }) => made !== 'step').map((s) => s.paths[0]?.gap ?? 0),
  );
  const depth = Math.min(DEEPEST * first, Math.max(LEAST, ...gaps));
  const tick = nice(depth / 8);
  const path = here.paths.find(({ id }) => id === follow);
  return {
    t: history.map(({ t }) => t),
    made: history.map(({ made }) => made),
    index,
    range: history.length > 1 ? [0, history.length - 1] : rangeAround(1, 0, 1),
    series: logarithmic ? lines : [truth, ...lines],
    unit: logarithmic ? msg`ln p(x) − ELBO, nats` : msg`nats`,
    timeUnit: msg`step`,
    logarithmic,
    leastSpan: 10,
    ...(logarithmic
      ? {}
      : {
          limits: [
            Math.floor((evidence - 1.04 * depth) / tick) * tick,
            Math.ceil(evidence / tick) * tick + tick,
          ] as const,
        }),
    ...(path ? { label: { text: msg`${short(Math.max(0, path.gap))} below`, colour: palette.ink } } : {}),
  };
}

/** Doubling N takes one step to the right: slope −1 on a log-log scale. Exact lines, measured ones dashed. */
function againstN(s: Snapshot, p: number, palette: Palette): Timeline {
  const rows = s.rows.filter(({ id, exact }) => shownOf(s).includes(id) && (exact[p] ?? 0) > 1e-24);
  const exact: Series[] = rows.map(({ id, exact: v }) => ({
    name: '',
    colour: colourOf(palette, estimatorOf(id).mark),
    values: BATCHES.map((n) => (v[p] ?? 0) / n),
    width: 1.4,
  }));
  const measured: Series[] = rows.map(({ id, spread }) => ({
    name: estimatorOf(id).short,
    colour: colourOf(palette, estimatorOf(id).mark),
    values: Array.from(spread[p] ?? []),
    dash: [2, 4],
    width: 3.5,
  }));
  const chosen = Math.log2(s.settings.n);
  const index = BATCHES.reduce(
    (best, n, i) =>
      Math.abs(Math.log2(n) - chosen) < Math.abs(Math.log2(BATCHES[best] ?? 1) - chosen) ? i : best,
    0,
  );
  return {
    t: BATCHES.map((_, i) => i),
    made: BATCHES.map(() => 'step' as const),
    index,
    range: [0, BATCHES.length - 1],
    series: [...exact, ...measured],
    unit: msg`variance, ∂/∂${s.problem.parameters[p] ?? ''}`,
    timeUnit: msg`log₂ N (dotted: measured)`,
    logarithmic: true,
    leastSpan: BATCHES.length - 1,
    namesAt: 'bottom left',
    label: { text: `N = ${s.settings.n}`, colour: palette.ink },
  };
}

/** The chart in words; its numbers stand in the table of the run. */
export function chartInWords(history: readonly Snapshot[], index: number): string {
  const here = history[index];
  if (!here) return msg`No step yet`;
  const ids = shownOf(here);
  const parts = here.paths
    .filter(({ id }) => ids.includes(id))
    .map(({ id, gap, lost }) => `${estimatorOf(id).name} ${lost ? msg`out of range` : short(gap)}`);
  return msg`Distance of each ELBO to ln p(x) at step ${here.t}, nats: ${parts.join('; ')}`;
}
