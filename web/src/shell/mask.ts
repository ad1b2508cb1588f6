// What a teacher's link takes out of the student's hands: ui=-seed!k hides the seed and locks k.
import type { Controls } from './lab.ts';
import { msg } from './language.ts';

export interface Mask {
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
  /** What names no control. */
  readonly strangers: readonly string[];
}

export const LOCKED = msg`Set for you by the link that you opened.`;

export function maskOf(controls: Controls, ui = ''): Mask {
  const hidden = new Set<string>();
  const locked = new Set<string>();
  const strangers: string[] = [];
  for (const [, sign, name = ''] of ui.matchAll(/([-!]?)([^-!]+)/g)) {
    if (sign === '' || !Object.hasOwn(controls, name)) strangers.push(name);
    else (sign === '-' ? hidden : locked).add(name);
  }
  return { hidden, locked, strangers };
}

/** As it stands in a link: what is hidden need not be locked. */
export const maskText = ({ hidden, locked }: Omit<Mask, 'strangers'>): string =>
  [
    ...Array.from(hidden, (name) => `-${name}`),
    ...Array.from(locked, (name) => (hidden.has(name) ? '' : `!${name}`)),
  ].join('');

/** Is this control the student's? */
export const isFree = ({ hidden, locked }: Mask, name: string): boolean =>
  !hidden.has(name) && !locked.has(name);
