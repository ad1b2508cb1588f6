// The header's buttons: keys, theme.
import { html, nothing, type TemplateResult } from 'lit';
import { KEYS } from '../keyboard.ts';
import { theme } from '../theme.ts';
import { icon } from './icons.ts';

export interface ToolActions {
  toggleKeys(): void;
  toggleTheme(): void;
}

export function toolButtons(keysOpen: boolean, on: ToolActions): TemplateResult {
  const dark = theme() === 'dark';
  return html`<button type="button" class="quiet" @click=${on.toggleKeys} aria-expanded=${keysOpen} title="Keys (?)">
      ${icon('keys')}<span>Keys</span>
    </button>
    <button type="button" class="quiet" @click=${on.toggleTheme} title="Light or dark">
      ${icon(dark ? 'sun' : 'moon')}<span>${dark ? 'Light' : 'Dark'}</span>
    </button>
    ${
      keysOpen
        ? html`<dl class="keys">
            ${KEYS.map(({ keys, shown, text }) => html`<dt><kbd>${shown ?? keys}</kbd></dt><dd>${text}</dd>`)}
          </dl>`
        : nothing
    }`;
}
