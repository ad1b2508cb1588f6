// A student’s tasks in the lab of gradient estimators; numbers against the same core headless.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/gradients/controls.ts';
import { begin } from '../../../web/src/labs/gradients/model.ts';
import { short } from '../../../web/src/shell/format.ts';
import type { Core, Values } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';
import { classroom, type LabPage, numberOf } from '../support/classroom.ts';
import { dragBy } from '../support/hand.ts';

const core = (await load()) as unknown as Core;
const start = (target: string, more: Values = {}) =>
  begin({ ...withValue(controls, defaults(controls), 'target', target), ...more }, core);

const room = classroom();
const using = (look: (lab: LabPage) => Promise<void>, fragment = '') =>
  room.using('gradients', look, fragment);

/** The small table: exact variances by the name of the estimator. */
const variances = (lab: LabPage): Promise<Record<string, string>> =>
  lab.page
    .locator('#why .estimators tbody tr')
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [
          row.querySelector('button')?.textContent?.trim() ?? '',
          row.querySelectorAll('td')[1]?.textContent?.trim() ?? '',
        ]),
      ),
    );
const handle = (lab: LabPage, name: string) =>
  lab.page.locator('#stage .handles').getByRole('button', { name: new RegExp(`^${name}`) });
/** Waits until the sentence says something. */
const says = (lab: LabPage, words: RegExp) => lab.sentence.filter({ hasText: words }).waitFor();

describe('gradients: a student', () => {
  test('sees the exact variances of all estimators, to the digits of the core', () =>
    using(async (lab) => {
      const s = await start('race');
      assert.deepEqual(
        Object.values(await variances(lab)),
        s.rows.map(({ exact }) => short(exact[0] as number)),
      );
      await lab.page.getByRole('button', { name: '∂/∂ln σ' }).click();
      await lab.painted();
      assert.deepEqual(
        Object.values(await variances(lab)),
        s.rows.map(({ exact }) => short(exact[1] as number)),
      );
    }));

  test('repairs the score function by dragging the coefficient into the valley', () =>
    using(async (lab) => {
      const before = numberOf((await variances(lab))['with control variate']);
      await dragBy(lab, handle(lab, 'Coefficient a'), -108, 0);
      await says(lab, /with the control variate/);
      await lab.page.waitForFunction(() => /a=-1\d/.test(location.hash));
      await lab.painted();
      const after = numberOf((await variances(lab))['with control variate']);
      assert.ok(after < before / 20, `${before} to ${after}`);
    }, '#1;target=repair'));

  test('does the same by keyboard, and by typing', () =>
    using(async (lab) => {
      const point = handle(lab, 'Coefficient a');
      await point.focus();
      await lab.page.keyboard.press('Enter');
      for (let i = 0; i < 4; ++i) {
        const label = await point.getAttribute('aria-label');
        await lab.page.keyboard.press('ArrowLeft');
        await lab.page.waitForFunction(
          (old) =>
            ![...document.querySelectorAll('.handles button')].some(
              (b) => b.getAttribute('aria-label') === old,
            ),
          label,
        );
      }
      const byKey = numberOf((await variances(lab))['with control variate']);
      assert.ok(byKey < 200, `${byKey}`);
      await lab.set('a', '-16.45');
      await says(lab, /a = −16\.45/);
      assert.ok(numberOf((await variances(lab))['with control variate']) < 6.1);
    }, '#1;target=repair'));

  test('adds a constant: the score function’s variance explodes, the others keep every digit', () =>
    using(async (lab) => {
      const before = await variances(lab);
      await lab.set('constant', '300');
      await says(lab, /constant 300/);
      const after = await variances(lab);
      for (const name of ['reparam., exact KL', 'reparameterized', 'sticking the landing'])
        assert.equal(after[name], before[name]);
      assert.ok(numberOf(after['score function']) > 1000 * numberOf(before['score function']));
    }));

  test('moves q by hand, and takes it back with Escape', () =>
    using(async (lab) => {
      await lab.step(2);
      const before = await lab.shown();
      const mean = handle(lab, 'Mean of q');
      await mean.focus();
      await lab.page.keyboard.press('Enter');
      await lab.page.keyboard.press('ArrowRight');
      await says(lab, /moved by hand/);
      await lab.page.keyboard.press('Escape');
      await says(lab, /^Step 2: /);
      await lab.at(2);
      await lab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      assert.deepEqual(await lab.shown(), before);
    }));

  test('chooses in the table which estimator the stage follows', () =>
    using(async (lab) => {
      await lab.after(() =>
        lab.page.locator('#why .estimators').getByRole('button', { name: 'score function' }).click(),
      );
      await says(lab, /on stage: score/);
      assert.match(lab.page.url(), /follow=score/);
      assert.equal(await lab.control('follow').inputValue(), 'score');
    }));

  test('is told why discrete z has no reparameterization, and what remains', () =>
    using(async (lab) => {
      assert.match(await lab.page.locator('#why').innerText(), /no derivative.*score function/s);
      assert.deepEqual(Object.keys(await variances(lab)), ['score function', 'with control variate']);
      await lab.openMore();
      assert.ok(await lab.control('mean').isDisabled());
      await lab.step(3);
    }, '#1;target=discrete'));

  test('switches the chart to variances against N, and sets N there', () =>
    using(async (lab) => {
      await lab.page.getByRole('button', { name: 'Variance, N' }).click();
      await lab.painted();
      const box = await lab.page.locator('#bound canvas').boundingBox();
      assert.ok(box);
      await lab.after(() => lab.page.mouse.click(box.x + box.width - 16, box.y + box.height / 3));
      assert.equal(await lab.control('n').inputValue(), '128');
      assert.equal(await lab.page.locator('#why thead th').nth(1).innerText(), 'mean of 128');
    }));

  for (const { value } of controls.target.options) {
    test(`opens “${value}” by its link, and steps`, () =>
      using(async (lab) => {
        assert.equal(await lab.notice.count(), 0);
        await lab.step(2);
        for (const colours of await lab.colours()) assert.ok(colours > 4);
      }, `#1;target=${value}`));
  }
});
