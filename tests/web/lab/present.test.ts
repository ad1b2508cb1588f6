// In front of a room: what `P` makes of the page, the keys of a clicker, the link as a code, and a handout.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axe, describeViolations } from '../support/browser.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { readCode } from '../support/qr.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

const isPresenting = (lab: LabPage) => lab.page.evaluate(() => 'present' in document.documentElement.dataset);

async function present(lab: LabPage): Promise<void> {
  await lab.page.keyboard.press('p');
  await lab.page.locator('.aside .qr').waitFor();
  await lab.painted();
}

for (const id of LABS) {
  describe(`lab ${id}: in front of a room`, () => {
    for (const [width, height] of [
      [1366, 768],
      [1920, 1080],
    ] as const) {
      test(`at ${width} × ${height} stage, chart, steps and sentence fill the screen, large and by day`, () =>
        room.using(
          id,
          async (lab) => {
            const { page } = lab;
            await lab.step(2);
            const size = () =>
              page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
            const before = await size();
            await present(lab);
            assert.equal(await size(), 1.5 * before);
            const boxes = await page
              .locator(
                '#stage canvas, #bound canvas, #transport, .sentence, #scrub, .aside .qr, .buttons button',
              )
              .evaluateAll((all) =>
                all.map((e) => ({ ...(e.getBoundingClientRect().toJSON() as DOMRect), what: e.className })),
              );
            for (const box of boxes)
              assert.ok(
                box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height,
                JSON.stringify(box),
              );
            const [stage, chart] = boxes;
            assert.ok(stage && chart && stage.height > 0.6 * height && stage.width > 0.5 * width);
            assert.ok(chart.height > 0.3 * height && chart.width > 0.35 * width);
            assert.deepEqual(
              await page.evaluate(() => [
                document.documentElement.scrollHeight,
                document.documentElement.scrollWidth,
              ]),
              [height, width],
              'nothing scrolls',
            );
            const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
            assert.equal(paper, 'rgb(255, 255, 255)', 'also where it was night');
            assert.deepEqual(describeViolations(await axe(page)), []);
          },
          '',
          { width, height, colorScheme: 'dark' },
        ));
    }

    test('a clicker steps, B blanks, Escape leaves everything as it was', () =>
      room.using(id, async (lab) => {
        const { page } = lab;
        await lab.step(2);
        await lab.stepBack();
        const before = await lab.shown();
        // Elsewhere these keys are for reading.
        await page.keyboard.press('PageDown');
        await page.keyboard.press('PageUp');
        await page.keyboard.press('b');
        assert.equal(await lab.index(), 1);
        await page.evaluate(() => scrollTo(0, 0));

        const present_ = page.getByRole('button', { name: 'Present' });
        await present_.click();
        await page.locator('.aside .qr').waitFor();
        await page.keyboard.press('PageDown');
        await lab.at(2);
        await page.keyboard.press('PageUp');
        await lab.at(1);
        const blank = page.locator('.blank');
        assert.ok(!(await blank.isVisible()));
        await page.keyboard.press('b');
        await blank.getByText('Press B').waitFor();
        const box = await blank.boundingBox();
        assert.deepEqual(box, { x: 0, y: 0, width: 1366, height: 768 });
        assert.deepEqual(describeViolations(await axe(page)), []);
        await page.keyboard.press('b');
        await blank.waitFor({ state: 'hidden' });
        await page.keyboard.press('b');
        await page.keyboard.press('Escape');
        assert.ok(!(await isPresenting(lab)));
        assert.ok(!(await blank.isVisible()));
        assert.ok(
          await present_.evaluate((button) => button === document.activeElement),
          'the focus is back',
        );
        await lab.painted();
        assert.deepEqual(await lab.shown(), before);
        // It is of the moment: nothing of it is kept.
        await present(lab);
        await lab.visit();
        assert.ok(!(await isPresenting(lab)));
        assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
      }));

    test('on a telephone there is no such thing, by button or by key', () =>
      room.using(
        id,
        async (lab) => {
          assert.ok(!(await lab.page.locator('.tools .present').isVisible()));
          await lab.step();
          const before = await lab.digests();
          await lab.page.keyboard.press('p');
          await lab.page.keyboard.press('b');
          await lab.page.waitForLoadState('networkidle');
          assert.ok(!(await isPresenting(lab)));
          assert.deepEqual(await lab.digests(), before);
        },
        '',
        { width: 390, height: 844 },
      ));

    test('lines are twice as thick, in the colours of the projector', () =>
      room.using(id, async (lab) => {
        await lab.step();
        await lab.page.evaluate(() => {
          const widths: number[] = [];
          Object.assign(globalThis, { widths });
          const { stroke } = CanvasRenderingContext2D.prototype;
          CanvasRenderingContext2D.prototype.stroke = function (
            this: CanvasRenderingContext2D,
            ...path: [Path2D]
          ) {
            const width = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'lineWidth');
            if (this.canvas.closest('#bound')) widths.push(width?.get?.call(this));
            return stroke.apply(this, path);
          } as typeof stroke;
        });
        const thickest = async (act: () => Promise<void>) => {
          await lab.page.evaluate(() => ((globalThis as unknown as { widths: number[] }).widths.length = 0));
          await act();
          await lab.painted();
          return lab.page.evaluate(() => Math.max(...(globalThis as unknown as { widths: number[] }).widths));
        };
        const usual = await thickest(() => lab.step());
        await present(lab);
        assert.equal(await thickest(() => lab.page.keyboard.press('PageUp')), 2 * usual);
      }));

    test('the code on the screen, and the one beside the link, lead to this very state', () =>
      room.using(id, async (lab) => {
        if (await lab.hasSeed()) await lab.set('seed', '31');
        const link = lab.page.url();
        await lab.page.getByRole('button', { name: 'Share' }).click();
        const sheet = lab.page.getByRole('group', { name: 'Link' });
        await sheet.locator('.qr').waitFor();
        assert.equal(await readCode(sheet.locator('.qr')), link);
        await lab.page.keyboard.press('Escape');
        await present(lab);
        const code = lab.page.locator('.aside .qr');
        assert.equal(await readCode(code), link);
        await lab.after(() => lab.page.keyboard.press('PageDown'));
        assert.notEqual(lab.page.url(), link);
        assert.equal(await readCode(code), lab.page.url(), 'it follows the run');
        if (!(await lab.hasSeed())) return;
        await lab.after(() => lab.page.keyboard.press('n'));
        assert.equal(await readCode(code), lab.page.url(), 'and its settings');
      }));

    test('printed, it is a handout: text, equations, pictures and numbers, and nothing to press', () =>
      room.using(
        id,
        async (lab) => {
          await lab.step(2);
          const { page } = lab;
          await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
          await page.setViewportSize({ width: 720, height: 1000 });
          await lab.painted();
          for (const selector of [
            'h1',
            '.sentence',
            '#stage canvas',
            '#bound canvas',
            '.readings',
            '#why',
            '#about',
          ])
            assert.ok(await page.locator(selector).first().isVisible(), selector);
          const pressed = page.locator(
            'button:visible, :not(#why *):is(input, select, textarea, summary):visible',
          );
          assert.deepEqual(await pressed.evaluateAll((all) => all.map((e) => e.outerHTML.slice(0, 80))), []);
          assert.equal(
            await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
            'rgb(253, 252, 249)',
          );
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= 720, `${wide} px`);
        },
        '',
        { colorScheme: 'dark' },
      ));
  });
}
