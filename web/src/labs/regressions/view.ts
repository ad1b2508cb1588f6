// What the lab shows. Reads snapshots; computes no statistics and never calls the core.
import './regressions.css';
import { render } from 'lit/html.js';
import { letter } from '../../em/labels.ts';
import { pencil } from '../../em/pencil.ts';
import { boundPoint } from '../../em/picture.ts';
import { pointOf } from '../../em/snapshot.ts';
import { names } from '../../em/words.ts';
import { fixed } from '../../shell/format.ts';
import type { Frame, Host, View } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { recallNotation } from '../../shell/notation.ts';
import type { Plane } from '../../shell/stage/axes.ts';
import { ink, surface } from '../../shell/stage/canvas.ts';
import { type Handle, handleLayer } from '../../shell/stage/handles.ts';
import { followPointer } from '../../shell/stage/points.ts';
import { boundPanel } from '../../shell/ui/bound-panel.ts';
import { fillSlots } from '../../shell/ui/slots.ts';
import { pointsOf } from './data.ts';
import { describe } from './describe.ts';
import { type LineEdit, through } from './edits.ts';
import { gripsOf } from './lines.ts';
import type { Snapshot } from './model.ts';
import { cloudOf, paintScene, planeFor } from './scene.ts';
import { type Focus, slots, whyPanel } from './why.ts';

/** A line stays this many pixels wide, or it would stand upright. */
const NARROWEST = 40;

export async function mount(host: Host): Promise<View<Snapshot>> {
  let current: Frame<Snapshot> | undefined;
  let focus: Focus = { line: 0, point: undefined };
  let pointed: number | undefined;
  const stage = surface(host.stage, msg`The data and the lines`, host.repaint);
  const planeNow = (data: Snapshot['data']) => planeFor(data, ...stage.size(), ink().unit);

  const handles = handleLayer(host.stage, msg`Movable line ends`, {
    move(id, x, y) {
      if (!current) return;
      const [line = 0, end = 0] = id.split(':').map(Number);
      const plane = planeNow(current.snapshot.data);
      const other = lineGrips(current.snapshot, line, plane)[1 - end] as [number, number];
      const px = end === 0 ? Math.min(x, other[0] - NARROWEST) : Math.max(x, other[0] + NARROWEST);
      const place = ([at, height]: readonly [number, number]) =>
        [plane.dataX(at), plane.dataY(height)] as const;
      host.edit({ line, ...through(place([px, y]), place(other)) } satisfies LineEdit);
    },
    restore: () => host.undoEdit(),
  });
  pencil(host, stage.canvas, () => {
    if (!current) return undefined;
    const { data, params } = current.snapshot;
    return { points: pointsOf(data), plane: planeNow(data), components: params.weights.length };
  });
  const [bound] = await Promise.all([boundPanel(host.bound, host.goTo), recallNotation()]);

  const actions = {
    line: (line: number) => refocus({ ...focus, line }),
    point: (point: number) => refocus({ ...focus, point }),
    edit: host.edit,
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
      const { snapshot, history, index } = frame;
      if ((focus.point ?? 0) >= snapshot.data.y.length || focus.line >= snapshot.params.weights.length)
        focus = { line: 0, point: undefined };
      const ringed = snapshot.phase === 'E' || pointed !== undefined ? pointOf(snapshot, focus) : undefined;
      const pen = ink();
      stage.draw((ctx, width, height) => paintScene(ctx, width, height, frame, ringed, pen));
      stage.canvas.setAttribute('aria-label', describe(snapshot, history[index - 1]));
      if (frame.progress === 1) handles.update(endHandles(snapshot, planeNow(snapshot.data)));
    },
    settle(frame) {
      const { snapshot, history, index, palette } = frame;
      const kept = frame.kept && { points: frame.kept.history.map(boundPoint), index: frame.kept.index };
      bound.update(history.map(boundPoint), index, names(snapshot), palette, kept);
      render(whyPanel(snapshot, focus, actions), host.why);
      fillSlots(host.why, slots(snapshot, focus));
    },
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

const lineGrips = ({ params: { W } }: Snapshot, k: number, plane: Plane) =>
  gripsOf(plane, [W.data[2 * k] as number, W.data[2 * k + 1] as number], ink().unit);

const endHandles = (s: Snapshot, plane: Plane): Handle[] =>
  Array.from(s.params.weights, (_, k) =>
    lineGrips(s, k, plane).map(
      ([x, y], end): Handle => ({
        id: `${k}:${end}`,
        name: end === 0 ? msg`Line ${letter(k)}, left end` : msg`Line ${letter(k)}, right end`,
        place: msg`at ${fixed(plane.dataX(x))}, ${fixed(plane.dataY(y))}`,
        x,
        y,
      }),
    ),
  ).flat();
