// A student's tasks in the lab of SGVB: what is moved by hand, and other models and settings.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axe, describeViolations } from '../support/browser.ts';
import { classroom, type LabPage, numberOf, written } from '../support/classroom.ts';
import { drag, further, handle, lgm, steps } from '../support/sgvb.ts';

const room = classroom();

const using = (look: (lab: LabPage) => Promise<void>, fragment = '', options: object = {}) =>
  room.using('sgvb', look, fragment, options);

describe('sgvb: the angle', () => {
  test('w₂ is dragged, and control, link, sentence and gap follow; Back undoes it', () =>
    using(async (lab) => {
      const before = await lab.control('angle').inputValue();
      await drag(lab, 'Column w₂', 30, 25);
      const angle = Number(await lab.control('angle').inputValue());
      assert.ok(angle < Number(before) - 5, `${angle} degrees`);
      assert.ok(lab.page.url().includes(`angle=${angle}`));
      assert.equal(await lab.last(), 1, 'a drag is one change');
      const gap = lgm.irreducibleGap(lgm.angle((angle * Math.PI) / 180).model);
      assert.ok(Math.abs(numberOf((await lab.readings())['Best gap']) - gap) < 0.005 * gap);
      assert.match(await lab.sentenceText(), new RegExp(`columns ${angle}° apart`));
    }, '#1;preset=angle'));

  test('w₂ is turned by keys too, and Escape turns it back', () =>
    using(async (lab) => {
      const column = handle(lab, 'Column w₂');
      await column.focus();
      await lab.page.keyboard.press('Enter');
      for (let i = 0; i < 3; ++i) {
        const was = await column.getAttribute('aria-label');
        await lab.page.keyboard.press('ArrowLeft');
        await lab.page.waitForFunction(
          (label) =>
            [...document.querySelectorAll('.handles button')].at(-1)?.getAttribute('aria-label') !== label,
          was,
        );
      }
      assert.ok(Number(await lab.control('angle').inputValue()) > 60);
      await lab.page.keyboard.press('Escape');
      await lab.page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('#control-angle')?.value === '60',
      );
    }, '#1;preset=angle'));

  test('typed as 34 degrees it leaves half a nat', () =>
    using(async (lab) => {
      await lab.set('angle', '34');
      assert.ok(Math.abs(numberOf((await lab.readings())['Best gap']) - 0.5) <= 0.02);
      await lab.runToEnd();
      assert.ok(Math.abs(numberOf((await lab.readings())['Gap, nats']) - 0.5) <= 0.02);
    }, '#1;preset=angle'));

  test('without that model the control sleeps, and says what wakes it', () =>
    using(async (lab) => {
      assert.ok(await lab.control('angle').isDisabled());
      assert.match(await lab.page.locator('#control-angle-help').innerText(), /The angle/);
      assert.equal(await handle(lab, 'Column w₂').count(), 0);
    }));
});

describe('sgvb: q by hand', () => {
  test('its mean is dragged: one change, the draws come along, and the run goes on from there', () =>
    using(async (lab) => {
      await steps(lab, '10 steps');
      const gap = numberOf((await lab.readings())['Gap, nats']);
      await drag(lab, 'Mean of q', -60, 60);
      assert.match(await lab.sentenceText(), /^Step 10: Mean of q moved by hand/);
      assert.equal(await lab.last(), 11);
      assert.ok(numberOf((await lab.readings())['Gap, nats']) > gap);
      await lab.step();
      assert.match(await lab.sentenceText(), /^Step 11:/);
    }, '#1;preset=experiment2'));

  test('its width is dragged, and with two models it is the right one', () =>
    using(async (lab) => {
      await steps(lab, '100 steps');
      await lab.page.locator('#why').getByRole('button', { name: '2', exact: true }).click();
      await lab.painted();
      const box = lab.page.locator('#why').getByRole('spinbutton', { name: 'σ₁' });
      const before = Number(await box.inputValue());
      await drag(lab, 'Width σ₁ of q, Experiment 2', 40, 0);
      assert.ok(Number(await box.inputValue()) > before + 0.1);
      assert.match(await lab.sentenceText(), /σ₁ of q of experiment 2 moved by hand/);
    }));

  test('numbers are typed; what is no width is given back; the same text again is no change', () =>
    using(async (lab) => {
      const box = (name: string) => lab.page.locator('#why').getByRole('spinbutton', { name });
      const type = async (name: string, value: string) => {
        await box(name).fill(value);
        await box(name).press('Enter');
        await lab.painted();
      };
      await type('μ₁', '0.7');
      await lab.at(1);
      await type('σ₂', '0.3');
      await lab.page.waitForFunction(() =>
        document.querySelector('#transport .sentence')?.textContent?.includes('σ₂'),
      );
      assert.equal(await lab.last(), 1, 'changes at one position are one');
      assert.equal(await box('μ₁').inputValue(), '0.7');
      const { model, x } = lgm.experiment2();
      const q = { mean: [0.7, 0], logSigma: [0, Math.log(0.3)] };
      assert.equal((await lab.readings())['Exact ELBO'], written(lgm.elbo(model, x, q), 2));
      for (const nonsense of ['-1', '', '1e9']) {
        await type('σ₂', nonsense);
        assert.equal(await box('σ₂').inputValue(), '0.3', `“${nonsense}”`);
      }
      const shown = await lab.shown();
      await type('σ₂', '0.3');
      assert.deepEqual(await lab.shown(), shown);
    }, '#1;preset=experiment2'));
});

