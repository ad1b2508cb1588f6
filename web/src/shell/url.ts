// The controls in the address: #1;k=4;seed=3. Versioned, defaults left out, meant to be read and edited by hand.
import type { Controls, Values } from './lab.ts';
import { clamp, defaults, withValue } from './values.ts';

const VERSION = '1';

export function toFragment(controls: Controls, values: Values): string {
  // A chosen option sets other controls, so "default" means: what the other entries of this very link imply.
  const parts: string[] = [];
  let implied = defaults(controls);
  for (const [name, control] of Object.entries(controls)) {
    const value = values[name];
    if (value === undefined || value === implied[name]) continue;
    parts.push(`${name}=${encodeURIComponent(value)}`);
    if (control.kind === 'choice') implied = withValue(controls, implied, name, value);
  }
  return parts.length === 0 ? '' : `#${[VERSION, ...parts].join(';')}`;
}

/** Is this fragment a link of ours, rather than a place on the page? */
export const isLink = (fragment: string): boolean => /^#\d+(;|$)/.test(fragment);

/** Reads a fragment; what cannot be understood is left at its default and reported. */
export function fromFragment(controls: Controls, fragment: string): { values: Values; problems: string[] } {
  const problems: string[] = [];
  let values = defaults(controls);
  if (!isLink(fragment)) return { values, problems };
  const [version, ...entries] = fragment.replace(/^#/, '').split(';');
  // Options that set other controls first, so that what the link says of those wins, in whatever order it stands.
  const setting = (part: string) => Number(controls[part.split('=')[0] ?? '']?.kind !== 'choice');
  const parts = entries.sort((a, b) => setting(a) - setting(b));
  if (version !== VERSION)
    return { values, problems: [`This link has version ${version}; this page reads version ${VERSION}.`] };
  for (const part of parts.filter(Boolean)) {
    const [name = '', raw = ''] = part.split('=');
    const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
    const value = control && clamp(control, decode(raw));
    if (value === undefined) problems.push(`“${part}” in the link means nothing here.`);
    else values = withValue(controls, values, name, value);
  }
  return { values, problems };
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % is not worth losing the link for
  }
};
