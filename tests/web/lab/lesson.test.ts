// The lesson of every lab that has one, as a student meets it. What it says is checked headless, in tests/node/labs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judge } from '../../../web/src/shell/lesson/judge.ts';
import { type Classwork, classwork, LESSONS } from '../../node/labs/lesson_support.ts';
import { axe, describeViolations, horizontalOverflow, layoutShift } from '../support/browser.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();
const PHONE = { width: 390, height: 844, touch: true };

const opener = (lab: LabPage) => lab.page.locator('.open-lesson').filter({ visible: true });
const panel = (lab: LabPage) => lab.page.locator('#lesson .lesson-page');
const button = (lab: LabPage, name: string) =>
  lab.page.locator('#lesson').getByRole('button', { name, exact: true });
const heading = (lab: LabPage) => panel(lab).locator('h3');

async function opened(lab: LabPage): Promise<void> {
  await opener(lab).click();
  await panel(lab).waitFor();
}

/** Turns to the next page and waits until the live view has followed. */
async function turn(lab: LabPage, name: 'Next' | 'Back', title: string): Promise<void> {
  await button(lab, name).click();
  await panel(lab).getByRole('heading', { name: title, level: 3 }).waitFor();
  await lab.rests();
}

const heard = (lab: LabPage, words: string) =>
  lab.page.waitForFunction(
    (part) => document.querySelector('body > [role="status"]')?.textContent?.includes(part),
    words,
  );

/** A question that can be answered as soon as its page is set up, with a right and a wrong answer. */
async function firstAnswerable(work: Classwork) {
  for (const [i, page] of work.pages.entries()) {
    const at = await work.page(i + 1);
    for (const part of page.parts) {
      if (part.kind !== 'question') continue;
      const question = work.question(part.id);
      if (question.kind !== 'number' || question.reveal) continue;
      if (typeof (await judge(question, at, ['0'])) === 'string') continue;
      const truth = await question.truth(at);
      const right = String(truth).replace('.', ',');
      return { page: i + 1, id: part.id, right, wrong: String(truth + 5 * question.tolerance + 1) };
    }
  }
  return undefined;
}

for (const id of LABS.filter((lab) => !LESSONS.includes(lab))) {
  test(`lab ${id} has no lesson, and nothing that would open one`, () =>
    room.using(
      id,
      async (lab) => {
        assert.equal(await lab.page.locator('.open-lesson, #lesson').count(), 0);
      },
      '#1;lesson=2',
    ));
}

