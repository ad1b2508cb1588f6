// The lab of Gaussian mixtures: its data sets, its chart, its means moved by hand.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { options } from '../../../web/src/labs/gmm/presets.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { core, examples, valuesOf } from '../support/gmm.ts';
import { dragBy } from '../support/hand.ts';

const room = classroom();

describe('gmm: data sets', () => {
  for (const { value, hint } of options.filter(({ value: name }) => name !== 'own')) {
    test(`${value} shows what it promises`, () =>
      room.using('gmm', async (lab) => {
        if ((await lab.control('data').inputValue()) !== value) await lab.control('data').selectOption(value);
        await lab.page.waitForFunction(
          (wanted) => document.querySelector('#control-data-help')?.textContent?.trim() === wanted,
          hint,
        );
        await lab.painted();
        assert.equal(await lab.index(), 0);
        await lab.runToEnd();
        if (value !== 'collapse') {
          assert.match(await lab.sentenceText(), /Converged/);
          assert.equal(await lab.notice.count(), 0);
        } else {
          assert.match(await lab.noticeText(), /collapsed/);
        }
        for (const colours of await lab.colours()) assert.ok(colours > 4);
      }));
  }

  test('a collapse names its component, and the way out leads to a run that converges', () =>
    room.using(
      'gmm',
      async (lab) => {
        await lab.runToEnd();
        const stood = await lab.shown();
        const values = valuesOf('collapse');
        const { X } = await examples(values);
        let letter = '';
        try {
          core.gmm.fit({ X, k: 3, init: 'kmeans++', seed: Number(values.seed) });
        } catch (error) {
          letter = String.fromCharCode(65 + Number((error as { component?: number }).component));
        }
        assert.match(await lab.noticeText(), new RegExp(`Component ${letter} has collapsed`));
        assert.ok(stood.index > 0, 'the run stands at its last good step');
        await lab.notice.getByRole('button', { name: /floor/ }).click();
        await lab.notice.waitFor({ state: 'detached' });
        await lab.page.waitForFunction(() => location.hash.includes('floor=0.01'));
        await lab.painted();
        assert.match(await lab.sentenceText(), /floor/i);
        await lab.runToEnd();
        assert.match(await lab.sentenceText(), /Converged/);
        await lab.openMore();
        assert.equal(await lab.control('floor').inputValue(), '0.01');
      },
      '#1;data=collapse',
    ));

  test('the core says in words what cannot start, and the old run stays', () =>
    room.using('gmm', async (lab) => {
      await lab.step(2);
      for (const k of ['1', '8']) {
        await lab.set('k', k);
        await lab.step(2);
        const tabs = lab.page.locator('#why .tabs button');
        assert.equal(await tabs.count(), Number(k));
      }
    }));

  test('every start kind works with labels, and the same seed gives the same run', () =>
    room.using(
      'gmm',
      async (lab) => {
        for (const init of ['random_split', 'labelled_means', 'kmeans++']) {
          if ((await lab.control('init').inputValue()) !== init) await lab.set('init', init);
          await lab.step(2);
          const first = await lab.shown();
          await lab.page.keyboard.press('Escape');
          await lab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
          await lab.page.keyboard.press('r');
          await lab.at(0);
          await lab.step(2);
          assert.deepEqual(await lab.shown(), first, init);
        }
      },
      '#1;data=rescue',
    ));
});

describe('gmm: the chart', () => {
  test('a click goes to that half-step', () =>
    room.using('gmm', async (lab) => {
      await lab.step(12);
      const canvas = lab.page.locator('#bound canvas');
      const box = await canvas.boundingBox();
      assert.ok(box);
      const click = async (x: number) => {
        await canvas.click({ position: { x, y: box.height / 2 } });
        await lab.painted();
        return lab.index();
      };
      assert.equal(await click(box.width - 14), 12);
      const middle = await click(box.width * 0.55);
      assert.ok(middle >= 4 && middle <= 8, `${middle}`);
      assert.ok((await click(box.width * 0.2)) <= 2);
      assert.equal(await lab.last(), 12);
    }));

  test('the scales draw differently, say which is on, and lead back to the same picture', () =>
    room.using('gmm', async (lab) => {
      await lab.step(16);
      const chart = async () => (await lab.shown()).canvases[1];
      const scale = (name: string) => lab.page.locator('#bound').getByRole('button', { name });
      const all = await chart();
      await scale('Recent').click();
      const recent = await chart();
      await scale('Log gap').click();
      const gap = await chart();
      assert.equal(await scale('Log gap').getAttribute('aria-pressed'), 'true');
      assert.equal(await scale('All').getAttribute('aria-pressed'), 'false');
      assert.equal(new Set([all, recent, gap]).size, 3);
      await scale('All').click();
      assert.equal(await chart(), all);
    }));
});

