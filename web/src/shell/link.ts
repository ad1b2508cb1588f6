// A lab's whole state in the address: #1;k=4;seed=3;@5:alpha=20;@7.5:A=1.2,-0.4;t=12.5. Controls as they were at the
// start, what was done on the way with its time, how far it went, and the position. Versioned, defaults left out, meant
// to be read and edited by hand.
import type { Controls, Lab, Value, Values } from './lab.ts';
import { msg } from './language.ts';
import { clamp, defaults, withValue } from './values.ts';

const VERSION = '1';

/** Something done to a run on its way: controls set to other values, or what the hand moved. */
export type Deed = { readonly values: Values } | { readonly edit: unknown };

/** How a run came to be where it is. */
export interface Journey {
  /** The controls that it started with. */
  readonly start: Values;
  /** In the order of time. */
  readonly deeds: readonly (Deed & { readonly t: number })[];
  /** How far it went, in the lab's unit of time. */
  readonly t: number;
  /** How many snapshots before the last one it stands. */
  readonly back: number;
}

/** What a link must know of a lab. */
type Vocabulary = Pick<Lab<never>, 'controls' | 'edits'>;

/**
 * Entries that are the page's own, and no lab's: what a teacher hides or locks, a packed table, the open
 * page of the lesson, the link of the run beside this one. */
const EXTRAS = ['ui', 'd', 'lesson', 'vs'] as const;
/** As they stand in the address. */
export type Extras = { readonly [name in (typeof EXTRAS)[number]]?: string };

export function toFragment(lab: Vocabulary, { start, deeds, t, back }: Journey, extras: Extras = {}): string {
  const parts = entries(lab.controls, defaults(lab.controls), start);
  for (const deed of merged(lab, deeds)) parts.push(`@${deed.t}:${written(lab, deed)}`);
  if (t > 0) parts.push(`t=${t}`);
  if (back > 0) parts.push(`back=${back}`);
  for (const name of EXTRAS) if (extras[name]) parts.push(`${name}=${extras[name]}`);
  return parts.length === 0 ? '' : `#${[VERSION, ...parts].join(';')}`;
}

/** "name=value" for each control that is not what the entries before it imply: a chosen option sets others. */
function entries(controls: Controls, before: Values, values: Values): string[] {
  const parts: string[] = [];
  let implied = before;
  for (const [name, control] of Object.entries(controls)) {
    const value = values[name];
    if (value === undefined || value === implied[name]) continue;
    parts.push(pair(name, value));
    implied = control.kind === 'choice' ? withValue(controls, implied, name, value) : implied;
  }
  return parts;
}

const pair = (name: string, value: Value): string => `${name}=${encodeURIComponent(value)}`;

const written = ({ edits }: Vocabulary, deed: Deed): string =>
  'edit' in deed
    ? encodeURI(edits?.write(deed.edit) ?? '').replaceAll(';', '%3B')
    : Object.entries(deed.values)
        .map(([name, value]) => pair(name, value))
        .join(',');

/** Dragging does the same thing over and over: of those in a row at one position only the last one tells. */
function merged(lab: Vocabulary, deeds: Journey['deeds']): Journey['deeds'] {
  const subject = (deed: Deed) => {
    if ('edit' in deed) return /^[^=]*=/.exec(lab.edits?.write(deed.edit) ?? '')?.[0];
    const names = Object.keys(deed.values);
    return names.length === 1 && lab.controls[names[0] as string]?.kind === 'number' ? names[0] : undefined;
  };
  return deeds.filter((deed, i) => {
    const [next, what] = [deeds[i + 1], subject(deed)];
    return !(next && what !== undefined && next.t === deed.t && subject(next) === what);
  });
}

/** Is this fragment a link of ours, rather than a place on the page? */
export const isLink = (fragment: string): boolean => /^#\d+(;|$)/.test(fragment);

