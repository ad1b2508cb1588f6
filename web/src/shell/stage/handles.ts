// Things on the stage that can be moved: by mouse or finger, by two clicks, or by keyboard.
// Buttons over the canvas, so that they have names, focus and targets of 44 px; the canvas draws what they stand for.
import { msg } from '../language.ts';

export interface Handle {
  readonly id: string;
  /** What it is: "Mean A". */
  readonly name: string;
  /** Where it is, in words: "at 1.4, −0.4". */
  readonly place: string;
  /** Pixels from the stage's top left corner. */
  readonly x: number;
  readonly y: number;
  /** One of many: a smaller target under the others, which shows itself, in this colour. */
  readonly colour?: string;
}

export interface HandleActions {
  /** A handle is wanted at these pixels. */
  move(id: string, x: number, y: number): void;
  /** The move that was going on is given up. */
  restore(id: string): void;
}

export interface HandleLayer {
  update(handles: readonly Handle[]): void;
  dispose(): void;
}

const KEY_STEP = 12;
const FINE_STEP = 2;
/** A pointer that moved less than this has clicked. */
const CLICK_SLOP = 4;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * One stop for Tab; arrows walk from handle to handle. Enter or Space grabs one, then arrows move it (Shift: finer), Enter
 * lets go, Escape puts it back. A click grabs too, and a click on the stage sets it down there.
 */
export function handleLayer(host: HTMLElement, label: string, on: HandleActions): HandleLayer {
  const group = document.createElement('div');
  group.className = 'handles';
  group.setAttribute('role', 'group');
  group.setAttribute(
    'aria-label',
    `${label}. ${msg`Arrows walk, Enter grabs, then arrows move, Shift moves finer, Escape restores.`}`,
  );
  host.append(group);
  let handles: readonly Handle[] = [];
  let current = 0;
  let grabbed: string | undefined;

  const buttons = () => [...group.children] as HTMLButtonElement[];
  const grab = (id: string | undefined) => {
    grabbed = id;
    host.classList.toggle('grabbing', id !== undefined);
    buttons().forEach((button, i) => {
      button.setAttribute('aria-pressed', String(handles[i]?.id === id && id !== undefined));
    });
  };

  const stageClick = (event: MouseEvent) => {
    if (grabbed === undefined || event.target instanceof HTMLButtonElement) return;
    const box = host.getBoundingClientRect();
    on.move(grabbed, event.clientX - box.left, event.clientY - box.top);
    grab(undefined);
  };
  host.addEventListener('click', stageClick);

  function walk(by: number): void {
    current = (current + by + handles.length) % handles.length;
    buttons().forEach((button, i) => {
      button.tabIndex = i === current ? 0 : -1;
    });
    buttons()[current]?.focus();
  }

  function keydown(event: KeyboardEvent, index: number): void {
    const handle = handles[index];
    if (!handle) return;
    const arrow = ARROWS[event.key];
    if (arrow && grabbed === handle.id) {
      const step = event.shiftKey ? FINE_STEP : KEY_STEP;
      on.move(handle.id, handle.x + step * arrow[0], handle.y + step * arrow[1]);
    } else if (arrow) walk(arrow[0] + arrow[1]);
    else if (event.key === 'Enter' || event.key === ' ') grab(grabbed === handle.id ? undefined : handle.id);
    else if (event.key === 'Escape' && grabbed === handle.id) {
      on.restore(handle.id);
      grab(undefined);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function add(index: number): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = index === current ? 0 : -1;
    button.setAttribute('aria-pressed', 'false');
    button.addEventListener('keydown', (event) => keydown(event, index));
    button.addEventListener('focus', () => {
      current = index;
    });
    drag(button, index);
    group.append(button);
    return button;
  }

  function drag(button: HTMLButtonElement, index: number): void {
    let from: { x: number; y: number; dx: number; dy: number } | undefined;
    let moved = false;
    button.addEventListener('pointerdown', (event) => {
      const handle = handles[index];
      if (!handle || event.button !== 0) return;
      button.setPointerCapture(event.pointerId);
      from = {
        x: event.clientX,
        y: event.clientY,
        dx: handle.x - event.clientX,
        dy: handle.y - event.clientY,
      };
      moved = false;
    });
    button.addEventListener('pointermove', (event) => {
      const handle = handles[index];
      if (!from || !handle) return;
      moved ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) > CLICK_SLOP;
      if (moved) on.move(handle.id, event.clientX + from.dx, event.clientY + from.dy);
    });
    button.addEventListener('pointerup', () => {
      if (from && !moved) grab(grabbed === handles[index]?.id ? undefined : handles[index]?.id);
      from = undefined;
    });
    button.addEventListener('pointercancel', () => {
      from = undefined;
    });
  }

  return {
    update(next) {
      handles = next;
      while (group.children.length > next.length) group.lastElementChild?.remove();
      next.forEach(({ name, place, x, y, colour }, i) => {
        const button = buttons()[i] ?? add(i);
        const text = `${name}, ${place}`;
        if (button.getAttribute('aria-label') !== text) button.setAttribute('aria-label', text);
        button.classList.toggle('small', colour !== undefined);
        button.style.color = colour ?? '';
        button.style.transform = `translate(${x}px, ${y}px)`;
      });
      if (current >= next.length) current = 0;
    },
    dispose() {
      host.removeEventListener('click', stageClick);
      group.remove();
    },
  };
}
