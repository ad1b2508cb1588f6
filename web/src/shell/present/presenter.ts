// For a room: large type, thick lines, high contrast, nothing but what moves, and the link for those who want to follow.
import { msg } from '../language.ts';
import './present.css';
import { html, render } from 'lit/html.js';
import { type Palette, project } from '../palette.ts';
import { qrCode } from './qr.ts';

/** Every colour has 4.5:1 against the paper, and a projector in a lit room takes half of that. */
const PROJECTOR: Palette = {
  paper: '#ffffff',
  ink: '#000000',
  faint: '#333333',
  grid: '#d2d2d2',
  bound: '#005a9c',
  E: '#005a9c',
  M: '#a83f00',
  components: ['#8a5600', '#0f6aa3', '#006247', '#97376f', '#00488a', '#a84800', '#665e00'],
};

/**
 * Lines twice as thick. The stage's grow with the type already, by half; the chart's do not.
 * Their own property, so that whoever draws need not know.
 */
const THICKER = [
  ['#stage canvas', 4 / 3],
  ['#bound canvas', 2],
] as const;

/** Where stage and chart have room side by side, as in the styles. */
const WIDE = matchMedia('(min-width: 960px)');

const width = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'lineWidth');

function thicken(ctx: CanvasRenderingContext2D, times: number): void {
  Object.defineProperty(ctx, 'lineWidth', {
    configurable: true,
    get: () => width?.get?.call(ctx) / times,
    set: (value: number) => width?.set?.call(ctx, times * value),
  });
}

const contexts = () =>
  THICKER.flatMap(([selector, times]) => {
    const ctx = document.querySelector<HTMLCanvasElement>(selector)?.getContext('2d');
    return ctx ? [{ ctx, times }] : [];
  });

export class Presenter {
  readonly #changed: () => void;
  readonly #aside = document.createElement('section');
  readonly #blank = document.createElement('div');
  #before: { readonly focus: Element | null; readonly y: number } | undefined;
  #link = '';

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#aside.className = 'aside';
    this.#aside.setAttribute('aria-label', msg`Presentation`);
    this.#blank.className = 'blank';
    this.#blank.setAttribute('role', 'status');
  }

  toggle(): void {
    if (this.#before) this.leave();
    else this.#enter();
  }

  /** Nothing on the screen, as when the talk is about something else; once more brings it back. */
  blank(): void {
    if (!this.#before) return;
    const text = this.#blank.textContent ? '' : msg`The screen is blank. Press B to see it again.`;
    this.#blank.textContent = text;
  }

  /** Follows the link. */
  update(): void {
    if (!this.#before || this.#link === location.href) return;
    this.#link = location.href;
    render(
      html`<h1>${document.querySelector('header h1')?.textContent}</h1>
        ${qrCode(this.#link)}
        <button type="button" class="quiet" @click=${() => this.leave()} title=${msg`Back to the whole page`}>
          ${msg`Leave`} <kbd>Esc</kbd>
        </button>`,
      this.#aside,
    );
  }

  leave(): void {
    if (!this.#before) return;
    const { focus, y } = this.#before;
    this.#before = undefined;
    this.#link = '';
    delete document.documentElement.dataset.present;
    project(undefined);
    for (const { ctx } of contexts()) Reflect.deleteProperty(ctx, 'lineWidth');
    this.#aside.remove();
    this.#blank.textContent = '';
    this.#blank.remove();
    if (focus instanceof HTMLElement) focus.focus();
    scrollTo(0, y);
    this.#changed();
  }

  #enter(): void {
    if (!WIDE.matches || 'embed' in document.documentElement.dataset) return;
    this.#before = { focus: document.activeElement, y: scrollY };
    document.documentElement.dataset.present = '';
    project(PROJECTOR);
    for (const { ctx, times } of contexts()) thicken(ctx, times);
    document.querySelector('#lab')?.append(this.#aside, this.#blank);
    // Where no button takes the space bar for itself.
    document.querySelector<HTMLElement>('#transport')?.focus({ preventScroll: true });
    scrollTo(0, 0);
    this.update();
    this.#changed();
  }
}
