// Which two coordinates of z are drawn, where there are more. A way of looking, so neither in the run nor in the link.
import { html, nothing, render } from 'lit/html.js';
import { msg } from '../../shell/language.ts';
import type { Pair } from './problems.ts';

export interface CoordinateMenu {
  /** @param causes how many coordinates there are */
  update(causes: number, chosen: Pair): void;
  dispose(): void;
}

const nameOf = ([i, j]: Pair): string => msg`z${'₁₂₃₄'[i] ?? ''} and z${'₁₂₃₄'[j] ?? ''}`;

export function coordinateMenu(host: HTMLElement, choose: (pair: Pair) => void): CoordinateMenu {
  const box = document.createElement('div');
  box.className = 'coordinates';
  host.append(box);
  const pick = (event: Event) => {
    const [i = 0, j = 1] = (event.target as HTMLSelectElement).value.split(',').map(Number);
    choose([i, j]);
  };
  return {
    update(causes, chosen) {
      const pairs = Array.from({ length: causes }, (_, i) =>
        Array.from({ length: causes - i - 1 }, (_, k): Pair => [i, i + 1 + k]),
      ).flat();
      render(
        causes <= 2
          ? nothing
          : html`<label>${msg`Show`}
              <select @change=${pick}>
                ${pairs.map((pair) => html`<option value=${pair.join()} ?selected=${pair.join() === chosen.join()}>${nameOf(pair)}</option>`)}
              </select></label>`,
        box,
      );
    },
    dispose: () => box.remove(),
  };
}
