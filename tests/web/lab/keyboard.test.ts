// Every lab by keyboard alone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { classroom, randomOf } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

for (const id of LABS) {
  describe(`lab ${id}: keyboard`, () => {
    for (const [name, options] of [
      ['desktop', {}],
      ['phone', { width: 390, height: 844 }],
    ] as const) {
      test(`Tab reaches everything in the order of the document, in sight and with a visible focus (${name})`, () =>
        room.using(
          id,
          async (lab) => {
            // By key and by script, so that Tab still starts from the top; three steps, so that all buttons work.
            for (let i = 1; i <= 3; ++i) {
              await lab.page.keyboard.press('ArrowRight');
              await lab.at(i);
            }
            await lab.page.locator('details').evaluateAll((all) => {
              for (const details of all) (details as HTMLDetailsElement).open = true;
            });
            await lab.page.locator('#data tbody tr').first().waitFor();
            // What is opened loads what it holds.
            const filled = () => [...document.querySelectorAll('details')].every((e) => e.children[1]);
            await lab.page.waitForFunction(filled);
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
          },
          '',
          options,
        ));
    }

    test('letters typed in a field do nothing else', () =>
      room.using(id, async (lab) => {
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
      room.using(id, async (lab) => {
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

    test('keys of one character can be turned off, by keyboard; the others stay, and a reload keeps it', () =>
      room.using(id, async (lab) => {
        const { keyboard } = lab.page;
        const keys = lab.page.locator('.keys');
        const choice = keys.getByRole('checkbox');
        await lab.step(2);
        await keyboard.press('?');
        await keys.waitFor();
        assert.ok(await choice.isChecked(), 'they act until somebody turns them off');
        for (let presses = 0; presses < 60; ++presses) {
          if (await choice.evaluate((box) => box === document.activeElement)) break;
          await keyboard.press('Tab');
        }
        await keyboard.press('Space');
        assert.ok(!(await choice.isChecked()));
        await keyboard.press('Escape');
        await keys.waitFor({ state: 'detached' });

        const nothing = async (here: number): Promise<void> => {
          await lab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
          await keyboard.press('ArrowRight');
          await lab.at(here + 1);
          await keyboard.press('ArrowLeft');
          await lab.at(here);
          const before = { ...(await lab.shown()), controls: await lab.controls() };
          const speed = await lab.page.locator('.speed select').inputValue();
          for (const key of ['r', 'R', 'n', '[', ']', '?', 'Space']) await keyboard.press(key);
          assert.deepEqual({ ...(await lab.shown()), controls: await lab.controls() }, before);
          assert.equal(await lab.page.locator('.speed select').inputValue(), speed);
          assert.equal(await keys.count(), 0);
          assert.equal(await lab.page.getByRole('button', { name: 'Play' }).count(), 1, 'it does not play');
          assert.equal(
            await lab.page.locator('button[title*="(Space)"], button[title*="(?)"]').count(),
            0,
            'no button promises a key that is off',
          );
        };
        await nothing(2);
        await lab.link(); // the address has the position
        await lab.page.reload();
        await lab.ready();
        await lab.at(2);
        await nothing(2);

        await lab.page.getByRole('button', { name: 'Keys' }).click();
        await choice.check();
        await keyboard.press('Escape');
        await lab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await keyboard.press('?');
        await keys.waitFor();
      }));

    test('where nothing can be stored, the choice of keys lasts as long as the page', () =>
      room.using(id, async (lab) => {
        await lab.page.addInitScript(() => {
          Object.defineProperty(globalThis, 'localStorage', {
            get() {
              throw new DOMException('denied', 'SecurityError');
            },
          });
        });
        await lab.visit();
        const keys = lab.page.locator('.keys');
        await lab.page.keyboard.press('?');
        await keys.getByRole('checkbox').uncheck();
        await lab.page.keyboard.press('Escape');
        await keys.waitFor({ state: 'detached' });
        await lab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await lab.page.keyboard.press('?');
        await lab.page.keyboard.press('ArrowRight');
        await lab.at(1);
        assert.equal(await keys.count(), 0);
      }));

    test('the focus stays on a button that has just done its work', () =>
      room.using(id, async (lab) => {
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

    test('the focus of a notice that goes is with the step buttons', () =>
      room.using(
        id,
        async (lab) => {
          const dismiss = lab.notice.getByRole('button', { name: 'Dismiss' });
          await dismiss.focus();
          await lab.page.keyboard.press('Enter');
          await lab.page.locator('#transport:focus').waitFor();
          assert.equal(await lab.notice.count(), 0);
        },
        '#99;what',
      ));

    test('300 random keys do no harm, and none of them loses the focus', () =>
      room.using(id, async (lab) => {
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
        const focus = () =>
          page.evaluate(() => {
            const e = document.activeElement;
            return e && e !== document.body
              ? { tag: e.tagName, id: e.id, text: e.textContent?.trim().slice(0, 30) }
              : undefined;
          });
        const random = randomOf(20240229);
        for (let i = 0; i < 300; ++i) {
          const key = keys[Math.floor(random() * keys.length)] as string;
          // Links lead away from the page, as they should.
          const before = await focus();
          if (key !== 'Enter' || before?.tag !== 'A') await page.keyboard.press(key);
          // Beyond the last thing on the page Tab leads to the browser's own, and the end of presenting to where it began.
          await lab.painted();
          const lost = before && !key.endsWith('Tab') && (await focus()) === undefined;
          assert.ok(!lost, `key ${i}, ${key}, on ${JSON.stringify(before)} lost the focus`);
        }
        await page.keyboard.press('Escape');
        // Leaving a field is a change of its own, which lands where the student then is: Home comes after it.
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await lab.rests();
        // Further down the page Home is for reading: it leads to the top first, and from there to the start.
        for (let presses = 0; presses < 20 && (await lab.index()) !== 0; ++presses) {
          await page.keyboard.press('Home');
          await lab.rests();
        }
        await lab.at(0);
        // The keys may have typed what no step can start from; then the lab says so.
        await page.keyboard.press('ArrowRight');
        await page.waitForFunction(
          () =>
            document.querySelector<HTMLInputElement>('#scrub')?.value === '1' ||
            document.querySelector('.notice')?.textContent?.trim(),
        );
        await page.keyboard.press('Tab');
        assert.ok(await page.evaluate(() => document.activeElement !== document.body));
      }));
  });
}
