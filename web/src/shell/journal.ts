// What the history does not say of its snapshots: the controls in force at each, and what was done at it or to make it.
import type { OwnData, SnapshotBase, Values } from './lab.ts';
import type { Deed, Journey } from './link.ts';

/** A change of controls that only later steps heed holds wherever one stands, and outlives the snapshot it was made at. */
type Entry = Deed & { readonly later?: boolean };

export interface Circumstances {
  readonly values: Values;
  readonly deeds: readonly Entry[];
  /** So many snapshots before this one are not kept; each was an ordinary step. */
  readonly skipped?: number;
}

export interface Journal {
  /** One for each snapshot of the history. */
  readonly past: readonly Circumstances[];
  /** The controls that only later steps heed, as they were set last. */
  readonly later: Values;
}

/** A run as it stands, to be put aside and taken up again. */
export interface Standing<S> {
  readonly history: readonly S[];
  readonly index: number;
  readonly start: Values;
  readonly journal: Journal;
  readonly own: OwnData | undefined;
}

/** Of a run without a snapshot. */
export const BLANK: Journal = { past: [], later: {} };

/** Of a run that begins. */
export const opening = (values: Values): Journal => grown(BLANK, values, 1);

/** After so many steps under these controls. */
export const grown = ({ past, later }: Journal, values: Values, steps: number): Journal => ({
  past: past.concat(Array.from({ length: steps }, () => ({ values, deeds: [] }))),
  later,
});

/** The controls of a position. */
export const valuesAt = ({ past, later }: Journal, index: number): Values | undefined =>
  past[index] && { ...past[index].values, ...later };

/** The first snapshots only. What holds wherever one stands outlives the snapshot it was said at. */
export function cut({ past, later }: Journal, length: number): Journal {
  const said = past.slice(length).flatMap(({ deeds }) => deeds.filter((deed) => deed.later));
  return { past: atLast(past.slice(0, length), said), later };
}

/** After a change at `index` that made the snapshot after it or, `again`, made that one anew. */
export function withDeed(
  journal: Journal,
  index: number,
  again: boolean,
  values: Values,
  deed: Deed,
): Journal {
  const { past, later } = cut(journal, index + 1);
  const before = again ? past[index] : undefined;
  const made = { values, deeds: [...(before?.deeds ?? []), deed] };
  return { past: [...(before ? past.slice(0, index) : past), made], later };
}

/** After a change at the last snapshot that only later steps heed. */
export const withLater = ({ past, later }: Journal, values: Values): Journal => ({
  past: atLast(past, [{ values, later: true }]),
  later: { ...later, ...values },
});

/** These deeds, done at the last snapshot. */
const atLast = (past: Journal['past'], deeds: readonly Entry[]): Journal['past'] => {
  const last = past.at(-1);
  return last && deeds.length > 0
    ? [...past.slice(0, -1), { ...last, deeds: [...last.deeds, ...deeds] }]
    : past;
};

/** The way from the start to the last snapshot, and back from there to `index`. */
export function journeyOf(
  start: Values,
  { past }: Journal,
  history: readonly SnapshotBase[],
  index: number,
): Journey {
  const timeOf = (i: number) => history[i]?.t ?? 0;
  const deeds = past.flatMap((at, i) =>
    at.deeds.map(({ later: _, ...deed }) => ({ ...deed, t: timeOf(i) }) as Journey['deeds'][number]),
  );
  const last = Math.max(0, history.length - 1);
  return { start, deeds, t: timeOf(last), back: last - index + skippedIn(past, index + 1, last) };
}

/** How many snapshots are missing before those of these positions. */
export const skippedIn = (past: Journal['past'], first: number, last: number): number =>
  past.slice(Math.max(0, first), last + 1).reduce((sum, { skipped = 0 }) => sum + skipped, 0);
