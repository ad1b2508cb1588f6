// Who can draw again what a canvas shows, so that a picture of any kind can be made of it.

/** Draws into another context, in CSS pixels, the size that the canvas has on the page. */
export type Drawing = (ctx: CanvasRenderingContext2D, width: number, height: number) => void | Promise<void>;

const drawings = new WeakMap<HTMLCanvasElement, Drawing>();

export const remember = (canvas: HTMLCanvasElement, drawing: Drawing) => drawings.set(canvas, drawing);

export const drawingOf = (canvas: HTMLCanvasElement): Drawing | undefined => drawings.get(canvas);
