// A run that is too long for the memory of a page. Of older snapshots every second, fourth … is kept; those between are
// computed again, to the bit, when somebody goes back to them.
import type { Circumstances, Journal, Standing } from './journal.ts';
import type { SnapshotBase, Values } from './lab.ts';
import { msg } from './language.ts';

/** A page that has more than this is slow at first, and then gone. */
export const LIMITS: Limits = { count: 10_000, bytes: 200e6 };

export interface Limits {
  readonly count: number;
  readonly bytes: number;
}

export const WORDS = msg`This run is long: of its older steps only some are kept from now on. The others are computed again when you go back to them.`;

type Known<S> = Pick<Standing<S>, 'history' | 'journal' | 'index'>;

/** Snapshots this near to the position are what the eye and the hand go to next. */
const NEAR = 3;

/**
 * Half of what the limits allow, as far as that can be: what was done on the way stays, with the snapshot before it; so do
 * the surroundings of the position, and the last part of the run.
 *
 * @return undefined where there is room
 */
export function thinned<S extends SnapshotBase>(
  { history, journal, index }: Known<S>,
  limits = LIMITS,
): Known<S> | undefined {
  const { past } = journal;
  const shares = history.map((s, i) =>
    Math.max(weightOf(s, history[i - 1]) / limits.bytes, 1 / limits.count),
  );
  let share = shares.reduce((sum, one) => sum + one, 0);
  if (share <= 1) return undefined;
  const recent = lastOf(shares, 0.25);
  const ordinals = ordinalsOf(past);
  const may = history.map(
    ({ made }, i) =>
      i > 0 &&
      i < recent &&
      Math.abs(i - index) > NEAR &&
      made !== 'change' &&
      history[i + 1]?.made !== 'change' &&
      past[i]?.deeds.length === 0,
  );
  const stays = history.map(() => true);
  for (let stride = 2; share > 0.5 && stride <= history.length * 2; stride *= 2)
    for (const [i, ordinal] of ordinals.entries())
      if (may[i] && stays[i] && ordinal % stride !== 0) {
        stays[i] = false;
        share -= shares[i] as number;
      }
  const positions = [...history.keys()].filter((i) => stays[i]);
  return {
    history: positions.map((i) => history[i] as S),
    journal: { ...journal, past: withGaps(past, ordinals, positions) },
    index: positions.indexOf(index),
  };
}

/** Computes one or more steps after a snapshot. */
export type Steps<S> = (last: S, values: Values, count: number) => Promise<readonly S[]>;

/**
 * With the snapshot that is so many steps from the position, and with the one before it, which it is compared with. Of those
 * computed on the way some stay, so that going on like this is quick.
 *
 * @return with the position of that snapshot
 */
export async function recalled<S extends SnapshotBase>(
  { history, journal, index }: Known<S>,
  steps: number,
  compute: Steps<S>,
): Promise<Known<S>> {
  const { past } = journal;
  const ordinals = ordinalsOf(past);
  const last = ordinals.at(-1) ?? 0;
  const wanted = Math.min(last, Math.max(0, (ordinals[index] ?? 0) + steps));
  const base = Math.max(
    0,
    ordinals.findLastIndex((ordinal) => ordinal < wanted),
  );
  const [from = 0, next = last + 1] = [ordinals[base], ordinals[base + 1]];
  const to = Math.min(wanted, next - 1);
  // Every step of the gap was made under the controls of the one after it: what changes them is never given up.
  const circumstances: Circumstances = { values: past[base + 1]?.values ?? {}, deeds: [] };
  const made: S[] = [];
  while (from + made.length < to) {
    const before = made.at(-1) ?? (history[base] as S);
    made.push(...(await compute(before, circumstances.values, to - from - made.length)));
  }
  const all = [...history.slice(0, base + 1), ...made, ...history.slice(base + 1)];
  const allPast = [...past.slice(0, base + 1), ...made.map(() => circumstances), ...past.slice(base + 1)];
  const allOrdinals = [
    ...ordinals.slice(0, base + 1),
    ...made.map((_, i) => from + 1 + i),
    ...ordinals.slice(base + 1),
  ];
  const positions = [...all.keys()].filter(
    (i) => i <= base || i > base + made.length || isHandy(wanted - (allOrdinals[i] as number)),
  );
  return {
    history: positions.map((i) => all[i] as S),
    journal: { ...journal, past: withGaps(allPast, allOrdinals, positions) },
    index: positions.findIndex((i) => allOrdinals[i] === wanted),
  };
}

/** The next few on the way back, and then at distances that double. */
const isHandy = (distance: number): boolean => distance < 8 || (distance & (distance - 1)) === 0;

/** What each snapshot would be the number of if all were kept. */
function ordinalsOf(past: Journal['past']): number[] {
  let ordinal = -1;
  return past.map(({ skipped = 0 }) => {
    ordinal += 1 + skipped;
    return ordinal;
  });
}

const withGaps = (past: Journal['past'], ordinals: readonly number[], positions: readonly number[]) =>
  positions.map((i, k): Circumstances => {
    const { skipped: _, ...circumstances } = past[i] as Circumstances;
    const skipped = (ordinals[i] as number) - (ordinals[positions[k - 1] ?? -1] ?? -1) - 1;
    return skipped > 0 ? { ...circumstances, skipped } : circumstances;
  });

/** Where the last part of this share begins. */
function lastOf(shares: readonly number[], part: number): number {
  let [i, sum] = [shares.length - NEAR, 0];
  while (i > 0 && sum + (shares[i] as number) <= part) sum += shares[i--] as number;
  return i;
}

const weights = new WeakMap<object, number>();

/** Bytes that a snapshot holds alone: data that it shares with the one before it are not its own. */
function weightOf(snapshot: object, before: object | undefined): number {
  const known = weights.get(snapshot) ?? weigh(snapshot, before);
  weights.set(snapshot, known);
  return known;
}

/** What engines need for an object and for an array of numbers, about. */
const [OBJECT, BUFFER, VALUE] = [32, 200, 8];

function weigh(value: unknown, before: unknown): number {
  if (typeof value === 'string') return value === before ? 0 : 2 * value.length;
  if (typeof value !== 'object' || value === null) return VALUE;
  if (value === before) return 0;
  if (ArrayBuffer.isView(value)) return BUFFER + value.byteLength;
  const others = (before ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(value).reduce((sum, [key, part]) => sum + VALUE + weigh(part, others[key]), OBJECT);
}
