// When a question of a lesson on EM can be asked: each belongs to a half-step.
import { msg } from '../shell/language.ts';
import type { At, Settings } from '../shell/lesson/lesson.ts';
import type { EmSnapshot } from './snapshot.ts';

type Here = At<EmSnapshot>;

export const afterE = ({ snapshot }: Here): string | undefined =>
  snapshot.phase === 'E' ? undefined : msg`Take an E-step first: this is about the state after one.`;

export const afterM = ({ snapshot }: Here): string | undefined =>
  snapshot.made === 'M' ? undefined : msg`Take an M-step first: this is about what it did.`;

export const beforeM = ({ snapshot }: Here): string | undefined =>
  snapshot.phase === 'E'
    ? undefined
    : msg`A prediction comes before its M-step: go to a position after E, or press “Set the view”.`;

/**
 * Why a task about another situation cannot be judged on this one.
 *
 * @param labels of the controls that matter, by name
 */
export function sameTask(
  { values, settings }: Here,
  set: Settings,
  labels: Readonly<Record<string, string>>,
): string | undefined {
  const wanted = settings(set);
  const [, other] = Object.entries(labels).find(([name]) => values[name] !== wanted[name]) ?? [];
  return other && `${other}: ${msg`this is about other settings. Press “Set the view” first.`}`;
}
