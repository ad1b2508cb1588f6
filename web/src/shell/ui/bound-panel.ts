// The bound chart with its scale switch. Chart.js arrives after the first paint.
import { html, render } from 'lit';
import type { BoundChart, BoundNames, BoundPoint, BoundScale } from '../charts/bound.ts';
import type { Palette } from '../palette.ts';

export interface BoundPanel {
  update(points: readonly BoundPoint[], index: number, names: BoundNames, palette: Palette): void;
  dispose(): void;
}

const SCALES: readonly { value: BoundScale; label: string; title: string }[] = [
  { value: 'all', label: 'All', title: 'Every half-step so far' },
  { value: 'recent', label: 'Recent', title: 'The last six iterations' },
  { value: 'gap', label: 'Log gap', title: 'The gap after each M, on a logarithmic scale' },
];

export async function boundPanel(host: HTMLElement, goTo: (index: number) => void): Promise<BoundPanel> {
  let scale: BoundScale = 'all';
  let last: Parameters<BoundPanel['update']> | undefined;
  let chart: BoundChart | undefined;

  const choose = (value: BoundScale) => {
    scale = value;
    drawSwitch();
    paint();
  };
  const drawSwitch = () =>
    render(
      html`<div class="segmented" role="group" aria-label="Scale of the chart">
          ${SCALES.map(
            ({ value, label, title }) => html`<button
              type="button"
              title=${title}
              aria-pressed=${value === scale}
              @click=${() => choose(value)}
            >${label}</button>`,
          )}
        </div>
        <div class="chart"><canvas role="img" aria-label="No half-step yet"></canvas></div>`,
      host,
    );
  const paint = () => {
    if (!last || !chart) return;
    const [points, index, names, palette] = last;
    chart.update(points, index, scale, names, palette);
    host.querySelector('canvas')?.setAttribute('aria-label', alternative(points, index, names));
  };

  drawSwitch();
  const { boundChart } = await import('../charts/bound.ts');
  chart = boundChart(host.querySelector('canvas') as HTMLCanvasElement, goTo);
  return {
    update(...args) {
      last = args;
      paint();
    },
    dispose: () => chart?.dispose(),
  };
}

/** The chart in words; its numbers stand in the table of the run. */
function alternative(points: readonly BoundPoint[], index: number, names: BoundNames): string {
  const here = points[index];
  if (!here) return 'No half-step yet';
  const first = points[0]?.truth ?? here.truth;
  const gap = here.gap === undefined ? '' : `, gap ${here.gap.toPrecision(3)}`;
  return (
    `${names.truth} over ${points.length - 1} half-steps, from ${first.toFixed(1)} to ${here.truth.toFixed(1)} nats` +
    `${here.bound === undefined ? '' : `; ${names.bound} ${here.bound.toFixed(1)}`}${gap}`
  );
}
