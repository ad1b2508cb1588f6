// A timeline drawn once, into any context. The chart on the page belongs to its canvas, so this is another one.
import { BasicPlatform, Chart } from 'chart.js';
import type { Palette } from '../palette.ts';
import { cursorPlugin } from './cursor.ts';
import type { Timeline } from './series.ts';
import { datasetsOf, layoutNow, STEADY, scales } from './timeline.ts';

export function drawStill(
  timeline: Timeline,
  palette: Palette,
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
): void {
  // Chart.js sets up the whole canvas that it draws on; only one that records may be given to it as it is.
  const pixels = ctx instanceof CanvasRenderingContext2D ? document.createElement('canvas') : undefined;
  if (pixels) [pixels.width, pixels.height] = [width, height];
  const cursor = cursorPlugin();
  cursor.set(timeline, palette);
  const chart = new Chart(pixels ?? ctx, {
    type: 'line',
    platform: BasicPlatform,
    // Segments are drawn one by one, and a line without them as a Path2D, which cannot be read.
    data: { datasets: datasetsOf(timeline).map((line) => ({ ...line, segment: {} })) },
    plugins: [cursor.plugin],
    options: {
      ...STEADY,
      layout: layoutNow(),
      responsive: false,
      devicePixelRatio: pixels ? ctx.getTransform().a : 1,
      events: [],
      scales: scales(timeline, palette),
    },
  });
  if (pixels) ctx.drawImage(pixels, 0, 0, width, height);
  // Not destroy(), which wipes what was drawn.
  delete Chart.instances[chart.id];
}
