// A timeline with a switch between ways to look at it. Chart.js arrives after the first paint.

import { html, render } from 'lit/html.js';
import { beside } from '../charts/beside.ts';
import type { Timeline } from '../charts/series.ts';
import type { TimelineChart } from '../charts/timeline.ts';
import { nextTask } from '../gradual.ts';
import { msg } from '../language.ts';
import type { Palette } from '../palette.ts';
import { type Segment, segmented } from './segmented.ts';

export type ChartView<V extends string> = Required<Segment<V>>;

export interface ChartPanel<V extends string> {
  /**
   * @param picture  what to draw under the chosen view
   * @param words    the chart in words, for those who do not see it
   * @param kept     the same of another run, to be drawn behind it
   */
  update(picture: (view: V) => Timeline, words: string, palette: Palette, kept?: (view: V) => Timeline): void;
  dispose(): void;
}

export async function chartPanel<V extends string>(
  host: HTMLElement,
  views: readonly [ChartView<V>, ...ChartView<V>[]],
  goTo: (index: number) => void,
): Promise<ChartPanel<V>> {
  let view = views[0].value;
  let last: Parameters<ChartPanel<V>['update']> | undefined;
  let chart: TimelineChart | undefined;
  let warm = false;

  const choose = (value: V) => {
    view = value;
    drawSwitch();
    paint();
  };
  const drawSwitch = () =>
    render(
      html`${segmented(msg`Scale of the chart`, views, view, choose)}
        <div class="chart"><canvas role="img" aria-label=${msg`Nothing drawn yet`}></canvas></div>`,
      host,
    );
  const paint = () => {
    if (!last || !chart) return;
    const [picture, words, palette, kept] = last;
    chart.update(kept ? beside(picture(view), kept(view), palette) : picture(view), palette);
    const canvas = host.querySelector('canvas');
    canvas?.setAttribute('aria-label', words);
    canvas?.setAttribute('data-drawn', '');
  };

  /** The first time a chart takes long: not in a frame with other parts of the page, and in two pieces. */
  const warmUp = () =>
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (last) chart?.begin(last[0](view), last[2]);
        setTimeout(() => {
          warm = true;
          paint();
        });
      }),
    );

  drawSwitch();
  try {
    const { timelineChart } = await import('../charts/timeline.ts');
    await nextTask(); // what was loaded has just been run
    chart = timelineChart(host.querySelector('canvas') as HTMLCanvasElement, goTo);
  } catch {
    const box = host.querySelector('.chart') as HTMLElement;
    box.textContent = msg`The chart could not be loaded. Its numbers stand below, under “The run in numbers”.`;
  }
  return {
    update(...args) {
      const first = !last;
      last = args;
      if (warm) paint();
      else if (first) warmUp();
    },
    dispose() {
      last = undefined; // the first picture may still be asked for
      chart?.dispose();
    },
  };
}