describe('gmm: means moved by hand', () => {
  const handles = (lab: LabPage) => lab.page.locator('#stage .handles button');
  const told = (lab: LabPage, what: RegExp) =>
    lab.page.waitForFunction(
      (pattern) =>
        new RegExp(pattern).test(document.querySelector('#transport .sentence')?.textContent ?? ''),
      what.source,
    );

  test('by keyboard: grab, move, let go; one change in the history, and E comes next', () =>
    room.using('gmm', async (lab) => {
      await lab.step(2);
      await handles(lab).nth(1).focus();
      const place = await handles(lab).nth(1).getAttribute('aria-label');
      const { keyboard } = lab.page;
      await keyboard.press('Enter');
      assert.equal(await handles(lab).nth(1).getAttribute('aria-pressed'), 'true');
      for (let i = 0; i < 5; ++i) await keyboard.press('ArrowRight');
      await told(lab, /mean B moved by hand/);
      await keyboard.press('Enter');
      assert.equal(await handles(lab).nth(1).getAttribute('aria-pressed'), 'false');
      await lab.painted();
      assert.equal(await lab.last(), 3);
      assert.notEqual(await handles(lab).nth(1).getAttribute('aria-label'), place);
      assert.match(await lab.primary.innerText(), /^E/);
      await lab.told();
      await lab.step();
      assert.equal(await lab.last(), 4);
    }));

  test('Escape puts the mean back, and the run is as if nothing had been', () =>
    room.using('gmm', async (lab) => {
      await lab.step(2);
      const before = { ...(await lab.shown()), canvases: [] };
      await handles(lab).nth(0).focus();
      await lab.page.keyboard.press('Enter');
      await lab.page.keyboard.press('ArrowUp');
      await told(lab, /moved by hand/);
      await lab.page.keyboard.press('Escape');
      await lab.at(2);
      assert.deepEqual({ ...(await lab.shown()), canvases: [] }, before);
      assert.equal(await lab.last(), 2);
    }));

  test('by dragging, and by two clicks', () =>
    room.using('gmm', async (lab) => {
      await lab.step(2);
      await dragBy(lab, handles(lab).nth(2), 30, -20);
      await told(lab, /mean C moved by hand/);
      await lab.painted();
      assert.equal(await lab.last(), 3);
      const dragged = await lab.sentenceText();
      await handles(lab).nth(2).click();
      const stage = await lab.page.locator('#stage canvas').boundingBox();
      assert.ok(stage);
      await lab.page.mouse.click(stage.x + stage.width - 40, stage.y + stage.height - 80);
      await lab.page.waitForFunction(
        (sentence) => document.querySelector('#transport .sentence')?.textContent !== sentence,
        dragged,
      );
      await told(lab, /mean C moved by hand/);
      assert.equal(await lab.last(), 3);
    }));

  test('the arrows walk from mean to mean where nothing is grabbed, and the group is one stop for Tab', () =>
    room.using('gmm', async (lab) => {
      await handles(lab).nth(0).focus();
      await lab.page.keyboard.press('ArrowRight');
      assert.ok(
        await handles(lab)
          .nth(1)
          .evaluate((e) => e === document.activeElement),
      );
      assert.equal(await lab.index(), 0, 'the arrow did not step');
      await lab.page.keyboard.press('Tab');
      assert.ok(!(await lab.page.evaluate(() => document.activeElement?.closest('.handles'))));
    }));
});
