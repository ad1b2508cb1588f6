// The form: which lab, where it opens, and how each of its controls begins and whose it is.
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { plain } from '../format.ts';
import type { Control, Value } from '../lab.ts';
import { msg, plural } from '../language.ts';
import { controlWidgets } from '../ui/controls.ts';
import { type Segment, segmented } from '../ui/segmented.ts';
import {
  type Assignment,
  earliest,
  type Hold,
  holdOf,
  isInView,
  LATEST,
  undone,
  withHold,
  withPosition,
  withStart,
} from './assignment.ts';
import type { Listed, Shown } from './page.ts';
import { LONGEST_TITLE } from './place.ts';

export interface FormActions {
  /** Another lab, as it begins by itself. */
  choose(id: string): Promise<boolean>;
  entitle(title: string): void;
  /** @param action what was done, if the same again, as in dragging, is still the same */
  assign(assignment: Assignment, action: string): void;
  complain(problem: string): void;
  /** @return whether it was a link that can be used */
  paste(text: string): Promise<boolean>;
}

const HOLDS: readonly Segment<Hold>[] = [
  { value: 'free', label: msg`Free`, title: msg`Students may change it` },
  { value: 'locked', label: msg`Locked`, title: msg`Students see it, and cannot change it` },
  { value: 'hidden', label: msg`Hidden`, title: msg`Students do not see it` },
];

export const form = (
  shown: Shown,
  labs: readonly Listed[],
  problems: readonly string[],
  on: FormActions,
): TemplateResult => html`<div class="form">
  <section aria-labelledby="lab-title">
    <h2 id="lab-title">${msg`Lab and title`}</h2>
    ${lab(shown, labs, on)}${pasted(on)}
    <div role="alert">${problems.length > 0 ? html`<p class="problems">${problems.join(' ')}</p>` : nothing}</div>
  </section>
  <section aria-labelledby="opens-title">
    <h2 id="opens-title">${msg`Where it opens`}</h2>
    ${opening(shown, on)}
  </section>
  <section aria-labelledby="controls-title">
    <h2 id="controls-title">${msg`Controls`}</h2>
    ${controls(shown, on)}
  </section>
</div>`;

const lab = ({ listed, title }: Shown, labs: readonly Listed[], on: FormActions) => html`<div class="pair">
  <div class="field">
    <label for="lab-choice">${msg`Lab`}</label>
    <select id="lab-choice" .value=${live(listed.id)} @change=${(event: Event) => on.choose((event.target as HTMLSelectElement).value)}>
      ${labs.map(({ id, title }) => html`<option value=${id} ?selected=${id === listed.id}>${title}</option>`)}
    </select>
  </div>
  <div class="field">
    <label for="title">${msg`Title of the handout`}</label>
    <input
      id="title"
      type="text"
      maxlength=${LONGEST_TITLE}
      autocomplete="off"
      .value=${live(title)}
      @input=${(event: Event) => on.entitle((event.target as HTMLInputElement).value)}
    />
  </div>
</div>`;

/** The box is emptied when what is in it has been taken over. */
function pasted(on: FormActions): TemplateResult {
  const use = async (event: Event) => {
    const box = (event.currentTarget as Element)
      .closest('.paste')
      ?.querySelector('input') as HTMLInputElement;
    if (await on.paste(box.value)) box.value = '';
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') use(event);
  };
  return html`<div class="field paste">
    <label for="paste">${msg`Or begin from a link that you copied on the page of a lab`}</label>
    <div class="row">
      <input id="paste" type="text" inputmode="url" autocomplete="off" spellcheck="false" @keydown=${key} />
      <button type="button" @click=${use}>${msg`Use this link`}</button>
    </div>
  </div>`;
}

