// Errors and warnings where the student is looking: one at a time, with a way out where there is one.
import { html, nothing, type TemplateResult } from 'lit';

export interface Notice {
  readonly text: string;
  readonly action?: { readonly label: string; run(): void };
}

export function noticeBar(notice: Notice | undefined, dismiss: () => void): TemplateResult {
  return html`<div role="alert">${
    notice
      ? html`<p class="notice">
          <span>${notice.text}</span>
          ${notice.action ? html`<button type="button" class="primary" @click=${notice.action.run}>${notice.action.label}</button>` : nothing}
          <button type="button" class="quiet" @click=${dismiss}>Dismiss</button>
        </p>`
      : nothing
  }</div>`;
}
