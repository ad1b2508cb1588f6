// Day or night, by hand.
import { html, type TemplateResult } from 'lit/html.js';
import { msg } from '../language.ts';
import { theme, toggleTheme } from '../theme.ts';
import { icon } from './icons.ts';

export function themeButton(changed: () => void): TemplateResult {
  const dark = theme() === 'dark';
  const toggle = () => {
    toggleTheme();
    changed();
  };
  return html`<button type="button" class="quiet" @click=${toggle} title=${msg`Light or dark`}>
    ${icon(dark ? 'sun' : 'moon')}<span>${dark ? msg`Light` : msg`Dark`}</span>
  </button>`;
}
