// The header's buttons and what they unfold: link, keys, theme.
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { withKey } from '../keyboard.ts';
import { msg } from '../language.ts';
import { icon } from './icons.ts';
import { themeButton } from './theme-button.ts';

export type Sheet = 'link' | 'save' | 'keys';

export interface ToolState {
  readonly open: Sheet | undefined;
  /** The address that brings all this back. */
  readonly link: string;
  /** Has the clipboard got it? */
  readonly copied: boolean;
  readonly note: string | undefined;
  /** The link for telephones, once it has come. */
  code(): TemplateResult | undefined;
  /** What the sheet of keys shows, once it has come. */
  keys(): TemplateResult | undefined;
  /** What the sheet of files shows, once it has come. */
  files(): TemplateResult | undefined;
}

export interface ToolActions {
  toggle(sheet: Sheet): void;
  present(): void;
  /** Something that the page shows has been changed here. */
  changed(): void;
}

export function toolButtons(state: ToolState, on: ToolActions): TemplateResult {
  const opener = (sheet: Sheet, text: string, title: string) => html`<button
    type="button"
    class="quiet"
    data-sheet=${sheet}
    @click=${() => on.toggle(sheet)}
    aria-expanded=${state.open === sheet}
    title=${title}
  >
    ${icon(sheet)}<span>${text}</span>
  </button>`;
  return html`${opener('link', msg`Share`, msg`Copy the link to these settings`)}
    ${state.open === 'link' ? linkSheet(state) : nothing}
    ${opener('save', msg`Save`, msg`Take pictures, numbers or code with you`)}
    ${state.open === 'save' ? html`<div class="sheet" role="group" aria-label=${msg`Save`}>${state.files()}</div>` : nothing}
    <button type="button" class="quiet present" @click=${on.present} title=${withKey(msg`Large, for a room`, 'present')}>
      ${icon('present')}<span>${msg`Present`}</span>
    </button>
    ${opener('keys', msg`Keys`, withKey(msg`Keys`, 'keySheet'))}
    ${state.open === 'keys' ? html`<div class="sheet keys" role="group" aria-label=${msg`Keys`}>${state.keys()}</div>` : nothing}
    ${themeButton(on.changed)}`;
}

const linkSheet = ({ link, copied, note, code }: ToolState): TemplateResult => html`<div
  class="sheet"
  role="group"
  aria-label=${msg`Link`}
>
  <label for="link">${msg`Link to this data set, seed and settings`}</label>
  <input id="link" readonly .value=${link} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />
  <p class="note" role="status">${copied ? msg`Copied.` : msg`Copy it from here.`}${note ? ` ${note}` : ''}</p>
  ${code()}
</div>`;
