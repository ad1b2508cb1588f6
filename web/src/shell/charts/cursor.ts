// Where we are: a vertical line at the current half-step, E and M marks, the lines' names, and the gap's size.
import type { Chart, Plugin } from 'chart.js';
import { short } from '../format.ts';
import type { Palette } from '../palette.ts';
import { ink } from '../stage/canvas.ts';
import { type BoundNames, type BoundPoint, type BoundScale, visibleGap } from './bound.ts';

interface State {
  readonly points: readonly BoundPoint[];
  readonly index: number;
  readonly scale: BoundScale;
  readonly names: BoundNames;
  readonly palette: Palette;
}

/** Marks are drawn while they stay apart: this many pixels for each. */
const ROOM_FOR_A_MARK = 9;

export function cursorPlugin(): { plugin: Plugin<'line'>; set(state: State): void } {
  let state: State | undefined;
  const plugin: Plugin<'line'> = {
    id: 'cursor',
    afterDatasetsDraw(chart) {
      if (!state || state.points.length === 0) return;
      const { ctx } = chart;
      ctx.save();
      ctx.font = ink().font(14, 600);
      drawMarks(chart, state);
      drawCursor(chart, state);
      if (state.scale !== 'gap') drawNames(chart, state);
      ctx.restore();
    },
  };
  return {
    plugin,
    set(next) {
      state = next;
    },
  };
}

const at = (chart: Chart, t: number, y: number) => ({
  x: chart.scales.x?.getPixelForValue(t) ?? 0,
  y: chart.scales.y?.getPixelForValue(y) ?? 0,
});

const visible = (chart: Chart, x: number) => x >= chart.chartArea.left - 1 && x <= chart.chartArea.right + 1;

/** Triangles after E, squares after M: the phase's colour and shape, as on the buttons. */
function drawMarks(chart: Chart, { points, scale, palette }: State): void {
  const { ctx } = chart;
  const room = chart.chartArea.width / Math.max(1, points.length);
  if (scale !== 'recent' && room < ROOM_FOR_A_MARK) return;
  for (const point of points) {
    const value = scale === 'gap' ? (point.made === 'M' ? point.gap : undefined) : point.bound;
    if (value === undefined || !(scale !== 'gap' || value > 0)) continue;
    const { x, y } = at(chart, point.t, value);
    if (!visible(chart, x) || (point.made !== 'E' && point.made !== 'M')) continue;
    ctx.fillStyle = palette[point.made];
    ctx.beginPath();
    if (point.made === 'M') ctx.rect(x - 3.5, y - 3.5, 7, 7);
    else {
      ctx.moveTo(x, y - 5);
      ctx.lineTo(x + 4.6, y + 3.4);
      ctx.lineTo(x - 4.6, y + 3.4);
      ctx.closePath();
    }
    ctx.fill();
  }
}

function drawCursor(chart: Chart, { points, index, scale, palette }: State): void {
  const here = points[index];
  if (!here) return;
  const { ctx, chartArea } = chart;
  const { x } = at(chart, here.t, here.truth);
  if (!visible(chart, x)) return;
  ctx.strokeStyle = palette.ink;
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.globalAlpha = 1;
  for (const [value, colour] of [
    [here.truth, palette.ink],
    [here.bound, palette.bound],
  ] as const) {
    if (value === undefined || scale === 'gap') continue;
    const point = at(chart, here.t, value);
    ctx.beginPath();
    ctx.arc(point.x, point.y, 5.5, 0, 2 * Math.PI);
    ctx.fillStyle = palette.paper;
    ctx.fill();
    ctx.lineWidth = 2.5;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
  if (here.gap === undefined) return;
  const label = `gap ${short(visibleGap(here))}`;
  const left = x > (chartArea.left + chartArea.right) / 2;
  ctx.textAlign = left ? 'right' : 'left';
  ctx.textBaseline = 'bottom';
  ctx.fillStyle = palette.bound;
  ctx.fillText(label, x + (left ? -6 : 6), chartArea.top - 2);
}

/** Direct labels in place of a legend, in the empty corner below the rising lines. */
function drawNames(chart: Chart, { names, palette }: State): void {
  const { ctx, chartArea } = chart;
  const rows = [
    { text: names.truth, colour: palette.ink },
    { text: names.bound, colour: palette.bound },
  ];
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  rows.forEach(({ text, colour }, i) => {
    const y = chartArea.bottom - (32 - 20 * i) * ink().unit;
    ctx.fillStyle = colour;
    ctx.fillText(text, chartArea.right - 6, y);
    const width = ctx.measureText(text).width;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2.5;
    ctx.beginPath();
    ctx.moveTo(chartArea.right - width - 34, y);
    ctx.lineTo(chartArea.right - width - 12, y);
    ctx.stroke();
  });
}
