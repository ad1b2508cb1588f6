// A page of a lesson as the student sees it. The HTML is the build's, from lesson.md: ours, never data.
import { live } from 'lit/directives/live.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { short } from '../format.ts';
import { msg } from '../language.ts';
import { parseNumber } from './judge.ts';
import type { Drive, LessonPage, Question, QuestionPart, Verdict } from './lesson.ts';

/** What has become of a question since the lesson was opened. */
export interface Tried {
  readonly answer: readonly string[];
  /** Words where there could be no verdict. */
  readonly verdict?: Verdict | string | undefined;
  /** How many hints are open. */
  readonly hints: number;
  /** The position from before the prediction's truth was shown. */
  readonly before?: number | undefined;
}

export interface PageState {
  readonly page: LessonPage;
  readonly number: number;
  readonly of: number;
  readonly tried: (id: string) => Tried;
  readonly question: (id: string) => Question;
  readonly isRight: (id: string) => boolean;
  readonly answered: number;
  /** Does this device keep them? */
  readonly kept: boolean;
  readonly questions: number;
  /** The question whose place is being pointed at. */
  readonly pointing: string | undefined;
  readonly canPoint: boolean;
  readonly range: (id: string) => { readonly min: number; readonly max: number } | undefined;
}

export interface PageActions {
  turn(by: number): void;
  close(): void;
  view(): void;
  show(drive: Drive): void;
  answer(id: string, fields: readonly string[]): void;
  check(id: string): void;
  hint(id: string): void;
  point(id: string): void;
  back(id: string): void;
  clear(): void;
}

export const pageTemplate = (s: PageState, on: PageActions): TemplateResult => html`<div class="lesson-bar">
    <p>${msg`Page ${s.number} of ${s.of}`}</p>
    ${s.page.view ? html`<button type="button" class="quiet" title=${msg`Bring the data, settings and step that this page is about`} @click=${on.view}>${msg`Set the view`}</button>` : nothing}
    <button type="button" class="quiet" @click=${on.close}>${msg`Close`}</button>
  </div>
  <div class="lesson-page">
    <h3 tabindex="-1">${s.page.title}</h3>
    ${s.page.parts.map((part) =>
      part.kind === 'text'
        ? html`<div>${unsafeHTML(part.html)}</div>`
        : part.kind === 'show'
          ? html`<p><button type="button" class="show" @click=${() => on.show(part.drive)}>${part.label}</button></p>`
          : question(s, part, on),
    )}
    ${s.kept ? nothing : html`<p class="note">${msg`This browser keeps nothing: your answers are forgotten when this page is closed.`}</p>`}
    ${s.kept && s.answered > 0 && s.number === s.of ? html`<p class="note">${msg`Kept on this device only.`} <button type="button" class="quiet" @click=${on.clear}>${msg`Forget my answers`}</button></p>` : nothing}
  </div>
  <nav aria-label=${msg`Pages of the lesson`}>
      <button type="button" aria-disabled=${s.number === 1} @click=${() => on.turn(-1)}>${msg`Back`}</button>
      <span>${msg`${s.answered} of ${s.questions} questions right`}</span>
      <button type="button" class="primary" aria-disabled=${s.number === s.of} @click=${() => on.turn(1)}>${msg`Next`}</button>
    </nav>`;

function question(s: PageState, part: QuestionPart, on: PageActions): TemplateResult {
  const { id } = part;
  const asked = s.question(id);
  const tried = s.tried(id);
  const submit = (event: Event) => {
    event.preventDefault();
    on.check(id);
  };
  return html`<form class="question" novalidate data-question=${id} aria-labelledby="q-${id} q-${id}-prompt" @submit=${submit}>
    <h4 id="q-${id}">${asked.reveal ? msg`Predict` : asked.kind === 'task' ? msg`Try` : msg`Question`}${s.isRight(id) ? html` <span class="done">${msg`answered`}</span>` : nothing}</h4>
    <div id="q-${id}-prompt">${unsafeHTML(part.prompt)}</div>
    ${fields(s, part, on)}
    <p class="answers">
      <button type="submit" class="check">${asked.reveal ? msg`Predict, then step` : asked.kind === 'task' ? msg`Check the run` : msg`Check`}</button>
      ${tried.before === undefined ? nothing : html`<button type="button" class="quiet" @click=${() => on.back(id)}>${msg`Go back and try again`}</button>`}
      ${tried.hints < 2 ? html`<button type="button" class="quiet" @click=${() => on.hint(id)}>${tried.hints === 0 ? msg`Hint` : msg`Another hint`}</button>` : nothing}
    </p>
    ${verdict(tried.verdict)}
    ${part.hints.slice(0, tried.hints).map((hint, i) => html`<p class="lesson-hint"><b>${msg`Hint ${i + 1}.`}</b> ${unsafeHTML(hint)}</p>`)}
  </form>`;
}

const verdict = (given: Verdict | string | undefined): TemplateResult | typeof nothing => {
  if (given === undefined) return nothing;
  if (typeof given === 'string') return html`<p class="verdict">${given}</p>`;
  return html`<p class="verdict ${given.right ? 'right' : 'wrong'}"><b>${wordOf(given)}</b> ${given.feedback}</p>`;
};

export const wordOf = ({ right }: Verdict): string => (right ? msg`Right.` : msg`Not yet.`);

function fields(s: PageState, part: QuestionPart, on: PageActions): TemplateResult | typeof nothing {
  const { id, choices } = part;
  const asked = s.question(id);
  const { answer } = s.tried(id);
  const prompt = `q-${id}-prompt`;
  if (asked.kind === 'task') return nothing;
  if (asked.kind === 'choice')
    return html`<fieldset aria-labelledby=${prompt}>
      ${choices.map(({ name, text }) => html`<label><input type="radio" name="q-${id}" value=${name} .checked=${live(answer[0] === name)} @change=${() => on.answer(id, [name])} /><span>${unsafeHTML(text)}</span></label>`)}
    </fieldset>`;
  const box = (i: number, label: string) => html`<label
    >${label}<input
      type="text"
      inputmode="decimal"
      autocomplete="off"
      aria-describedby=${prompt}
      .value=${live(answer[i] ?? '')}
      @input=${(event: Event) => on.answer(id, replaced(answer, i, (event.target as HTMLInputElement).value))}
  /></label>`;
  if (asked.kind === 'place')
    return html`<p class="boxes">${box(0, 'x₁')}${box(1, 'x₂')}${
      s.canPoint
        ? html`<button type="button" aria-pressed=${s.pointing === id} @click=${() => on.point(id)}>${msg`Point at the picture`}</button>`
        : nothing
    }</p>`;
  const range = s.range(id);
  return html`<p class="boxes">${box(0, msg`Answer`)}${asked.unit}</p>
    ${range ? slider(range, answer[0] ?? '', prompt, (value) => on.answer(id, [value])) : nothing}`;
}

const replaced = (answer: readonly string[], i: number, text: string): string[] => {
  const next = [...answer];
  next[i] = text;
  return Array.from(next, (field) => field ?? '');
};

const slider = (
  { min, max }: { readonly min: number; readonly max: number },
  value: string,
  prompt: string,
  set: (value: string) => void,
) => html`<p class="slider"><span>${short(min)}</span><input
      type="range"
      min=${min}
      max=${max}
      step=${(max - min) / 200}
      aria-label=${msg`Answer`}
      aria-describedby=${prompt}
      .value=${live(String(parseNumber(value) ?? (min + max) / 2))}
      @input=${(event: Event) => set(Number((event.target as HTMLInputElement).value).toPrecision(5))}
    /><span>${short(max)}</span></p>`;
