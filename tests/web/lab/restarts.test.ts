// Many starts on the page: followed, cancelled, and one of them brought to the stage.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axe, describeViolations } from '../support/browser.ts';
import { classroom, type LabPage } from '../support/classroom.ts';

const room = classroom();

async function follow(lab: LabPage): Promise<void> {
  await lab.page.getByText('Many starts').click();
  await lab.page.getByRole('button', { name: 'Follow 200 starts' }).click();
}

const note = (lab: LabPage) => lab.page.locator('.restarts .buttons .note');
const reached = (lab: LabPage) =>
  note(lab)
    .getByText(/reached \d+ optim/)
    .waitFor({ timeout: 120_000 });

for (const id of ['gmm', 'regressions']) {
  describe(`lab ${id}: many starts`, () => {
    test('200 of them, told in numbers that add up; one is brought to the stage with its optimum', () =>
      room.using(
        id,
        async (lab) => {
          await follow(lab);
          await reached(lab);
          const text = await note(lab).innerText();
          const starts = Number(/^(\d+) starts?/.exec(text)?.[1]);
          const broken = Number(/(\d+) starts? broke/.exec(text)?.[1] ?? 0);
          assert.equal(starts + broken, 200, text);
          assert.equal(await lab.page.locator('.restarts .map [data-seed]').count(), starts);
          assert.deepEqual(describeViolations(await axe(lab.page)), []);
          const last = lab.page.locator('.restarts tbody tr').last();
          const value = await last.locator('td').first().innerText();
          await last.getByRole('button').click();
          await lab.page.waitForFunction(() =>
            /Converged/.test(document.querySelector('#transport .sentence')?.textContent ?? ''),
          );
          await lab.rests();
          assert.equal((await lab.readings())['Log-likelihood'], value);
          assert.match(await lab.link(), /seed=\d+;t=/);
        },
        id === 'gmm' ? '#1;data=local' : '',
      ));

    test('cancelled, it stops and keeps what it knows; other settings make it old', () =>
      room.using(id, async (lab) => {
        await follow(lab);
        await lab.page.locator('.restarts .map [data-seed]').nth(3).waitFor();
        await lab.page.getByRole('button', { name: 'Cancel' }).click();
        await reached(lab);
        assert.ok((await lab.page.locator('.restarts .map [data-seed]').count()) >= 3);
        assert.doesNotMatch(await note(lab).innerText(), /changed since/);
        await lab.set('k', '1');
        assert.match(await note(lab).innerText(), /changed since/);
      }));

    for (const width of [390, 320])
      test(`nothing scrolls sideways at ${width} px`, () =>
        room.using(
          id,
          async (lab) => {
            await follow(lab);
            await reached(lab);
            const wide = await lab.page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= width, `${wide}`);
          },
          '',
          { width, height: 800, touch: true },
        ));
  });
}