export interface Link extends Journey {
  readonly extras: Extras;
  /** What could not be understood, in words; everything else is kept. */
  readonly problems: readonly string[];
}

/** Reads a fragment; what cannot be understood is left out and reported. */
export function fromFragment(lab: Vocabulary, fragment: string): Link {
  const problems: string[] = [];
  const deeds: Journey['deeds'][number][] = [];
  const extras: Record<string, string> = {};
  let [start, t, back] = [defaults(lab.controls), 0, 0];
  const link = () => ({ start, deeds: deeds.sort((a, b) => a.t - b.t), t, back, extras, problems });
  if (!isLink(fragment)) return link();
  const [version, ...parts] = fragment.replace(/^#/, '').split(';').filter(Boolean);
  if (version !== VERSION) {
    problems.push(msg`This link has version ${version ?? ''}; this page reads version ${VERSION}.`);
    return link();
  }
  const nonsense = (part: string) => problems.push(msg`“${part}” in the link means nothing here.`);
  // Options that set other controls first, so that what the link says of those wins, in whatever order it stands.
  const setting = (part: string) => Number(lab.controls[part.split('=')[0] ?? '']?.kind !== 'choice');
  for (const part of parts.sort((a, b) => setting(a) - setting(b))) {
    const deed = part.startsWith('@') ? deedOf(lab, part) : undefined;
    const [name, value] = split(part);
    const values = valuesOf(lab.controls, part);
    if (deed) deeds.push(deed);
    else if (values) start = withValue(lab.controls, start, name, values[name] as Value);
    else if (name === 't' && isTime(value)) t = Number(value);
    else if (name === 'back' && isTime(value)) back = Math.round(Number(value));
    else if ((EXTRAS as readonly string[]).includes(name)) extras[name] = part.slice(name.length + 1);
    else nonsense(part);
  }
  return link();
}

/** The link of a run as it stands within another's: "|" where it has ";" by itself. */
export const asBeside = (fragment: string): string =>
  fragment.replace('#', '').replaceAll(';', '|') || VERSION;
export const ofBeside = (written: string): string => `#${written.replaceAll('|', ';')}`;

/** A problem of that link. */
export const saidOfBeside = (problem: string): string => `${msg`Of the run beside this one:`} ${problem}`;

const isTime = (text: string) => text !== '' && Number(text) >= 0 && Number(text) < 1e6;

/** "name=value", decoded. */
function split(part: string): [name: string, value: string] {
  const [name = '', raw = ''] = part.split('=');
  return [name, decode(raw)];
}

/** The value of a control, in its range; undefined where the entry is about none or says nothing. */
function valuesOf(controls: Controls, part: string): Values | undefined {
  const [name, raw] = split(part);
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  const value = control && clamp(control, raw);
  return value === undefined ? undefined : { [name]: value };
}

/** "@5:alpha=20", "@7.5:A=1.2,-0.4" */
function deedOf(lab: Vocabulary, part: string): Journey['deeds'][number] | undefined {
  const [, time = '', text = ''] = /^@([^:]*):(.*)$/s.exec(part) ?? [];
  if (!isTime(time) || text === '') return undefined;
  const t = Number(time);
  if (Object.hasOwn(lab.controls, split(text)[0])) {
    const all = text.split(',').map((one) => valuesOf(lab.controls, one));
    return all.includes(undefined) ? undefined : { t, values: Object.assign({}, ...all) };
  }
  const edit = lab.edits?.read(decode(text));
  return edit === undefined ? undefined : { t, edit };
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % is not worth losing the link for
  }
};

/** Numbers in a link. Six digits are finer than any hand. */
export const writeNumbers = (values: ArrayLike<number>, digits = 6): string =>
  Array.from(values, (value) => Number(value.toPrecision(digits))).join(',');

/** undefined where one of them is none. */
export function readNumbers(text: string): number[] | undefined {
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return values.every(Number.isFinite) ? values : undefined;
}
