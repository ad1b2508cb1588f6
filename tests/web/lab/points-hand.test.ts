// Points and ellipses under the hand in the labs of EM: the brush, the axes' handles, the tables; in the link, and for the next start.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, describeViolations } from '../support/browser.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { dragBy } from '../support/hand.ts';

const room = classroom();

const button = (lab: LabPage, name: string | RegExp) => lab.page.getByRole('button', { name, exact: true });
const table = (lab: LabPage) => lab.page.locator('.by-hand');

async function openTables(lab: LabPage): Promise<void> {
  await lab.page.getByText('Change the numbers').click();
  await table(lab).getByLabel('Weight of A').waitFor();
}

/** Where the stage shows the place of a point, by the table. */
async function click(lab: LabPage, fx: number, fy: number): Promise<void> {
  const box = await lab.page.locator('#stage canvas').boundingBox();
  assert.ok(box);
  await lab.after(() => lab.page.mouse.click(box.x + fx * box.width, box.y + fy * box.height));
}

test('the brush adds, moves, labels and erases; the link has it all; Back takes back', () =>
  room.using('gmm', async (lab) => {
    await lab.rests();
    const before = await lab.shown();
    await button(lab, 'Edit the points').click();
    await lab.page.getByRole('toolbar', { name: 'Points by hand' }).waitFor();
    assert.deepEqual(describeViolations(await axe(lab.page)), []);
    await click(lab, 0.9, 0.9);
    assert.match(await lab.sentenceText(), /^Step 0: point 321 put at \(/);
    assert.match(await lab.link(), /;@0:p320=[-\d.,]+$/);

    await button(lab, 'Move').click();
    const box = await lab.page.locator('#stage canvas').boundingBox();
    assert.ok(box);
    await lab.page.mouse.move(box.x + 0.9 * box.width, box.y + 0.9 * box.height);
    await lab.page.mouse.down();
    await lab.page.mouse.move(box.x + 0.8 * box.width, box.y + 0.85 * box.height, { steps: 5 });
    await lab.page.mouse.up();
    await lab.rests();
    assert.match(await lab.link(), /#1;@0:p320=[-\d.,]+$/, 'one place for one point');

    await button(lab, 'Label').click();
    await button(lab, 'B').click();
    await click(lab, 0.8, 0.85);
    assert.match(await lab.sentenceText(), /point 321 labelled B by hand.*Labels count once α is above 0/);
    await button(lab, 'no label').click();
    await click(lab, 0.8, 0.85);
    assert.match(await lab.sentenceText(), /label of point 321 taken away/);
    await button(lab, 'Erase').click();
    await click(lab, 0.8, 0.85);
    assert.match(await lab.sentenceText(), /point 321 erased/);
    await lab.page.keyboard.press('Escape');
    await button(lab, 'Edit the points').waitFor();
    assert.equal(
      await lab.page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      'Edit the points',
    );
    assert.deepEqual((await lab.shown()).readings, before.readings, 'as if it had never been there');
  }));

test('the link of changed points opens as it was; a new seed keeps them, another data set does not', () =>
  room.using(
    'gmm',
    async (lab) => {
      await lab.rests();
      await openTables(lab);
      await assert.doesNotReject(table(lab).getByText('of 321').waitFor());
      const wanted = await lab.shown();
      const visitor = await room.open('gmm', await lab.link());
      try {
        await visitor.rests();
        assert.deepEqual(await visitor.shown(), wanted);
      } finally {
        await visitor.close();
      }
      await lab.set('seed', '8');
      await lab.rests();
      assert.match(await lab.link(), /#1;seed=8;@0:p320=2,-2$/);
      await table(lab).getByText('of 321').waitFor();
      await lab.set('data', 'local');
      await lab.rests();
      assert.doesNotMatch(await lab.link(), /p320/);
    },
    '#1;@0:p320=2,-2;t=2',
  ));

test('an axis turned by hand sets the covariance; by keyboard too, and Escape takes it back', () =>
  room.using('gmm', async (lab) => {
    await lab.step(2);
    await lab.rests();
    const before = await lab.shown();
    const handle = lab.page.getByRole('button', { name: /^Axis 1 of A/ });
    const box = await handle.boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await dragBy(lab, handle, 40, 30);
    await lab.rests();
    const moved = await handle.boundingBox();
    assert.ok(moved);
    assert.ok(
      Math.hypot(moved.x + moved.width / 2 - x - 40, moved.y + moved.height / 2 - y - 30) < 2,
      'the end is where the hand let go',
    );
    assert.match(await lab.sentenceText(), /^Step 1: covariance of A set by hand to .*\. Log-likelihood now/);
    assert.match(await lab.link(), /@1:A\.cov=/);
    await lab.page.goBack();
    await lab.rests();
    assert.deepEqual(await lab.unfocused(), before);

    await handle.focus();
    await lab.page.keyboard.press('Enter');
    await lab.after(() => lab.page.keyboard.press('ArrowRight'));
    assert.match(await lab.sentenceText(), /covariance of A/);
    await lab.page.keyboard.press('Escape');
    assert.deepEqual((await lab.unfocused()).readings, before.readings);
  }));

test('everything by typing: parameters and points; what cannot be is said and changes nothing', () =>
  room.using('gmm', async (lab) => {
    await openTables(lab);
    assert.deepEqual(describeViolations(await axe(lab.page)), []);
    const type = async (name: string, value: string): Promise<void> => {
      const input = table(lab).getByLabel(name, { exact: true });
      await input.fill(value);
      await lab.after(() => input.press('Tab'));
    };
    await type('Weight of A', '0.4');
    assert.equal(await table(lab).getByLabel('Weight of B').inputValue(), '0.2');
    await type('Mean x₁ of B', '1.5');
    await type('Σ₁₁ of C', '2');
    await type('x₁ of point 1', '0.25');
    await lab.after(() =>
      table(lab)
        .getByLabel('Label of point 2', { exact: true })
        .selectOption({ label: 'C' })
        .then(() => {}),
    );
    await lab.after(() => table(lab).getByLabel('Erase point 3', { exact: true }).click());
    await table(lab).getByText('Points 1 to 15 of 319').waitFor();
    await table(lab).getByRole('button', { name: 'Later points' }).click();
    await table(lab).getByText('Points 16 to 30 of 319').waitFor();
    const form = table(lab).locator('form');
    await form.getByLabel('x₁').fill('1');
    await form.getByLabel('x₂').fill('-1');
    await lab.after(() => form.getByRole('button', { name: 'Add the point' }).click());
    await table(lab).getByText('of 320').waitFor();
    assert.match(
      await lab.link(),
      /@0:A\.weight=0\.4;@0:B=1\.5,[-\d.]+;@0:C\.cov=2,[-\d.,]+;@0:p0=0\.25,[-\d.]+;@0:z1=C;@0:erase2=;@0:p320=1,-1$/,
    );
    const before = await lab.shown();
    const weight = table(lab).getByLabel('Weight of A');
    await weight.fill('7');
    await weight.press('Tab');
    assert.match(await lab.noticeText(), /A weight lies between 0 and 1/);
    assert.deepEqual((await lab.shown()).readings, before.readings);
    await lab.step(2);
  }));

test('points of the lab of regressions, in the same way', () =>
  room.using('regressions', async (lab) => {
    await lab.step(2);
    await button(lab, 'Edit the points').click();
    await click(lab, 0.5, 0.1);
    assert.match(await lab.sentenceText(), /^Step 1: point \d+ put at \(/);
    await button(lab, 'Erase').click();
    await click(lab, 0.5, 0.1);
    assert.match(await lab.sentenceText(), /^Step 1: point \d+ erased by hand/);
    await button(lab, 'Done').click();
    await lab.page.getByText('Change the numbers').click();
    const box = table(lab).getByLabel('y of point 1', { exact: true });
    await box.fill('0.125');
    await lab.after(() => box.press('Tab'));
    assert.match(await lab.link(), /@1:p0=[-\d.]+,0\.125/);
    await lab.step(2);
  }));