for (const id of LESSONS) {
  describe(`lab ${id}: lesson`, async () => {
    const work = await classwork(id);
    const { pages } = work;
    const [first, second] = pages as [(typeof pages)[0], (typeof pages)[0]];

    test('opens, turns its pages, drives the view, marks what it is about, and closes', () =>
      room.using(id, async (lab) => {
        const { sum, moved } = await layoutShift(lab.page);
        assert.equal(sum.toFixed(3), '0.000', moved.join('\n'));
        await opened(lab);
        assert.equal(await heading(lab).innerText(), first.title);
        assert.equal(await opener(lab).getAttribute('aria-expanded'), 'true');
        for (const [i, page] of pages.entries()) {
          if (i > 0) await turn(lab, 'Next', page.title);
          else await button(lab, 'Set the view').click();
          await lab.rests();
          const wanted = await work.page(i + 1);
          await lab.at(wanted.index);
          const shown = await lab.controls();
          for (const [name, value] of Object.entries(page.view?.set ?? {}))
            if (name in shown) assert.equal(shown[name], value, `${page.title}: ${name}`);
          assert.equal(await lab.sentenceText(), work.lab.describe(wanted.snapshot, wanted.history.at(-2)));
          const marked = lab.page.locator('[data-looked]');
          assert.ok((await marked.count()) > 0, `${page.title} marks something`);
          await heard(lab, `page ${i + 1} of ${pages.length}: ${page.title}`).catch(async (error: Error) => {
            if (i > 0) throw error; // the first was told when it was opened
          });
          assert.match(await lab.link(), new RegExp(`;lesson=${i + 1}$`));
          const [stage, transport] = [lab.page.locator('#stage'), lab.page.locator('#transport')];
          for (const section of [stage, transport]) {
            const box = await section.boundingBox();
            // A control of the header that cannot act says why, which takes a line.
            const header = (await lab.page.locator('header.top').boundingBox())?.height ?? 0;
            const lowest = 769 + Math.max(0, header - 53);
            assert.ok(box && box.y >= 0 && box.y + box.height <= lowest, `${page.title} leaves room to step`);
          }
        }
        await turn(lab, 'Back', pages.at(-2)?.title ?? '');
        await button(lab, 'Close').click();
        await panel(lab).waitFor({ state: 'detached' });
        assert.equal(await lab.page.locator('[data-looked]').count(), 0);
        assert.doesNotMatch(await lab.link(), /lesson/);
      }));

    test('is reached and left by keyboard; the focus is never lost', () =>
      room.using(id, async (lab) => {
        await opener(lab).press('Enter');
        await panel(lab).waitFor();
        await lab.page.waitForFunction(() => document.activeElement?.matches('#lesson h3'));
        await button(lab, 'Next').press('Enter');
        await panel(lab).getByRole('heading', { name: second.title, level: 3 }).waitFor();
        assert.ok(await button(lab, 'Next').evaluate((next) => next === document.activeElement));
        const hint = button(lab, 'Hint').first();
        await hint.press('Enter');
        await panel(lab).locator('.lesson-hint').first().waitFor();
        await button(lab, 'Another hint').press('Enter');
        assert.equal(await panel(lab).locator('.lesson-hint').count(), 2);
        assert.ok(await lab.page.evaluate(() => document.activeElement?.closest('#lesson') !== null));
        await lab.page.keyboard.press('Escape');
        await panel(lab).waitFor({ state: 'detached' });
        assert.ok(await opener(lab).evaluate((o) => o === document.activeElement));
      }));

    test('says what is wrong and what is right, keeps it, and forgets it when told to', () =>
      room.using(id, async (lab) => {
        const question = await firstAnswerable(work);
        assert.ok(question, 'some page asks what can be answered at once');
        await lab.visit(`#1;lesson=${question.page}`);
        await panel(lab).waitFor();
        await button(lab, 'Set the view').click();
        await lab.rests();
        const form = panel(lab).locator(`form[data-question="${question.id}"]`);
        const answer = async (text: string, words: RegExp) => {
          await form.locator('input[type="text"]').fill(text);
          await form.locator('input[type="text"]').press('Enter');
          await form.locator('.verdict').filter({ hasText: words }).waitFor();
          assert.ok(
            await form
              .locator('input')
              .first()
              .evaluate((box) => box === document.activeElement),
          );
        };
        await answer('three or so', /is not a number/);
        await answer(question.wrong, /^Not yet\./);
        await heard(lab, 'Not yet.');
        await answer(question.right, /^Right\./);
        await heard(lab, 'Right.');
        const score = lab.page.locator('#lesson nav span');
        assert.match(await score.innerText(), /^1 of \d+ questions right$/);
        await lab.visit();
        await opened(lab);
        assert.equal(await heading(lab).innerText(), pages[question.page - 1]?.title);
        await form.locator('.done').waitFor();
        const stored = await lab.page.evaluate((key) => localStorage.getItem(key), `elbo-lab-lesson-${id}`);
        assert.deepEqual(JSON.parse(stored ?? ''), { page: question.page, right: [question.id] });
        await lab.visit(`#1;lesson=${pages.length}`);
        await button(lab, 'Forget my answers').click();
        assert.match(await score.innerText(), /^0 of/);
        assert.equal(
          await lab.page.evaluate((key) => localStorage.getItem(key), `elbo-lab-lesson-${id}`),
          null,
        );
      }));

    test('damage in the storage is as nothing', () =>
      room.using(id, async (lab) => {
        for (const damage of ['{', '{"page":99,"right":["nothing",3]}', 'null', '{"right":{}}']) {
          await lab.page.evaluate(
            ([k, v]) => localStorage.setItem(k as string, v as string),
            [`elbo-lab-lesson-${id}`, damage],
          );
          await lab.visit();
          await opened(lab);
          assert.equal(await heading(lab).innerText(), first.title, damage);
          assert.match(await lab.page.locator('#lesson nav span').innerText(), /^0 of/, damage);
        }
      }));

    // One walk through the pages for each kind of device: what differs by colours or width alone is changed on the way.
    for (const [name, { width, height, touch }, narrower, schemes] of [
      ['desktop, by day and by night', { width: 1366, height: 800, touch: false }, 1024, ['light', 'dark']],
      ['phone', PHONE, 320, ['light']],
    ] as const)
      test(`no page scrolls sideways, and axe finds nothing wrong on any (${name})`, () =>
        room.using(
          id,
          async (lab) => {
            await opened(lab);
            for (const [i, page] of pages.entries()) {
              if (i > 0) await turn(lab, 'Next', page.title);
              for (const wide of [narrower, width]) {
                await lab.page.setViewportSize({ width: wide, height });
                assert.deepEqual(await horizontalOverflow(lab.page), [], `${page.title} at ${wide} px`);
              }
              const check = panel(lab).locator('.check').first();
              if ((await check.count()) > 0) {
                await check.click();
                await panel(lab).locator('.verdict').first().waitFor();
                await button(lab, 'Hint').first().click();
              }
              for (const colorScheme of schemes) {
                await lab.page.emulateMedia({ colorScheme });
                await lab.painted();
                const found = describeViolations(await axe(lab.page));
                assert.deepEqual(found, [], `${page.title}, ${colorScheme}`);
              }
            }
          },
          '',
          { width, height, touch },
        ));
  });
}
