// The chart every lab shares: the truth as a line of ink, its bound in colour, the gap between them hatched.
// Loaded lazily: Chart.js is the largest script of the page and nothing needs it for the first paint.
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
import type { SnapshotBase } from '../lab.ts';
import type { Palette } from '../palette.ts';
import { ink } from '../stage/canvas.ts';
import { cursorPlugin } from './cursor.ts';
import { hatch } from './hatch.ts';

// Only what is used: 'chart.js/auto' would ship every chart type to every student.
Chart.register(Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement);

export type BoundScale = 'all' | 'recent' | 'gap';

/** One position of the history. */
export interface BoundPoint {
  readonly t: number;
  readonly made: SnapshotBase['made'];
  readonly truth: number;
  /** Absent at the start, where nothing has been bounded yet. */
  readonly bound?: number;
  readonly gap?: number;
}

/** A gap of rounding errors is 0: doubles cannot tell the bound from the truth any more. */
export const visibleGap = ({ gap = 0, truth }: BoundPoint): number =>
  gap <= 1e-14 * (1 + Math.abs(truth)) ? 0 : gap;

export interface BoundNames {
  readonly truth: string;
  readonly bound: string;
}

export interface BoundChart {
  update(
    points: readonly BoundPoint[],
    index: number,
    scale: BoundScale,
    names: BoundNames,
    palette: Palette,
  ): void;
  dispose(): void;
}

interface Datum {
  readonly x: number;
  readonly y: number;
  readonly index: number;
}

const RECENT = 13; // half-steps that "recent" shows: six iterations and where they came from

export function boundChart(canvas: HTMLCanvasElement, goTo: (index: number) => void): BoundChart {
  const cursor = cursorPlugin();
  let drawn: readonly Shown[] = [];
  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [cursor.plugin],
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      events: ['click', 'mousemove', 'mouseout'],
      layout: { padding: { top: 18, right: 12 } },
      onClick: (event, _, self) => {
        const x = self.scales.x?.getValueForPixel(event.x ?? 0);
        const index = x === undefined ? undefined : nearest(drawn, x);
        if (index !== undefined) goTo(index);
      },
    },
  });
  return {
    update(points, index, scale, names, palette) {
      const shown =
        scale === 'recent' ? windowAround(points, index) : points.map((point, i) => ({ point, i }));
      drawn = shown;
      chart.data.datasets = scale === 'gap' ? gapData(shown, palette) : boundData(shown, palette);
      chart.options.scales = scales(shown, scale, palette);
      cursor.set({ points, index, scale, names, palette });
      chart.update('none');
    },
    dispose: () => chart.destroy(),
  };
}

interface Shown {
  readonly point: BoundPoint;
  readonly i: number;
}

function windowAround(points: readonly BoundPoint[], index: number): Shown[] {
  const last = Math.min(points.length - 1, Math.max(index, RECENT - 1));
  const first = Math.max(0, last - RECENT + 1);
  return points.slice(first, last + 1).map((point, k) => ({ point, i: first + k }));
}

/** A changed control changes the function itself: NaN breaks the line there rather than joining two functions. */
function line(shown: readonly Shown[], value: (point: BoundPoint) => number | undefined): Datum[] {
  return shown.flatMap(({ point, i }) => {
    const datum = { x: point.t, y: value(point) ?? Number.NaN, index: i };
    return point.made === 'change' ? [{ ...datum, y: Number.NaN }, datum] : [datum];
  });
}

const base = { pointRadius: 0, pointHitRadius: 0, borderWidth: 2.5, spanGaps: false };

function boundData(shown: readonly Shown[], palette: Palette): ChartDataset<'line'>[] {
  return [
    { ...base, data: line(shown, (p) => p.truth), borderColor: palette.ink },
    {
      ...base,
      data: line(shown, (p) => p.bound),
      borderColor: palette.bound,
      fill: { target: 0, below: hatch(palette.bound), above: hatch(palette.bound) },
    },
  ] as ChartDataset<'line'>[];
}

function gapData(shown: readonly Shown[], palette: Palette): ChartDataset<'line'>[] {
  const afterM = shown.filter(({ point }) => point.made === 'M' && (point.gap ?? 0) > 0);
  return [{ ...base, data: line(afterM, (p) => p.gap), borderColor: palette.M }] as ChartDataset<'line'>[];
}

function scales(shown: readonly Shown[], scale: BoundScale, palette: Palette) {
  const text = {
    color: palette.faint,
    font: { family: getComputedStyle(document.body).fontFamily, size: 13 * ink().unit },
  };
  const common = { grid: { color: palette.grid }, border: { display: false } };
  const first = shown[0]?.point.t ?? 0;
  const last = shown.at(-1)?.point.t ?? 0;
  return {
    x: {
      ...common,
      type: 'linear' as const,
      min: first,
      max: Math.max(last, first + 3),
      title: { display: true, text: 'iteration', ...text },
      ticks: {
        ...text,
        maxRotation: 0,
        precision: 0,
        callback: (v: string | number) => iterations(Number(v)),
      },
    },
    y: {
      ...common,
      type: scale === 'gap' ? ('logarithmic' as const) : ('linear' as const),
      grace: '8%',
      ...(scale === 'gap' ? {} : flatRange(shown)),
      title: { display: true, text: scale === 'gap' ? 'gap, nats (log)' : 'nats', ...text },
      ticks: { ...text, maxTicksLimit: 6, callback: (v: string | number) => plain(Number(v)) },
    },
  };
}

/** Values that differ by rounding alone would be spread over the whole height; a nat around them tells the truth. */
function flatRange(shown: readonly Shown[]): { min?: number; max?: number } {
  const values = shown.flatMap(({ point }) =>
    point.bound === undefined ? [point.truth] : [point.truth, point.bound],
  );
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high - low > 1e-9 * (1 + Math.abs(high))
    ? {}
    : { min: Math.floor(low - 1), max: Math.ceil(high + 1) };
}

const nearest = (shown: readonly Shown[], t: number): number | undefined =>
  shown.length === 0
    ? undefined
    : shown.reduce((best, each) => (Math.abs(each.point.t - t) < Math.abs(best.point.t - t) ? each : best)).i;
