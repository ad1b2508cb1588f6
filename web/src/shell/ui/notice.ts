// Errors and warnings where the student is looking: one at a time, with a way out where there is one.
import { html, nothing, render } from 'lit/html.js';
import { msg } from '../language.ts';

export interface Notice {
  readonly text: string;
  readonly action?: { readonly label: string; run(): void };
}

/** A notice that goes while one of its buttons has the focus leaves it to the step buttons. */
export function showNotice(host: HTMLElement, notice: Notice | undefined, dismiss: () => void): void {
  const held = host.contains(document.activeElement);
  const bar = html`<div role="alert">${
    notice
      ? html`<p class="notice">
          <span>${notice.text}</span>
          ${notice.action ? html`<button type="button" class="primary" @click=${notice.action.run}>${notice.action.label}</button>` : nothing}
          <button type="button" class="quiet" @click=${dismiss}>${msg`Dismiss`}</button>
        </p>`
      : nothing
  }</div>`;
  render(bar, host);
  if (held && !host.contains(document.activeElement))
    document.querySelector<HTMLElement>('#transport')?.focus({ preventScroll: true });
}
