// What every lab's header has at hand, on every screen: data set and seed, and the link to them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axe, describeViolations } from '../support/browser.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { apart } from '../support/elements.ts';
import { LABS } from '../support/site.ts';

const room = classroom();
const SCREENS = [
  ['desktop', { width: 1366, height: 768 }],
  ['small desktop', { width: 1024, height: 768 }],
  ['phone', { width: 390, height: 844, touch: true }],
] as const;

/** As on a page that came without https. */
const withoutClipboard = (page: Page) =>
  page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });

for (const id of LABS) {
  const share = (lab: LabPage) => lab.page.getByRole('button', { name: 'Share' });
  const sheet = (lab: LabPage) => lab.page.getByRole('group', { name: 'Link' });

  describe(`lab ${id}: header`, () => {
    for (const [name, options] of SCREENS) {
      test(`seed, data set and tools are in sight beside the title, and each is there once (${name})`, () =>
        room.using(
          id,
          async (lab) => {
            const inHeader = await lab.page
              .locator('header [data-control]')
              .evaluateAll((fields) => fields.map((field) => (field as HTMLElement).dataset.control ?? ''));
            assert.ok(!(await lab.hasSeed()) || inHeader.includes('seed'), `${inHeader}`);
            for (const control of inHeader)
              assert.equal(await lab.page.locator(`[data-control="${control}"]`).count(), 1, control);
            const boxes = await lab.page
              .locator('header :is(a, h1, select, input, button):visible')
              .evaluateAll((all) =>
                all
                  .filter((e) => e.checkVisibility()) // on a narrow screen the lesson is opened from elsewhere
                  .map((e) => ({
                    what: `${e.tagName} ${e.id || e.textContent?.trim()}`,
                    ...(e.getBoundingClientRect().toJSON() as DOMRect),
                  })),
              );
            for (const [i, a] of boxes.entries()) {
              assert.ok(a.left >= 0 && a.right <= options.width && a.width > 20, `${a.what} is in sight`);
              for (const b of boxes.slice(i + 1)) {
                assert.ok(apart(a, b), `${a.what} and ${b.what} overlap`);
              }
            }
          },
          '',
          options,
        ));
    }

    for (const [name, width, height] of [
      ['phone', 390, 844],
      ['tablet', 768, 1024],
    ] as const) {
      test(`on a ${name} stage, chart and step buttons share the first screen, in every phase`, () =>
        room.using(
          id,
          async (lab) => {
            for (const phase of ['start', 'first step', 'second step', 'end']) {
              if (phase === 'end') await lab.runToEnd();
              else if (phase !== 'start') await lab.step();
              await lab.page.evaluate(() => scrollTo(0, 0));
              const [stage, chart, transport] = await lab.page
                .locator('#stage, #bound canvas, #transport')
                .evaluateAll((all) => all.map((e) => e.getBoundingClientRect().toJSON() as DOMRect));
              assert.ok(stage && chart && transport);
              assert.ok(stage.height >= 240 && chart.height >= 150, `${stage.height}, ${chart.height}`);
              assert.ok(stage.bottom <= chart.top, phase);
              assert.ok(chart.bottom <= transport.top, `${phase}: ${chart.bottom} > ${transport.top}`);
              assert.ok(transport.bottom <= height, phase);
            }
          },
          '',
          { width, height, touch: true },
        ));
    }

    test('share puts the link on the clipboard; it brings the settings back', () =>
      room.using(id, async (lab) => {
        if (!(await lab.hasSeed())) return;
        await lab.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await lab.set('seed', '3');
        const wanted = await lab.controls();
        await share(lab).click();
        await sheet(lab).getByText('Copied').waitFor();
        const link = await lab.page.evaluate(() => navigator.clipboard.readText());
        assert.equal(link, lab.page.url());
        assert.deepEqual(describeViolations(await axe(lab.page)), []);
        await lab.visit(new URL(link).hash);
        assert.deepEqual(await lab.controls(), wanted);
      }));

    test('where there is no clipboard the link is there to copy by hand; Escape gives the focus back', () =>
      room.using(id, async (lab) => {
        await withoutClipboard(lab.page);
        await lab.visit('#1;seed=5');
        await share(lab).press('Enter');
        const box = sheet(lab).getByRole('textbox');
        assert.equal(await box.inputValue(), lab.page.url());
        assert.doesNotMatch(await sheet(lab).innerText(), /Copied/);
        await box.focus();
        assert.equal(await lab.page.evaluate(() => String(getSelection())), lab.page.url());
        await lab.page.keyboard.press('Escape');
        await sheet(lab).waitFor({ state: 'detached' });
        assert.ok(await share(lab).evaluate((button) => button === document.activeElement));
      }));
  });
}
