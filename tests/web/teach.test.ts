// The page for teachers: an assignment is made of every lab, and is what its link opens.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  axe,
  describeViolations,
  horizontalOverflow,
  layoutShift,
  type PageOptions,
} from './support/browser.ts';
import { classroom } from './support/classroom.ts';
import { tabbableOn } from './support/elements.ts';
import { readCode } from './support/qr.ts';
import { LABS } from './support/site.ts';

const room = classroom();

async function teaching(
  look: (page: Page) => Promise<void>,
  fragment = '',
  options: PageOptions = {},
): Promise<void> {
  const watched = await room.browser.newPage(options);
  try {
    await watched.page.goto(new URL(`teach/${fragment}`, room.site.url).href);
    await watched.page.locator('.handout .qr').waitFor();
    await look(watched.page);
    watched.assertClean();
  } finally {
    await watched.close();
  }
}

const linkOf = (page: Page) => page.locator('#link').inputValue();
const summaryOf = (page: Page) => page.locator('.summary').innerText();
const nothingWrong = async (page: Page) => assert.deepEqual(describeViolations(await axe(page)), []);
/** The row of a control. */
const rowOf = (page: Page, name: string): Locator =>
  page.locator('.control').filter({ has: page.locator(`[data-control="${name}"]`) });
const hold = (page: Page, name: string, how: string) =>
  rowOf(page, name).getByRole('button', { name: how, exact: true }).click();
const holdsOf = (page: Page, name: string) => rowOf(page, name).locator('[aria-pressed="true"]').innerText();

async function chooseLab(page: Page, id: string): Promise<void> {
  await page.locator('#lab-choice').selectOption(id);
  await page.waitForFunction(
    (path) => document.querySelector<HTMLInputElement>('#link')?.value.includes(path),
    `/lab/${id}/`,
  );
}

async function paste(page: Page, text: string): Promise<void> {
  await page.locator('#paste').fill(text);
  await page.locator('#paste').press('Enter');
}

/** Tab reaches everything, in the order of the page. */
async function walk(page: Page): Promise<void> {
  const wanted = await tabbableOn(page);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let i = 0; i < wanted.length; ++i) {
    await page.keyboard.press('Tab');
    const walked = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.walk);
    assert.equal(walked, String(i), wanted[i]);
  }
}

for (const id of LABS) {
  test(`${id}: what is locked and hidden here is locked and hidden there, and the code leads to it`, async () => {
    let link = '';
    let [locked, hidden] = ['', ''];
    await teaching(async (page) => {
      await chooseLab(page, id);
      assert.equal(
        await linkOf(page),
        new URL(`lab/${id}/`, room.site.url).href,
        'below the path of the site',
      );
      const open = page.locator('.form section > .control:not(.head)').filter({ hasText: 'Hidden' });
      const names = await open
        .locator('[data-control]')
        .evaluateAll((all) =>
          all
            .filter((e) => !e.querySelector(':disabled'))
            .map((e) => (e as HTMLElement).dataset.control ?? ''),
        );
      [locked = '', hidden = ''] = names;
      assert.ok(locked && hidden);
      await hold(page, locked, 'Locked');
      await hold(page, hidden, 'Hidden');
      await page.locator('#t').fill('2');
      await page.locator('#t').press('Enter');
      link = await linkOf(page);
      assert.equal(new URL(link).hash, `#1;t=2;ui=-${hidden}!${locked}`);
      assert.equal(await page.getByRole('link', { name: 'Open it' }).getAttribute('href'), link);
      assert.equal(await readCode(page.locator('.handout .qr')), link);
      const label = await rowOf(page, locked).locator('label').first().innerText();
      assert.ok((await summaryOf(page)).startsWith(`Students see ${label} (`));
      await nothingWrong(page);
    });
    await room.using(
      id,
      async (lab) => {
        await lab.rests();
        assert.equal(await lab.notice.count(), 0);
        await lab.openMore();
        assert.ok(await lab.control(locked).isDisabled());
        assert.equal(await lab.page.locator(`[data-control="${hidden}"]`).count(), 0);
        assert.ok((await lab.index()) > 0);
      },
      new URL(link).hash,
    );
  });
}

