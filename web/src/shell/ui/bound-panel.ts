// The bound chart of labs that climb a bound by E and M half-steps.
import {
  type BoundNames,
  type BoundPoint,
  type BoundScale,
  boundTimeline,
  visibleGap,
} from '../charts/bound.ts';
import { fixed, short } from '../format.ts';
import { msg } from '../language.ts';
import type { Palette } from '../palette.ts';
import { type ChartView, chartPanel } from './chart-panel.ts';

export interface BoundPanel {
  update(
    points: readonly BoundPoint[],
    index: number,
    names: BoundNames,
    palette: Palette,
    kept?: { readonly points: readonly BoundPoint[]; readonly index: number },
  ): void;
  dispose(): void;
}

const SCALES: readonly [ChartView<BoundScale>, ...ChartView<BoundScale>[]] = [
  {
    value: 'all',
    label: msg`All`,
    title: msg`Every half-step so far; what lies far below the rest is cut off`,
  },
  { value: 'recent', label: msg`Recent`, title: msg`The last six iterations` },
  { value: 'gap', label: msg`Log gap`, title: msg`The gap after each M, on a logarithmic scale` },
];

export async function boundPanel(host: HTMLElement, goTo: (index: number) => void): Promise<BoundPanel> {
  const panel = await chartPanel(host, SCALES, goTo);
  return {
    update: (points, index, names, palette, kept) =>
      panel.update(
        (scale) => boundTimeline(points, index, scale, names, palette),
        words(points, index, names),
        palette,
        kept && ((scale) => boundTimeline(kept.points, kept.index, scale, names, palette)),
      ),
    dispose: panel.dispose,
  };
}

/** The chart in words; its numbers stand in the table of the run. */
function words(points: readonly BoundPoint[], index: number, names: BoundNames): string {
  const here = points[index];
  if (!here) return msg`No half-step yet`;
  const shown = {
    from: fixed(points[0]?.truth ?? here.truth, 1),
    to: fixed(here.truth, 1),
    ...(here.bound === undefined ? {} : { bound: fixed(here.bound, 1), gap: short(visibleGap(here)) }),
  };
  return `${msg`Half-steps: ${points.length - 1}.`} ${names.inWords(shown)}`;
}
