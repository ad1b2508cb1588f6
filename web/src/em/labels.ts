// Examples whose component EM is told, as the labs of EM show them.
import type { Values } from '../shell/lab.ts';
import { msg } from '../shell/language.ts';

/** A component's name on the page: A, B, … */
export const letter = (k: number): string => String.fromCharCode(65 + (k % 26));

/** The component that is called so; undefined where none is. */
export const componentOf = (name: string): number | undefined =>
  /^[A-Z]$/.test(name) ? name.charCodeAt(0) - 65 : undefined;

/**
 * Which rows show EM their class: the first `perClass` of each of the first k classes. The others' stay hidden.
 *
 * @param z the class of each row, −1 where unknown
 */
export function reveal(
  z: ArrayLike<number>,
  perClass: number,
  k: number,
): { shown: number[]; rest: number[] } {
  const seen = new Map<number, number>();
  const shown: number[] = [];
  const rest: number[] = [];
  for (let n = 0; n < z.length; ++n) {
    const label = z[n] as number;
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    (label >= 0 && label < k && before < perClass ? shown : rest).push(n);
  }
  return { shown, rest };
}

/** The classes of these rows, for judging what EM made of them; none where no row has one. */
export function truthOf(z: ArrayLike<number>, rows: readonly number[]): { readonly truth?: Int32Array } {
  const truth = Int32Array.from(rows, (n) => z[n] ?? -1);
  return truth.some((label) => label >= 0) ? { truth } : {};
}

const NEEDS_LABELS = ['alpha', 'weightsFrom'];

/** Why a control that is about labels cannot act now. */
export function lacksLabels(
  name: string,
  { labels }: Values,
  snapshot: { readonly data: { readonly labelled: { readonly z: Int32Array } } } | undefined,
): string | undefined {
  const labelled = snapshot?.data.labelled.z.length;
  if (!NEEDS_LABELS.includes(name) || (labelled ?? 0) > 0) return undefined;
  if (labels === 0) return msg`There are no labelled points: set labels per class above 0.`;
  return labelled === 0 ? msg`The classes of these data are not known.` : undefined;
}

/** Do the labelled examples have a say? If not, EM is plain EM and the objective the log-likelihood. */
export const labelsCount = ({
  alpha,
  data,
}: {
  readonly alpha: number;
  readonly data: { readonly labelled: { readonly z: Int32Array } };
}): boolean => alpha > 0 && data.labelled.z.length > 0;
