// An assignment: how a lab begins, and which of its controls are the student's. It is a link, and is read from one.
import { LinkExtras } from '../extras.ts';
import type { Lab, SnapshotBase, Value } from '../lab.ts';
import { msg } from '../language.ts';
import { type Extras, fromFragment, type Journey, ofBeside, saidOfBeside, toFragment } from '../link.ts';
import { type Mask, maskText } from '../mask.ts';
import { clamp, defaults, sameValues, withValue } from '../values.ts';

type AnyLab = Lab<SnapshotBase>;

/** What students may do with a control: use it, only see it, or neither. */
export type Hold = 'free' | 'locked' | 'hidden';

export interface Assignment {
  readonly journey: Journey;
  /** Of the controls that are not free. */
  readonly holds: Readonly<Record<string, Exclude<Hold, 'free'>>>;
  /** The page of the lesson that opens, from 1; 0 for none. */
  readonly lesson: number;
  /** Entries of the link that are kept as they came: a table, the run beside this one. */
  readonly kept: Pick<Extras, 'd' | 'vs'>;
}

/** The last position that a link may ask for here. */
export const LATEST = 9999;

/**
 * @param pages how many the lesson has
 * @return with what could not be understood, in words; everything else is kept
 */
export async function assignmentOf(
  lab: AnyLab,
  fragment: string,
  pages: number,
): Promise<{ readonly assignment: Assignment; readonly problems: readonly string[] }> {
  const link = fromFragment(lab, fragment);
  const { start, deeds, t, back, extras } = link;
  const entries = new LinkExtras(lab);
  const { problems: ofExtras, own } = await entries.take(link);
  const problems = [...link.problems, ...ofExtras];
  if (extras.vs !== undefined)
    problems.push(...fromFragment(lab, ofBeside(extras.vs)).problems.map(saidOfBeside));
  const page = Number(extras.lesson ?? 0);
  const lesson = Number.isInteger(page) && page >= 0 && page <= pages ? page : 0;
  if (lesson !== page) problems.push(msg`There is no page “${extras.lesson ?? ''}” in the lesson.`);
  if (bringsOwn(lab, start) && extras.d === undefined)
    problems.push(msg`The link is about a table of your own, which is not in it.`);
  return {
    assignment: {
      journey: { start, deeds, t, back },
      holds: holdsOf(entries.mask),
      lesson,
      kept: {
        ...(own ? { d: extras.d as string } : {}),
        ...(extras.vs === undefined ? {} : { vs: extras.vs }),
      },
    },
    problems,
  };
}

function holdsOf({ hidden, locked }: Mask): Assignment['holds'] {
  const holds: Record<string, Exclude<Hold, 'free'>> = {};
  for (const name of locked) holds[name] = 'locked';
  for (const name of hidden) holds[name] = 'hidden';
  return holds;
}

const bringsOwn = (lab: AnyLab, values: Journey['start']): boolean => values[lab.dataControl ?? ''] === 'own';

/** A table that neither this run nor the one beside it is about stays behind. */
export const carriesTable = (lab: AnyLab, { journey, kept: { d, vs } }: Assignment): boolean =>
  d !== undefined && (bringsOwn(lab, journey.start) || vs !== undefined);

/** The fragment of the lab's address; empty where nothing is as it would not be by itself. */
export function fragmentOf(lab: AnyLab, assignment: Assignment): string {
  const { journey, holds, lesson, kept } = assignment;
  const held = (hold: Hold) => new Set(Object.keys(lab.controls).filter((name) => holds[name] === hold));
  const ui = maskText({ hidden: held('hidden'), locked: held('locked') });
  const { vs } = kept;
  return toFragment(lab, journey, {
    ...(ui === '' ? {} : { ui }),
    ...(carriesTable(lab, assignment) ? { d: assignment.kept.d as string } : {}),
    ...(lesson > 0 ? { lesson: String(lesson) } : {}),
    ...(vs === undefined ? {} : { vs }),
  });
}

export const holdOf = ({ holds }: Assignment, name: string): Hold => holds[name] ?? 'free';

export function withHold(assignment: Assignment, names: readonly string[], hold: Hold): Assignment {
  const others = Object.entries(assignment.holds).filter(([name]) => !names.includes(name));
  const these = hold === 'free' ? [] : names.map((name) => [name, hold] as const);
  return { ...assignment, holds: Object.fromEntries([...others, ...these]) };
}

/** Begins with a control at the nearest allowed value, and with what its chosen option sets. */
export function withStart(lab: AnyLab, assignment: Assignment, name: string, raw: Value): Assignment {
  const control = lab.controls[name];
  const value = control && clamp(control, raw);
  if (value === undefined) return assignment;
  const { journey } = assignment;
  return {
    ...assignment,
    journey: { ...journey, start: withValue(lab.controls, journey.start, name, value) },
  };
}

/** The earliest position that what is done on the way leaves. */
export const earliest = ({ journey }: Assignment): number =>
  journey.deeds.reduce((latest, { t }) => Math.max(latest, t), 0);

/** Opens at this position, to the nearest half, of those that can be. */
export function withPosition(assignment: Assignment, t: number): Assignment {
  if (!Number.isFinite(t)) return assignment;
  const inside = Math.min(LATEST, Math.max(earliest(assignment), Math.round(2 * t) / 2));
  return { ...assignment, journey: { ...assignment.journey, t: inside, back: 0 } };
}

/** Without what is done on the way. */
export const undone = (assignment: Assignment): Assignment => ({
  ...assignment,
  journey: { ...assignment.journey, deeds: [] },
});

/** Opens a lab that nobody has been at: there a page of the lesson brings its own settings. */
export const isUntouched = (lab: AnyLab, { journey }: Assignment): boolean =>
  journey.t === 0 && journey.deeds.length === 0 && sameValues(journey.start, defaults(lab.controls));

/**
 * Has this control no widget whatever is chosen? Then the lab's own view has it, and it can be locked, but not hidden.
 */
export function isInView(lab: AnyLab, name: string, { journey: { start } }: Assignment): boolean {
  if (!lab.hides?.(name, start)) return false;
  return Object.entries(lab.controls).every(
    ([other, control]) =>
      control.kind !== 'choice' ||
      control.options.every(({ value }) => lab.hides?.(name, withValue(lab.controls, start, other, value))),
  );
}
