// Icons: one stroke weight, drawn here, always beside a text or an accessible name.
import { html, svg, type TemplateResult } from 'lit/html.js';

const PATHS = {
  start: svg`<path d="M5 4v12M15 4 8 10l7 6z"/>`,
  back: svg`<path d="m13 4-7 6 7 6z"/>`,
  play: svg`<path d="m6 4 10 6-10 6z"/>`,
  pause: svg`<path d="M7 4v12M13 4v12"/>`,
  full: svg`<path d="m4 4 6 6-6 6M10 4l6 6-6 6"/>`,
  end: svg`<path d="M15 4v12M5 4l7 6-7 6z"/>`,
  dice: svg`<rect x="3.5" y="3.5" width="13" height="13" rx="2.5"/><path d="M7 7h.01M13 13h.01M10 10h.01M13 7h.01M7 13h.01"/>`,
  sun: svg`<circle cx="10" cy="10" r="3.5"/><path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5 6 6M14 14l1.5 1.5M4.5 15.5 6 14M14 6l1.5-1.5"/>`,
  moon: svg`<path d="M16 12.5A6.5 6.5 0 0 1 7.5 4a6.5 6.5 0 1 0 8.5 8.5z"/>`,
  link: svg`<path d="M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.8-2.8a3.2 3.2 0 0 0-4.6-4.6L10 5.4M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-2.8 2.8a3.2 3.2 0 0 0 4.6 4.6L10 14.6"/>`,
  pencil: svg`<path d="m4 16 1-4 8.5-8.5 3 3L8 15z"/>`,
  save: svg`<path d="M10 3v9M6.5 9l3.5 3.5L13.5 9M4 16.5h12"/>`,
  present: svg`<rect x="2.5" y="3.5" width="15" height="10" rx="1"/><path d="M10 13.5V17M6.5 17h7"/>`,
  keys: svg`<rect x="2.5" y="5" width="15" height="10" rx="2"/><path d="M5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M6.5 12h7"/>`,
} as const;

export type IconName = keyof typeof PATHS;

export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">${PATHS[name]}</svg>`;
