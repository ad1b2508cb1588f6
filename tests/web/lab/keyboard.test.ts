// Every lab by keyboard alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { PageOptions } from '../support/browser.ts';
import { type Classroom, type LabPage, openClassroom, randomOf } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

let room: Classroom;
before(async () => {
  room = await openClassroom();
});
after(() => room?.close());

for (const id of LABS) {
  const using = async (look: (lab: LabPage) => Promise<void>, options: PageOptions = {}, fragment = '') => {
    const lab = await room.open(id, fragment, options);
    try {
      await look(lab);
      lab.assertClean();
    } finally {
      await lab.close();
    }
  };
  describe(`lab ${id}: keyboard`, () => {
    for (const [name, options] of [
      ['desktop', {}],
      ['phone', { width: 390, height: 844 }],
    ] as const) {
      test(`Tab reaches everything in the order of the document, in sight and with a visible focus (${name})`, () =>
        using(async (lab) => {
          // By key and by script, so that Tab still starts from the top; three steps, so that all buttons work.
          for (let i = 1; i <= 3; ++i) {
            await lab.page.keyboard.press('ArrowRight');
            await lab.at(i);
          }
          await lab.page.locator('details').evaluateAll((all) => {
            for (const details of all) (details as HTMLDetailsElement).open = true;
          });
          await lab.page.locator('#data tbody tr').first().waitFor();
          const expected = await lab.tabbable();
          const reached: string[] = [];
          for (let presses = 0; presses < expected.length + 12; ++presses) {
            await lab.page.keyboard.press('Tab');
            const here = await lab.page.evaluate(() => {
              const e = document.activeElement as HTMLElement | null;
              if (!e || e === document.body) return undefined;
              const style = getComputedStyle(e);
              const box = e.getBoundingClientRect();
              const points = [
                [box.left + box.width / 2, box.top + box.height / 2],
                [box.left + 4, box.top + 4],
                [box.right - 4, box.bottom - 4],
                [box.left + 4, box.bottom - 4],
              ] as const;
              return {
                walk: e.dataset.walk,
                name: `${e.tagName.toLowerCase()} ${e.id || (e.getAttribute('title') ?? e.textContent ?? '').trim().slice(0, 30)}`,
                ring:
                  e.matches(':focus-visible') &&
                  style.outlineStyle !== 'none' &&
                  Number.parseFloat(style.outlineWidth) >= 2,
                scrolls: e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth,
                seen: points.some(([x, y]) => {
                  const top = document.elementFromPoint(x, y);
                  return top !== null && (top === e || e.contains(top) || top.contains(e));
                }),
              };
            });
            if (!here) break;
            assert.ok(here.ring, `a ring around ${here.name}`);
            assert.ok(here.seen, `${here.name} is in sight when it has the focus`);
            if (here.walk === undefined)
              assert.ok(here.scrolls, `${here.name} is reached and was not expected`);
            else reached.push(here.walk);
          }
          assert.deepEqual(
            reached,
            expected.map((_, i) => String(i)),
            expected.join('\n'),
          );
        }, options));
    }

    test('letters typed in a field do nothing else', () =>
      using(async (lab) => {
        await lab.step(2);
        const before = { ...(await lab.shown()), controls: await lab.controls() };
        for (const field of await lab.page.locator('input[type="number"], textarea').all()) {
          if (!(await field.isVisible()) || (await field.isDisabled())) continue;
          const value = await field.inputValue();
          await field.focus();
          for (const key of ['r', 'n', '?', '[', ']', 'End', 'Home', 'ArrowLeft', 'ArrowRight']) {
            await lab.page.keyboard.press(key);
          }
          await field.fill(value);
        }
        assert.deepEqual({ ...(await lab.shown()), controls: await lab.controls() }, before);
        assert.equal(await lab.page.locator('.keys').count(), 0);
      }));

    test('the list of keys opens and closes by key, and Escape closes it', () =>
      using(async (lab) => {
        const keys = lab.page.locator('.keys');
        await lab.page.keyboard.press('?');
        await keys.waitFor();
        await lab.page.keyboard.press('?');
        await keys.waitFor({ state: 'detached' });
        await lab.page.keyboard.press('?');
        await keys.waitFor();
        await lab.page.keyboard.press('Escape');
        await lab.painted();
        assert.equal(await keys.count(), 0);
      }));

    test('the focus stays on a button that has just done its work', () =>
      using(async (lab) => {
        const focused = (what: string) =>
          lab.page
            .evaluate(() => document.activeElement !== document.body)
            .then((kept) => assert.ok(kept, what));
        await lab.primary.focus();
        await lab.page.keyboard.press('Enter');
        await lab.at(1);
        await focused('after a step');
        await lab.back.focus();
        await lab.page.keyboard.press('Enter');
        await lab.at(0);
        await focused('after going back to the start by steps');
        await lab.step(2);
        await lab.first.focus();
        await lab.page.keyboard.press('Enter');
        await lab.at(0);
        await focused('after going back to the start at once');
        await lab.converge.focus();
        await lab.page.keyboard.press('Enter');
        await lab.page.waitForFunction(
          () => Number(document.querySelector<HTMLInputElement>('#scrub')?.value) > 0,
        );
        await lab.rests();
        await lab.at(await lab.last());
        await focused('after running to convergence');
      }));

    test('300 random keys do no harm', () =>
      using(async (lab) => {
        const { page } = lab;
        page.on('filechooser', () => {}); // keeps the system's dialogue away
        const keys = [
          ...[
            'Tab',
            'Tab',
            'Tab',
            'Shift+Tab',
            'ArrowRight',
            'ArrowLeft',
            'ArrowUp',
            'ArrowDown',
            'Space',
            'Enter',
            'Escape',
          ],
          ...[
            'Home',
            'End',
            'PageUp',
            'PageDown',
            'r',
            'n',
            '[',
            ']',
            '?',
            '5',
            'a',
            '-',
            '.',
            'Backspace',
            'Shift+ArrowRight',
          ],
        ];
        const random = randomOf(20240229);
        for (let i = 0; i < 300; ++i) {
          const key = keys[Math.floor(random() * keys.length)] as string;
          // Links lead away from the page, as they should.
          const away = key === 'Enter' && (await page.evaluate(() => document.activeElement?.matches('a')));
          if (!away) await page.keyboard.press(key);
          assert.ok(
            await page.evaluate(() => document.activeElement?.isConnected),
            `the focus after ${i} keys`,
          );
        }
        await page.keyboard.press('Escape');
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await page.keyboard.press('Home');
        await lab.rests();
        await lab.at(0);
        await page.keyboard.press('ArrowRight');
        await lab.at(1);
        await page.keyboard.press('Tab');
        assert.ok(await page.evaluate(() => document.activeElement !== document.body));
      }));
  });
}
