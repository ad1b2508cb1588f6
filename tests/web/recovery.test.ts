// A lab to which something happens: the run is kept or comes back, and one sentence says what to do. Each fault is caused. On
// a lab of EM, and on one whose steps come many at a time; the shell is the same for all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page, Route } from 'playwright-core';
import { arrives, broken, press, whole } from './support/broken.ts';
import { classroom, type LabPage } from './support/classroom.ts';

const room = classroom();

const WORKER = /\/worker[^/]*\.js$/;
/** Longer than the page waits for an answer without a word. */
const LONG = 11_000;
/** On the way of each of the links below a worker is asked more often. */
const HEARD = 20;

/** A run with something done on its way, and where it leads. */
const WAYS = {
  gmm: '#1;k=4;seed=3;@2:alpha=5;t=6',
  sgvb: '#1;seed=3;@12:stepSize=0.02;t=30',
} as const;

for (const id of ['gmm', 'sgvb'] as const) {
  const way = WAYS[id];

  /** The page's clock is the test's. */
  const clocked = (
    tamper: (page: Page) => Promise<unknown>,
    look: (lab: LabPage) => Promise<void>,
    fragment?: string,
  ) =>
    broken(
      room,
      id,
      async (page) => {
        await page.clock.install();
        await tamper(page);
      },
      look,
      fragment,
    );
  const hash = (lab: LabPage) => new URL(lab.page.url()).hash;

  describe(`lab ${id}: recovery`, () => {
    test('a worker that is killed without a word is missed after a while, and the run goes on from where it stood', () =>
      clocked(
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

              override postMessage(message: unknown) {
                super.postMessage(message);
                const { callsToLive = Number.POSITIVE_INFINITY } = window as { callsToLive?: number };
                Object.assign(window, { callsToLive: callsToLive - 1 });
                if (callsToLive === 0) this.terminate();
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
          assert.deepEqual(await lab.shown(), await whole(room, id, await lab.link()));

          const many = lab.page.locator('details.many-starts');
          if ((await many.count()) === 0) return;
          await many.locator('summary').click();
          await lab.page.evaluate(() => Object.assign(window, { callsToLive: 60 }));
          await many.getByRole('button', { name: /Follow/ }).click();
          await many.locator('.rank:not(.off)').first().waitFor();
          await lab.page.waitForFunction(() => (window as { callsToLive?: number }).callsToLive === -1);
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
      clocked(
        async (page) => {
          await page.addInitScript(() => {
            const { postMessage } = Worker.prototype;
            Worker.prototype.postMessage = function (this: Worker, message: { model?: string }) {
              const { asked = 0 } = window as { asked?: number };
              if (message.model) Object.assign(window, { asked: asked + 1 });
              postMessage.call(this, message);
            };
          });
          await page.context().route(
            WORKER,
            async (route) => {
              const response = await route.fetch();
              // Of a worker that hears no more after so many calls, as one that is ended by the system.
              const deaf = `let calls = 0; addEventListener('message', (event) => {
                if (event.data.model && ++calls > ${HEARD}) event.stopImmediatePropagation();
              });\n`;
              await route.fulfill({ response, body: deaf + (await response.text()) });
            },
            { times: 1 },
          );
        },
        async (lab) => {
          await lab.page.waitForFunction((most) => ((window as { asked?: number }).asked ?? 0) > most, HEARD);
          // Answers to what was asked before may still come, and with each the wait begins anew.
          for (let tries = 0; tries < 20 && !(await lab.notice.isVisible()); ++tries)
            await lab.page.clock.fastForward(LONG);
          assert.match(await lab.noticeText(), /has not answered/);
          assert.equal(hash(lab), way);
          await press(lab, 'Start it again');
          await arrives(room, id, lab, way);
        },
        way,
      ));

    if (id !== 'gmm') return; // from here on all is the shell's

    test('without the core a link stays as it is, and is followed when the core is there', () =>
      clocked(
        (page) => page.context().route(/\.wasm$/, (route) => route.fulfill({ status: 404, body: '' })),
        async (lab) => {
          assert.match(await lab.noticeText(), /could not be loaded/);
          assert.equal(hash(lab), way);
          await lab.page.context().unroute(/\.wasm$/);
          await press(lab, 'Try again');
          await arrives(room, id, lab, way);
        },
        way,
      ));

    test('a core that is long in coming is told of, and the sentence goes when it comes', async () => {
      let held: Route | undefined;
      await clocked(
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
          await arrives(room, id, lab, way);
        },
        way,
      );
    });

    test('a page of which a script is missing says so and offers to reload', async () => {
      const names = new Set<string>();
      const probe = await room.open(id);
      for (const { name } of await probe.page.evaluate(() => performance.getEntriesByType('resource')))
        if (/\.js$/.test(name) && !/\/(worker_by_model|chartjs|timeline|offline)-|_module-/.test(name))
          names.add(name);
      await probe.close();
      const parts = [...names].filter((name) => new RegExp(`/(main|view|${id})-`).test(name));
      assert.ok(parts.length >= 3, [...names].join('\n'));
      for (const part of parts)
        await clocked(
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
            await arrives(room, id, lab, way);
          },
          way,
        );
    });
  });
}