function opening({ lab, lesson, assignment }: Shown, on: FormActions): TemplateResult {
  const { journey } = assignment;
  const move = (event: Event) => {
    const box = event.target as HTMLInputElement;
    const moved = box.value.trim() === '' ? assignment : withPosition(assignment, Number(box.value));
    on.assign(moved, 't');
    box.value = String(moved.journey.t);
  };
  const turn = (event: Event) =>
    on.assign({ ...assignment, lesson: Number((event.target as HTMLSelectElement).value) }, '');
  return html`<div class="pair">
      <div class="field">
        <label for="t">${lab.counting.openAt}</label>
        <input id="t" type="number" inputmode="decimal" min=${earliest(assignment)} max=${LATEST} step="0.5" .value=${live(String(journey.t))} @change=${move} />
      </div>
      ${
        lesson.length === 0
          ? nothing
          : html`<div class="field">
              <label for="lesson-page">${msg`Page of the lesson`}</label>
              <select id="lesson-page" .value=${live(String(assignment.lesson))} @change=${turn}>
                <option value="0" ?selected=${assignment.lesson === 0}>${msg`none: the lesson is closed`}</option>
                ${lesson.map((title, i) => html`<option value=${i + 1} ?selected=${assignment.lesson === i + 1}>${i + 1}. ${title}</option>`)}
              </select>
            </div>`
      }
    </div>
    ${journey.back > 0 ? html`<p class="note">${furtherBack(journey.back)}</p>` : nothing}
    ${
      journey.deeds.length > 0
        ? html`<p class="note">
            ${changes(journey.deeds.length, plain(earliest(assignment)))}
            <button type="button" @click=${() => on.assign(undone(assignment), '')}>${msg`Leave out the changes`}</button>
          </p>`
        : nothing
    }`;
}

const furtherBack = (back: number): string =>
  plural(back, {
    one: msg`The link goes there, and ${back} snapshot back.`,
    other: msg`The link goes there, and ${back} snapshots back.`,
  });

const changes = (count: number, last: string): string =>
  plural(count, {
    one: msg`On the way, ${count} change: the last at ${last}.`,
    other: msg`On the way, ${count} changes: the last at ${last}.`,
  });

function controls(shown: Shown, on: FormActions): TemplateResult {
  const { lab, assignment } = shown;
  const names = Object.keys(lab.controls);
  const [common, ...others] = new Set(names.map((name) => holdOf(assignment, name)));
  const all = (hold: Hold) => on.assign(withHold(assignment, names, hold), '');
  const groups: Record<Group, string[]> = { open: [], elsewhere: [], picture: [] };
  for (const name of names) groups[groupOf(shown, name)].push(name);
  const further = (group: Exclude<Group, 'open'>) =>
    groups[group].length === 0
      ? nothing
      : html`<details>
          <summary>${FURTHER[group]} (${groups[group].length})</summary>
          ${groups[group].map((name) => row(shown, name, on))}
        </details>`;
  return html`<div class="control head">
      <p class="note">${msg`What each begins with, and whether students may change it, only see it, or neither.`}</p>
      <div>${segmented(msg`All controls, for students`, HOLDS, others.length > 0 ? undefined : common, (hold) => hold && all(hold))}</div>
    </div>
    ${groups.open.map((name) => row(shown, name, on))} ${further('elsewhere')} ${further('picture')}`;
}

type Group = 'open' | 'elsewhere' | 'picture';

const FURTHER = {
  elsewhere: msg`Not on the page as it begins here`,
  picture: msg`Numbers of the picture`,
} as const;

/** What the view has is a number that is dragged, or else chooses what is seen, and stands with the others. */
function groupOf({ lab, assignment }: Shown, name: string): Group {
  if (!lab.hides?.(name, assignment.journey.start)) return 'open';
  if (!isInView(lab, name, assignment)) return 'elsewhere';
  return lab.controls[name]?.kind === 'choice' ? 'open' : 'picture';
}

function row({ lab, assignment }: Shown, name: string, on: FormActions): TemplateResult {
  const { header: _, advanced: __, ...control } = lab.controls[name] as Control;
  const { start } = assignment.journey;
  const set = (value: Value) => {
    if (name === lab.dataControl && value === 'own' && assignment.kept.d === undefined)
      on.complain(
        msg`Bring your own table to the lab itself, copy the link there with “Share”, and paste it above.`,
      );
    else on.assign(withStart(lab, assignment, name, value), control.kind === 'number' ? name : '');
  };
  const { panel } = controlWidgets(
    { [name]: control as Control },
    start,
    () => lab.disabled?.(name, start, undefined),
    { set: (_, value) => set(value), freshSeed: () => set(Number(start[name]) + 1) },
  );
  const inView = isInView(lab, name, assignment);
  const hold = holdOf(assignment, name);
  return html`<div class="control" data-hold=${hold}>
    ${panel}
    <div>
      ${segmented(
        msg`${control.label}, for students`,
        inView ? HOLDS.filter(({ value }) => value !== 'hidden') : HOLDS,
        inView && hold === 'hidden' ? 'locked' : hold,
        (hold) => on.assign(withHold(assignment, [name], hold), ''),
      )}
    </div>
  </div>`;
}
