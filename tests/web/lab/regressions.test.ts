// The lab of mixtures of regressions: its data sets, its lines moved by hand, by key and by number.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/regressions/controls.ts';
import { load as dataOf } from '../../../web/src/labs/regressions/data.ts';
import { defaults } from '../../../web/src/shell/values.ts';
import type { PageOptions } from '../support/browser.ts';
import { classroom, type LabPage, numberOf, written } from '../support/classroom.ts';
import { dragBy } from '../support/hand.ts';

const core = await load();

const room = classroom();
const using = (look: (lab: LabPage) => Promise<void>, fragment = '', options: PageOptions = {}) =>
  room.using('regressions', look, fragment, options);

describe('regressions: the two half-steps', () => {
  test('the run has the numbers of the headless fit, and the panel those of the chosen line', () =>
    using(async (lab) => {
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged/);
      const values = defaults(controls);
      const { X, y } = dataOf(values);
      const fit = core.linearMixture.fit({ X, y, k: 2, seed: Number(values.seed) });
      const rows = (await lab.numbers()).slice(1);
      assert.equal(rows.length, fit.trace.length);
      fit.trace.forEach((point, i) => {
        assert.equal(rows[i]?.['made by'], point.phase);
        assert.equal(rows[i]?.['log-likelihood'], written(point.logLikelihood, 6), `row ${i}`);
        assert.equal(rows[i]?.ELBO, written(point.elbo, 6), `row ${i}`);
      });
      for (const [k, letter] of ['A', 'B'].entries()) {
        await lab.page.locator('#why .tabs').getByRole('button', { name: letter }).click();
        await lab.painted();
        const slot = (name: string) => lab.page.locator(`#why [data-slot="${name}"]`).first().innerText();
        assert.equal(await slot('pi'), written(fit.params.weights[k] as number, 3));
        const rho = fit.params.variances[k] as number;
        assert.ok(Math.abs(numberOf(await slot('rho')) - rho) < 0.005 * rho);
      }
    }));

  test('α in the middle goes on from the current lines, with the labelled equations', () =>
    using(async (lab) => {
      await lab.step(4);
      await lab.set('alpha', '5');
      assert.match(await lab.sentenceText(), /α = 5.*current lines/);
      await lab.step(2);
      assert.match(await lab.page.locator('#why').innerText(), /α/);
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged/);
    }, '#1;data=rescue'));
});

describe('regressions: lines moved', () => {
  const handle = (lab: LabPage, name: string) =>
    lab.page.locator('#stage .handles').getByRole('button', { name });

  test('the right end is dragged, the left one stays; E comes next; Escape is not needed to go on', () =>
    using(async (lab) => {
      await lab.step(2);
      const [grip, other] = [handle(lab, 'Line B, right end'), handle(lab, 'Line B, left end')];
      const left = await other.getAttribute('aria-label');
      await dragBy(lab, grip, 0, -60);
      await lab.at(3);
      assert.match(await lab.sentenceText(), /line B moved by hand to y = .*E comes next/);
      assert.equal(await other.getAttribute('aria-label'), left, 'the line turns about its other end');
      assert.match(await lab.primary.innerText(), /^E/);
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged/);
    }));

  test('by key: Enter grabs, arrows move, Escape restores', () =>
    using(async (lab) => {
      await lab.step(2);
      const grip = handle(lab, 'Line A, left end');
      const before = await grip.getAttribute('aria-label');
      await grip.focus();
      await lab.page.keyboard.press('Enter');
      await lab.page.keyboard.press('ArrowUp');
      await lab.at(3);
      assert.notEqual(await grip.getAttribute('aria-label'), before);
      await lab.page.keyboard.press('Escape');
      await lab.at(2);
      assert.equal(await grip.getAttribute('aria-label'), before);
    }));

  test('by number: intercept and slope; what is no number is refused in words, and nothing is lost', () =>
    using(async (lab) => {
      await lab.step(2);
      await lab.page.locator('.by-numbers summary').click();
      const box = (name: string) => lab.page.locator(`.by-numbers input[name="${name}"]`);
      await box('slope').fill('0.5');
      await box('slope').press('Enter');
      await lab.at(3);
      assert.match(await lab.sentenceText(), /line A moved by hand to y = .* \+ 0\.500 x/);
      const before = await lab.sentenceText();
      for (const [typed, said] of [
        ['', /needs a number/],
        ['1e300', /put it nearer/],
      ] as const) {
        await box('intercept').fill(typed);
        await box('intercept').press('Enter');
        assert.match(await lab.noticeText(), said);
        assert.equal(await lab.sentenceText(), before);
        await lab.step();
        await lab.stepBack();
      }
    }));

  test('lines that start equal stay so; a nudge parts them', () =>
    using(async (lab) => {
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /equal lines: nudge one/);
      await lab.page.getByRole('button', { name: 'Nudge line A' }).click();
      await lab.at(3);
      assert.match(await lab.sentenceText(), /line A nudged by hand/);
      assert.equal(await lab.page.getByRole('button', { name: /^Nudge/ }).count(), 0);
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged\.$/);
      assert.ok(numberOf((await lab.readings())['Log-likelihood']) > -130);
    }, '#1;data=identical'));
});

describe('regressions: trouble', () => {
  test('a collapse names its line, and the way out leads to a run that converges', () =>
    using(async (lab) => {
      await lab.runToEnd();
      assert.match(await lab.noticeText(), /Line [ABC] has collapsed/);
      await lab.notice.getByRole('button', { name: /floor/ }).click();
      await lab.notice.waitFor({ state: 'detached' });
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged/);
    }, '#1;data=collapse'));

  test('labelled lines without labels are refused in the page’s words', () =>
    using(async (lab) => {
      await lab.set('init', 'labelled_lines');
      assert.match(await lab.noticeText(), /need labelled points/);
      assert.equal(await lab.control('init').inputValue(), 'random_lines');
    }));

  test('a table of one’s own is fitted; one without a spread in x is refused in words', () =>
    using(async (lab) => {
      const bring = async (text: string) => {
        await lab.page.locator('#csv').fill(text);
        await lab.page.locator('#data form').getByRole('button').click();
        await lab.page.locator('.chooser').getByRole('button', { name: 'Use this data' }).click();
      };
      await bring('dose,answer\n1,2\n1,3\n1,5\n1,4\n1,7\n1,1');
      const problem = lab.page.locator('#data .problem');
      await problem.waitFor();
      assert.match(await problem.innerText(), /no slope: all its points lie at one x/);
      const rows = Array.from({ length: 30 }, (_, i) => `${i},${(i % 2 ? i : 20 - i) + ((i * 7) % 5) / 4}`);
      await lab.after(() => bring(`dose,answer\n${rows.join('\n')}`));
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged/);
    }));
});
