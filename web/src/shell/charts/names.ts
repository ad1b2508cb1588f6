// The names of a chart's lines, in place of a legend, on paper so that a line may pass.
import type { Chart } from 'chart.js';
import type { Palette } from '../palette.ts';
import { ink } from '../stage/canvas.ts';
import type { Timeline } from './series.ts';

/** Names take at most this part of the chart's height before they stand in columns; two rows they always have. */
const HEIGHT = 0.34;
/** The dash before a name, with the space around it. */
const DASH = 28;
const MARGIN = 6;

/** In the corner that the timeline names: below rising lines, above or beside falling ones. */
export function drawNames({ ctx, chartArea }: Chart, timeline: Timeline, palette: Palette): void {
  const { series, logarithmic, namesAt = logarithmic ? 'top right' : 'bottom right' } = timeline;
  const { unit } = ink();
  const named = series.filter(({ name }) => name !== '');
  const row = 20 * unit;
  const widths = named.map(({ name }) => ctx.measureText(name).width + DASH + 18);
  const fits = Math.max(2, Math.floor((HEIGHT * chartArea.height) / row));
  const wanted = Math.ceil(named.length / fits);
  const columns = wanted * Math.max(0, ...widths) <= chartArea.width ? Math.max(1, wanted) : 1;
  const rows = Math.ceil(named.length / columns);
  const empty = columns * rows - named.length; // above at the left, where lines rise
  const columnWidths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...widths.filter((_, i) => (i + empty) % columns === column)),
  );
  const total = columnWidths.reduce((sum, width) => sum + width, 0);
  const start = namesAt.endsWith('left') ? chartArea.left + MARGIN : chartArea.right - MARGIN + 18 - total;
  const first = namesAt.startsWith('top')
    ? chartArea.top + 12 * unit
    : chartArea.bottom - 12 * unit - row * (rows - 1);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  named.forEach(({ name, colour, dash }, i) => {
    const column = (i + empty) % columns;
    const before = columnWidths.slice(0, column).reduce((sum, width) => sum + width, start);
    // At the right the names end together, at the left the dashes begin together.
    const slack = namesAt.endsWith('left') ? 0 : (columnWidths[column] ?? 0) - (widths[i] ?? 0);
    const left = before + slack;
    const right = left + (widths[i] ?? 0) - 18;
    const y = first + row * Math.floor((i + empty) / columns);
    ctx.globalAlpha = 0.8;
    ctx.fillStyle = palette.paper;
    ctx.fillRect(left - 4, y - row / 2, right - left + 8, row);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour;
    ctx.fillText(name, right, y);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2.5;
    ctx.setLineDash([...(dash ?? [])]);
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + 22, y);
    ctx.stroke();
    ctx.setLineDash([]);
  });
}
