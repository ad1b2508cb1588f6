// Motion where a thing moves because of a half-step, and for no other reason.
import { reducedMotion } from './theme.ts';

/** Long enough to follow with the eye, short enough not to wait for. */
const DURATION = 220;

export interface Motion {
  /** 0 at the start of the move, 1 at rest. */
  readonly progress: number;
  /**
   * Begins a move to what is now current; without motion it is there at once.
   *
   * @param still nothing moves yet: what moves is drawn in one frame, and the rest in the next
   */
  start(instant: boolean, still?: boolean): void;
}

export function motion(paint: () => void): Motion {
  let progress = 1;
  let begun = 0;
  let running = false;
  const frame = (now: number) => {
    const t = Math.min(1, Math.max(0, (now - begun) / DURATION));
    progress = t * t * (3 - 2 * t); // slow, fast, slow
    if (t >= 1) running = false;
    paint();
    if (running) requestAnimationFrame(frame);
  };
  return {
    get progress() {
      return progress;
    },
    start(instant, still = false) {
      if (instant || reducedMotion()) {
        progress = 1;
        return;
      }
      progress = 0;
      begun = still ? Number.NEGATIVE_INFINITY : performance.now();
      if (running) return;
      running = true;
      // Not in the frame that is to come: that draws what moves.
      if (still) requestAnimationFrame(() => requestAnimationFrame(frame));
      else requestAnimationFrame(frame);
    },
  };
}
