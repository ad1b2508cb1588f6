// What the lab shows. Reads snapshots; computes no statistics and never calls the core.
import { render } from 'lit/html.js';
import { pencil } from '../../em/pencil.ts';
import { boundPoint } from '../../em/picture.ts';
import { pointOf } from '../../em/snapshot.ts';
import { names } from '../../em/words.ts';
import type { Frame, Host, View } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { recallNotation } from '../../shell/notation.ts';
import { ink, surface } from '../../shell/stage/canvas.ts';
import { handleLayer } from '../../shell/stage/handles.ts';
import { followPointer } from '../../shell/stage/points.ts';
import { boundPanel } from '../../shell/ui/bound-panel.ts';
import { fillSlots } from '../../shell/ui/slots.ts';
import { pointsOf } from './data.ts';
import { describe } from './describe.ts';
import { Grips } from './handles.ts';
import type { Snapshot } from './model.ts';
import { cloudOf, paintScene, planeFor } from './scene.ts';
import { type Focus, slots, whyPanel } from './why.ts';

export async function mount(host: Host): Promise<View<Snapshot>> {
  let current: Frame<Snapshot> | undefined;
  let focus: Focus = { component: 0, point: undefined };
  let pointed: number | undefined;
  const stage = surface(host.stage, msg`The data and the mixture`, host.repaint);
  const planeNow = (data: Snapshot['data']) => planeFor(data, ...stage.size(), ink().unit);
  const grips = new Grips();
  const handles = handleLayer(host.stage, msg`Movable means and axes`, {
    move(id, x, y) {
      if (!current) return;
      const { params, data } = current.snapshot;
      host.edit(grips.edit(id, x, y, params, planeNow(data)));
    },
    restore: () => host.undoEdit(),
  });
  pencil(host, stage.canvas, () => {
    if (!current) return undefined;
    const { data, params } = current.snapshot;
    return { points: pointsOf(data), plane: planeNow(data), components: params.weights.length };
  });
  const [bound] = await Promise.all([boundPanel(host.bound, host.goTo), recallNotation()]);

  const choose = {
    component: (component: number) => refocus({ ...focus, component }),
    point: (point: number) => refocus({ ...focus, point }),
  };
  function refocus(next: Focus): void {
    focus = next;
    host.repaint();
  }

  const cloudNow = () => {
    const data = current?.snapshot.data;
    return data && cloudOf(data, planeNow(data));
  };
  followPointer(stage.canvas, cloudNow, (example) => {
    pointed = example;
    if (example !== undefined) focus = { ...focus, point: example };
    host.repaint();
  });

  return {
    update(frame) {
      current = frame;
      const { snapshot, history, index, palette } = frame;
      const { rows } = snapshot.data.X;
      if ((focus.point ?? 0) >= rows || focus.component >= snapshot.params.weights.length) {
        focus = { component: 0, point: undefined };
      }
      const ringed = snapshot.phase === 'E' || pointed !== undefined ? pointOf(snapshot, focus) : undefined;
      const pen = ink();
      stage.draw((ctx, width, height) =>
        paintScene(ctx, planeFor(snapshot.data, width, height, pen.unit), frame, ringed, pen),
      );
      stage.canvas.setAttribute('aria-label', describe(snapshot, history[index - 1]));
      host.stage.toggleAttribute('data-moving', frame.progress < 1);
      if (frame.progress === 1)
        handles.update(grips.handles(snapshot.params, planeNow(snapshot.data), palette));
    },
    settle(frame) {
      const { snapshot, history, index, palette } = frame;
      const kept = frame.kept && { points: frame.kept.history.map(boundPoint), index: frame.kept.index };
      bound.update(history.map(boundPoint), index, names(snapshot), palette, kept);
      render(whyPanel(snapshot, focus, choose), host.why);
      fillSlots(host.why, slots(snapshot, focus));
    },
    plane: () => current && planeNow(current.snapshot.data),
    terms: async () => {
      const { termsOf } = await import('./terms.ts');
      return () => {
        if (!current) return [];
        const { snapshot: s } = current;
        const plane = planeNow(s.data);
        return termsOf(s, focus, plane, cloudOf(s.data, plane), ink().unit);
      };
    },
    dispose() {
      stage.dispose();
      handles.dispose();
      bound.dispose();
    },
  };
}
