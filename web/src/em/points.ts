// Points added, moved, erased and labelled by hand. A point keeps its number, whatever becomes of the others.
import type { Values } from '../shell/lab.ts';
import { msg } from '../shell/language.ts';
import { readNumbers, writeNumbers } from '../shell/link.ts';
import { componentOf, letter } from './labels.ts';

/** The examples of a data set as a hand may change them. */
export interface Points {
  /** Of each unlabelled example: its row in the data set it came from, or a number of its own. */
  readonly ids: readonly number[];
  /** Two coordinates each, row-major: as they are seen in the plane of the stage. */
  readonly X: Float64Array;
  /** The same of examples whose component EM is told, `z`. */
  readonly labelled: {
    readonly ids: readonly number[];
    readonly X: Float64Array;
    readonly z: readonly number[];
  };
}

/** The numbers of the points of a data set, which they keep when others are added or erased. */
export interface Numbers {
  readonly unlabelled: readonly number[];
  readonly labelled: readonly number[];
}

/** True component by number, −1 where unknown: whoever labels a point does not change what it is. */
export function truths({
  ids,
  truth,
  labelled,
}: {
  readonly ids: Numbers;
  readonly truth?: Int32Array;
  readonly labelled: { readonly z: Int32Array };
}): readonly number[] {
  const all: number[] = [];
  ids.unlabelled.forEach((id, n) => {
    all[id] = truth?.[n] ?? -1;
  });
  ids.labelled.forEach((id, n) => {
    all[id] = labelled.z[n] as number;
  });
  return all;
}

/**
 * All places that a data set has or had before the hand came: what is moved stays in the frame that there was, unless it
 * is sent farther by numbers.
 *
 * @param places two coordinates a point
 */
export function everSeen<Data extends { readonly original?: Data }>(
  data: Data,
  places: (data: Data) => readonly Float64Array[],
): Float64Array {
  const parts = [...places(data), ...(data.original ? places(data.original) : [])];
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Changed points are another data set, which stays for the next start on the same data. */
export const lastingPoint = (change: unknown, before: Values, after: Values): boolean =>
  isPointEdit(change) &&
  before.data === after.data &&
  before.dataSeed === after.dataSeed &&
  !('label' in change && (change.label ?? 0) >= Number(after.k));

/** A data set with all that lasted. */
export const withPoints = <Data>(
  data: Data,
  lasting: readonly unknown[],
  { k }: Values,
  withPoint: (data: Data, edit: PointEdit, k: number) => Data,
): Data => lasting.filter(isPointEdit).reduce((before, edit) => withPoint(before, edit, Number(k)), data);

export type PointEdit =
  | { readonly point: number; readonly at: readonly [number, number] }
  | { readonly point: number; readonly label: number | undefined }
  | { readonly point: number; readonly erased: true };

export const isPointEdit = (edit: unknown): edit is PointEdit => 'point' in (edit as object);

/** "p12=1.5,-2" places or adds it, "z12=A" tells EM its component, "z12=" takes that back, "erase12=" takes it away. */
export const pointEdits = {
  write(edit: PointEdit): string {
    const { point } = edit;
    if ('erased' in edit) return `erase${point}=`;
    if ('at' in edit) return `p${point}=${writeNumbers(edit.at)}`;
    return `z${point}=${edit.label === undefined ? '' : letter(edit.label)}`;
  },
  read(text: string): PointEdit | undefined {
    const [, what, digits, rest = ''] = /^(p|z|erase)(\d{1,7})=(.*)$/.exec(text) ?? [];
    const point = Number(digits);
    if (what === 'erase') return rest === '' ? { point, erased: true } : undefined;
    if (what === 'z') {
      const label = componentOf(rest);
      return rest === '' || label !== undefined ? { point, label } : undefined;
    }
    const [x, y, more] = (what && readNumbers(rest)) || [];
    return x === undefined || y === undefined || more !== undefined ? undefined : { point, at: [x, y] };
  },
};

/** The number that a point gets that is added now. */
export const nextPoint = ({
  ids,
  labelled,
}: {
  readonly ids: readonly number[];
  readonly labelled: { readonly ids: readonly number[] };
}): number => 1 + [...ids, ...labelled.ids].reduce((most, id) => Math.max(most, id), -1);

/** What a point is as long as nobody moves it: each edit takes it out and puts what it has become back. */
interface Point {
  readonly id: number;
  readonly at: readonly [number, number];
  readonly label: number | undefined;
}

/**
 * @param k how many components there are to label a point with
 * @throws Error in words for the page, where there is no such point or component
 */
export function edited(points: Points, edit: PointEdit, k: number): Points {
  const { point } = edit;
  const free = points.ids.indexOf(point);
  const told = points.labelled.ids.indexOf(point);
  const there = free >= 0 || told >= 0;
  if (!there && !('at' in edit)) throw new Error(msg`There is no point ${point + 1} any more.`);
  if ('label' in edit && (edit.label ?? 0) >= k)
    throw new Error(msg`There is no component ${letter(edit.label ?? 0)} to label a point with.`);
  const old = there ? pointAt(points, free, told) : undefined;
  const others = without(points, free, told);
  if ('erased' in edit) {
    if (others.ids.length === 0)
      throw new Error(msg`The last unlabelled point stays: EM has nothing else to explain.`);
    return others;
  }
  const now: Point = {
    id: point,
    at: 'at' in edit ? edit.at : (old as Point).at,
    label: 'label' in edit ? edit.label : old?.label,
  };
  if (now.label !== undefined && others.ids.length === 0)
    throw new Error(msg`The last unlabelled point stays so: EM has nothing else to explain.`);
  return withPoint(others, now, now.label === undefined ? free : told);
}

function pointAt({ ids, X, labelled }: Points, free: number, told: number): Point {
  const [from, n] = free >= 0 ? [X, free] : [labelled.X, told];
  return {
    id: (free >= 0 ? ids[n] : labelled.ids[n]) as number,
    at: [from[2 * n] as number, from[2 * n + 1] as number],
    label: free >= 0 ? undefined : labelled.z[n],
  };
}

const dropped = <T>(items: readonly T[], n: number): T[] => (n < 0 ? [...items] : items.toSpliced(n, 1));
const droppedRow = (X: Float64Array, n: number): Float64Array =>
  n < 0 ? X : Float64Array.from([...X.subarray(0, 2 * n), ...X.subarray(2 * n + 2)]);

const without = ({ ids, X, labelled }: Points, free: number, told: number): Points => ({
  ids: dropped(ids, free),
  X: droppedRow(X, free),
  labelled: {
    ids: dropped(labelled.ids, told),
    X: droppedRow(labelled.X, told),
    z: dropped(labelled.z, told),
  },
});

/** @param n the row that it had in its group, which it keeps; −1 for the last one */
function withPoint(points: Points, { id, at, label }: Point, n: number): Points {
  const put = <T>(items: readonly T[], item: T): T[] => items.toSpliced(n < 0 ? items.length : n, 0, item);
  const putRow = (X: Float64Array): Float64Array => {
    const where = n < 0 ? X.length : 2 * n;
    return Float64Array.from([...X.subarray(0, where), ...at, ...X.subarray(where)]);
  };
  if (label === undefined) return { ...points, ids: put(points.ids, id), X: putRow(points.X) };
  const { ids, X, z } = points.labelled;
  return { ...points, labelled: { ids: put(ids, id), X: putRow(X), z: put(z, label) } };
}
