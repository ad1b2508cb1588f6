// A number that changes in place.
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

/** Digits of another width are new text, not the old one on the move: nothing shifts. */
export const fresh = (text: string): TemplateResult =>
  html`${keyed(text, html`<span class="tabular">${text}</span>`)}`;
