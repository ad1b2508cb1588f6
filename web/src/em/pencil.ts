// The way to the brush: a button in the corner of the stage. What it leads to is loaded when it is pressed.
import { render } from 'lit/html.js';
import { icon } from '../shell/ui/icons.ts';
import type { Brush, BrushOf } from './brush.ts';

export function pencil(of: Omit<BrushOf, 'closed'>, failed: (error: Error) => void): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'pencil quiet';
  button.title = 'Add, move, erase or label points';
  button.setAttribute('aria-label', 'Edit the points');
  render(icon('pencil'), button);
  of.stage.append(button);
  let brush: Promise<Brush> | undefined;
  const load = async () => {
    const { Brush } = await import('./brush.ts');
    return new Brush({ ...of, closed: () => button.focus() });
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