describe('the page for teachers', () => {
  test('takes a link with all that it says, adds to it, and tells what it does not understand', () =>
    teaching(async (page) => {
      const hash = '#1;k=3;@2.5:alpha=20;@4:B=1.25,-0.5;t=12.5;back=3';
      await paste(page, `https://elsewhere.example/site/lab/gmm/${hash};ui=-seed`);
      await page.waitForFunction(() =>
        document.querySelector<HTMLInputElement>('#link')?.value.includes('/lab/gmm/'),
      );
      assert.equal(await page.locator('#paste').inputValue(), '');
      assert.equal(await page.locator('#lab-choice').inputValue(), 'gmm');
      assert.equal(await holdsOf(page, 'seed'), 'Hidden');
      await hold(page, 'k', 'Locked');
      const link = await linkOf(page);
      assert.equal(link, `${new URL('lab/gmm/', room.site.url).href}${hash};ui=-seed!k`);
      assert.match(await page.locator('.form').innerText(), /On the way, 2 changes: the last at 4/);

      for (const [text, said] of [
        ['no link at all', /no link of a lab/],
        ['https://elsewhere.example/lab/nobody/#1;k=3', /no lab “nobody”/],
        ['#7;k=3', /version 7/],
      ] as const) {
        await paste(page, text);
        await page.getByRole('alert').getByText(said).waitFor();
        assert.equal(await linkOf(page), link, 'the last good one stays');
        assert.equal(await page.locator('#paste').inputValue(), text, 'to be mended');
      }
      await nothingWrong(page);
      await paste(page, '#1;k=2;beta=1');
      await page.getByRole('alert').getByText('beta=1').waitFor();
      assert.match(await linkOf(page), /#1;k=2$/);
      await page.locator('#control-data').selectOption('own');
      await page.getByRole('alert').getByText('Bring your own table to the lab').waitFor();
      assert.match(await linkOf(page), /#1;k=2$/);
    }));

  test('is a bookmark: its address brings it all back, and Back takes back one thing at a time', () =>
    teaching(async (page) => {
      assert.equal(await page.locator('#title').inputValue(), 'Sheet 1/2');
      assert.equal(await page.getByRole('heading', { level: 2, name: 'Sheet 1/2' }).count(), 1);
      const first = page.url();
      await hold(page, 'seed', 'Hidden');
      await page.locator('#control-k').fill('99');
      await page.locator('#control-k').press('Enter');
      assert.equal(await page.locator('#control-k').inputValue(), '8', 'the nearest that is allowed');
      await page.locator('#lesson-page').selectOption('2');
      assert.match(await summaryOf(page), /on page 2 of the lesson/);
      const last = page.url();
      assert.match(last, /#gmm\/Sheet%201%2F2\/1;k=8;ui=-seed;lesson=2$/);
      await page.reload();
      await page.locator('.handout .qr').waitFor();
      assert.equal(await page.locator('#lesson-page').inputValue(), '2');
      assert.equal(await page.locator('#control-k').inputValue(), '8');
      assert.equal(await holdsOf(page, 'seed'), 'Hidden');
      for (const back of [/ui=-seed$/, /#gmm\/Sheet%201%2F2\/1;k=3;ui=-seed$/, /k=3$/]) {
        const before = await linkOf(page);
        await page.goBack();
        await page.waitForFunction(
          (old) => document.querySelector<HTMLInputElement>('#link')?.value !== old,
          before,
        );
        assert.match(page.url(), back);
      }
      assert.equal(page.url(), first);
      assert.equal(await holdsOf(page, 'seed'), 'Free');
      await page.locator('a.skip').focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction((url) => location.href === url, first);
    }, '#gmm/Sheet%201%2F2/1;k=3'));

  test('copies, opens in another tab, holds all at once, and nothing moves meanwhile', () =>
    teaching(async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const { sum: before } = await layoutShift(page);
      await page.getByRole('group', { name: 'All controls' }).getByRole('button', { name: 'Locked' }).click();
      assert.match(await summaryOf(page), /see every control and can change none/);
      await page.getByRole('button', { name: 'Copy the link' }).click();
      await page.getByText('Copied.').waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await linkOf(page));
      const { sum, moved } = await layoutShift(page);
      assert.equal(sum.toFixed(3), before.toFixed(3), moved.join('\n'));
      const [tab] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('link', { name: 'Open it' }).click(),
      ]);
      assert.equal(tab.url(), await linkOf(page));
      await page.getByRole('group', { name: 'All controls' }).getByRole('button', { name: 'Free' }).click();
      assert.match(await summaryOf(page), /can change every control/);
    }));

  test('says so where the link is too long for a code', () =>
    teaching(async (page) => {
      const deeds = Array.from({ length: 300 }, (_, i) => `@${i + 1}:A=1.23456,${i}.5`).join(';');
      await paste(page, `/lab/gmm/#1;${deeds};t=301`);
      await page.getByText('The link is too long for a code.').waitFor();
      assert.match(await linkOf(page), /t=301$/);
    }));

  for (const [name, options] of [
    ['a telephone', { width: 390, height: 844, touch: true }],
    ['the dark', { colorScheme: 'dark' }],
  ] as const)
    test(`in ${name}: no sideways scroll, and a code on a light ground; all of it by keyboard`, () =>
      teaching(
        async (page) => {
          for (const summary of await page.locator('.form summary').all()) await summary.click();
          assert.deepEqual(await horizontalOverflow(page), []);
          await nothingWrong(page);
          assert.equal(await readCode(page.locator('.handout .qr')), await linkOf(page));
          if ('touch' in options) await walk(page);
        },
        '#gradients/Sheet/1;ui=-seed!n',
        options,
      ));

  test('printed, it is one sheet: title, code, link and what students can change', () =>
    teaching(
      async (page) => {
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        const text = await page.locator('body').innerText();
        for (const part of ['My sheet', await linkOf(page), await summaryOf(page)])
          assert.ok(text.includes(part), part);
        assert.ok(await page.locator('.handout .qr').isVisible());
        assert.equal(
          await page.locator('button:visible, input:visible, select:visible, summary:visible').count(),
          0,
        );
        const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
        assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, 'one page');
      },
      '#kl/My%20sheet/1;ui=-seed',
      { colorScheme: 'dark' },
    ));

  test('opens even where the bookmark is of a lab that is gone, and says so', () =>
    teaching(async (page) => {
      await page.getByRole('alert').getByText('There is no lab “gone” here.').waitFor();
      assert.ok(LABS.includes(await page.locator('#lab-choice').inputValue()));
    }, '#gone//1;k=3'));
});
