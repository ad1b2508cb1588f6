// Lines over time with a cursor, on Chart.js. Loaded lazily: it is the largest script of the page and nothing needs it
// for the first paint.
import {
  Chart,
  type ChartDataset,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js';
import { iterations, plain } from '../format.ts';
import { msg } from '../language.ts';
import type { Palette } from '../palette.ts';
import { ink } from '../stage/canvas.ts';
import { remember } from '../stage/drawings.ts';
import { cursorPlugin } from './cursor.ts';
import { hatch } from './hatch.ts';
import type { Series, Timeline } from './series.ts';

// Only what is used: 'chart.js/auto' would ship every chart type to every student.
Chart.register(Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement);

/** How a timeline looks, on the page and in a picture. */
export const STEADY = {
  animation: false,
  parsing: false,
  normalized: true,
  maintainAspectRatio: false,
} as const;

/** Above the lines stands the label of the cursor. */
export const layoutNow = () => ({ padding: { top: 18 * ink().unit, right: 12 } });

export interface TimelineChart {
  /** Axes without lines. Not needed, but half of what makes the first update long, for a page that would rather wait twice. */
  begin(timeline: Timeline, palette: Palette): void;
  update(timeline: Timeline, palette: Palette): void;
  dispose(): void;
}

export function timelineChart(canvas: HTMLCanvasElement, goTo: (index: number) => void): TimelineChart {
  const cursor = cursorPlugin();
  let drawn: Timeline | undefined;
  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [cursor.plugin],
    options: {
      ...STEADY,
      events: ['click', 'mousemove', 'mouseout'],
      onClick: (event, _, self) => {
        const x = self.scales.x?.getValueForPixel(event.x ?? 0);
        const index = x === undefined || !drawn ? undefined : nearest(drawn, x);
        if (index !== undefined) goTo(index);
      },
    },
  });
  const begin: TimelineChart['begin'] = (timeline, palette) => {
    chart.options.scales = scales(timeline, palette);
    chart.options.layout = layoutNow();
    chart.update('none');
  };
  return {
    begin,
    update(timeline, palette) {
      drawn = timeline;
      chart.data.datasets = datasetsOf(timeline);
      cursor.set(timeline, palette);
      remember(canvas, async (ctx, width, height) => {
        const { drawStill } = await import('./still.ts');
        drawStill(timeline, palette, ctx, width, height);
      });
      begin(timeline, palette);
    },
    dispose: () => chart.destroy(),
  };
}

interface Datum {
  readonly x: number;
  readonly y: number;
}

/** A changed control changes the function itself: NaN breaks the line there rather than joining two functions. */
function line({ t, made, range, logarithmic }: Timeline, values: Series['values']): Datum[] {
  const [first, last] = range;
  const data: Datum[] = [];
  for (let i = first; i <= last; ++i) {
    const [x = 0, value] = [t[i], values[i]];
    if (logarithmic && !((value ?? 0) > 0)) continue; // a logarithm has no place for 0: the line goes on past it
    if (made[i] === 'change') data.push({ x, y: Number.NaN });
    data.push({ x, y: value ?? Number.NaN });
  }
  return data;
}

const base = { pointRadius: 0, pointHitRadius: 0, borderWidth: 2.5, spanGaps: false };

/** The line itself, and the edges of its band as two lines without ink. */
function datasets(timeline: Timeline, series: Series): ChartDataset<'line'>[] {
  const { colour, dash, width, gapTo, band, over } = series;
  const positions: Timeline = over ? { ...timeline, ...over, range: [0, over.t.length - 1] } : timeline;
  const main = {
    ...base,
    label: series.id ?? series.name,
    data: line(positions, series.values),
    borderColor: colour,
    ...(width === undefined ? {} : { borderWidth: width }),
    ...(dash ? { borderDash: [...dash] } : {}),
    ...(gapTo === undefined ? {} : { fill: { target: gapTo, below: hatch(colour), above: hatch(colour) } }),
  };
  const edges = band
    ? [
        { ...base, data: line(timeline, band.low), borderWidth: 0, borderColor: colour },
        {
          ...base,
          data: line(timeline, band.high),
          borderWidth: 0,
          borderColor: colour,
          backgroundColor: `${colour}33`,
          fill: '-1',
        },
      ]
    : [];
  return [main, ...edges] as ChartDataset<'line'>[];
}

export const datasetsOf = (timeline: Timeline): ChartDataset<'line'>[] =>
  timeline.series.flatMap((series) => datasets(timeline, series));

export function scales(timeline: Timeline, palette: Palette) {
  const { t, range, logarithmic, unit, timeUnit, leastSpan, limits, until = 0 } = timeline;
  const text = {
    color: palette.faint,
    font: { family: getComputedStyle(document.body).fontFamily, size: 13 * ink().unit },
  };
  const common = { grid: { color: palette.grid }, border: { display: false } };
  const [first = 0, last = 0] = range.map((i) => t[i] ?? 0);
  return {
    x: {
      ...common,
      type: 'linear' as const,
      min: first,
      max: Math.max(last, first + leastSpan, until),
      title: { display: true, text: timeUnit, ...text },
      ticks: {
        ...text,
        maxRotation: 0,
        precision: 0,
        callback: (v: string | number) => iterations(Number(v)),
      },
    },
    y: {
      ...common,
      type: logarithmic ? ('logarithmic' as const) : ('linear' as const),
      ...(limits
        ? { min: limits[0], max: limits[1] }
        : { grace: '8%', ...(logarithmic ? {} : flatRange(timeline)) }),
      title: { display: true, text: logarithmic ? msg`${unit} (log)` : unit, ...text },
      ticks: {
        ...text,
        maxTicksLimit: 6,
        includeBounds: !limits,
        callback: (v: string | number) => plain(Number(v)),
      },
    },
  };
}

/** Values that differ by rounding alone would be spread over the whole height; a unit around them tells the truth. */
function flatRange({ series, range: [first, last] }: Timeline): { min?: number; max?: number } {
  const values = series
    .flatMap((s) => (s.over ? s.values : s.values.slice(first, last + 1)))
    .filter((v) => v !== undefined);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0 || high - low > 1e-9 * (1 + Math.abs(high))) return {};
  return { min: Math.floor(low - 1), max: Math.ceil(high + 1) };
}

function nearest({ t, range: [first, last] }: Timeline, time: number): number | undefined {
  let best: number | undefined;
  for (let i = first; i <= last; ++i) {
    if (best === undefined || Math.abs((t[i] ?? 0) - time) < Math.abs((t[best] ?? 0) - time)) best = i;
  }
  return best;
}
