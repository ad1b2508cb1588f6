// The open page of the lesson in the address: `lesson=2`, an entry beside those of the controls.

const ENTRY = /;lesson=(\d{1,3})(?=;|$)/;

/** The page that a link opens; 0 where it opens none. */
export const lessonIn = (fragment: string): number => Number(ENTRY.exec(fragment)?.[1] ?? 0);

export const withoutLesson = (fragment: string): string => fragment.replace(ENTRY, '');

/** @param empty what a link begins with that has no other entry */
export const withLesson = (fragment: string, page: number, empty = '#1'): string =>
  page > 0 ? `${fragment || empty};lesson=${page}` : fragment;
