// How far a reader got in a lab's lesson, on this device only: the page, and which questions were answered right.
import { forget, recalled, remember } from '../device.ts';

export interface Progress {
  /** From 1. */
  readonly page: number;
  readonly right: ReadonlySet<string>;
}

const key = (lab: string): string => `lesson-${lab}`;

/** What is damaged, or from another version of the lesson, is not there. */
export function readProgress(
  text: string | undefined,
  pages: number,
  questions: readonly string[],
): Progress {
  try {
    const { page, right } = JSON.parse(text ?? '') as { page?: unknown; right?: unknown };
    return {
      page: Number.isInteger(page) && Number(page) >= 1 && Number(page) <= pages ? Number(page) : 1,
      right: new Set(Array.isArray(right) ? right.filter((id) => questions.includes(id)) : []),
    };
  } catch {
    return { page: 1, right: new Set() };
  }
}

export const recallProgress = (lab: string, pages: number, questions: readonly string[]): Progress =>
  readProgress(recalled(key(lab)), pages, questions);

/** False where this browser keeps nothing. */
export const keepProgress = (lab: string, { page, right }: Progress): boolean =>
  remember(key(lab), JSON.stringify({ page, right: [...right] }));

export const clearProgress = (lab: string): void => forget(key(lab));
