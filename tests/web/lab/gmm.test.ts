// A student’s tasks in the lab of Gaussian mixtures: half-steps and labels; numbers against the same core headless.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { GmmParams, Matrix } from '../../../wasm/api/index.node.ts';
import { axe, describeViolations } from '../support/browser.ts';
import { classroom, numberOf, written } from '../support/classroom.ts';
import { core, examples, valuesOf } from '../support/gmm.ts';

const room = classroom();

describe('gmm: the two half-steps', () => {
  test('E closes the gap and leaves the log-likelihood; M lifts both; to the digits of the headless fit', () =>
    room.using('gmm', async (lab) => {
      await lab.step();
      assert.equal((await lab.readings())['Gap, nats'], '0');
      await lab.step();
      const [start, e, m] = await lab.numbers();
      assert.deepEqual([start?.['made by'], e?.['made by'], m?.['made by']], ['start', 'E', 'M']);
      assert.equal(e?.['log-likelihood'], start?.['log-likelihood']);
      assert.equal(e?.ELBO, e?.['log-likelihood']);
      assert.ok(numberOf(e?.gap) <= 1e-9 * Math.abs(numberOf(e?.['log-likelihood'])));
      assert.ok(numberOf(m?.['log-likelihood']) > numberOf(e?.['log-likelihood']));
      assert.ok(numberOf(m?.ELBO) > numberOf(e?.ELBO));
      assert.ok(numberOf(m?.gap) > 0);

      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged/);
      const values = valuesOf('four');
      const { X } = await examples(values);
      const fit = core.gmm.fit({ X, k: 4, init: 'kmeans++', seed: Number(values.seed) });
      const rows = (await lab.numbers()).slice(1);
      assert.equal(rows.length, fit.trace.length);
      fit.trace.forEach((point, i) => {
        assert.equal(rows[i]?.['made by'], point.phase);
        assert.equal(rows[i]?.['log-likelihood'], written(point.logLikelihood, 6), `row ${i}`);
        assert.equal(rows[i]?.ELBO, written(point.elbo, 6), `row ${i}`);
      });
      assert.equal((await lab.readings())['Log-likelihood'], written(fit.logLikelihood, 2));
      assert.equal((await lab.shown()).time, `t = ${fit.iterations}`);
    }));

  test('a rounding error of a gap is written as 0 wherever a gap is shown', () =>
    room.using('gmm', async (lab) => {
      await lab.step();
      const [, e] = await lab.numbers();
      assert.equal(e?.gap, '0');
      assert.match((await lab.page.locator('#bound canvas').getAttribute('aria-label')) ?? '', /gap 0\.$/);
    }));

  test('the panel after E shows the shares of one point; any point can be chosen', () =>
    room.using('gmm', async (lab) => {
      await lab.step();
      const values = valuesOf('four');
      const { X } = await examples(values);
      const start = core.gmm.init({ X, k: 4, init: 'kmeans++', seed: Number(values.seed) });
      const { responsibilities: R } = core.gmm.eStep(start, X);
      const box = lab.page.locator('#why .pick input');
      for (const [typed, point] of [
        ['1', 0],
        ['57', 56],
        ['9999', X.rows - 1],
        ['0', 0],
      ] as const) {
        await box.fill(typed);
        await box.press('Enter');
        await lab.painted();
        assert.equal(await box.inputValue(), String(point + 1));
        const shares = await lab.page.locator('#why tbody tr td:nth-of-type(2)').allInnerTexts();
        assert.deepEqual(
          shares,
          Array.from(R.data.subarray(4 * point, 4 * point + 4), (share) => written(share, 3)),
        );
      }
      await box.fill('2.5');
      await box.press('Enter');
      await lab.painted();
      assert.match(await box.inputValue(), /^\d+$/, 'a point is a whole number');
    }));

  test('a panel with more rows than it has room for says so, and scrolls by keyboard', () =>
    room.using(
      'gmm',
      async (lab) => {
        const why = lab.page.locator('#why');
        const hint = why.locator('.more-below span');
        await lab.step();
        await hint.waitFor();
        const region = lab.page.getByRole('region', { name: 'This step' });
        assert.equal(await region.getAttribute('tabindex'), '0');
        assert.deepEqual(describeViolations(await axe(lab.page)), []);
        const seen = () =>
          why.evaluate((box) => {
            const last = [...box.querySelectorAll('tbody tr')].at(-1)?.getBoundingClientRect();
            return last !== undefined && last.bottom <= box.getBoundingClientRect().bottom + 1;
          });
        assert.ok(!(await seen()), 'the last of eight components is below the edge');
        await region.focus();
        await lab.page.keyboard.press('PageDown');
        await hint.waitFor({ state: 'hidden' });
        assert.ok(await seen());
        assert.equal(await lab.index(), 1, 'scrolling is not stepping');

        await lab.set('k', '3');
        await lab.step();
        assert.equal(await why.getAttribute('tabindex'), '-1');
        assert.ok(!(await hint.isVisible()), 'nothing is below the edge');
      },
      '#1;k=8',
    ));

  test('a point is chosen on the stage too, with the pointer', () =>
    room.using('gmm', async (lab) => {
      await lab.step();
      const box = lab.page.locator('#why .pick input');
      const before = await box.inputValue();
      const stage = await lab.page.locator('#stage canvas').boundingBox();
      assert.ok(stage);
      const chosen = new Set([before]);
      for (let i = 1; i < 10; ++i) {
        await lab.page.mouse.move(stage.x + (stage.width * i) / 10, stage.y + (stage.height * i) / 10);
        await lab.painted();
        chosen.add(await box.inputValue());
      }
      assert.ok(chosen.size >= 3, `points ${[...chosen]}`);
    }));

  test('the panel after M shows the parameters of one component; any component can be chosen', () =>
    room.using('gmm', async (lab) => {
      await lab.step(2);
      const values = valuesOf('four');
      const { X } = await examples(values);
      const [params] = iterate(core.gmm.init({ X, k: 4, init: 'kmeans++', seed: Number(values.seed) }), X, 1);
      for (const [k, letter] of ['A', 'B', 'C', 'D'].entries()) {
        const tab = lab.page.locator('#why .tabs').getByRole('button', { name: letter });
        await tab.click();
        await lab.painted();
        assert.equal(await tab.getAttribute('aria-pressed'), 'true');
        const slot = (name: string) => lab.page.locator(`#why [data-slot="${name}"]`).first().innerText();
        assert.equal(await slot('pi'), written(params.weights[k] as number, 3));
        const [x, y] = params.means.data.subarray(2 * k, 2 * k + 2);
        assert.equal(await slot('mu'), `(${written(x as number, 2)}, ${written(y as number, 2)})`);
      }
      assert.equal(await lab.page.locator('#why .tabs [aria-pressed="true"]').count(), 1);
    }));
});

