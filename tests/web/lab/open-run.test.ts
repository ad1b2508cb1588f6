// A run that was saved is opened again, in every lab; and what is no such run says so and changes nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { classroom, type LabPage } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

async function sheetOf(lab: LabPage): Promise<Locator> {
  await lab.page.getByRole('button', { name: 'Save', exact: true }).click();
  const sheet = lab.page.getByRole('group', { name: 'Save' });
  await sheet.getByRole('button', { name: 'as JSON' }).waitFor();
  return sheet;
}

async function saved(lab: LabPage): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  await lab.link();
  const sheet = await sheetOf(lab);
  const [download] = await Promise.all([
    lab.page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'as JSON' }).click(),
  ]);
  const name = download.suggestedFilename();
  return { name, mimeType: 'application/json', buffer: readFileSync(await download.path()) };
}

async function opened(lab: LabPage, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const sheet = await sheetOf(lab);
  await sheet.locator('input[type="file"]').setInputFiles(file);
  await sheet.locator('[role="status"]').filter({ hasText: file.name }).waitFor();
  await lab.page.keyboard.press('Escape');
  await lab.rests();
}

for (const id of LABS) {
  describe(`lab ${id}: a saved run`, () => {
    test('opens as it was, in a page that showed another one; Back takes that back', () =>
      room.using(id, async (lab) => {
        await lab.step(3);
        const file = await saved(lab);
        assert.match(file.name, new RegExp(`^${id}-t[\\d.]+-run\\.lab\\.json$`));
        await lab.page.keyboard.press('Escape');
        await lab.rests();
        const wanted = await lab.shown();
        const visitor = await room.open(id);
        try {
          if (await visitor.hasSeed()) await visitor.set('seed', '31');
          const before = await visitor.link();
          await opened(visitor, file);
          await visitor.at(wanted.index);
          assert.deepEqual(await visitor.shown(), wanted);
          await visitor.page.goBack();
          await visitor.rests();
          assert.equal(await visitor.link(), before);
          visitor.assertClean();
        } finally {
          await visitor.close();
        }
      }));
  });
}

test('with a table of one’s own that is too long for a link', () =>
  room.using('gmm', async (lab) => {
    const rows = Array.from({ length: 3000 }, (_, i) => `${Math.sin(i)},${Math.cos(7 * i)}`);
    const buffer = Buffer.from(['x,y', ...rows].join('\n'));
    await lab.page
      .locator('#data input[type="file"]')
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer });
    await lab.after(() => lab.page.getByRole('button', { name: 'Use this data' }).click());
    await lab.step(2);
    const file = await saved(lab);
    await lab.page.keyboard.press('Escape');
    await lab.rests();
    const wanted = await lab.shown();
    const visitor = await room.open('gmm');
    try {
      await opened(visitor, file);
      await visitor.at(2);
      assert.deepEqual(await visitor.shown(), wanted);
    } finally {
      await visitor.close();
    }
  }));

test('what is no saved run says so, and the run stays', () =>
  room.using('gmm', async (lab) => {
    await lab.step(2);
    await lab.rests();
    const before = await lab.shown();
    const sheet = await sheetOf(lab);
    const file = { name: 'odd.json', mimeType: 'application/json', buffer: Buffer.from('x,y\n1,2') };
    await sheet.locator('input[type="file"]').setInputFiles(file);
    await sheet.locator('[role="status"]').filter({ hasText: 'not a run' }).waitFor();
    await lab.page.keyboard.press('Escape');
    await lab.rests();
    assert.deepEqual(await lab.shown(), before);
  }));
