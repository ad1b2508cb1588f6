// What a page keeps, where there is no room for it: in the core's memory, in its own, and on the device. The shell is the same
// for all labs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { arrives, broken, press } from './support/broken.ts';
import { classroom } from './support/classroom.ts';

const room = classroom();

const id = 'gmm';
const way = '#1;k=4;seed=3;@2:alpha=5;t=6';
/** Slow to converge: many half-steps, of which none is the last. */
const LONG_WAY = '#1;seed=3;@1:alpha=2;t=60';

test('a table for which there is no memory is refused in words, and the run goes on', () =>
  broken(
    room,
    id,
    async () => {},
    async (lab) => {
      await arrives(room, id, lab, way);
      const [worker] = lab.page.workers();
      assert.ok(worker);
      await worker.evaluate(() => {
        WebAssembly.Memory.prototype.grow = () => {
          throw new RangeError('could not allocate memory');
        };
      });
      const rows = Array.from({ length: 200_000 }, (_, i) => `${i % 977},${(i * 7) % 991}`).join('\n');
      await lab.page
        .locator('#data input[type="file"]')
        .setInputFiles({ name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.from(`x,y\n${rows}`) });
      await lab.page.locator('.chooser button').click();
      assert.match(await lab.page.locator('.problem').innerText(), /does not fit in memory/);
      const before = await lab.index();
      await lab.step();
      assert.equal(await lab.index(), before + 1);
    },
    way,
  ));

test('a run too long for the memory says that it keeps only some of its steps, and any of them is there again', () =>
  broken(
    room,
    id,
    (page) =>
      page.context().route(/\/long-run-[^/]*\.js$/, async (route) => {
        const response = await route.fetch();
        const small = (await response.text()).replace('count:1e4', 'count:40');
        assert.match(small, /count:40/);
        await route.fulfill({ response, body: small });
      }),
    async (lab) => {
      await lab.ready();
      await lab.notice.filter({ hasText: 'only some are kept' }).waitFor();
      await lab.rests();
      assert.ok((await lab.last()) < 70);
      await press(lab, 'Dismiss');
      await lab.back.click();
      await lab.rests();
      const wanted = `${LONG_WAY};back=1`;
      assert.equal(await lab.link(), wanted);
      await lab.scrubber.fill('5'); // of those that are kept
      await lab.rests();
      const link = await lab.link();
      const shown = await lab.shown();
      const other = await room.open(id, link);
      await other.rests();
      const { sentence, readings, why, time } = await other.shown();
      assert.deepEqual(
        [shown.sentence, shown.readings, shown.why, shown.time],
        [sentence, readings, why, time],
      );
      await other.close();
    },
    LONG_WAY,
  ));

test('where nothing can be stored the lab works, and only the lesson has something to say', () =>
  broken(
    room,
    id,
    (page) =>
      page.addInitScript(() => {
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('denied', 'SecurityError');
            },
          });
      }),
    async (lab) => {
      await arrives(room, id, lab, way);
      await lab.page.locator('.open-lesson').first().click();
      await lab.page.getByText('This browser keeps nothing').waitFor();
      await lab.page.locator('#lesson').getByRole('button', { name: 'Next', exact: true }).click();
      await lab.rests();
      await lab.page.getByRole('button', { name: /Dark|Light/ }).click();
      assert.equal(await lab.notice.count(), 0);
      // As long a table as before, which the tab cannot keep either.
      await lab.page.locator('#lesson').getByRole('button', { name: 'Close', exact: true }).click();
      const rows = Array.from({ length: 3000 }, (_, i) => `${Math.sin(i)},${Math.cos(7 * i)}`).join('\n');
      await lab.page
        .locator('#data input[type="file"]')
        .setInputFiles({ name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(`x,y\n${rows}`) });
      await lab.page.locator('.chooser button').click();
      await lab.page.getByText(/On the stage/).waitFor();
      await lab.page.getByRole('button', { name: 'Share' }).click();
      await lab.page.getByText('they stay on this page until it is closed').waitFor();
    },
    way,
  ));

test('a lesson in two tabs: what is answered in one is not lost by what is done in the other', async () => {
  const lab = await room.open(id, '#1;lesson=2');
  try {
    const other = await lab.page.context().newPage();
    await other.goto(`${lab.url}#1;lesson=2`);
    const question = (page: Page, name: string) => page.locator(`[data-question="${name}"]`);
    const right = async (page: Page, name: string, answer: (form: Locator) => Promise<void>) => {
      await page.getByRole('button', { name: 'Take the E-step' }).click();
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#scrub')?.value === '3');
      const form = question(page, name);
      await answer(form);
      await form.locator('.check').click();
      await form.locator('.verdict.right').waitFor();
    };
    // One tab hears of what another has kept a moment later.
    const known = (page: number, ...right: string[]) =>
      lab.page.waitForFunction(
        ([key, wanted]) => localStorage.getItem(key ?? '') === wanted,
        [`elbo-lab-lesson-${id}`, JSON.stringify({ page, right })],
      );
    await right(lab.page, 'gap-after-e', (form) => form.locator('input').fill('0'));
    await right(other, 'moved-by-e', (form) => form.locator('input[value="bound"]').check());
    await known(2, 'gap-after-e', 'moved-by-e');
    await lab.page.locator('#lesson').getByRole('button', { name: 'Next', exact: true }).click();
    await lab.page.locator('#lesson .lesson-bar', { hasText: 'Page 3' }).waitFor();
    await known(3, 'gap-after-e', 'moved-by-e');
    await lab.page.getByText(/^2 of \d+ questions right/).waitFor();
    lab.assertClean();
  } finally {
    await lab.close();
  }
});
