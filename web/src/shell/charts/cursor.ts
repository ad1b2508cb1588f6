// Where we are on a timeline: a vertical line at the current position, E and M marks, rings, the lines' names, a label.
import type { Chart, Plugin } from 'chart.js';
import { short } from '../format.ts';
import { msg } from '../language.ts';
import type { Palette } from '../palette.ts';
import { ink } from '../stage/canvas.ts';
import { drawNames } from './names.ts';
import type { Series, Timeline } from './series.ts';

/** Marks are drawn while they stay apart: this many pixels for each. */
const ROOM_FOR_A_MARK = 9;

export function cursorPlugin(): { plugin: Plugin<'line'>; set(timeline: Timeline, palette: Palette): void } {
  let state: { timeline: Timeline; palette: Palette } | undefined;
  const plugin: Plugin<'line'> = {
    id: 'cursor',
    afterDatasetsDraw(chart) {
      if (!state) return;
      const { timeline, palette } = state;
      chart.ctx.save();
      chart.ctx.font = ink().font(14, 600);
      for (const series of timeline.series) if (series.marked) drawMarks(chart, timeline, series, palette);
      drawNames(chart, timeline, palette);
      drawCursor(chart, timeline, palette);
      drawBelow(chart, timeline, palette);
      chart.ctx.restore();
    },
  };
  return {
    plugin,
    set(timeline, palette) {
      state = { timeline, palette };
    },
  };
}

const at = (chart: Chart, t: number, y: number) => ({
  x: chart.scales.x?.getPixelForValue(t) ?? 0,
  y: chart.scales.y?.getPixelForValue(y) ?? 0,
});

/** Triangles after E, squares after M: the phase's colour and shape, as on the buttons. */
function drawMarks(
  chart: Chart,
  { t, made, range: [first, last] }: Timeline,
  { values }: Series,
  palette: Palette,
): void {
  const { ctx } = chart;
  const { unit } = ink();
  if (chart.chartArea.width / Math.max(1, last - first) < ROOM_FOR_A_MARK) return;
  for (let i = first; i <= last; ++i) {
    const [value, phase] = [values[i], made[i]];
    if (value === undefined || (phase !== 'E' && phase !== 'M')) continue;
    const { x, y } = at(chart, t[i] ?? 0, value);
    if (y > chart.chartArea.bottom || y < chart.chartArea.top) continue; // cut off, as the line is
    ctx.fillStyle = palette[phase];
    ctx.beginPath();
    if (phase === 'M') ctx.rect(x - 3.5 * unit, y - 3.5 * unit, 7 * unit, 7 * unit);
    else {
      ctx.moveTo(x, y - 5 * unit);
      ctx.lineTo(x + 4.6 * unit, y + 3.4 * unit);
      ctx.lineTo(x - 4.6 * unit, y + 3.4 * unit);
      ctx.closePath();
    }
    ctx.fill();
  }
}

function drawCursor(chart: Chart, { t, index, range, series, label }: Timeline, palette: Palette): void {
  if (index < range[0] || index > range[1]) return;
  const { ctx, chartArea } = chart;
  const here = t[index] ?? 0;
  const { x } = at(chart, here, 0);
  ctx.strokeStyle = palette.ink;
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.globalAlpha = 1;
  for (const { values, colour, ringed } of series) {
    const value = values[index];
    if (!ringed || value === undefined) continue;
    const point = at(chart, here, value);
    ctx.beginPath();
    ctx.arc(point.x, point.y, 5.5 * ink().unit, 0, 2 * Math.PI);
    ctx.fillStyle = palette.paper;
    ctx.fill();
    ctx.lineWidth = 2.5;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
  if (!label) return;
  const left = x > (chartArea.left + chartArea.right) / 2;
  ctx.textAlign = left ? 'right' : 'left';
  ctx.textBaseline = 'bottom';
  ctx.fillStyle = label.colour;
  ctx.fillText(label.text, x + (left ? -6 : 6), chartArea.top - 2);
}

/** How far below the picture the lines began: in the corner above them, on the side they come from. */
function drawBelow({ ctx, chartArea }: Chart, { below }: Timeline, palette: Palette): void {
  if (below === undefined) return;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.faint;
  ctx.fillText(msg`↓ starts ${short(below)} below`, chartArea.left + 6, chartArea.top + 12 * ink().unit);
}
