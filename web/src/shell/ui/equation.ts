// The equations of a lab, on the page.
import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

/** @param rendered what equations.tex became at build time: markup of ours, never data */
export const equationsOf =
  (rendered: Readonly<Record<string, string>>) =>
  (name: string): TemplateResult =>
    html`<div class="equation">${unsafeHTML(rendered[name] ?? '')}</div>`;
