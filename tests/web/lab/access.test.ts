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
import { apart } from '../support/elements.ts';
import { LABS } from '../support/site.ts';

const PHONE: PageOptions = { width: 390, height: 844, touch: true };

/** Screens on which a lab is walked through once; what differs by colours or width alone is changed on the way. */
const SCREENS = [
  {
    name: 'desktop, by day and by night',
    options: {},
    schemes: ['light', 'dark'],
    widths: [1366],
    whole: [
      [1024, 768],
      [1920, 1080],
      [1366, 768],
    ],
    target: 24,
  },
  { name: 'phone', options: PHONE, schemes: ['light'], widths: [320, 768, 390], whole: [], target: 44 },
] as const;

const room = classroom();

const noViolations = async (lab: LabPage, state: string) =>
  assert.deepEqual(describeViolations(await axe(lab.page)), [], state);

/** Stage, bound, why and transport are in sight, whole and apart, without scrolling. */
async function wholeInside(lab: LabPage, [width, height]: readonly [number, number], phase: string) {
  await lab.page.setViewportSize({ width, height });
  await lab.rests(); // charts follow some frames later
  const boxes = await lab.page.locator('#stage, #bound, #why, #transport').evaluateAll((sections) =>
    sections.map((e) => ({
      id: e.id,
      clips: e.scrollHeight > e.clientHeight + 1,
      ...(e.getBoundingClientRect().toJSON() as DOMRect),
    })),
  );
  assert.equal(boxes.length, 4);
  for (const { id, top, left, right, bottom, clips } of boxes) {
    const where = `${id} on ${width} × ${height}, ${phase}: ${[left, top, right, bottom].map(Math.round)}`;
    assert.ok(top >= 0 && left >= 0 && right <= width && bottom <= height, where);
    assert.ok(!clips, `${where} shows all of itself`);
  }
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      assert.ok(apart(a, b), `${a.id} and ${b.id} overlap on ${width} × ${height}, ${phase}`);
    }
  }
  assert.equal(await lab.page.evaluate(() => scrollY), 0, `${width} × ${height}, ${phase}`);
}

/** Ends at the last of the widths. */
async function notSideways(lab: LabPage, widths: readonly number[], height: number, state: string) {
  for (const width of widths) {
    await lab.page.setViewportSize({ width, height });
    assert.deepEqual(await horizontalOverflow(lab.page), [], `${state}, ${width} px`);
    const keys = lab.page.locator('.keys');
    if ((await keys.count()) === 0) continue;
    const box = await keys.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= width, `the keys lie inside ${width} px`);
  }
}

async function targetsLarge(lab: LabPage, wanted: number) {
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
  assert.ok(sizes.some(({ transport }) => transport));
  for (const { what, width, height, transport } of sizes) {
    const least = transport ? wanted : 24;
    assert.ok(width >= least && height >= least, `${what}: ${width} × ${height}, at least ${least}`);
  }
}

for (const id of LABS) {
  describe(`lab ${id}: access and layout`, () => {
    for (const { name, options, schemes, widths, whole, target } of SCREENS) {
      test(`at the start, after each half-step, at the end and with everything open: nothing moves while it loads, axe finds nothing wrong, the panels are whole, nothing scrolls sideways, targets are large enough (${name})`, () =>
        room.using(
          id,
          async (lab) => {
            const { height } = lab.page.viewportSize() ?? { height: 0 };
            const axeFindsNothing = async (state: string) => {
              for (const colorScheme of schemes) {
                await lab.page.emulateMedia({ colorScheme });
                await lab.painted();
                await noViolations(lab, `${state}, ${colorScheme}`);
              }
            };
            const keys = lab.page.getByRole('button', { name: 'Keys' });

            assert.equal((await layoutShift(lab.page)).sum, 0);
            for (const state of ['start', 'first half-step', 'second half-step', 'end']) {
              if (state === 'end') await lab.runToEnd();
              else if (state !== 'start') await lab.step();
              await axeFindsNothing(state);
              for (const size of whole) await wholeInside(lab, size, state);
              await notSideways(lab, widths, height, state);
            }
            await keys.click();
            await lab.page.locator('.keys').waitFor();
            await axeFindsNothing('the list of keys');
            await keys.click();
            await lab.openMore();
            await lab.numbers();
            await axeFindsNothing('all details open');
            await targetsLarge(lab, target);
            await keys.click();
            await lab.page.locator('.keys').waitFor();
            await notSideways(lab, widths, height, 'all open');
          },
          '',
          options,
        ));
    }

    test('axe finds nothing wrong beside a notice', () =>
      room.using(
        id,
        async (lab) => {
          await lab.notice.waitFor();
          await noViolations(lab, 'notice');
        },
        '#99;what',
      ));

    for (const [name, options] of [
      ['desktop', {}],
      ['phone', PHONE],
    ] as const) {
      test(`nothing that can be pressed, and no section, moves, and no layout shifts that a reader has not caused, when it is stepped, played or run to the end (${name})`, () =>
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
            await lab.page.evaluate(() => {
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries() as (PerformanceEntry & {
                  value: number;
                  hadRecentInput: boolean;
                })[]) {
                  if (entry.hadRecentInput) continue;
                  document.body.dataset.shift = String(
                    Number(document.body.dataset.shift ?? 0) + entry.value,
                  );
                }
              }).observe({ type: 'layout-shift', buffered: true });
            });
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
            await lab.first.click();
            await lab.at(0);
            await lab.step(4);
            await lab.painted();
            assert.equal(await lab.page.evaluate(() => document.body.dataset.shift ?? '0'), '0');
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
