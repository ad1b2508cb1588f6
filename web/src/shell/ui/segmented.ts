// A row of buttons of which one is pressed.
import { html, nothing, type TemplateResult } from 'lit/html.js';

export interface Segment<V> {
  readonly value: V;
  readonly label: string | number;
  readonly title?: string;
}

/** @param name what is chosen, for those who do not see the row */
export const segmented = <V>(
  name: string,
  segments: readonly Segment<V>[],
  chosen: V,
  choose: (value: V) => void,
): TemplateResult => html`<div class="segmented" role="group" aria-label=${name}>
  ${segments.map(
    ({ value, label, title }) =>
      html`<button type="button" title=${title ?? nothing} aria-pressed=${value === chosen} @click=${() => choose(value)}>${label}</button>`,
  )}
</div>`;
