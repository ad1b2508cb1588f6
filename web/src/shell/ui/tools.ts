// The header's buttons and what they unfold: link, keys, theme.

import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { acts, characterKeysAct, KEYS, letCharacterKeysAct, withKey } from '../keyboard.ts';
import { msg } from '../language.ts';
import { type Notation, notation, setNotation } from '../notation.ts';
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
    ${state.open === 'keys' ? keySheet(on.changed) : nothing}
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

/** As the page has them further down. */
const otherLanguages = (): readonly TemplateResult[] =>
  Array.from(
    document.querySelectorAll<HTMLAnchorElement>('#about a[hreflang]'),
    ({ href, hreflang, lang, textContent }) =>
      html`<a href=${href} hreflang=${hreflang} lang=${lang} translate="no">${textContent}</a>`,
  );

function keySheet(changed: () => void): TemplateResult {
  const change = (event: Event) => {
    letCharacterKeysAct((event.target as HTMLInputElement).checked);
    changed();
  };
  const choose = async (event: Event) => {
    await setNotation((event.target as HTMLSelectElement).value as Notation).catch(() => {});
    changed();
  };
  return html`<div class="sheet keys" role="group" aria-label=${msg`Keys`}>
    <dl>
      ${KEYS.map(({ keys, shown, text }) => {
        const off = acts(keys) ? '' : 'off';
        return html`<dt class=${off}><kbd>${shown ?? keys}</kbd></dt><dd class=${off}>${off ? msg`${text} (off)` : text}</dd>`;
      })}
    </dl>
    <label class="switch"
      ><input
        type="checkbox"
        aria-describedby="character-keys"
        .checked=${live(characterKeysAct())}
        @change=${change}
      />${msg`Keys of one character`}</label
    >
    <p class="note" id="character-keys">${msg`Turn them off where speech input or a slip of the hand sets them off.`}</p>
    <label class="switch"
      >${msg`Notation`}
      <select translate="no" .value=${live(notation())} @change=${choose}>
        <option value="bishop">π, γ (Bishop)</option>
        <option value="cs229">φ, Q (CS229)</option>
      </select></label
    >
    <p class="switch">${msg`Language`} ${otherLanguages()}</p>
  </div>`;
}