/** `times` iterations of plain EM: parameters, and the responsibilities of a further E-step. */
function iterate(start: GmmParams, X: Matrix, times: number): [GmmParams, Matrix] {
  let params = start;
  for (let i = 0; i < times; ++i) params = core.gmm.mStep(X, core.gmm.eStep(params, X).responsibilities);
  return [params, core.gmm.eStep(params, X).responsibilities];
}

describe('gmm: labels', () => {
  test('labels per class put letters on the stage and wake α up', () =>
    room.using('gmm', async (lab) => {
      const without = (await lab.shown()).canvases[0];
      assert.ok(await lab.control('alpha').isDisabled());
      assert.match(await lab.page.locator('#control-alpha-help').innerText(), /labels per class/);
      await lab.set('labels', '5');
      assert.notEqual((await lab.shown()).canvases[0], without);
      assert.ok(await lab.control('alpha').isEnabled());
    }));

  test('where a data set has no classes, the reason given for a sleeping α is that one', () =>
    room.using(
      'gmm',
      async (lab) => {
        await lab.set('labels', '5');
        assert.ok(await lab.control('alpha').isDisabled());
        assert.doesNotMatch(await lab.page.locator('#control-alpha-help').innerText(), /above 0/);
      },
      '#1;data=collapse',
    ));

  test('α changed in the middle goes on from the current parameters, and says so', () =>
    room.using(
      'gmm',
      async (lab) => {
        await lab.step(5);
        await lab.set('alpha', '5');
        assert.equal(await lab.index(), 6);
        assert.match(await lab.sentenceText(), /α = 5.*current parameters/);
        await lab.told();
        await lab.step();
        const rows = await lab.numbers();
        assert.equal(rows[6]?.['log-likelihood'], rows[5]?.['log-likelihood'], 'the same parameters');
        assert.notEqual(rows[6]?.objective, rows[5]?.objective, 'another objective');

        const values = valuesOf('rescue');
        const { X, labelled } = await examples(values);
        const start = core.gmm.init({ X, k: 4, init: 'kmeans++', seed: Number(values.seed) });
        const [, R] = iterate(start, X, 2);
        const known = { ...labelled, alpha: 5, weightsFrom: 'all' as const };
        const params = core.gmm.mStep(X, R, known);
        assert.equal(rows[7]?.['made by'], 'M');
        assert.equal(rows[7]?.objective, written(core.gmm.objective(params, X, known), 6));
        assert.match(await lab.page.locator('#why').innerText(), /α/, 'the equations have the labelled term');
        await lab.runToEnd();
        assert.match(await lab.sentenceText(), /Converged/);
        assert.ok(numberOf((await lab.readings())['Agreement (ARI)']) > 0.7, 'labels to the rescue');
      },
      '#1;data=rescue',
    ));

  test('α drawn along its slider by key leaves one change in the history, the last', () =>
    room.using(
      'gmm',
      async (lab) => {
        await lab.step(2);
        const slider = lab.page.locator('[data-control="alpha"] input[type="range"]');
        await slider.focus();
        for (let i = 0; i < 20; ++i) await lab.page.keyboard.press('ArrowRight');
        await lab.page.waitForFunction(() => {
          const box = document.querySelector<HTMLInputElement>('#control-alpha');
          return box && Number(box.value) > 0 && location.hash.includes(`alpha=${box.value}`);
        });
        await lab.painted();
        assert.equal(await lab.last(), 3);
        assert.ok(await slider.evaluate((e) => e === document.activeElement));
      },
      '#1;data=rescue',
    ));

  test('the convention for the weights stands under “More” and changes objective and equation', () =>
    room.using(
      'gmm',
      async (lab) => {
        assert.ok(!(await lab.control('weightsFrom').isVisible()));
        await lab.step(2);
        const equation = await lab.page.locator('#why').innerText();
        await lab.openMore();
        await lab.set('weightsFrom', 'unlabelled');
        assert.match(await lab.sentenceText(), /weight|π/, 'the sentence names what was changed');
        await lab.step(2);
        assert.notEqual(
          (await lab.page.locator('#why').innerText()).replace(/[\d.−]/g, ''),
          equation.replace(/[\d.−]/g, ''),
        );
        const values = valuesOf('rescue', { alpha: 20 });
        const { X, labelled } = await examples(values);
        const all = { ...labelled, alpha: 20, weightsFrom: 'all' as const };
        const only = { ...labelled, alpha: 20, weightsFrom: 'unlabelled' as const };
        const start = core.gmm.init({ X, k: 4, init: 'kmeans++', seed: Number(values.seed) });
        const first = core.gmm.mStep(X, core.gmm.eStep(start, X).responsibilities, all);
        const rows = await lab.numbers();
        assert.equal(rows[2]?.objective, written(core.gmm.objective(first, X, all), 6));
        assert.equal(rows[3]?.objective, written(core.gmm.objective(first, X, only), 6));
        const second = core.gmm.mStep(X, core.gmm.eStep(first, X).responsibilities, only);
        assert.equal(rows[5]?.objective, written(core.gmm.objective(second, X, only), 6));
      },
      '#1;data=rescue;alpha=20',
    ));

  test('changing floor or tolerance is told as what it is, not as a change of α', () =>
    room.using('gmm', async (lab) => {
      await lab.openMore();
      for (const [name, value, said] of [
        ['floor', '0.1', /floor/i],
        ['tolerance', '0.01', /converge/i],
      ] as const) {
        await lab.step();
        const before = await lab.sentenceText();
        await lab.set(name, value);
        const sentence = await lab.sentenceText();
        assert.doesNotMatch(sentence, /α = 0/);
        assert.ok(sentence === before || said.test(sentence), sentence);
      }
    }));

  test('labelled means without labels are refused in words, and the menu shows what is in force', () =>
    room.using('gmm', async (lab) => {
      await lab.step(2);
      const before = await lab.shown();
      await lab.set('init', 'labelled_means');
      const text = await lab.noticeText();
      assert.match(text, /label/);
      assert.doesNotMatch(text, /init '|labelled_means|got none/, 'in the words of the page, not of the API');
      assert.deepEqual(await lab.shown(), before);
      assert.equal(await lab.control('init').inputValue(), 'kmeans++');
    }));
});
