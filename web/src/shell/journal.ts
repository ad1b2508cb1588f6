// What the history does not say of its snapshots: the controls in force at each, and what was done at it or to make it.
import type { OwnData, SnapshotBase, Values } from './lab.ts';
import type { Deed, Journey } from './link.ts';

/** A change of controls that only later steps heed holds wherever one stands, and outlives the snapshot it was made at. */
type Entry = Deed & { readonly later?: boolean };

export interface Circumstances {
  readonly values: Values;
  readonly deeds: readonly Entry[];
}

/** One for each snapshot of the history. */
export type Journal = readonly Circumstances[];

/** A run as it stands, to be put aside and taken up again. */
export interface Standing<S> {
  readonly history: readonly S[];
  readonly index: number;
  readonly start: Values;
  readonly journal: Journal;
  readonly own: OwnData | undefined;
}

export const circumstances = (values: Values): Circumstances => ({ values, deeds: [] });

const laterIn = (journal: Journal): Values =>
  Object.assign(
    {},
    ...journal.flatMap(({ deeds }) =>
      deeds.map((deed) => (deed.later && 'values' in deed ? deed.values : {})),
    ),
  );

/** The controls of a position. */
export const valuesAt = (journal: Journal, index: number): Values | undefined =>
  journal[index] && { ...journal[index].values, ...laterIn(journal) };

/** The first snapshots only. */
export function cut(journal: Journal, length: number): Journal {
  return withLater(journal.slice(0, length), laterIn(journal.slice(length)));
}

/** After a change at `index` that made the snapshot after it or, `again`, made that one anew. */
export function withDeed(
  journal: Journal,
  index: number,
  again: boolean,
  values: Values,
  deed: Deed,
): Journal {
  const kept = cut(journal, index + 1);
  const before = kept[index];
  if (!again || !before) return [...kept, { values, deeds: [deed] }];
  return [...kept.slice(0, index), { values, deeds: [...before.deeds, deed] }];
}

/** After a change at the last snapshot that only later steps heed. */
export function withLater(journal: Journal, values: Values): Journal {
  const last = journal.at(-1);
  if (!last || Object.keys(values).length === 0) return journal;
  return [...journal.slice(0, -1), { ...last, deeds: [...last.deeds, { values, later: true }] }];
}

/** The way from the start to the last snapshot, and back from there to `index`. */
export function journeyOf(
  start: Values,
  journal: Journal,
  history: readonly SnapshotBase[],
  index: number,
): Journey {
  const timeOf = (i: number) => history[i]?.t ?? 0;
  const deeds = journal.flatMap((past, i) =>
    past.deeds.map(({ later: _, ...deed }) => ({ ...deed, t: timeOf(i) }) as Journey['deeds'][number]),
  );
  const last = Math.max(0, history.length - 1);
  return { start, deeds, t: timeOf(last), back: last - index };
}
