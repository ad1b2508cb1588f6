// What the lab shows. Reads snapshots; computes no statistics and never calls the core.
import './sgvb.css';
import { render } from 'lit/html.js';
import type { Frame, Host, View } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { ink, surface } from '../../shell/stage/canvas.ts';
import { type Handle, handleLayer } from '../../shell/stage/handles.ts';
import { chartPanel } from '../../shell/ui/chart-panel.ts';
import { fillSlots } from '../../shell/ui/slots.ts';
import { SCALES, timeline, words } from './chart.ts';
import { coordinateMenu } from './coordinates.ts';
import { describe } from './describe.ts';
import { gripsOf, moveGrip } from './grips.ts';
import { arrowsIn, type Panel, panelsFor } from './layout.ts';
import type { Case, Snapshot } from './model.ts';
import { latent, type Pair } from './problems.ts';
import { paintScene } from './scene.ts';
import { type Look, slots, whyPanel } from './why.ts';

export async function mount(host: Host): Promise<View<Snapshot>> {
  let current: Frame<Snapshot> | undefined;
  let look: Look = { view: 'step', index: 0, form: 'reconstruction' };
  let pair: Pair = [0, 1];
  /** Many students never open it, and it is not small. */
  let bars: typeof import('./xray.ts').xray | undefined;
  const stage = surface(host.stage, msg`The posterior and its approximation`, host.repaint);
  const handles = handleLayer(host.stage, msg`Movable parts`, {
    move: (id, x, y) => current && moved(current.snapshot, id, x, y),
    restore: (id) => (id === 'angle' ? restoreAngle() : host.undoEdit()),
  });
  const menu = coordinateMenu(host.stage, (chosen) => {
    pair = chosen;
    host.repaint();
  });
  const chart = await chartPanel(host.bound, SCALES, host.goTo);

  const panels = ({ cases }: Snapshot): Panel[] => panelsFor(cases, pair, ...stage.size(), ink().unit);

  function moved(s: Snapshot, id: string, x: number, y: number): void {
    const [k = 0, which] = id.split(':').map(Number);
    const panel = panels(s)[id === 'angle' ? 0 : k] as Panel;
    const one = s.cases[id === 'angle' ? 0 : k] as Case;
    const { unit } = ink();
    if (id === 'angle') {
      const { origin } = arrowsIn(panel.inset, one, pair, unit);
      const turn = (Math.atan2(origin[1] - (y - panel.y), x - panel.x - origin[0]) * 180) / Math.PI;
      // Below the axis: the nearer end of the half-turn.
      host.set('angle', turn >= 0 ? turn : turn > -90 ? 0 : 180);
      return;
    }
    const grip = gripsOf(one, pair, panel.plane, unit)[which ?? 0];
    if (!grip) return;
    const q = moveGrip(one, grip, pair, panel.plane, unit, x - panel.x, y - panel.y);
    host.edit({ index: k, q, what: grip.what });
  }

  /** What it was before the drag, which is one change in the history. */
  function restoreAngle(): void {
    const before = current?.history[current.index - 1];
    if (before && current?.snapshot.made === 'change') host.set('angle', before.settings.angle);
  }

  const on = {
    async look(next: Look) {
      try {
        if (next.view === 'xray') bars ??= (await import('./xray.ts')).xray;
        look = next;
        host.repaint();
      } catch (error) {
        host.failed(error as Error);
      }
    },
    edit: host.edit,
  };

  return {
    update(frame) {
      current = frame;
      const { snapshot, history, index } = frame;
      const causes = latent((snapshot.cases[0] as Case).problem);
      if (pair[1] >= causes) pair = [0, 1];
      if (look.index >= snapshot.cases.length) look = { ...look, index: 0 };
      const pen = ink();
      stage.draw((ctx) => paintScene(ctx, panels(snapshot), pair, frame, pen));
      stage.canvas.setAttribute('aria-label', describe(snapshot, history[index - 1]));
      if (frame.progress < 1) return;
      menu.update(causes, pair);
      handles.update(handlesOf(snapshot, panels(snapshot), pair, pen.unit));
    },
    settle(frame) {
      const { snapshot, history, index, palette, kept } = frame;
      chart.update(
        (scale) => timeline(history, index, scale, palette),
        words(snapshot),
        palette,
        kept && ((scale) => timeline(kept.history, kept.index, scale, palette)),
      );
      render(whyPanel(snapshot, look, pair, on, bars), host.why);
      fillSlots(host.why, slots(snapshot, look, pair));
    },
    terms: async () => {
      const { termsOf } = await import('./terms.ts');
      return () => {
        if (!current) return [];
        const panel = panels(current.snapshot)[look.index] as Panel;
        return termsOf(current.snapshot, look.index, pair, panel, ink().unit);
      };
    },
    dispose() {
      stage.dispose();
      handles.dispose();
      menu.dispose();
      chart.dispose();
    },
  };
}

/** Of each case its q; and the angle, where it is a control. */
function handlesOf(s: Snapshot, panels: readonly Panel[], pair: Pair, unit: number): Handle[] {
  const several = s.cases.length > 1;
  const handles = s.cases.flatMap((one, k) => {
    const { plane, x: left, y: top } = panels[k] as Panel;
    return gripsOf(one, pair, plane, unit).map(({ name, place, x, y }, i) => ({
      id: `${k}:${i}`,
      name: several ? `${name}, ${one.problem.name}` : name,
      place,
      x: left + x,
      y: top + y,
    }));
  });
  if (s.settings.preset !== 'angle') return handles;
  const [x, y] = arrowsIn((panels[0] as Panel).inset, s.cases[0] as Case, pair, unit).tips[1];
  return [...handles, { id: 'angle', name: msg`Column w₂`, place: msg`${s.settings.angle}° from w₁`, x, y }];
}
