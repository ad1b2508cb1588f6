// When a question of a lesson on EM can be asked: each belongs to a half-step.
import type { At } from '../shell/lesson/lesson.ts';
import type { EmSnapshot } from './snapshot.ts';

type Here = At<EmSnapshot>;

export const afterE = ({ snapshot }: Here): string | undefined =>
  snapshot.phase === 'E' ? undefined : 'Take an E-step first: this is about the state after one.';

export const afterM = ({ snapshot }: Here): string | undefined =>
  snapshot.made === 'M' ? undefined : 'Take an M-step first: this is about what it did.';

export const beforeM = ({ snapshot }: Here): string | undefined =>
  snapshot.phase === 'E'
    ? undefined
    : 'A prediction comes before its M-step: go to a position after E, or press “Set the view”.';

/** Why a task about another situation cannot be judged on this one. */
export function sameTask(
  { values }: Here,
  wanted: At['values'],
  names: readonly string[],
): string | undefined {
  const other = names.find((name) => values[name] !== wanted[name]);
  return other && `This is about other settings (${other}): press “Set the view” first.`;
}
