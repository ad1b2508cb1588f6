// The pages of each lab's lesson, as the build renders them from lesson.md, in the notation that the reader chose.
import { inOtherNotation, notation } from '../notation.ts';
import type { LessonPage } from './lesson.ts';

type Pages = readonly LessonPage[];

const texts = import.meta.glob<Pages>('../../labs/*/lesson.md', { import: 'default' });
const others = import.meta.glob<Pages>('../../labs/*/lesson.md', { query: '?cs229', import: 'default' });

/** @return the pages as they are now; undefined where the lab has no lesson */
export async function textsOf(id: string): Promise<(() => Pages) | undefined> {
  const path = `../../labs/${id}/lesson.md`;
  const pages = await texts[path]?.();
  if (!pages) return undefined;
  let other = pages;
  const load = async () => {
    other = (await others[path]?.()) ?? pages;
  };
  inOtherNotation(load);
  if (notation() !== 'bishop') await load();
  return () => (notation() === 'bishop' ? pages : other);
}
