// What only a browser can show of the mixture lab's lesson: a place pointed at, a task judged on the run of the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classroom, type LabPage, numberOf } from '../support/classroom.ts';

const room = classroom();

const form = (lab: LabPage, id: string) => lab.page.locator(`#lesson form[data-question="${id}"]`);
const button = (lab: LabPage, name: string) =>
  lab.page.locator('#lesson').getByRole('button', { name, exact: true });

async function setView(lab: LabPage, index: number): Promise<void> {
  await button(lab, 'Set the view').click();
  await lab.rests();
  if (index >= 0) await lab.at(index);
}

test('a mean is predicted by pointing; the step is taken, the distance told, and it can be tried again', () =>
  room.using(
    'gmm',
    async (lab) => {
      await setView(lab, 1);
      const asked = form(lab, 'next-mean');
      const boxes = asked.locator('input[type="text"]');
      await button(lab, 'Point at the picture').click();
      const stage = await lab.page.locator('#stage .body').boundingBox();
      assert.ok(stage);
      // The lower left of the stage: far from where D goes.
      await lab.page.mouse.click(stage.x + 0.25 * stage.width, stage.y + 0.75 * stage.height);
      await lab.page.locator('#stage .lesson-mark').waitFor();
      const [x, y] = [numberOf(await boxes.nth(0).inputValue()), numberOf(await boxes.nth(1).inputValue())];
      assert.ok(x < 0 && y < 0, `${x}, ${y}`);
      assert.equal(await lab.index(), 1, 'nothing is revealed yet');
      await button(lab, 'Predict, then step').click();
      await asked.locator('.verdict.wrong').filter({ hasText: 'Mean D went to' }).waitFor();
      await lab.at(2);
      await button(lab, 'Go back and try again').click();
      await lab.at(1);
      assert.equal(await lab.page.locator('#stage .lesson-mark').count(), 0);
      await boxes.nth(0).fill('1,7');
      await boxes.nth(1).fill('2.5');
      await boxes.nth(1).press('Enter');
      await asked.locator('.verdict.right').waitFor();
      await lab.at(2);
      // Asked after the fact it is no prediction.
      await button(lab, 'Predict, then step').click();
      await asked.locator('.verdict').filter({ hasText: 'before its M-step' }).waitFor();
      assert.equal(await lab.index(), 2);
    },
    '#1;lesson=3',
  ));

test('a task is judged on the run of the page: seed 229 is no answer, seed 1 is', () =>
  room.using(
    'gmm',
    async (lab) => {
      await setView(lab, -1);
      const asked = form(lab, 'worse-start');
      await button(lab, 'Check the run').click();
      await asked.locator('.verdict.wrong').waitFor();
      await lab.set('seed', '1');
      await lab.rests();
      const before = await lab.index();
      await button(lab, 'Check the run').click();
      await asked.locator('.verdict.right').filter({ hasText: 'below that of seed 229' }).waitFor();
      assert.equal(await lab.index(), before, 'the run on the page stays where it is');
    },
    '#1;lesson=5',
  ));

test('the link brings the page and the settings, and leaves the run to the link', () =>
  room.using(
    'gmm',
    async (lab) => {
      await lab.page.locator('#lesson h3').waitFor();
      assert.equal(await lab.page.locator('#lesson h3').innerText(), 'M lifts both');
      assert.equal((await lab.controls()).seed, '12');
      assert.equal(await lab.index(), 0);
      assert.equal(await lab.notice.count(), 0);
      await button(lab, 'Close').click();
      assert.match(await lab.link(), /#1;seed=12$/);
    },
    '#1;seed=12;lesson=4',
  ));
