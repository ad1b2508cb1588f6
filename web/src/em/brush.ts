// Points under the hand: added, moved, erased and labelled on the stage. Loaded when the pencil is pressed.
import './brush.css';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { msg } from '../shell/language.ts';
import type { Plane } from '../shell/stage/axes.ts';
import { nearestPoint } from '../shell/stage/points.ts';
import { segmented } from '../shell/ui/segmented.ts';
import { letter } from './labels.ts';
import { nextPoint, type PointEdit, type Points } from './points.ts';

export interface Drawn {
  readonly points: Points;
  readonly plane: Plane;
  readonly components: number;
}

export interface BrushOf {
  readonly stage: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** As they are drawn now, once there are any. */
  drawn(): Drawn | undefined;
  edit(edit: PointEdit): Promise<void>;
  /** The pencil is put away. */
  closed(): void;
}

type Mode = 'add' | 'move' | 'erase' | 'label';

const MODES: readonly { readonly value: Mode; readonly label: string; readonly title: string }[] = [
  { value: 'add', label: msg`Add`, title: msg`Click where a point should be` },
  { value: 'move', label: msg`Move`, title: msg`Drag a point` },
  { value: 'erase', label: msg`Erase`, title: msg`Click points, or drag over them` },
  {
    value: 'label',
    label: msg`Label`,
    title: msg`Click points, or drag over them, to tell EM their component`,
  },
];

/** What the brush can paint a point with: a component, or no label. */
const NONE = -1;

export class Brush {
  readonly #of: BrushOf;
  readonly #bar = document.createElement('div');
  #mode: Mode = 'add';
  #label = 0;
  /** The point that is under way. */
  #held: number | undefined;
  #down = false;
  /** The next edit waits for the one before: none may be lost, but of a point's places only the last one counts. */
  #queue: PointEdit[] = [];
  #busy = false;

  constructor(of: BrushOf) {
    this.#of = of;
    this.#bar.className = 'brush';
    this.#bar.setAttribute('role', 'toolbar');
    this.#bar.setAttribute('aria-label', msg`Points by hand`);
    this.#bar.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.close();
    });
    of.canvas.addEventListener('pointerdown', this.#begin);
    of.canvas.addEventListener('pointermove', this.#go);
    for (const end of ['pointerup', 'pointercancel'] as const) of.canvas.addEventListener(end, this.#end);
  }

  open(): void {
    const { stage } = this.#of;
    stage.after(this.#bar);
    this.#set(this.#mode);
    this.#bar.querySelector<HTMLElement>('button')?.focus();
  }

  close(): void {
    this.#bar.remove();
    delete this.#of.stage.dataset.brush;
    this.#of.closed();
  }

  #set(mode: Mode): void {
    this.#mode = mode;
    this.#of.stage.dataset.brush = mode;
    render(this.#template(), this.#bar);
  }

  #template(): TemplateResult {
    const components = this.#of.drawn()?.components ?? 0;
    const labels = [
      ...Array.from({ length: components }, (_, k) => ({
        value: k,
        label: letter(k),
        title: msg`Component ${letter(k)}`,
      })),
      { value: NONE, label: msg`no label`, title: msg`Take the label away` },
    ];
    const choose = (label: number) => {
      this.#label = label;
      this.#set('label');
    };
    return html`${segmented(msg`What a click does`, MODES, this.#mode, (mode) => this.#set(mode))}
      ${this.#mode === 'label' ? segmented(msg`Label`, labels, this.#label, choose) : nothing}
      <button type="button" @click=${() => this.close()}>${msg`Done`}</button>`;
  }

  get #on(): boolean {
    return this.#of.stage.dataset.brush !== undefined;
  }

  readonly #begin = (event: PointerEvent): void => {
    if (!this.#on || event.button !== 0) return;
    event.preventDefault();
    this.#of.canvas.setPointerCapture(event.pointerId);
    this.#down = true;
    this.#held = undefined;
    const drawn = this.#of.drawn();
    if (!drawn) return;
    if (this.#mode === 'add') this.#held = nextPoint(drawn.points);
    if (this.#mode === 'move') this.#held = this.#near(drawn, event);
    this.#touch(event);
  };

  readonly #go = (event: PointerEvent): void => {
    if (this.#on && this.#down) this.#touch(event);
  };

  readonly #end = (): void => {
    this.#down = false;
  };

  #near({ points, plane }: Drawn, { offsetX, offsetY }: PointerEvent): number | undefined {
    const { ids, X, labelled } = points;
    const at = (n: number, axis: number) =>
      (n < ids.length ? X[2 * n + axis] : labelled.X[2 * (n - ids.length) + axis]) as number;
    const n = nearestPoint(
      {
        count: ids.length + labelled.ids.length,
        x: (i) => plane.px(at(i, 0)),
        y: (i) => plane.py(at(i, 1)),
      },
      offsetX,
      offsetY,
    );
    return n === undefined ? undefined : (ids[n] ?? labelled.ids[n - ids.length]);
  }

  #touch(event: PointerEvent): void {
    const drawn = this.#of.drawn();
    if (!drawn) return;
    const { points, plane } = drawn;
    if (this.#held !== undefined) {
      this.#do({ point: this.#held, at: [plane.dataX(event.offsetX), plane.dataY(event.offsetY)] });
      return;
    }
    const point = this.#near(drawn, event);
    if (point === undefined) return;
    if (this.#mode === 'erase') this.#do({ point, erased: true });
    if (this.#mode !== 'label') return;
    const label = this.#label === NONE ? undefined : this.#label;
    const { ids, z } = points.labelled;
    if (z[ids.indexOf(point)] !== label) this.#do({ point, label });
  }

  async #do(edit: PointEdit): Promise<void> {
    const last = this.#queue.at(-1);
    if (last && 'at' in last && 'at' in edit && last.point === edit.point) this.#queue.pop();
    // Brushing over a point twice before the first stroke is done is the same stroke.
    if (this.#queue.some((one) => one.point === edit.point && !('at' in edit))) return;
    this.#queue.push(edit);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      if (this.#stillThere(next)) await this.#of.edit(next);
    }
    this.#busy = false;
  }

  /** It may have been erased by the stroke before. */
  #stillThere(edit: PointEdit): boolean {
    if ('at' in edit) return true;
    const { ids = [], labelled } = this.#of.drawn()?.points ?? {};
    return ids.includes(edit.point) || (labelled?.ids.includes(edit.point) ?? false);
  }
}
