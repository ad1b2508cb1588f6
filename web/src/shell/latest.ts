// A hand asks faster than the core answers: while one request is worked on, those that come are joined into the next.
import type { Values } from './lab.ts';

export function latest(apply: (wanted: Values) => Promise<unknown>): (wanted: Values) => void {
  let waiting: Values | undefined;
  let busy = false;
  const work = async () => {
    busy = true;
    try {
      while (waiting) {
        const wanted = waiting;
        waiting = undefined;
        await apply(wanted);
      }
    } finally {
      busy = false;
    }
  };
  return (wanted) => {
    waiting = { ...waiting, ...wanted };
    if (!busy) work();
  };
}
