// The sheet "Keys": what each key does, and what a reader may choose for this device. Comes when it is opened.
import { live } from 'lit/directives/live.js';
import { html, type TemplateResult } from 'lit/html.js';
import { acts, characterKeysAct, KEYS, type KeyName, letCharacterKeysAct } from '../keyboard.ts';
import { msg } from '../language.ts';
import { type Notation, notation, setNotation } from '../notation.ts';

const TEXTS: Readonly<Record<KeyName, string>> = {
  ArrowRight: msg`one step forward`,
  ArrowLeft: msg`one step back`,
  'Shift+ArrowRight': msg`further forward`,
  Home: msg`back to the start`,
  End: msg`run to convergence`,
  Space: msg`play or pause`,
  '[': msg`slower`,
  ']': msg`faster`,
  r: msg`restart`,
  n: msg`new seed`,
  c: msg`keep this run to compare`,
  '?': msg`this list`,
  p: msg`present, large for a room`,
  PageDown: msg`one step, while presenting`,
  PageUp: msg`back, while presenting`,
  b: msg`blank screen, while presenting`,
  Escape: msg`close this list; stop presenting`,
};

/** As the page has them further down. */
const otherLanguages = (): readonly TemplateResult[] =>
  Array.from(
    document.querySelectorAll<HTMLAnchorElement>('#about a[hreflang]'),
    ({ href, hreflang, lang, textContent }) =>
      html`<a href=${href} hreflang=${hreflang} lang=${lang} translate="no">${textContent}</a>`,
  );

export function keySheet(changed: () => void): TemplateResult {
  const change = (event: Event) => {
    letCharacterKeysAct((event.target as HTMLInputElement).checked);
    changed();
  };
  const choose = async (event: Event) => {
    await setNotation((event.target as HTMLSelectElement).value as Notation).catch(() => {});
    changed();
  };
  return html`<dl>
      ${KEYS.map(({ keys, shown }) => {
        const text = TEXTS[keys];
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
    <p class="switch">${msg`Language`} ${otherLanguages()}</p>`;
}
