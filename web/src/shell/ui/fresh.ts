// A number that changes in place.
import { keyed } from 'lit/directives/keyed.js';
import { html, type TemplateResult } from 'lit/html.js';

/** Digits of another width are new text, not the old one on the move: nothing shifts. */
export const fresh = (text: string): TemplateResult =>
  html`${keyed(text, html`<span class="tabular">${text}</span>`)}`;
