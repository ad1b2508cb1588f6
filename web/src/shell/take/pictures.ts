// What the page's canvases show, as files.
import { hatched } from '../charts/hatch.ts';
import { msg } from '../language.ts';
import { drawingOf } from '../stage/drawings.ts';
import { SvgContext } from './svg-context.ts';

/** Pixels of a picture for each of the page's. */
const RATIO = 2;

/** One of the page's two pictures, as large as it is there. */
interface Canvas {
  readonly element: HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
}

export type PictureOf = 'stage' | 'bound';

function canvasIn(section: PictureOf): Canvas {
  const element = document.querySelector<HTMLCanvasElement>(`#${section} canvas`);
  if (!element) throw new Error(msg`There is no picture here.`);
  return { element, width: element.clientWidth, height: element.clientHeight };
}

async function draw(
  { element, width, height }: Canvas,
  ctx: CanvasRenderingContext2D,
  paper: string,
): Promise<void> {
  ctx.fillStyle = paper;
  ctx.fillRect(0, 0, width, height);
  ctx.fillStyle = '#000000';
  await drawingOf(element)?.(ctx, width, height);
}

function freshContext(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error(msg`This browser cannot draw any more pictures.`);
  return ctx;
}

export async function pngOf(section: PictureOf, paper: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = canvasIn(section);
  const ctx = freshContext(RATIO * canvas.width, RATIO * canvas.height);
  ctx.scale(RATIO, RATIO);
  await draw(canvas, ctx, paper);
  // Not toBlob, which waits for the browser to be idle: seconds, at times.
  const [, base64 = ''] = ctx.canvas.toDataURL('image/png').split(',');
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

export async function svgOf(section: PictureOf, paper: string): Promise<string> {
  const canvas = canvasIn(section);
  const { width, height } = canvas;
  const ctx = new SvgContext({ width, height, ruler: freshContext(1, 1), hatched });
  await draw(canvas, ctx as unknown as CanvasRenderingContext2D, paper);
  return ctx.finish(canvas.element.getAttribute('aria-label') ?? '');
}
