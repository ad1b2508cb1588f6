// A component's marker as an inline icon: the same shape and colour as on the stage.
import { html, svg, type TemplateResult } from 'lit/html.js';
import { MARKERS } from '../stage/marks.ts';

const SHAPES = [
  svg`<circle cx="8" cy="8" r="5.2"/>`,
  svg`<rect x="3.2" y="3.2" width="9.6" height="9.6"/>`,
  svg`<path d="M8 2 14 12.6H2z"/>`,
  svg`<path d="M8 1.4 14.6 8 8 14.6 1.4 8z"/>`,
  svg`<path d="M8 14 2 3.4h12z"/>`,
  svg`<path d="m8 1.8 6 4.4-2.3 7H4.3L2 6.2z"/>`,
  svg`<path d="M4.9 2.6h6.2L14.2 8l-3.1 5.4H4.9L1.8 8z"/>`,
  svg`<path d="M6 2h4v4h4v4h-4v4H6v-4H2V6h4z"/>`,
];

export const markerIcon = (component: number): TemplateResult =>
  html`<svg class="marker k${component % 7}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    ${SHAPES[component % MARKERS.length]}
  </svg>`;

/** A share between 0 and 1 as a bar in the component's colour; the number stands beside it. */
export const shareBar = (component: number, share: number): TemplateResult =>
  html`<svg class="share-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="rail" width="100" height="10" />
    <rect class="k${component % 7}" width=${100 * share} height="10" />
  </svg>`;
