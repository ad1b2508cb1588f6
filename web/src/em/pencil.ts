// The way to the brush: a button in the corner of the stage. What it leads to is loaded when it is pressed.
import { render } from 'lit/html.js';
import type { Host } from '../shell/lab.ts';
import { msg } from '../shell/language.ts';
import { icon } from '../shell/ui/icons.ts';
import type { Brush, BrushOf } from './brush.ts';

/** @param drawn the points as they are drawn now, once there are any */
export function pencil(
  { stage, edit, failed }: Host,
  canvas: HTMLCanvasElement,
  drawn: BrushOf['drawn'],
): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'pencil quiet';
  button.title = msg`Add, move, erase or label points`;
  button.setAttribute('aria-label', msg`Edit the points`);
  render(icon('pencil'), button);
  stage.append(button);
  let brush: Promise<Brush> | undefined;
  const load = async () => {
    const { Brush } = await import('./brush.ts');
    return new Brush({ stage, canvas, drawn, edit, closed: () => button.focus() });
  };
  button.addEventListener('click', async () => {
    try {
      brush ??= load();
      (await brush).open();
    } catch (error) {
      brush = undefined; // without a connection now, perhaps with one later
      failed(error as Error);
    }
  });
}
