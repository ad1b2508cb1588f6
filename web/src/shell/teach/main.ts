// Entry of the page for teachers. The labs are those that its list names.
import { msg } from '../language.ts';
import './teach.css';
import type { Lab, SnapshotBase } from '../lab.ts';
import type { LessonPage } from '../lesson/lesson.ts';
import { type Subject, TeachPage } from './page.ts';

const labs = import.meta.glob<Lab<SnapshotBase>>('../../labs/*/index.ts', { import: 'default' });
const lessons = import.meta.glob<readonly LessonPage[]>('../../labs/*/lesson.md', { import: 'default' });

/** What a lab is, without its views and its core. */
async function load(id: string): Promise<Subject> {
  const [lab, pages] = await Promise.all([
    labs[`../../labs/${id}/index.ts`]?.(),
    lessons[`../../labs/${id}/lesson.md`]?.(),
  ]);
  if (!lab) throw new Error(msg`There is no lab “${id}”.`);
  return { lab, lesson: (pages ?? []).map(({ title }) => title) };
}

const listed = [...document.querySelectorAll<HTMLAnchorElement>('.body .labs [data-lab]')].map((link) => ({
  id: link.dataset.lab ?? '',
  title: link.textContent ?? '',
  url: link.href,
}));
await new TeachPage(listed, load).open();
