// A run put aside to compare with: its lines in the chart, its numbers beside those of now, and the way back to it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axe, describeViolations } from '../support/browser.ts';
import { change } from '../support/change.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

const keep = (lab: LabPage) => lab.page.getByRole('button', { name: 'Keep this run' });
const forget = (lab: LabPage) => lab.page.getByRole('button', { name: 'Forget the run kept' });

const note = (lab: LabPage) => lab.page.locator('.compare .note').innerText();

/** The numbers of the run kept, by their names. */
const keptReadings = (lab: LabPage) =>
  lab.page
    .locator('.readings')
    .evaluate((list) =>
      Object.fromEntries(
        [...list.querySelectorAll('dd.kept')].map((dd) => [
          dd.previousElementSibling?.previousElementSibling?.textContent?.trim() ?? '',
          dd.textContent?.trim() ?? '',
        ]),
      ),
    );

/** Begins another run: with another seed, or another value of the first control. */
async function another(lab: LabPage): Promise<void> {
  if (await lab.hasSeed()) return lab.set('seed', '31');
  const [first = ''] = Object.keys(await lab.controls());
  await change(lab, first);
}

for (const id of LABS) {
  describe(`lab ${id}: compare`, () => {
    test('a run kept is drawn and read beside another one, at the same time; swapped, each is as it was', () =>
      room.using(id, async (lab) => {
        await lab.step(4);
        await lab.rests();
        const [first, readings] = [await lab.shown(), await lab.readings()];
        await keep(lab).click();
        await another(lab);
        await lab.step(4);
        await lab.rests();
        assert.deepEqual(await keptReadings(lab), readings);
        assert.match(await note(lab), /^Kept, at the right: .+\.$/);
        assert.deepEqual(describeViolations(await axe(lab.page)), []);
        const second = await lab.shown();

        await lab.page.getByRole('button', { name: 'Swap' }).click();
        await lab.rests();
        const back = await lab.shown();
        assert.deepEqual({ ...back, canvases: [] }, { ...first, canvases: [] });
        assert.equal(back.canvases[0], first.canvases[0], 'the stage');
        assert.notEqual(back.canvases[1], first.canvases[1], 'the chart has the other run as well');
        await lab.page.getByRole('button', { name: 'Swap' }).click();
        await lab.rests();
        assert.deepEqual(await lab.shown(), second);

        await lab.page.getByRole('button', { name: 'Swap' }).click();
        await forget(lab).click();
        await lab.rests();
        assert.deepEqual(await lab.shown(), first);
        assert.deepEqual(await keptReadings(lab), {});
      }));

    test('by key; and the address has both runs: opened elsewhere, both are there, to the pixel', () =>
      room.using(id, async (lab) => {
        await lab.step(3);
        await lab.stepBack();
        await lab.page.keyboard.press('c');
        await forget(lab).waitFor();
        await another(lab);
        await lab.step(2);
        await lab.rests();
        const wanted = { ...(await lab.shown()), kept: await keptReadings(lab), note: await note(lab) };
        const visitor = await room.open(id, await lab.link());
        try {
          await visitor.rests();
          assert.deepEqual(
            { ...(await visitor.shown()), kept: await keptReadings(visitor), note: await note(visitor) },
            wanted,
          );
          assert.equal(await visitor.link(), await lab.link());
          await visitor.page.getByRole('button', { name: 'Swap' }).click();
          await lab.page.getByRole('button', { name: 'Swap' }).click();
          await Promise.all([visitor.rests(), lab.rests()]);
          assert.deepEqual(await visitor.shown(), await lab.shown());
          assert.equal(await visitor.link(), await lab.link());
          visitor.assertClean();
        } finally {
          await visitor.close();
        }
        await lab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await lab.page.keyboard.press('c');
        await keep(lab).waitFor();
      }));

    // What is dragged in the lab of divergences are controls, which begin anew.
    if (id !== 'kl')
      test('what is moved by hand on the way leaves the run as it was beside it; Escape, Back and a new start take it away', () =>
        room.using(id, async (lab) => {
          await lab.step(4);
          await lab.stepBack();
          await lab.rests();
          const [before, readings] = [await lab.shown(), await lab.readings()];
          const move = async () => {
            await lab.page.locator('.handles button').first().focus();
            await lab.page.keyboard.press('Enter');
            await lab.after(() => lab.page.keyboard.press('ArrowRight'));
          };
          await move();
          await lab.page.keyboard.press('Enter');
          assert.match(await note(lab), /^Kept, at the right: the run before the change at t = [\d.]+\.$/);
          assert.deepEqual(await keptReadings(lab), readings);
          await lab.page.goBack();
          await keep(lab).waitFor();
          assert.deepEqual(await lab.unfocused(), before, 'Back');

          await move();
          await lab.page.keyboard.press('Escape');
          await keep(lab).waitFor();
          await lab.rests();
          assert.deepEqual(
            { ...(await lab.unfocused()), sentence: '' },
            { ...before, sentence: '' },
            'Escape',
          );
          await lab.step(1);
          assert.equal(await lab.index(), before.index + 1);

          await move();
          await lab.page.keyboard.press('Enter');
          await forget(lab).waitFor();
          await another(lab);
          await keep(lab).waitFor();
        }));

    for (const width of [390, 320])
      test(`nothing scrolls sideways at ${width} px`, () =>
        room.using(
          id,
          async (lab) => {
            await lab.step(2);
            await keep(lab).click();
            await lab.step(1);
            const wide = await lab.page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= width, `${wide}`);
          },
          '',
          { width, height: 800, touch: true },
        ));
  });
}
