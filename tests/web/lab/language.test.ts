// From one language to the other and back: the same run, in other words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { horizontalOverflow } from '../support/browser.ts';
import { classroom, LabPage } from '../support/classroom.ts';

const room = classroom();

/** All numbers of a text, in whatever words they stand. */
const numbersIn = async (what: Locator): Promise<string[]> =>
  (await what.innerText()).match(/[−-]?\d+(\.\d+)?/g) ?? [];

const languageOf = (page: Page) => page.evaluate(() => document.documentElement.lang);

async function inPage(path: string, look: (page: Page, lab: LabPage) => Promise<void>): Promise<void> {
  const watched = await room.browser.newPage();
  try {
    const { page } = watched;
    await page.goto(new URL(path, room.site.url).href);
    await look(page, new LabPage(watched, page.url()));
    watched.assertClean();
  } finally {
    await watched.close();
  }
}

test('a lab in English is the same lab in German, where it stands, and back again', () =>
  inPage('lab/gmm/?theme=dark#1;k=3;seed=5;t=1', async (page, lab) => {
    await lab.ready();
    await lab.step();
    const english = await lab.sentenceText();
    const numbers = async () => [
      ...(await numbersIn(page.locator('#why table'))),
      ...(await numbersIn(page.locator('.readings'))),
    ];
    const before = await numbers();
    await page.keyboard.press('?');
    const sheet = page.locator('.sheet.keys');
    await sheet.getByRole('link', { name: 'Deutsch' }).click();
    await page.waitForURL(/\/de\/lab\/gmm\//);
    await lab.ready();
    // At once, before the address of the step had been written.
    assert.equal(new URL(page.url()).search, '?theme=dark');
    assert.equal(await lab.link(), '#1;k=3;seed=5;t=1.5');
    assert.equal(await lab.index(), 3);
    assert.equal(await languageOf(page), 'de');
    assert.match(await page.locator('#transport .buttons').innerText(), /Zurück[\s\S]*Abspielen/);
    assert.match((await lab.scrubber.getAttribute('aria-valuetext')) ?? '', /^Iteration 1½, nach E$/);
    assert.notEqual(await lab.sentenceText(), english);
    assert.deepEqual(await numbers(), before);
    assert.deepEqual(await horizontalOverflow(page), []);
    // From the other place.
    await lab.step();
    await page.locator('#about').getByRole('link', { name: 'English' }).click();
    await page.waitForURL((url) => !url.pathname.includes('/de/'));
    await lab.ready();
    assert.equal(await languageOf(page), 'en');
    assert.equal(await lab.link(), '#1;k=3;seed=5;t=2');
    assert.match(await page.locator('#transport .buttons').innerText(), /Back[\s\S]*Play/);
  }));

test('what was chosen and answered on this device holds in both languages', () =>
  inPage('de/lab/gmm/#1;lesson=2', async (page, lab) => {
    await lab.ready();
    await page.locator('#lesson nav').waitFor();
    assert.match(await page.locator('.lesson-bar').innerText(), /Seite 2 von/);
    await page.locator('header .tools button').last().click(); // dark
    const theme = await page.evaluate(() => document.documentElement.dataset.theme);
    await page.locator('#about').getByRole('link', { name: 'English' }).click();
    await page.waitForURL((url) => !url.pathname.includes('/de/'));
    await lab.ready();
    assert.match(await page.locator('.lesson-bar').innerText(), /Page 2 of/);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
  }));

test('an assignment is made in either language, and its link is of the lab in that one', () =>
  inPage('teach/#gmm/Week%202/1;k=3', async (page) => {
    await page.locator('.handout').waitFor();
    await page.locator('#title').fill('Week 3');
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.waitForURL(/\/de\/teach\//);
    await page.locator('.handout').waitFor();
    assert.equal(await page.locator('#title').inputValue(), 'Week 3');
    assert.match(await page.locator('#link').inputValue(), /\/de\/lab\/gmm\/#1;k=3$/);
    assert.match(await page.locator('.summary').innerText(), /^Studierende können jede Einstellung ändern\./);
    assert.deepEqual(await horizontalOverflow(page), []);
  }));

test('the list of labs leads to the German one, which leads to German labs', () =>
  inPage('', async (page) => {
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.waitForURL(/\/de\/$/);
    assert.equal(await languageOf(page), 'de');
    assert.equal(await page.getByRole('heading', { name: 'Labore' }).count(), 1);
    await page.locator('.cards a').first().click();
    await page.waitForURL(/\/de\/lab\//);
    assert.equal(await languageOf(page), 'de');
  }));
