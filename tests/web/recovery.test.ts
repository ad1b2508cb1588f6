// A lab to which something happens: the run is kept or comes back, and one sentence says what to do. Each fault is caused. On
// a lab of EM, and on one whose steps come many at a time; the shell is the same for all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locator, Page, Route } from 'playwright-core';
import { classroom, LabPage } from './support/classroom.ts';

const room = classroom();

const WORKER = /\/worker[^/]*\.js$/;
/** Longer than the page waits for an answer without a word. */
const LONG = 11_000;

/** A run with something done on its way, and where it leads. */
const WAYS = {
  gmm: '#1;k=4;seed=3;@2:alpha=5;t=6',
  sgvb: '#1;seed=3;@12:stepSize=0.02;t=30',
} as const;

/** Slow to converge: many half-steps, of which none is the last. */
const LONG_WAY = '#1;seed=3;@1:alpha=2;t=60';

for (const id of ['gmm', 'sgvb'] as const) {
  const way = WAYS[id];

  /** A lab's page that is tampered with before it is opened. Its clock is the test's. */
  const broken = async (
    tamper: (page: Page) => Promise<unknown>,
    look: (lab: LabPage) => Promise<void>,
    fragment = '',
  ) => {
    const watched = await room.browser.newPage();
    try {
      await watched.page.clock.install();
      await tamper(watched.page);
      const lab = new LabPage(watched, new URL(`lab/${id}/`, room.site.url).href);
      await lab.page.goto(lab.url + fragment);
      await look(lab);
      assert.deepEqual(
        watched.troubles.filter((trouble) => trouble.startsWith('uncaught')),
        [],
      );
    } finally {
      await watched.close();
    }
  };
  const press = (lab: LabPage, name: string) => lab.notice.getByRole('button', { name }).click();
  const hash = (lab: LabPage) => new URL(lab.page.url()).hash;
  /** What the same link shows where nothing breaks. */
  const whole = async (fragment: string) => {
    const lab = await room.open(id, fragment);
    await lab.rests();
    const shown = await lab.shown();
    await lab.close();
    return shown;
  };
  const arrives = async (lab: LabPage) => {
    await lab.ready();
    await lab.rests();
    assert.deepEqual(await lab.shown(), await whole(way));
    assert.equal(await lab.notice.count(), 0, 'nothing is left to be said');
  };

  describe(`lab ${id}: recovery`, () => {
    test('a worker that is killed without a word is missed after a while, and the run goes on from where it stood', () =>
      broken(
        (page) =>
          page.addInitScript(() => {
            const Native = Worker;
            const all: Worker[] = [];
            Object.assign(window, { all });
            window.Worker = class extends Native {
              constructor(address: string | URL, options?: WorkerOptions) {
                super(address, options);
                all.push(this);
              }
            };
          }),
        async (lab) => {
          const kill = () =>
            lab.page.evaluate(() => (window as unknown as { all: Worker[] }).all.at(-1)?.terminate());
          await lab.ready();
          await lab.play.click();
          await lab.page.waitForFunction(
            () => Number(document.querySelector<HTMLInputElement>('#scrub')?.value) >= 2,
          );
          await kill();
          await lab.page.clock.fastForward(LONG); // the step that is asked for next is never answered
          await lab.page.clock.fastForward(LONG);
          assert.match(await lab.noticeText(), /has not answered for a while.*your run is kept/s);
          const at = await lab.index();
          await press(lab, 'Start it again');
          await lab.notice.filter({ hasText: 'restarted' }).waitFor();
          await lab.rests();
          assert.equal(await lab.index(), at);
          await lab.step();
          assert.equal(await lab.notice.count(), 0);
          await lab.rests();
          assert.deepEqual(await lab.shown(), await whole(await lab.link()));

          const many = lab.page.locator('details.many-starts');
          if ((await many.count()) === 0) return;
          await many.locator('summary').click();
          await many.getByRole('button', { name: /Follow/ }).click();
          await many.locator('.rank:not(.off)').first().waitFor();
          await kill();
          await lab.page.clock.fastForward(LONG);
          await press(lab, 'Start it again');
          await lab.notice.filter({ hasText: 'restarted' }).waitFor();
          assert.ok((await many.locator('.rank:not(.off)').count()) > 0, 'what is known stays');
          await many.getByRole('button', { name: /Follow/ }).click();
          await many.getByRole('button', { name: 'Cancel' }).click();
          await lab.step();
        },
      ));

    test('a core that breaks on the way of a link leaves the link, and the way is gone again', () =>
      broken(
        (page) =>
          page.context().route(
            WORKER,
            async (route) => {
              const response = await route.fetch();
              // Of a worker that hears no more after so many calls, as one that is ended by the system.
              const deaf = `let calls = 0; addEventListener('message', (event) => {
                if (event.data.model && ++calls > 30) event.stopImmediatePropagation();
              });\n`;
              await route.fulfill({ response, body: deaf + (await response.text()) });
            },
            { times: 1 },
          ),
        async (lab) => {
          await lab.page.waitForFunction(() => document.querySelector('#scrub'));
          await lab.page.clock.fastForward(LONG);
          assert.match(await lab.noticeText(), /has not answered/);
          assert.equal(hash(lab), way);
          await press(lab, 'Start it again');
          await arrives(lab);
        },
        way,
      ));

    if (id !== 'gmm') return; // from here on all is the shell's

    test('without the core a link stays as it is, and is followed when the core is there', () =>
      broken(
        (page) => page.context().route(/\.wasm$/, (route) => route.fulfill({ status: 404, body: '' })),
        async (lab) => {
          assert.match(await lab.noticeText(), /could not be loaded/);
          assert.equal(hash(lab), way);
          await lab.page.context().unroute(/\.wasm$/);
          await press(lab, 'Try again');
          await arrives(lab);
        },
        way,
      ));

    test('a core that is long in coming is told of, and the sentence goes when it comes', async () => {
      let held: Route | undefined;
      await broken(
        (page) =>
          page.context().route(
            /\.wasm$/,
            (route) => {
              held = route;
            },
            { times: 1 },
          ),
        async (lab) => {
          await lab.page.waitForFunction(() => document.querySelector('#transport .moves'));
          while (!held) await lab.painted();
          await lab.page.clock.fastForward(LONG);
          assert.match(await lab.noticeText(), /has not come yet/);
          await held.continue();
          await arrives(lab);
        },
        way,
      );
    });

    test('a page of which a script is missing says so and offers to reload', async () => {
      const names = new Set<string>();
      const probe = await room.open(id);
      for (const { name } of await probe.page.evaluate(() => performance.getEntriesByType('resource')))
        if (/\.js$/.test(name) && !/\/(worker|chartjs|timeline|offline)-|_module-/.test(name))
          names.add(name);
      await probe.close();
      const parts = [...names].filter((name) => new RegExp(`/(main|view|${id})-`).test(name));
      assert.ok(parts.length >= 3, [...names].join('\n'));
      for (const part of parts)
        await broken(
          (page) => page.context().route(part, (route) => route.abort()),
          async (lab) => {
            if (/main-/.test(part)) {
              // Nothing runs: the text alone says it, in its time.
              const overdue = lab.page.locator('.overdue');
              await lab.page.evaluate(() => {
                for (const animation of document.getAnimations()) animation.finish();
              });
              assert.match(await overdue.innerText(), /reload the page/);
              assert.equal(await overdue.evaluate((e) => getComputedStyle(e).visibility), 'visible');
              return;
            }
            assert.match(await lab.noticeText(), /part of this page could not be loaded/);
            assert.equal(hash(lab), way);
            await lab.page.context().unroute(part);
            await press(lab, 'Reload');
            await arrives(lab);
          },
          way,
        );
    });

    test('a table for which there is no memory is refused in words, and the run goes on', () =>
      broken(
        async () => {},
        async (lab) => {
          await arrives(lab);
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
          await arrives(lab);
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
        const known = () =>
          lab.page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '{}'), `elbo-lab-lesson-${id}`);
        await right(lab.page, 'gap-after-e', (form) => form.locator('input').fill('0'));
        await right(other, 'moved-by-e', (form) => form.locator('input[value="bound"]').check());
        assert.deepEqual(await known(), { page: 2, right: ['gap-after-e', 'moved-by-e'] });
        await lab.page.locator('#lesson').getByRole('button', { name: 'Next', exact: true }).click();
        await lab.page.locator('#lesson .lesson-bar', { hasText: 'Page 3' }).waitFor();
        assert.deepEqual(await known(), { page: 3, right: ['gap-after-e', 'moved-by-e'] });
        await lab.page.getByText(/^2 of \d+ questions right/).waitFor();
        lab.assertClean();
      } finally {
        await lab.close();
      }
    });
  });
}
