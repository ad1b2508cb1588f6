// What the lab shows. Reads snapshots; computes no statistics and never calls the core.
import { render } from 'lit/html.js';
import './gradients.css';
import type { Frame, Host, View } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { ink, surface } from '../../shell/stage/canvas.ts';
import { handleLayer } from '../../shell/stage/handles.ts';
import { chartPanel } from '../../shell/ui/chart-panel.ts';
import { fillSlots } from '../../shell/ui/slots.ts';
import { chartInWords, SCALES, type Scale, timelineOf } from './chart.ts';
import { describe } from './describe.ts';
import { ESTIMATORS, type Id } from './estimators.ts';
import { coefficientAt, editOf, gripsOf } from './grips.ts';
import { paintHistograms } from './histograms.ts';
import { paintGrips, paintKey } from './key.ts';
import { histogramX, layoutOf, parabolaAxes } from './layout.ts';
import { type Snapshot, shownOf } from './model.ts';
import { paintParabola } from './parabola.ts';
import { drawnSamples } from './samples.ts';
import { paintTarget } from './scene.ts';
import { BATCHES } from './spread.ts';
import { slots, whyPanel } from './why.ts';

/** The estimators with a row of their own: also those that do not exist here, for their row says why. */
const rowsOf = (s: Snapshot): readonly Id[] =>
  ESTIMATORS.map(({ id }) => id).filter((id) => s.settings.shown.includes(id) || shownOf(s).includes(id));

export async function mount(host: Host): Promise<View<Snapshot>> {
  let current: Frame<Snapshot> | undefined;
  let parameter = 0;
  let scale: Scale = 'elbo';
  const stage = surface(host.stage, msg`The target, q, and the gradients`, host.repaint);
  const layoutNow = (s: Snapshot) => layoutOf(s, ...stage.size(), ink().unit, rowsOf(s).length);
  const handles = handleLayer(host.stage, msg`Movable parts of q, and the coefficient`, {
    move(id, x, y) {
      if (!current) return;
      const { snapshot: s } = current;
      if (id === 'a') {
        host.set('a', coefficientAt(s, layoutNow(s), parameter, x));
        return;
      }
      const edit = editOf(s, layoutNow(s), id, x, y);
      if (edit) host.edit(edit);
    },
    restore: () => host.undoEdit(),
  });
  const chart = await chartPanel<Scale>(host.bound, SCALES, (index) => {
    if (scale === 'n') host.set('n', BATCHES[index] ?? 1);
    else host.goTo(index);
  });
  const choose = {
    parameter: (p: number) => {
      parameter = p;
      host.repaint();
    },
    follow: (id: Id) => host.set('follow', id),
  };

  return {
    update(frame) {
      current = frame;
      const { snapshot: s, history, index, palette } = frame;
      parameter = Math.min(parameter, s.problem.parameters.length - 1);
      const p = parameter;
      const pen = ink();
      const layout = layoutNow(s);
      const grips = gripsOf(s, layout, p);
      stage.draw((ctx) => {
        const brush = { ctx, s, palette, ink: pen, p };
        paintTarget(brush, layout.plane);
        paintKey(brush, layout.plane);
        paintGrips(brush, grips);
        paintHistograms(brush, layout, rowsOf(s));
        paintParabola(brush, layout);
      });
      stage.canvas.setAttribute('aria-label', describe(s, history[index - 1]));
      if (frame.progress === 1) handles.update(grips);
    },
    settle(frame) {
      const { snapshot: s, history, index, palette } = frame;
      const p = parameter;
      // Over another target the parameters are others.
      const kept =
        frame.kept?.snapshot.problem.target.name === s.problem.target.name ? frame.kept : undefined;
      chart.update(
        (view) => {
          scale = view;
          return timelineOf(history, index, view, p, palette);
        },
        chartInWords(history, index),
        palette,
        kept && ((view) => timelineOf(kept.history, kept.index, view, p, palette)),
      );
      render(whyPanel(s, p, choose), host.why);
      fillSlots(host.why, slots(s, p));
    },
    terms: async () => {
      const { termsOf } = await import('./terms.ts');
      return () => {
        if (!current) return [];
        const { snapshot: s } = current;
        return termsOf(s, parameter, {
          layout: layoutNow(s),
          rows: rowsOf(s),
          unit: ink().unit,
          draw: { histogramX, parabolaAxes, drawnSamples },
        });
      };
    },
    dispose() {
      stage.dispose();
      handles.dispose();
      chart.dispose();
    },
  };
}
