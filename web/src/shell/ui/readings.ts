// The few numbers to keep an eye on.
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Reading } from '../lab.ts';

/** A new value is a new text: right-aligned digits must not count as the old ones on the move. */
export const readingList = (readings: readonly Reading[]): TemplateResult => html`<dl class="readings">
  ${readings.map(({ name, value }) => html`<dt>${name}</dt><dd>${keyed(value, html`<span>${value}</span>`)}</dd>`)}
</dl>`;
