// The whole run as JSON, in pieces, so that a long run needs no string longer than a snapshot.
import type { OwnData, SnapshotBase, Values } from '../lab.ts';

/** Counts changes of this layout. */
const VERSION = 1;

const NOTES = [
  'The page opens this file again (Save, “Open a run”): it follows "link" with the table "own", and computes the rest.',
  'A snapshot is {...constant, ...history[i]}: what all of them share is written once, in "constant".',
  '"index" is the position that was on screen, "t" its time, "controls" the settings then.',
  'A matrix is {rows, cols, data}, data row by row; indices count from 0; logarithms are natural (nats).',
  'NaN, Infinity and -Infinity, which JSON lacks, are strings of that name.',
];

export interface RunToSave {
  readonly lab: string;
  readonly link: string;
  readonly values: Values;
  readonly history: readonly SnapshotBase[];
  readonly index: number;
  /** The student's own table, where the run is on it. */
  readonly own?: OwnData;
}

const write = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) return String(part);
    return ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part;
  });

/** The members that are the very same in every snapshot: the data, mostly. */
function shared(history: readonly SnapshotBase[]): Record<string, unknown> {
  const entries = Object.entries(history[0] ?? {});
  return Object.fromEntries(
    entries.filter(([name, value]) =>
      history.every((s) => Object.is((s as unknown as Record<string, unknown>)[name], value)),
    ),
  );
}

export function jsonOf({ lab, link, values, history, index, own }: RunToSave): string[] {
  const constant = history.length > 1 ? shared(history) : {};
  const head = {
    format: 'elbo-lab run',
    version: VERSION,
    notes: NOTES,
    ...{ lab, link, controls: values, index, t: history[index]?.t },
    ...(own ? { own } : {}),
    constant,
  };
  const changing = history.map((s) =>
    Object.fromEntries(Object.entries(s).filter(([name]) => !(name in constant))),
  );
  return [
    `${write(head).slice(0, -1)},"history":[\n`,
    ...changing.map((s, i) => `${write(s)}${i < changing.length - 1 ? ',' : ''}\n`),
    ']}\n',
  ];
}
