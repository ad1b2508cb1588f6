import jsqr from 'jsqr';
import type { Locator } from 'playwright-core';

/** What a telephone reads from the picture. */
export async function readCode(code: Locator): Promise<string | undefined> {
  const png = await code.screenshot();
  const { data, width, height } = await code.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(picture, 0, 0);
    const { width, height } = picture;
    return { data: [...context.getImageData(0, 0, width, height).data], width, height };
  }, png.toString('base64'));
  return jsqr(Uint8ClampedArray.from(data), width, height)?.data;
}
