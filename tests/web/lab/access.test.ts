// Every lab as axe sees it, on small and large screens, and while it moves.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  axe,
  describeViolations,
  horizontalOverflow,
  layoutShift,
  type PageOptions,
} from '../support/browser.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const PHONE: PageOptions = { width: 390, height: 844, touch: true };

const room = classroom();

for (const id of LABS) {
  const noViolations = async (lab: LabPage, state: string) =>
    assert.deepEqual(describeViolations(await axe(lab.page)), [], state);

  describe(`lab ${id}: axe`, () => {
    for (const [name, options] of [
      ['light', {}],
      ['dark', { colorScheme: 'dark' }],
      ['phone', PHONE],
    ] as const) {
      test(`finds nothing wrong at the start, after each half-step, at the end, with everything open (${name})`, () =>
        room.using(
          id,
          async (lab) => {
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
          },
          '',
          options,
        ));
    }

    test('finds nothing wrong beside a notice', () =>
      room.using(
        id,
        async (lab) => {
          await lab.notice.waitFor();
          await noViolations(lab, 'notice');
        },
        '#99;what',
      ));
  });

  describe(`lab ${id}: layout`, () => {
    for (const [width, height] of [
      [1366, 768],
      [1024, 768],
      [1920, 1080],
    ] as const) {
      test(`stage, bound, why and transport lie inside ${width} × ${height}, in every phase`, () =>
        room.using(
          id,
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
          '',
          { width, height },
        ));
    }

    for (const width of [320, 390, 768, 1366]) {
      test(`never scrolls sideways at ${width} px`, () =>
        room.using(
          id,
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
          '',
          { width, height: 800, touch: width < 800 },
        ));
    }

    for (const [name, options] of [
      ['desktop', {}],
      ['phone', PHONE],
    ] as const) {
      test(`nothing moves while it loads (${name})`, () =>
        room.using(
          id,
          async (lab) => {
            assert.equal(await layoutShift(lab.page), 0);
          },
          '',
          options,
        ));

      test(`nothing that can be pressed, and no section, moves when it is stepped, played or run to the end (${name})`, () =>
        room.using(
          id,
          async (lab) => {
            const places = async () => {
              await lab.page.evaluate(() => scrollTo(0, 0)); // where a click has scrolled to is not a move
              return lab.page
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
            };
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
          },
          '',
          options,
        ));
    }

    test('no layout shift that a reader has not caused', () =>
      room.using(id, async (lab) => {
        await lab.page.evaluate(() => {
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & {
              value: number;
              hadRecentInput: boolean;
            })[]) {
              if (entry.hadRecentInput) continue;
              document.body.dataset.shift = String(Number(document.body.dataset.shift ?? 0) + entry.value);
            }
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await lab.runToEnd();
        await lab.first.click();
        await lab.at(0);
        await lab.step(4);
        await lab.painted();
        assert.equal(await lab.page.evaluate(() => document.body.dataset.shift ?? '0'), '0');
      }));

    for (const [name, options, wanted] of [
      ['mouse', {}, 24],
      ['touch', PHONE, 44],
    ] as const) {
      test(`targets are large enough (${name})`, () =>
        room.using(
          id,
          async (lab) => {
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
              assert.ok(
                width >= least && height >= least,
                `${what}: ${width} × ${height}, at least ${least}`,
              );
            }
          },
          '',
          options,
        ));
    }

    test('with text at 200 % nothing is lost sideways', () =>
      room.using(
        id,
        async (lab) => {
          await lab.page.evaluate(() => {
            document.documentElement.style.fontSize = '34px'; // the policy is about markup, not about the object model
          });
          await lab.step(2);
          assert.deepEqual(await horizontalOverflow(lab.page), []);
        },
        '',
        { width: 640, height: 800 },
      ));

    test('the theme switch changes the page and both canvases, and a reload keeps it', () =>
      room.using(id, async (lab) => {
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
      room.using(id, async (lab) => {
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
