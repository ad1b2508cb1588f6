// What an assignment means, in plain words: for the handout what students can change, for the teacher what that does not say.
import { plain } from '../format.ts';
import type { Control, Lab, SnapshotBase, Value } from '../lab.ts';
import { LANGUAGE, msg, plural } from '../language.ts';
import { type Assignment, carriesTable, type Hold, holdOf, isInView, isUntouched } from './assignment.ts';

type AnyLab = Lab<SnapshotBase>;

/** More names than these are counted. */
const FEW = 6;

export function summaryOf(lab: AnyLab, assignment: Assignment): string {
  const names = Object.keys(lab.controls);
  const are = (hold: Hold) => names.filter((name) => seen(lab, assignment, name) === hold);
  const [free, locked, hidden] = [are('free'), are('locked'), are('hidden')];
  if (free.length === names.length) return msg`Students can change every control.`;
  if (locked.length === names.length) return msg`Students see every control and can change none.`;
  const labels = (some: readonly string[]) => some.map((name) => lab.controls[name]?.label ?? name);
  const valued = (name: string) =>
    `${labels([name])} (${shown(lab.controls[name] as Control, assignment.journey.start[name] as Value)})`;
  const sentences = [];
  if (locked.length > FEW)
    sentences.push(msg`Students see ${locked.length} controls but cannot change them.`);
  else if (locked.length > 0)
    sentences.push(
      plural(locked.length, {
        one: msg`Students see ${list(locked.map(valued))} but cannot change it.`,
        other: msg`Students see ${list(locked.map(valued))} but cannot change them.`,
      }),
    );
  if (hidden.length > FEW) sentences.push(msg`${hidden.length} controls are hidden from students.`);
  else if (hidden.length > 0)
    sentences.push(
      plural(hidden.length, {
        one: msg`${list(labels(hidden))} is hidden from students.`,
        other: msg`${list(labels(hidden))} are hidden from students.`,
      }),
    );
  if (free.length === 0) sentences.push(msg`Then no control is left to change.`);
  else if (free.length < FEW / 2) sentences.push(msg`They can change only ${list(labels(free))}.`);
  else sentences.push(msg`They can change every other control.`);
  return sentences.join(' ');
}

/** What the view has as its own cannot be hidden: then it is locked. */
const seen = (lab: AnyLab, assignment: Assignment, name: string): Hold => {
  const hold = holdOf(assignment, name);
  return hold === 'hidden' && isInView(lab, name, assignment) ? 'locked' : hold;
};

const shown = (control: Control, value: Value): string =>
  control.kind === 'choice'
    ? (control.options.find((option) => option.value === value)?.label ?? String(value))
    : plain(Number(value));

/** Where the lab opens, as a sentence. */
export function openingOf(lab: AnyLab, { journey, lesson }: Assignment, titles: readonly string[]): string {
  const { t, back } = journey;
  const sentences = [t > 0 ? lab.counting.opensAt(plain(t)) : msg`It opens at the start.`];
  if (t > 0 && back > 0)
    sentences.push(
      plural(back, {
        one: msg`From there it goes ${back} snapshot back.`,
        other: msg`From there it goes ${back} snapshots back.`,
      }),
    );
  if (lesson > 0)
    sentences.push(msg`Students begin on page ${lesson} of the lesson, “${titles[lesson - 1] ?? ''}”.`);
  return sentences.join(' ');
}

/** What a teacher should know beside it. */
export function notesOf(lab: AnyLab, assignment: Assignment, titles: readonly string[]): readonly string[] {
  const { controls } = lab;
  const held = (name: string) => holdOf(assignment, name) !== 'free';
  const notes = [];
  for (const [name, control] of Object.entries(controls)) {
    if (held(name) || control.kind !== 'choice') continue;
    const along = Object.keys(controls).filter(
      (other) => held(other) && control.options.some(({ sets }) => sets && Object.hasOwn(sets, other)),
    );
    if (along.length > 0)
      notes.push(
        msg`Choosing another ${control.label} also sets ${list(along.map((other) => controls[other]?.label ?? other))}: lock ${control.label} too where that must not be.`,
      );
  }
  const any = Object.keys(controls).some(held);
  if (assignment.lesson > 0 && isUntouched(lab, assignment))
    notes.push(msg`The lab begins as it does by itself, so the page of the lesson brings its own settings.`);
  if (assignment.journey.deeds.length > 0)
    notes.push(
      msg`Changes on the way are in the link; if you set other controls here, open it and see that they fit.`,
    );
  if (any && titles.length > 0)
    notes.push(msg`The lesson stays open to students, and its pages set what they are about, locked or not.`);
  if (any && lab.edits) notes.push(msg`What is drawn can still be moved by hand.`);
  if (carriesTable(lab, assignment))
    notes.push(msg`The table of your own is in the link, for whoever opens it.`);
  if (assignment.kept.vs !== undefined) notes.push(msg`The run kept beside this one is in the link.`);
  if (any) notes.push(msg`A lock guides; it is no secret. Whoever edits the link can take it off.`);
  return notes;
}

const list = (items: readonly string[]): string =>
  new Intl.ListFormat(LANGUAGE === 'en' ? 'en-GB' : LANGUAGE).format(items);
