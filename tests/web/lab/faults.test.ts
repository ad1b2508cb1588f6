// Every lab when something breaks: the page says what, in words, and what can go on does.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { broken } from '../support/broken.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

/** (module (func (export "trap") unreachable)) */
const TRAP = [
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0],
  ...[7, 8, 1, 4, 0x74, 0x72, 0x61, 0x70, 0, 0, 10, 5, 1, 3, 0, 0, 0x0b],
];

const WORKER = /\/worker[^/]*\.js$/;

/** What a student must never have to read. */
const INTERNAL =
  /Aborted|ASSERTIONS|magic word|undefined|\[object|TypeError|at http|\.js:\d|localhost|127\.0\.0\.1|stack/i;

for (const id of LABS) {
  const tampered = (
    tamper: (page: Page) => Promise<unknown>,
    look: (lab: LabPage) => Promise<void>,
    fragment?: string,
  ) => broken(room, id, tamper, look, fragment);
  const readable = async (lab: LabPage) => {
    const text = await lab.noticeText();
    assert.match(text, /\w+ \w+ \w+/);
    assert.doesNotMatch(text, INTERNAL);
    assert.ok(text.length < 400, text);
    return text;
  };

  describe(`lab ${id}: faults`, () => {
    test('a worker that dies in the middle is replaced, and the run goes on where it stood', async () => {
      const lab = await room.open(id);
      try {
        await lab.step(3);
        const [worker] = lab.page.workers();
        assert.ok(worker);
        const replaced = new Promise((resolve) => worker.once('close', resolve));
        await worker
          .evaluate(() => {
            setTimeout(() => {
              throw new Error('unreachable executed');
            }, 0);
          })
          .catch(() => {}); // it may die before it answers
        await replaced;
        await lab.step();
        assert.equal(await lab.notice.count(), 0, 'nothing was lost, and nothing need be said');
        // The same step in an unbroken run gives the same bytes.
        const other = await room.open(id);
        await other.step(4);
        assert.deepEqual(await lab.shown(), await other.shown());
        await other.close();
      } finally {
        await lab.close();
      }
    });

    test('a core that traps says so and is replaced', async () => {
      const lab = await room.open(id);
      try {
        await lab.step(2);
        const shown = await lab.shown();
        const [worker] = lab.page.workers();
        assert.ok(worker);
        // Copying numbers into the core runs into a real trap, in the middle of a call. The next worker is whole.
        const replaced = new Promise((resolve) => worker.once('close', resolve));
        await worker.evaluate((bytes) => {
          const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)));
          Object.getPrototypeOf(Float64Array.prototype).set = () => (exports.trap as () => never)();
        }, TRAP);
        await lab.primary.click();
        assert.match(await readable(lab), /stopped.*restarted.*run is kept/);
        await replaced;
        assert.deepEqual(await lab.shown(), shown, 'the run stands where it stood');
        await lab.step(2);
        assert.equal(await lab.notice.count(), 0);
        assert.equal(await lab.last(), shown.index + 2);
        lab.assertClean();
      } finally {
        await lab.close();
      }
    });

    test('without the core the page says one clear sentence and keeps its text, and steps answer', () =>
      tampered(
        (page) =>
          page.context().route(/\.wasm$/, (route) => route.fulfill({ status: 404, body: 'not found' })),
        async (lab) => {
          const text = await readable(lab);
          assert.match(text, /load/);
          assert.doesNotMatch(text, /Your run is kept/, 'there is no run to keep');
          assert.ok(await lab.page.locator('#about').isVisible());
          // Keys that come anyway do not hang the page.
          for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Space', 'End', 'Home'])
            await lab.page.keyboard.press(key);
          await lab.painted();
          assert.notEqual((await lab.primary.innerText()).trim(), 'Loading…', 'nothing is loading any more');
        },
      ));

    test('a core that comes late but comes can be asked for again', () =>
      tampered(
        (page) =>
          page
            .context()
            .route(/\.wasm$/, (route) => route.fulfill({ status: 503, body: 'busy' }), { times: 4 }),
        async (lab) => {
          await readable(lab);
          await lab.page.context().unroute(/\.wasm$/);
          const again = lab.notice.getByRole('button').first();
          await again.click();
          await lab.ready();
          await lab.step();
        },
      ));

    test('a worker script that is broken is told of, not waited for', () =>
      tampered(
        (page) =>
          page
            .context()
            .route(WORKER, (route) =>
              route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("broken");' }),
            ),
        async (lab) => {
          await readable(lab);
        },
      ));

    test('a part of the page that does not load is told of, and the rest works', () =>
      tampered(
        (page) => page.route(/\/chartjs-[^/]*\.js$/, (route) => route.abort()),
        async (lab) => {
          // Said where the chart would be.
          await lab.page.locator('.chart', { hasText: 'could not be loaded' }).waitFor();
          await lab.primary.click();
          await lab.at(1);
        },
      ));

    test('a link that cannot be started from leaves a page that works', () =>
      tampered(
        async () => {},
        async (lab) => {
          // Whatever the first choice control with an impossible option is, "own" data are not in a link.
          await lab.page.locator('.field select').first().waitFor();
          await lab.painted();
          const own = await lab.page.locator('.field option[value="own"]').count();
          if (own === 0) return;
          await lab.page.goto('about:blank');
          await lab.page.goto(`${lab.url}#1;data=own`);
          await readable(lab);
          assert.ok(
            await lab.page.locator('.field select').first().isEnabled(),
            'another data set can be chosen',
          );
          await lab.ready();
          await lab.step();
        },
      ));
  });
}
