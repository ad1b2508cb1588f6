// The few numbers to keep an eye on.
import { html, type TemplateResult } from 'lit';
import type { Reading } from '../lab.ts';
import { fresh } from './fresh.ts';

export const readingList = (readings: readonly Reading[]): TemplateResult => html`<dl class="readings">
  ${readings.map(({ name, value }) => html`<dt>${name}</dt><dd>${fresh(value)}</dd>`)}
</dl>`;
