// What the lab shows. Reads snapshots; computes no statistics and never calls the core.
import './kl.css';
import { render } from 'lit/html.js';
import type { Timeline } from '../../shell/charts/series.ts';
import type { Frame, Host, Values, View } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { ink, surface } from '../../shell/stage/canvas.ts';
import { handleLayer } from '../../shell/stage/handles.ts';
import { type ChartPanel, type ChartView, chartPanel } from '../../shell/ui/chart-panel.ts';
import { segmented } from '../../shell/ui/segmented.ts';
import { fillSlots } from '../../shell/ui/slots.ts';
import { paintAreas, paintLayout } from './bars.ts';
import {
  codesTimeline,
  convexTimeline,
  fitTimeline,
  lambdaPoints,
  likelihoodTimeline,
  thetaPoints,
  type Zoom,
} from './charts.ts';
import { PANES, type Pane } from './controls.ts';
import { normal, paintFit, placesOf } from './fit-scene.ts';
import { barHandles, fitHandles, moveBar, moveFit, placed } from './grips.ts';
import { layoutOf } from './layout.ts';
import { describe, ofPane, type Snapshot } from './model.ts';
import { slots, whyPanel } from './why.ts';

const ZOOMS: readonly [ChartView<Zoom>, ...ChartView<Zoom>[]] = [
  { value: 'all', label: msg`All`, title: msg`The whole curve` },
  { value: 'near', label: msg`Near`, title: msg`What is near the current position` },
];

export async function mount(host: Host): Promise<View<Snapshot>> {
  let current: Frame<Snapshot> | undefined;
  const parts = document.createElement('div');
  parts.className = 'kl-parts';
  host.stage.append(parts);
  const switchParts = (pane: Pane) =>
    render(
      segmented(msg`Part of the lab`, PANES, pane, (value) => host.set('pane', value)),
      parts,
    );
  switchParts('codes');
  const stage = surface(host.stage, msg`The distributions`, host.repaint);
  let before: Values | undefined;
  function hold(event: Event): void {
    const key = event instanceof KeyboardEvent ? event.key : 'Enter';
    if (current && (key === 'Enter' || key === ' ')) before = placed(current.snapshot);
  }
  const handles = handleLayer(host.stage, msg`What can be moved`, {
    move(id, x, y) {
      const s = current?.snapshot;
      if (!s) return;
      const unit = ink().unit;
      host.setAll(
        s.pane === 'fit'
          ? moveFit(s, placesOf(s, ...stage.size(), unit), id, x, y)
          : moveBar(s, layoutOf(s, ...stage.size(), unit), id, x, y),
      );
    },
    restore: () => before && host.setAll(before),
  });
  // What is taken hold of from now on can be put back to here.
  for (const begin of ['pointerdown', 'keydown'] as const)
    host.stage.addEventListener(begin, hold, { capture: true });
  const chart: ChartPanel<Zoom> = await chartPanel(host.bound, ZOOMS, (index) => {
    const s = current?.snapshot;
    // Over λ and θ a click asks for that value; elsewhere for that position of the run.
    if (s?.pane === 'convex') host.set('lambda', lambdaPoints(s)[index]?.lambda ?? 0);
    else if (s?.pane === 'likelihood') host.set('theta', thetaPoints(s)[index]?.theta ?? 0);
    else host.goTo(index);
  });

  return {
    update(frame) {
      current = frame;
      const { snapshot: s, palette } = frame;
      const pen = ink();
      stage.draw((ctx, width, height) => {
        const brush = { ctx, palette, ink: pen };
        if (s.pane === 'fit') return paintFit(brush, placesOf(s, width, height, pen.unit), s, frame);
        const layout = layoutOf(s, width, height, pen.unit);
        paintLayout(brush, layout);
        if (s.pane === 'codes' && layout.areas) paintAreas(brush, s, layout.areas);
      });
      stage.canvas.setAttribute('aria-label', describe(s, frame.history[frame.index - 1]));
      if (frame.progress < 1) return;
      switchParts(s.pane);
      handles.update(
        s.pane === 'fit'
          ? fitHandles(s, placesOf(s, ...stage.size(), pen.unit))
          : barHandles(layoutOf(s, ...stage.size(), pen.unit)),
      );
    },
    settle(frame) {
      const { snapshot: s, palette } = frame;
      const kept = frame.kept?.snapshot.pane === s.pane ? { ...frame, ...frame.kept } : undefined;
      chart.update(
        (zoom) => picture(frame, zoom),
        `${msg`Chart.`} ${describe(s, frame.history[frame.index - 1])}`,
        palette,
        kept && ((zoom) => picture(kept, zoom)),
      );
      render(whyPanel(s, host.setAll), host.why);
      fillSlots(host.why, slots(s));
    },
    terms: async () => {
      const { termsOf } = await import('./terms.ts');
      return () =>
        current ? termsOf(current.snapshot, ...stage.size(), ink().unit, { placesOf, normal }) : [];
    },
    dispose() {
      stage.dispose();
      handles.dispose();
      chart.dispose();
      parts.remove();
    },
  };
}

function picture({ snapshot: s, history, index, palette }: Frame<Snapshot>, zoom: Zoom): Timeline {
  switch (s.pane) {
    case 'convex':
      return convexTimeline(s, zoom, palette);
    case 'likelihood':
      return likelihoodTimeline(s, zoom, palette);
    case 'fit':
      return fitTimeline(ofPane(history, 'fit'), index, zoom, palette);
    default:
      return codesTimeline(ofPane(history, 'codes'), index, zoom, palette);
  }
}
