import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Classroom, LabPage } from './classroom.ts';
import type { Shown } from './lab.ts';

/**
 * Opens a lab's page that has been tampered with, not waiting for it to be ready. Whatever breaks, no error goes uncaught.
 */
export async function broken(
  room: Classroom,
  id: string,
  tamper: (page: Page) => Promise<unknown>,
  look: (lab: LabPage) => Promise<void>,
  fragment = '',
): Promise<void> {
  const watched = await room.browser.newPage();
  try {
    await tamper(watched.page);
    const lab = new LabPage(watched, new URL(`lab/${id}/`, room.site.url).href);
    await lab.page.goto(lab.url + fragment);
    await look(lab);
    assert.deepEqual(
      watched.troubles.filter((trouble) => trouble.startsWith('uncaught')),
      [],
    );
  } finally {
    await watched.close();
  }
}

export const press = (lab: LabPage, name: string) => lab.notice.getByRole('button', { name }).click();

/** What a link shows where nothing breaks. */
export async function whole(room: Classroom, id: string, fragment: string): Promise<Shown> {
  const lab = await room.open(id, fragment);
  await lab.rests();
  const shown = await lab.shown();
  await lab.close();
  return shown;
}

/** The lab comes to the end of the link, and nothing is left to be said. */
export async function arrives(room: Classroom, id: string, lab: LabPage, fragment: string): Promise<void> {
  await lab.ready();
  await lab.rests();
  assert.deepEqual(await lab.shown(), await whole(room, id, fragment));
  assert.equal(await lab.notice.count(), 0);
}
