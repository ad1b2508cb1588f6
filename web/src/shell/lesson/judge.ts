// From what was typed, chosen or brought about to a verdict.
import { msg } from '../language.ts';
import type { At, Place, Question, Verdict } from './lesson.ts';

/** What the student gave: typed fields, the name of a choice, or nothing for a task. */
export type Answer = readonly string[];

/** A number as people write it: 1.5, 1,5, −3, 2e-3, with the unit or without. Undefined for anything else. */
export function parseNumber(text: string, unit = ''): number | undefined {
  let bare = text.trim().replace(/[−–]/g, '-');
  if (unit !== '' && bare.toLowerCase().endsWith(unit.toLowerCase()))
    bare = bare.slice(0, -unit.length).trim();
  if (!/^[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?$/i.test(bare)) return undefined;
  const value = Number(bare.replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}

/** Why the typed text is no answer, in words; or the numbers, one from each of so many fields. */
function numbersOf(answer: Answer, fields: number, unit: string): readonly number[] | string {
  const numbers: number[] = [];
  for (const text of Array.from({ length: fields }, (_, i) => answer[i] ?? '')) {
    if (text.trim() === '') return fields === 1 ? msg`Write a number first.` : msg`Write both numbers first.`;
    const value = parseNumber(text, unit);
    if (value === undefined)
      return msg`“${text.trim()}” is not a number that can be read here. Write it like 1.5, −0.3 or 2e-4.`;
    numbers.push(value);
  }
  return numbers;
}

/** Rounding alone must not make an answer at the very edge of the tolerance wrong. */
const within = (distance: number, tolerance: number): boolean =>
  distance <= tolerance + 1e-12 * Math.max(1, tolerance);

/** @return the verdict, or in words why there can be none yet */
export async function judge(question: Question, at: At, answer: Answer): Promise<Verdict | string> {
  const needs = question.needs?.(at);
  if (needs) return needs;
  switch (question.kind) {
    case 'task':
      return question.check(at);
    case 'choice': {
      const [chosen = ''] = answer;
      if (chosen === '') return msg`Choose one of the answers first.`;
      return { right: chosen === (await question.truth(at)), feedback: question.feedback[chosen] ?? '' };
    }
    case 'number': {
      const given = numbersOf(answer, 1, question.unit);
      if (typeof given === 'string') return given;
      const value = given[0] as number;
      const truth = await question.truth(at);
      const right = within(Math.abs(value - truth), question.tolerance);
      return { right, feedback: right ? question.right(truth, value) : question.wrong(truth, value) };
    }
    case 'place': {
      const given = numbersOf(answer, 2, question.unit);
      if (typeof given === 'string') return given;
      const truth: Place = await question.truth(at);
      const distance = Math.hypot((given[0] as number) - truth[0], (given[1] as number) - truth[1]);
      const right = within(distance, question.tolerance);
      return { right, feedback: (right ? question.right : question.wrong)(truth, distance) };
    }
  }
}

/** Why there is no verdict. */
export const excuse = ({ name, message }: Error): string =>
  name === 'CoreCrashed'
    ? msg`The computation stopped and has been restarted: check once more.`
    : msg`This cannot be judged here: ${message}`;
