// What the teacher hands out: the link, its code, and what it lets students do. On paper it is all there is.
import { keyed } from 'lit/directives/keyed.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { msg } from '../language.ts';
import { qrCode } from '../present/qr.ts';
import type { Shown } from './page.ts';
import { notesOf, openingOf, summaryOf } from './words.ts';

export function handout(shown: Shown, link: string, copied: boolean, copy: () => void): TemplateResult {
  const { lab, lesson, listed, title, assignment } = shown;
  const summary = `${summaryOf(lab, assignment)} ${openingOf(lab, assignment, lesson)}`;
  const notes = notesOf(lab, assignment, lesson);
  return html`<section class="handout" aria-labelledby="handout-title">
    <h2 id="handout-title">${title || msg`The link`}</h2>
    <p class="note">ELBO Lab: ${listed.title}</p>
    <div class="code">${qrCode(link)}</div>
    <p class="printed">${link}</p>
    <label for="link" class="sr">${msg`Link for your students`}</label>
    <input id="link" readonly .value=${link} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />
    <div class="row">
      <button type="button" class="primary" @click=${copy}>${msg`Copy the link`}</button>
      <a class="button" href=${link} target="_blank" rel="noopener">${msg`Open it`}</a>
      <button type="button" @click=${() => print()}>${msg`Print`}</button>
    </div>
    <p class="note copied" role="status">${copied ? msg`Copied.` : ''}</p>
    <p class="summary" role="status">${summary}</p>
    ${notes.length > 0 ? keyed(`${summary}${notes}`, noteList(notes)) : nothing}
  </section>`;
}

/** Below a sentence of another length they are other notes, not the old ones on the move. */
const noteList = (notes: readonly string[]) =>
  html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
