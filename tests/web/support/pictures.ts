import { createHash } from 'node:crypto';
import type { Locator } from 'playwright-core';

/** One digest a canvas, of its pixels and its text alternative. */
export async function digestsOf(canvases: Locator): Promise<string[]> {
  const drawn = await canvases.evaluateAll((all) =>
    all.map((canvas) => `${canvas.getAttribute('aria-label')}\n${(canvas as HTMLCanvasElement).toDataURL()}`),
  );
  return drawn.map((text) => createHash('sha256').update(text).digest('hex'));
}

/** How many colours each canvas shows; a blank one shows one. */
export const coloursOf = (canvases: Locator): Promise<number[]> =>
  canvases.evaluateAll((all) =>
    all.map((element) => {
      const canvas = element as HTMLCanvasElement;
      const copy = document.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      const context = copy.getContext('2d', { willReadFrequently: true });
      if (!context || canvas.width === 0) return 0;
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    }),
  );
