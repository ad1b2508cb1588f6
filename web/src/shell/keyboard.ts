// Keys for the whole page. They act only where the focus is not in something that wants them itself.
import { recalled, remember } from './device.ts';
import { msg } from './language.ts';

export interface KeyActions {
  readonly next: () => void;
  readonly nextFull: () => void;
  readonly back: () => void;
  readonly first: () => void;
  readonly converge: () => void;
  readonly togglePlay: () => void;
  readonly slower: () => void;
  readonly faster: () => void;
  readonly restart: () => void;
  readonly newSeed: () => void;
  readonly compare: () => void;
  readonly keySheet: () => void;
  readonly closeSheet: () => void;
  readonly present: () => void;
  readonly blank: () => void;
}

interface Key {
  readonly keys: string;
  /** As printed on the key, where that is another text. */
  readonly shown?: string;
  readonly action: keyof KeyActions;
  /** Acts only while presenting, as the keys of a clicker do. */
  readonly presenting?: true;
}

const ALL = [
  { keys: 'ArrowRight', shown: '→', action: 'next' },
  { keys: 'ArrowLeft', shown: '←', action: 'back' },
  { keys: 'Shift+ArrowRight', shown: msg`Shift →`, action: 'nextFull' },
  { keys: 'Home', shown: msg`Home`, action: 'first' },
  { keys: 'End', shown: msg`End`, action: 'converge' },
  { keys: 'Space', shown: msg`Space`, action: 'togglePlay' },
  { keys: '[', action: 'slower' },
  { keys: ']', action: 'faster' },
  { keys: 'r', action: 'restart' },
  { keys: 'n', action: 'newSeed' },
  { keys: 'c', action: 'compare' },
  { keys: '?', action: 'keySheet' },
  { keys: 'p', action: 'present' },
  {
    keys: 'PageDown',
    shown: msg`PageDown`,
    action: 'next',
    presenting: true,
  },
  { keys: 'PageUp', shown: msg`PageUp`, action: 'back', presenting: true },
  { keys: 'b', action: 'blank', presenting: true },
  { keys: 'Escape', shown: msg`Escape`, action: 'closeSheet' },
] as const satisfies readonly Key[];

export type KeyName = (typeof ALL)[number]['keys'];

/** In the order in which the key sheet lists them, which says what they do. */
export const KEYS: readonly (Key & { readonly keys: KeyName })[] = ALL;

/** What speech input types when it hears words, and a hand by a slip: WCAG 2.1.4 wants a way to turn these off. */
const isCharacter = (keys: string): boolean => keys.length === 1 || keys === 'Space';

let characters = recalled('character-keys') !== 'off';

export const characterKeysAct = (): boolean => characters;

export function letCharacterKeysAct(act: boolean): void {
  characters = act;
  remember('character-keys', act ? 'on' : 'off');
}

export const acts = (keys: string): boolean => characters || !isCharacter(keys);

/** What a button does, with its key while that does the same: "Back (←)". */
export function withKey(text: string, action: keyof KeyActions): string {
  const key = KEYS.find((entry) => entry.action === action);
  return key && acts(key.keys) ? `${text} (${key.shown ?? key.keys})` : text;
}

export function listenToKeys(on: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const name = event.shiftKey && key.length > 1 ? `Shift+${key}` : key;
    const { present } = document.documentElement.dataset;
    const found = KEYS.find(
      ({ keys, presenting }) => keys === name && (!presenting || present !== undefined),
    );
    if (!found || !acts(found.keys) || wantsKey(event.target, key) || reading(key)) return;
    event.preventDefault();
    on[found.action]();
  });
}

/** Further down the page Home, End and Space are for reading. */
const reading = (key: string): boolean => ['Home', 'End', 'Space'].includes(key) && scrollY > innerHeight / 2;

/** Typing wants every key; a slider or menu its arrows; a button or a summary its space bar. */
function wantsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (key === 'Escape') return false;
  if (target.matches('input, select, textarea, [contenteditable]')) return true;
  return key === 'Space' && target.matches('button, summary, a');
}
