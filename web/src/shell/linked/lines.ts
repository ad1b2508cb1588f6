// Where the lines of the chart run: read from what Chart.js has laid out, so that they are where they are seen.
import { Chart } from 'chart.js';
import type { Mark, Place, Term } from '../terms.ts';

type Lines = Pick<Term, 'lines' | 'between'>;

/** The lines that show a term, in pixels of the canvas. */
export function linesOf(canvas: HTMLCanvasElement, { lines = [], between }: Lines): readonly Mark[] {
  const chart = Chart.getChart(canvas);
  if (!chart) return [];
  const runs = lines.flatMap((name) => runsOf(chart, name));
  if (!between) return runs.map((points) => ({ points }));
  const [upper, lower] = lines.map((name) => runsOf(chart, name).flat());
  if (!upper?.length || !lower?.length) return runs.map((points) => ({ points }));
  // As far as both reach.
  const from = Math.max(upper[0]?.[0] ?? 0, lower[0]?.[0] ?? 0);
  const common = (points: readonly Place[]) => points.filter(([x]) => x >= from - 0.5);
  return [{ points: [...common(upper), ...common(lower).reverse()], closed: true, filled: true }];
}

/** A line is broken where it has no value; what is cut off ends at the edge of the picture. */
function runsOf(chart: Chart, name: string): Place[][] {
  const { left, right, top, bottom } = chart.chartArea;
  const runs: Place[][] = [];
  chart.data.datasets.forEach(({ label }, i) => {
    if (label !== name) return;
    let run: Place[] = [];
    for (const { x, y } of chart.getDatasetMeta(i).data) {
      if (Number.isFinite(x) && Number.isFinite(y) && x >= left - 1 && x <= right + 1)
        run.push([x, Math.min(bottom, Math.max(top, y))]);
      else if (run.length > 0) {
        runs.push(run);
        run = [];
      }
    }
    if (run.length > 0) runs.push(run);
  });
  return runs;
}
