// A canvas that follows its box's size and the screen's pixel ratio, and is repainted on request.
import { remember } from './drawings.ts';

/** What canvas text and strokes are measured in, so that they grow with the page's type. */
export interface Ink {
  /** Pixels that are one at the base type size of 17. */
  readonly unit: number;
  /** A font of `size` pixels at the base type size. */
  font(size: number, weight?: number): string;
}

export function ink(): Ink {
  const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 17;
  const family = getComputedStyle(document.body).fontFamily;
  return { unit, font: (size, weight = 400) => `${weight} ${Math.round(size * unit)}px ${family}` };
}

export interface Surface {
  readonly canvas: HTMLCanvasElement;
  /** Width and height of its box in CSS pixels, as last laid out: to ask for them lays out what has just changed. */
  size(): readonly [number, number];
  /** Calls `paint` with a context in CSS pixels, cleared; the first time not at once. */
  draw(paint: (ctx: CanvasRenderingContext2D, width: number, height: number) => void): void;
  dispose(): void;
}

export function surface(host: HTMLElement, label: string, resized: () => void): Surface {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  host.append(canvas);
  let laidOut: readonly [number, number] | undefined;
  const size = () => {
    laidOut ??= [host.clientWidth, host.clientHeight];
    return laidOut;
  };
  const observer = new ResizeObserver(() => {
    laidOut = undefined;
    resized();
  });
  observer.observe(host);
  let last: Parameters<Surface['draw']>[0] | undefined;
  let warm = false;
  const show = () => {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = size();
    if (!last || width === 0 || height === 0) return;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    const ctx = canvas.getContext('2d');
    if (!ctx) return;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    // What one picture sets, the next must not find: the same snapshot is the same picture, to the pixel.
    ctx.save();
    last(ctx, width, height);
    ctx.restore();
  };
  return {
    canvas,
    size,
    draw(paint) {
      const first = !last;
      last = paint;
      remember(canvas, paint);
      if (warm) show();
      // The first time a picture takes long, and comes after all else that the page begins with.
      else if (first)
        requestAnimationFrame(() =>
          requestAnimationFrame(() =>
            setTimeout(() => {
              warm = true;
              show();
            }),
          ),
        );
    },
    dispose() {
      observer.disconnect();
      canvas.remove();
    },
  };
}