describe('sgvb: models and settings', () => {
  test('side by side: two stages, three handles each, a switch for the panel', () =>
    using(async (lab) => {
      assert.equal(await lab.page.locator('#stage .handles button').count(), 6);
      await lab.step();
      const panel = lab.page.locator('#why .parameters');
      const one = await panel.innerText();
      await lab.page.locator('#why').getByRole('button', { name: '2', exact: true }).click();
      await lab.painted();
      assert.notEqual(await panel.innerText(), one);
      await lab.set('preset', 'experiment1');
      assert.equal(await lab.page.locator('#stage .handles button').count(), 3);
    }));

  test('a full covariance in the middle of a run has another equation, a tilt to type, and closes the gap', () =>
    using(async (lab) => {
      await steps(lab, '100 steps');
      await lab.set('family', 'full');
      assert.match(await lab.sentenceText(), /may tilt/);
      assert.equal(await lab.page.locator('#why').getByRole('spinbutton', { name: 'L₂₁' }).count(), 1);
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /converged\. q is the posterior/);
      assert.ok(numberOf((await lab.readings())['Gap, nats']) < 0.002);
    }, '#1;preset=experiment2'));

  test('a step too long: the last good step stays, and the way out leads on', () =>
    using(async (lab) => {
      await further(lab, '100 steps').click();
      assert.match(await lab.noticeText(), /step size of 0\.03 overshoots/);
      const there = await lab.index();
      assert.ok(there >= 2 && there < 20);
      await lab.notice.getByRole('button', { name: /Go on with a step of/ }).click();
      await lab.notice.waitFor({ state: 'detached' });
      assert.equal(await lab.control('stepSize').inputValue(), '0.01');
      const gap = numberOf((await lab.readings())['Gap, nats']);
      await lab.step(3);
      assert.ok(numberOf((await lab.readings())['Gap, nats']) < gap);
    }, '#1;preset=overshoot'));

  test('a dropped term is drawn beside the bound, and never called one', () =>
    using(async (lab) => {
      await steps(lab, '10 steps');
      assert.match(await lab.sentenceText(), /energy alone .* no bound/);
    }, '#1;preset=point'));

  test('of four causes any two can be looked at, on the stage and in the panel', () =>
    using(async (lab) => {
      await lab.step();
      const shown = await lab.shown();
      await lab.page.locator('#stage select').selectOption('2,3');
      await lab.painted();
      assert.notEqual((await lab.shown()).canvases[0], shown.canvases[0]);
      assert.match(await lab.page.locator('#why thead').innerText(), /μ₃/);
      assert.deepEqual(describeViolations(await axe(lab.page)), []);
    }, '#1;preset=four'));

  test('draws are whole numbers from 1 to 1000, and of a single one no error is known', () =>
    using(async (lab) => {
      for (const [typed, kept] of [
        ['2.6', '3'],
        ['5000', '1000'],
        ['0', '1'],
      ] as const) {
        await lab.set('samples', typed);
        assert.equal(await lab.control('samples').inputValue(), kept);
      }
      assert.equal((await lab.readings())['± s.e.'], 'unknown | unknown');
      const slider = lab.page.locator('[data-control="stepSize"] input[type="range"]');
      await slider.focus();
      await lab.page.keyboard.press('Home');
      await lab.page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('#control-stepSize')?.value === '0.0001',
      );
    }));
});
