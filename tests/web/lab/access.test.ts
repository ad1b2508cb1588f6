// Every lab by keyboard, by touch, on small and large screens, and as axe sees it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  axe,
  describeViolations,
  horizontalOverflow,
  layoutShift,
  type PageOptions,
} from '../support/browser.ts';
import { type Classroom, type LabPage, openClassroom, randomOf } from '../support/lab.ts';
import { LABS } from '../support/site.ts';

const PHONE: PageOptions = { width: 390, height: 844, touch: true };

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
  const noViolations = async (lab: LabPage, state: string) =>
    assert.deepEqual(describeViolations(await axe(lab.page)), [], state);

  describe(`lab ${id}: axe`, () => {
    for (const [name, options] of [
      ['light', {}],
      ['dark', { colorScheme: 'dark' }],
      ['phone', PHONE],
    ] as const) {
      test(`finds nothing wrong at the start, after each half-step, at the end, with everything open (${name})`, () =>
        using(async (lab) => {
          await noViolations(lab, 'start');
          for (const state of ['after the first half-step', 'after the second']) {
            await lab.step();
            await noViolations(lab, state);
          }
          await lab.runToEnd();
          await noViolations(lab, 'at the end of the run');
          await lab.page.getByRole('button', { name: 'Keys' }).click();
          await lab.page.locator('.keys').waitFor();
          await noViolations(lab, 'the list of keys');
          await lab.page.getByRole('button', { name: 'Keys' }).click();
          await lab.openMore();
          await lab.numbers();
          await noViolations(lab, 'all details open');
        }, options));
    }

    test('finds nothing wrong beside a notice', () =>
      using(
        async (lab) => {
          await lab.notice.waitFor();
          await noViolations(lab, 'notice');
        },
        {},
        '#99;what',
      ));
  });

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
                walk: e.dataset['walk'],
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
        await lab.page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('#scrub')?.value) > 0);
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

  describe(`lab ${id}: layout`, () => {
    for (const [width, height] of [
      [1366, 768],
      [1024, 768],
      [1920, 1080],
    ] as const) {
      test(`stage, bound, why and transport lie inside ${width} × ${height}, in every phase`, () =>
        using(
          async (lab) => {
            for (const phase of ['start', 'first half-step', 'second half-step', 'end']) {
              if (phase === 'end') await lab.runToEnd();
              else if (phase !== 'start') await lab.step();
              const boxes = await lab.page
                .locator('#stage, #bound, #why, #transport')
                .evaluateAll((sections) =>
                  sections.map((e) => ({
                    id: e.id,
                    clips: e.scrollHeight > e.clientHeight + 1,
                    ...(e.getBoundingClientRect().toJSON() as DOMRect),
                  })),
                );
              for (const { id: section, top, left, right, bottom, clips } of boxes) {
                const where = `${section}, ${phase}: ${[left, top, right, bottom].map(Math.round)}`;
                assert.ok(top >= 0 && left >= 0 && right <= width && bottom <= height, where);
                assert.ok(!clips, `${where} shows all of itself`);
              }
              for (const [i, a] of boxes.entries()) {
                for (const b of boxes.slice(i + 1)) {
                  const apart =
                    a.right <= b.left + 0.5 ||
                    b.right <= a.left + 0.5 ||
                    a.bottom <= b.top + 0.5 ||
                    b.bottom <= a.top + 0.5;
                  assert.ok(apart, `${a.id} and ${b.id} overlap, ${phase}`);
                }
              }
              assert.equal(await lab.page.evaluate(() => scrollY), 0);
            }
          },
          { width, height },
        ));
    }

    for (const width of [320, 390, 768, 1366]) {
      test(`never scrolls sideways at ${width} px`, () =>
        using(
          async (lab) => {
            assert.deepEqual(await horizontalOverflow(lab.page), [], 'start');
            for (const state of ['first half-step', 'second half-step']) {
              await lab.step();
              assert.deepEqual(await horizontalOverflow(lab.page), [], state);
            }
            await lab.runToEnd();
            await lab.openMore();
            await lab.numbers();
            await lab.page.getByRole('button', { name: 'Keys' }).click();
            await lab.page.locator('.keys').waitFor();
            assert.deepEqual(await horizontalOverflow(lab.page), [], 'all open');
            const keys = await lab.page.locator('.keys').boundingBox();
            assert.ok(keys && keys.x >= 0 && keys.x + keys.width <= width, 'the list of keys lies inside');
          },
          { width, height: 800, touch: width < 800 },
        ));
    }

    for (const [name, options] of [
      ['desktop', {}],
      ['phone', PHONE],
    ] as const) {
      test(`nothing moves while it loads (${name})`, () =>
        using(async (lab) => {
          assert.equal(await layoutShift(lab.page), 0);
        }, options));

      test(`nothing that can be pressed, and no section, moves when it is stepped, played or run to the end (${name})`, () =>
        using(async (lab) => {
          const places = () =>
            lab.page
              .locator(
                '#stage, #bound, #why, #transport, #controls, #transport button, #transport select, #scrub',
              )
              .evaluateAll((all) =>
                all.map((e) => {
                  const { left, top, right, bottom } = e.getBoundingClientRect();
                  const inner = e.tagName === 'SECTION' ? [] : [right, bottom];
                  return `${e.id || (e.getAttribute('title') ?? '').replace(/^(Play|Pause)/, 'Play') || e.tagName}: ${[left, top, ...inner].map(Math.round)}`;
                }),
              );
          await lab.step(); // what is shown from the first step on may come with it
          const before = await places();
          for (let i = 0; i < 4; ++i) {
            await lab.step();
            assert.deepEqual(await places(), before, await lab.sentenceText());
          }
          await lab.play.click();
          await lab.page.locator('#transport button[title^="Pause"]').waitFor();
          assert.deepEqual(await places(), before, 'playing');
          await lab.play.click();
          await lab.rests();
          await lab.runToEnd();
          assert.deepEqual(await places(), before, 'at the end');
        }, options));
    }

    test('no layout shift that a reader has not caused', () =>
      using(async (lab) => {
        await lab.page.evaluate(() => {
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & {
              value: number;
              hadRecentInput: boolean;
            })[]) {
              if (entry.hadRecentInput) continue;
              document.body.dataset['shift'] = String(
                Number(document.body.dataset['shift'] ?? 0) + entry.value,
              );
            }
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await lab.runToEnd();
        await lab.first.click();
        await lab.at(0);
        await lab.step(4);
        await lab.painted();
        assert.equal(await lab.page.evaluate(() => document.body.dataset['shift'] ?? '0'), '0');
      }));

    for (const [name, options, wanted] of [
      ['mouse', {}, 24],
      ['touch', PHONE, 44],
    ] as const) {
      test(`targets are large enough (${name})`, () =>
        using(async (lab) => {
          await lab.step(2);
          await lab.openMore();
          const sizes = await lab.page
            .locator('button, select, input, textarea, summary, header a')
            .evaluateAll((targets) =>
              targets
                .filter((e) => e.checkVisibility())
                .map((e) => {
                  const { width, height } = (e.closest('label.file') ?? e).getBoundingClientRect();
                  return {
                    what: `${e.tagName} ${e.id || (e.getAttribute('title') ?? e.textContent ?? '').trim()}`,
                    width,
                    height,
                    transport: e.closest('#transport .buttons') !== null,
                  };
                }),
            );
          for (const { what, width, height, transport } of sizes) {
            const least = transport ? wanted : 24;
            assert.ok(width >= least && height >= least, `${what}: ${width} × ${height}, at least ${least}`);
          }
        }, options));
    }

    test('with text at 200 % nothing is lost sideways', () =>
      using(
        async (lab) => {
          await lab.page.evaluate(() => {
            document.documentElement.style.fontSize = '34px'; // the policy is about markup, not about the object model
          });
          await lab.step(2);
          assert.deepEqual(await horizontalOverflow(lab.page), []);
        },
        { width: 640, height: 800 },
      ));

    test('the theme switch changes the page and both canvases, and a reload keeps it', () =>
      using(async (lab) => {
        await lab.step(2);
        const light = await lab.digests();
        await lab.page.getByRole('button', { name: 'Dark' }).click();
        await lab.page.locator('html[data-theme="dark"]').waitFor();
        const dark = await lab.digests();
        for (const [i, digest] of dark.entries()) assert.notEqual(digest, light[i]);
        await noViolations(lab, 'dark by hand');
        await lab.visit();
        await lab.page.locator('html[data-theme="dark"]').waitFor();
        await lab.page.getByRole('button', { name: 'Light' }).click();
        await lab.page.locator('html[data-theme="light"]').waitFor();
        await lab.step(2);
        assert.deepEqual(await lab.digests(), light);
      }));

    test('with motion, a step comes to rest in the same picture as without', () =>
      using(async (lab) => {
        await lab.step(2);
        const still = await lab.digests();
        const moving = await room.open(id, '', { reducedMotion: 'no-preference' });
        try {
          await moving.step(2);
          const wanted = still.length;
          // Each frame of the way differs; the last one does not, and stays.
          for (let frames = 0; frames < 120; ++frames) {
            const now = await moving.digests();
            if (now.every((digest, i) => digest === still[i])) break;
          }
          assert.deepEqual((await moving.digests()).slice(0, wanted), still);
          moving.assertClean();
        } finally {
          await moving.close();
        }
      }));
  });
}
