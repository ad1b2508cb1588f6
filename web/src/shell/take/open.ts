// A saved run opened again: its link, and the student's own table, which may be too long for a link. The snapshots in the
// file are for other programs; here they are computed again, so that a file that was edited cannot show what never was.
import type { OwnData } from '../lab.ts';
import { msg } from '../language.ts';
import { isLink } from '../link.ts';

export interface SavedRun {
  /** "#1;k=3;t=4", or empty. */
  readonly fragment: string;
  readonly own?: OwnData;
}

/** More than the longest run on the largest table makes; a page must not hang on another file. */
const MOST_BYTES = 200_000_000;

/** @throws Error, in words for the page, where the file is none of this lab's runs */
export async function readRun(file: File, lab: string): Promise<SavedRun> {
  if (file.size > MOST_BYTES) throw new Error(msg`“${file.name}” is larger than 200 MB.`);
  const run = parse(await file.text());
  if (run?.format !== 'elbo-lab run') throw new Error(msg`“${file.name}” is not a run that this page saved.`);
  if (run.lab !== lab)
    throw new Error(msg`“${file.name}” is a run of the lab “${String(run.lab)}”: open it there.`);
  const fragment = String(run.link ?? '').replace(/^[^#]*/, '');
  if (fragment !== '' && !isLink(fragment)) throw new Error(msg`The link in “${file.name}” is damaged.`);
  if (run.own === undefined) return { fragment };
  const own = tableOf(run.own);
  if (!own) throw new Error(msg`The data in “${file.name}” are damaged.`);
  return { fragment, own };
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const allOf = <T>(value: unknown, fits: (one: unknown) => one is T): T[] | undefined =>
  Array.isArray(value) && value.every(fits) ? value : undefined;

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);

function tableOf(value: unknown): OwnData | undefined {
  if (!isObject(value) || !isText(value.name)) return undefined;
  const [columns, classes] = [allOf(value.columns, isText), allOf(value.classes, isText)];
  const [X, z] = [allOf(value.X, isNumber), allOf(value.z, isNumber)];
  if (columns?.length !== 2 || !classes || !X || !z || z.length === 0 || X.length !== 2 * z.length)
    return undefined;
  if (z.some((label) => !Number.isInteger(label) || label < -1 || label >= classes.length)) return undefined;
  return {
    name: value.name,
    columns: [columns[0] as string, columns[1] as string],
    X: Float64Array.from(X),
    z: Int32Array.from(z),
    classes,
  };
}
