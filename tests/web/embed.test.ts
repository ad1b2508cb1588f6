// A lab in a page of another origin: the example of docs/embedding.md, and who may say what to whom.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Frame } from 'playwright-core';
import { axe, describeViolations, horizontalOverflow } from './support/browser.ts';
import { classroom } from './support/classroom.ts';
import { foreignPages, type Heard, heardBy, told } from './support/foreign.ts';
import { DIST, LABS } from './support/site.ts';

const KB = 1000;

const room = classroom();
const { foreign, visiting } = foreignPages(room);

describe('<elbo-lab> in a page of another origin', () => {
  test('is one small file, which imports nothing', () => {
    const code = readFileSync(join(DIST, 'embed.js'));
    assert.ok(gzipSync(code, { level: 9 }).length < 3 * KB);
    assert.doesNotMatch(code.toString(), /\bimport\b/);
    assert.match(code.toString(), /^\(\(\)=>\{[\s\S]*\}\)\(\);\n$/, 'no names of it are the page’s');
  });

  test('the example of the docs shows the lab, tells what happens, and leads it where a button says', () =>
    visiting('', async (watched, lab) => {
      const { page } = watched;
      const [ready] = await heardBy(watched);
      assert.deepEqual([ready?.type, ready?.detail.index], ['elbo-ready', 0]);
      assert.match(ready?.detail.link ?? '', /^#1;seed=3;ui=!k$/);
      const frame = page.locator('elbo-lab iframe');
      assert.match((await frame.getAttribute('title')) ?? '', /ELBO Lab/);
      assert.equal(await frame.getAttribute('loading'), 'lazy');

      // What is around a lab is not there; what a student works with is.
      for (const gone of ['.labs', '.skip', '#about', '#data', '#lesson', '#why', '.open-lesson'])
        assert.ok(!(await lab.locator(gone).first().isVisible()), gone);
      for (const seen of [
        '#stage canvas',
        '#bound canvas',
        '#transport .primary',
        '#controls',
        '#control-seed',
      ])
        assert.ok(await lab.locator(seen).isVisible(), seen);
      assert.ok(await lab.locator('#control-k').isDisabled(), 'locked by ui');

      // By hand in the frame, which the page hears of.
      await lab.locator('#transport .primary').click();
      await told(watched, 1);
      assert.match(await page.locator('#bound').innerText(), /\d/);
      const open = lab.locator('.open-lab');
      assert.equal(await open.getAttribute('href'), '/courses/elbo/lab/gmm/#1;seed=3;t=0.5;ui=!k');
      assert.equal(await open.getAttribute('rel'), 'noopener');

      // By the page's own button.
      const entries = await page.evaluate(() => history.length);
      await page.getByRole('button', { name: 'Show me' }).click();
      await told(watched, 4);
      assert.equal((await heardBy(watched)).at(-1)?.detail.link, '#1;seed=3;t=2;ui=!k');
      assert.equal(new URL(lab.url()).search, '?embed=&theme=light');
      await lab.locator('#control-seed').fill('5');
      await lab.locator('#control-seed').press('Enter');
      await told(watched, 0);
      assert.equal(await page.evaluate(() => history.length), entries, 'Back belongs to the page');
    }));

  test('methods and attributes do what a hand does; nonsense is an event in words and changes nothing', () =>
    visiting('', async (watched, lab) => {
      const { page } = watched;
      const ask = (name: string, ...args: unknown[]) =>
        page.evaluate(
          ([method, values]) => {
            const element = document.querySelector('elbo-lab') as unknown as Record<
              string,
              (...a: unknown[]) => void
            >;
            element[method]?.(...values);
          },
          [name, args] as const,
        );
      await ask('step', 3);
      await told(watched, 3);
      await ask('back');
      await told(watched, 2);
      await ask('goTo', 0);
      await told(watched, 0);
      await ask('converge');
      await page.waitForFunction(() => {
        const { state } = document.querySelector('elbo-lab') as unknown as { state: { converged: boolean } };
        return state.converged;
      });
      await ask('goTo', 1);
      await told(watched, 1);
      for (const [method, value] of [
        ['step', 0],
        ['step', '<b>'],
        ['goTo', 0.5],
        ['go', '#javascript:1'],
      ] as const)
        await ask(method, value);
      await page.waitForFunction(
        () =>
          (globalThis as unknown as { heard: Heard }).heard.filter(({ type }) => type === 'elbo-error')
            .length === 4,
      );
      assert.equal((await heardBy(watched)).at(-1)?.type, 'elbo-error');
      assert.match((await heardBy(watched)).at(-1)?.detail.message ?? '', /begins with “#1”/);
      assert.equal(await lab.locator('#scrub').inputValue(), '1');

      await page.evaluate(() =>
        document.querySelector('elbo-lab')?.setAttribute('link', 'https://x.example/lab/gmm/#1;seed=7;t=1'),
      );
      await told(watched, 2);
      assert.equal(await lab.locator('#control-seed').inputValue(), '7');

      // In its own language again where there is no such one.
      for (const [wanted, shown] of [
        ['de-AT', 'de'],
        ['en', 'en'],
        ['xx', 'en'],
      ] as const) {
        await page.evaluate((tag) => document.querySelector('elbo-lab')?.setAttribute('lang', tag), wanted);
        const frame = page.frameLocator('elbo-lab iframe');
        await frame.locator(`html[lang="${shown}"] #transport .primary`).waitFor();
        assert.equal(await frame.locator('#control-seed').inputValue(), '7', 'as its link says');
      }

      await page.evaluate(() => document.querySelector('elbo-lab')?.setAttribute('lab', '../x'));
      assert.match((await heardBy(watched)).at(-1)?.detail.message ?? '', /not the name of a lab/);
      assert.equal(await page.locator('elbo-lab iframe').count(), 0);
    }));

  test('keys act where the focus is', () =>
    visiting('', async (watched, lab) => {
      const { page } = watched;
      await page.locator('h1').click();
      await page.keyboard.press('ArrowRight');
      await lab.locator('#stage').click({ position: { x: 2, y: 2 } });
      await page.keyboard.press('ArrowRight');
      await told(watched, 1);
      assert.equal(await lab.locator('#scrub').getAttribute('max'), '1', 'the first press was not the lab’s');
    }));

  for (const [width, colorScheme] of [
    [1200, 'light'],
    [760, 'dark'],
    [390, 'light'],
  ] as const) {
    test(`every lab is as high as its frame, does not scroll, and axe finds nothing wrong, at ${width} px`, () =>
      visiting(
        'all.html',
        async ({ page }) => {
          for (const [i, id] of LABS.entries()) {
            await page.locator('elbo-lab').nth(i).scrollIntoViewIfNeeded();
            await page.waitForFunction(
              (n) => (document.querySelectorAll('elbo-lab')[n] as unknown as { state: unknown }).state,
              i,
            );
            const lab = page.frames().find((frame) => frame.url().includes(`/lab/${id}/`)) as Frame;
            await lab.waitForFunction(() => {
              const { height } = document.body.getBoundingClientRect();
              const whole = document.querySelector('.readings') !== null;
              return whole && Math.abs(height - innerHeight) < 2;
            });
            await lab.waitForFunction(() => document.documentElement.scrollHeight <= innerHeight + 1);
            assert.deepEqual(await horizontalOverflow(lab), [], id);
            const inner = await lab.evaluate(() => innerHeight);
            assert.ok(inner > 400 && inner < 2000, `${id}: ${inner}`);
            if (width < 1200) assert.deepEqual(describeViolations(await axe(lab)), [], id);
          }
        },
        { width, colorScheme },
      ));
  }
});

describe('messages', () => {
  test('of other windows, of strangers to the protocol and of other origins are not heard', () =>
    visiting('', async (watched, lab) => {
      const { page } = watched;
      // To the lab from a window that is not its parent: itself, and a frame beside it.
      await lab.evaluate(() => postMessage({ elbo: 1, command: 'step', times: 1 }, '*'));
      await page.evaluate(async () => {
        const other = document.createElement('iframe');
        document.body.append(other);
        const target = document.querySelector('elbo-lab')?.shadowRoot?.querySelector('iframe')?.contentWindow;
        const child = other.contentWindow as unknown as { send: (to: unknown, message: unknown) => void };
        (other.contentWindow as unknown as { eval: (code: string) => void }).eval(
          'self.send = (to, message) => to.postMessage(message, "*")',
        );
        child.send(target, { elbo: 1, command: 'step', times: 1 });
        // From the page, but not of the protocol.
        for (const message of [
          null,
          'step',
          7,
          { command: 'step', times: 1 },
          { elbo: 2, command: 'step', times: 1 },
        ])
          target?.postMessage(message, '*');
        target?.postMessage({ elbo: 1, command: 'constructor' }, '*');
        // To the page, in the lab's words, from itself and from the frame beside it.
        const lie = { elbo: 1, report: 'error', message: 'a lie' };
        postMessage(lie, '*');
        child.send(self, lie);
        // All of these have been delivered when what is asked last is answered.
        (document.querySelector('elbo-lab') as unknown as { step(): void }).step();
      });
      await told(watched, 1);
      assert.equal(await lab.locator('#scrub').getAttribute('max'), '1', 'one step, asked for properly');
      assert.deepEqual(
        (await heardBy(watched)).filter(({ type }) => type === 'elbo-error'),
        [],
      );
    }));

  test('the lab says nothing of itself before it knows to whom, and nothing at all without ?embed', async () => {
    const watched = await room.browser.newPage();
    try {
      const { page } = watched;
      await page.goto(`${(await foreign()).url}bare.html`);
      const [, plain, embedded] = page.frames();
      for (const frame of [plain, embedded])
        await frame?.waitForFunction(() => document.querySelector<HTMLInputElement>('#scrub')?.value === '2');
      const said = await page.evaluate(() => (globalThis as unknown as { said: unknown[] }).said);
      assert.deepEqual(said, [{ elbo: 1, report: 'here' }]);
      assert.equal(await plain?.evaluate(() => document.documentElement.dataset.embed), undefined);
      assert.ok(await plain?.locator('.labs').isVisible());
    } finally {
      await watched.close();
    }
  });
});

test('a page of its own does not load what a frame needs', async () => {
  const lab = await room.open('gmm');
  try {
    const loaded = [...lab.watched.transferred.keys()].join('\n');
    assert.doesNotMatch(loaded, /embed\.js|assets\/frame-/);
  } finally {
    await lab.close();
  }
});
