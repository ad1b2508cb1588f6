// What every lab’s page does, whatever the lab: time, and the policy. Each folder under web/src/labs is tested.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { classroom } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

for (const id of LABS) {
  describe(`lab ${id}: time`, () => {
    test('stands still at the start, and the button names the step', () =>
      room.using(id, async (lab) => {
        assert.equal(await lab.index(), 0);
        assert.equal(await lab.last(), 0);
        assert.ok((await lab.primary.innerText()).trim().length > 3);
        assert.ok(await lab.primary.isEnabled());
        for (const off of [lab.first, lab.back, lab.scrubber]) assert.ok(await off.isDisabled());
        for (const colours of await lab.colours()) assert.ok(colours > 4, `${colours} colours on a canvas`);
        // Nothing plays by itself: the next step by hand is the first.
        await lab.step();
        assert.equal(await lab.last(), 1);
      }));

    test('steps and names the next half-step; the sentence says what happened, and the live region says it too', () =>
      room.using(id, async (lab) => {
        const seen = new Set<string>([await lab.sentenceText()]);
        const names: string[] = [];
        for (let i = 1; i <= 4; ++i) {
          names.push((await lab.primary.innerText()).trim());
          await lab.step();
          const sentence = await lab.sentenceText();
          assert.match(sentence, /\w+ \w+/);
          assert.ok(!seen.has(sentence), `a new sentence after step ${i}: ${sentence}`);
          seen.add(sentence);
          await lab.told();
          for (const colours of await lab.colours()) assert.ok(colours > 4);
        }
        assert.equal(names[0], names[2]);
        assert.equal(names[1], names[3]);
        assert.equal(await lab.page.locator('body > [role="status"]').count(), 1);
        assert.equal(await lab.status.getAttribute('aria-live'), null, 'role=status is polite by itself');
      }));

    test('step, back, step: every pixel, sentence and number is the same again', () =>
      room.using(id, async (lab) => {
        await lab.step(2);
        const there = await lab.shown();
        await lab.stepBack();
        const before = await lab.shown();
        assert.notDeepEqual(before, there);
        await lab.step();
        assert.deepEqual(await lab.shown(), there);
        await lab.stepBack();
        assert.deepEqual(await lab.shown(), { ...before });
      }));

    test('a position looks the same from whichever side it is reached', () =>
      room.using(id, async (lab) => {
        const stages: string[] = [];
        for (let i = 0; i <= 4; ++i) {
          if (i > 0) await lab.step();
          stages.push((await lab.shown()).canvases[0] ?? '');
        }
        for (let i = 3; i >= 1; --i) {
          await lab.stepBack();
          assert.equal((await lab.shown()).canvases[0], stages[i], `position ${i}, coming back`);
        }
        await lab.scrubTo(4);
        assert.equal((await lab.shown()).canvases[0], stages[4], 'position 4, by a jump');
      }));

    test('scrubs by slider and by key, to the same pictures as by stepping', () =>
      room.using(id, async (lab) => {
        const pictures = [(await lab.shown()).sentence];
        for (let i = 1; i <= 5; ++i) {
          await lab.step();
          pictures.push((await lab.shown()).sentence);
        }
        for (const i of [2, 0, 4, 1, 5, 3]) {
          await lab.scrubTo(i);
          assert.equal((await lab.shown()).sentence, pictures[i]);
          assert.equal(await lab.last(), 5, 'scrubbing keeps what comes after');
        }
        await lab.scrubber.focus();
        await lab.page.keyboard.press('Home');
        await lab.at(0);
        await lab.page.keyboard.press('ArrowRight');
        await lab.at(1);
        await lab.page.keyboard.press('End');
        await lab.at(5);
        assert.match((await lab.scrubber.getAttribute('aria-valuetext')) ?? '', /\d|½/);
      }));

    test('position and speed are in the lab’s own words', () =>
      room.using(id, async (lab) => {
        const { counting } = (await import(`../../../web/src/labs/${id}/index.ts`)).default;
        await lab.step(2);
        const position = (await lab.scrubber.getAttribute('aria-valuetext')) ?? '';
        assert.ok(position.startsWith(counting.at('')), position);
        const speed = lab.page.getByRole('combobox', { name: counting.speed });
        assert.equal(await speed.count(), 1);
      }));

    test('keys step when the focus is on nothing', () =>
      room.using(id, async (lab) => {
        const { keyboard } = lab.page;
        await keyboard.press('ArrowRight');
        await lab.at(1);
        await keyboard.press('ArrowRight');
        await lab.at(2);
        await keyboard.press('ArrowLeft');
        await lab.at(1);
        await keyboard.press('Home');
        await lab.at(0);
        await keyboard.press('Shift+ArrowRight');
        await lab.page.waitForFunction(
          () => Number(document.querySelector<HTMLInputElement>('#scrub')?.value) >= 1,
        );
      }));

    test('plays, pauses, and goes on by hand from where it stopped', () =>
      room.using(id, async (lab) => {
        await lab.page.locator('.speed select').selectOption('8');
        await lab.play.click();
        await lab.page.waitForFunction(
          () => Number(document.querySelector<HTMLInputElement>('#scrub')?.max) >= 3,
        );
        await lab.play.click();
        await lab.rests();
        const stopped = await lab.index();
        assert.ok(stopped >= 3);
        await lab.step();
        assert.equal(await lab.last(), stopped + 1);
        await lab.page.locator('.speed select').selectOption('60');
        await lab.play.click();
        await lab.page.waitForFunction(
          (before) => Number(document.querySelector<HTMLInputElement>('#scrub')?.max) >= before + 3,
          stopped,
        );
      }));

    test('a step by hand while it plays ends the play', () =>
      room.using(id, async (lab) => {
        await lab.page.locator('.speed select').selectOption('4');
        await lab.play.click();
        await lab.page.waitForFunction(
          () => Number(document.querySelector<HTMLInputElement>('#scrub')?.value) >= 1,
        );
        await lab.primary.click();
        await lab.rests();
        const here = await lab.index();
        await lab.step();
        assert.equal(await lab.last(), here + 1);
      }));

    test('runs to convergence or its longest run, says so, and all the way back lies open', () =>
      room.using(id, async (lab) => {
        await lab.runToEnd();
        const end = await lab.last();
        assert.ok(end >= 2);
        assert.equal(await lab.index(), end);
        await lab.told();
        for (const colours of await lab.colours()) assert.ok(colours > 4);
        await lab.first.click();
        await lab.at(0);
        assert.equal(await lab.last(), end);
      }));

    test('going back to the start while it runs to convergence stays at the start', () =>
      room.using(id, async (lab) => {
        await lab.converge.click();
        await lab.page.waitForFunction(
          () => Number(document.querySelector<HTMLInputElement>('#scrub')?.value) >= 2,
        );
        // Twenty times, so that the press meets a half-step that the core is working on.
        for (let i = 0; i < 20; ++i) {
          await lab.page.evaluate(() =>
            document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' })),
          );
          await lab.rests();
          assert.equal(await lab.index(), 0);
          await lab.page.evaluate(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'End' })));
          await lab.page.waitForFunction(
            () => Number(document.querySelector<HTMLInputElement>('#scrub')?.value) >= 1,
          );
        }
      }));
  });

  describe(`lab ${id}: policy`, () => {
    test('the policy is in force: an inline script does not run, text becomes no markup, nor an address a worker', async () => {
      const lab = await room.open(id);
      try {
        lab.assertClean();
        const refused = await lab.page.evaluate(() => {
          const found: string[] = [];
          try {
            document.createElement('p').innerHTML = '<img src="x">';
          } catch {
            found.push('markup');
          }
          try {
            new Worker('https://elsewhere.example/x.js');
          } catch {
            found.push('worker');
          }
          const script = document.createElement('script');
          script.append('document.documentElement.dataset.broken = "yes"');
          document.body.append(script);
          return found;
        });
        assert.deepEqual(refused, ['markup', 'worker']);
        await lab.painted();
        assert.equal(await lab.page.locator('html[data-broken]').count(), 0);
        assert.ok(
          lab.watched.troubles.some((trouble) => /script-src|require-trusted-types-for/.test(trouble)),
        );
      } finally {
        await lab.close();
      }
    });
  });
}
