// Equations and pictures point at each other: by mouse, by finger and by keyboard, in every lab.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { axe, describeViolations } from '../support/browser.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

/** What is lit now: the term in the equations, and the pictures that show it. */
const litOn = (page: Page) =>
  page.evaluate(() => ({
    term: document.querySelector<HTMLElement>('#why .lit')?.dataset.term,
    pictures: Array.from(document.querySelectorAll<SVGElement>('.lit-marks'), (svg) => ({
      on: svg.closest('section')?.id,
      term: svg.dataset.lit,
      start: /^M([\d.-]+) ([\d.-]+)/
        .exec(svg.querySelector('.line')?.getAttribute('d') ?? '')
        ?.slice(1)
        .map(Number),
    })),
    tip: document.querySelector('.term-tip')?.textContent ?? undefined,
  }));

const NOTHING = { term: undefined, pictures: [], tip: undefined };

/** The pointer at a term's upper left: terms may lie within terms, and boxes of fractions upon each other. */
async function pointAt(page: Page, name: string): Promise<{ x: number; y: number }> {
  const term = page.locator(`#why [data-term="${name}"] .term`).first();
  await term.scrollIntoViewIfNeeded();
  const box = await term.boundingBox();
  assert.ok(box);
  const place = { x: box.x + 3, y: box.y + box.height / 2 };
  await page.mouse.move(place.x, place.y);
  return place;
}

const group = (lab: LabPage) => lab.page.getByRole('group', { name: /^Terms of the equations/ });

/** The first move of the pointer brings what links them. */
async function woken(lab: LabPage): Promise<string[]> {
  await lab.page.mouse.move(2, 2);
  await group(lab).getByRole('button').first().waitFor({ state: 'attached' });
  return lab.page
    .locator('#why [data-term]')
    .evaluateAll((terms) => [...new Set(terms.map((e) => (e as HTMLElement).dataset.term as string))]);
}

for (const id of LABS) {
  test(`${id}: every term lights what it stands for, and what it stands for lights a term`, () =>
    room.using(id, async (lab) => {
      const { page } = lab;
      await lab.step();
      const names = await woken(lab);
      assert.ok(names.length >= 3, names.join());
      assert.equal(await group(lab).getByRole('button').count(), names.length);
      for (const name of names) {
        await pointAt(page, name);
        const lit = await litOn(page);
        assert.equal(lit.term, name);
        assert.match(lit.tip ?? '', /: ./);
        assert.ok(lit.pictures.length > 0, `${name} is on the stage or the chart`);
        for (const picture of lit.pictures) assert.equal(picture.term, name);
        const label = await group(lab).getByRole('button').nth(names.indexOf(name)).innerText();
        assert.equal(label, lit.tip);
      }
      await page.locator('#transport .sentence').hover();
      assert.deepEqual(await litOn(page), NOTHING);

      // Back: at a place of each mark some term lights up, and its own picture there.
      for (const name of names) {
        await pointAt(page, name);
        const { pictures } = await litOn(page);
        for (const { on, start } of pictures) {
          const host = on === 'stage' ? '#stage .body' : '#bound .chart';
          const box = await page.locator(host).boundingBox();
          assert.ok(box && start);
          const [x, y] = start as [number, number];
          if (x < 0 || y < 0 || x > box.width || y > box.height) continue;
          await page.mouse.move(box.x + x, box.y + y);
          const lit = await litOn(page);
          assert.ok(lit.term && names.includes(lit.term), `the mark of ${name} lights a term`);
          assert.ok(lit.pictures.some((picture) => picture.on === on && picture.term === lit.term));
        }
      }

      // Keyboard: one stop, arrows walk, Escape ends; the keys of the page do not act meanwhile.
      const index = await lab.index();
      const first = group(lab).getByRole('button').first();
      await first.focus();
      assert.equal((await litOn(page)).term, names[0]);
      await page.keyboard.press('ArrowRight');
      assert.equal((await litOn(page)).term, names[1]);
      assert.equal(await group(lab).locator('[tabindex="0"]').count(), 1);
      await page.keyboard.press('End');
      assert.equal((await litOn(page)).term, names.at(-1));
      assert.equal(await lab.index(), index);
      assert.deepEqual(describeViolations(await axe(page)), []);
      await page.keyboard.press('Escape');
      assert.deepEqual(await litOn(page), NOTHING);

      // A handle that has the focus is what stands there.
      const handle = page.locator('#stage .handles button').first();
      await handle.focus();
      const held = await litOn(page);
      if (id === 'gmm') assert.equal(held.term, 'mu');
    }));

  test(`${id}: a tap lights a term, a tap elsewhere ends it, and nothing moves`, () =>
    room.using(
      id,
      async (lab) => {
        const { page } = lab;
        const [name] = await woken(lab);
        assert.ok(name);
        const size = () =>
          page.locator('#lab').evaluate((e) => [document.documentElement.scrollWidth, e.scrollHeight]);
        const before = await size();
        const { x, y } = await pointAt(page, name);
        await page.touchscreen.tap(x, y);
        assert.equal((await litOn(page)).term, name);
        assert.deepEqual(await size(), before);
        const elsewhere = await page.locator('#transport .sentence').boundingBox();
        assert.ok(elsewhere);
        await page.touchscreen.tap(elsewhere.x + 5, elsewhere.y + 5);
        assert.deepEqual(await litOn(page), NOTHING);
      },
      '',
      { width: 390, height: 844, touch: true },
    ));
}

test('gmm: the number of the lit term follows the run, and one that was clicked stays lit', () =>
  room.using('gmm', async (lab) => {
    const { page } = lab;
    await lab.step(2);
    await woken(lab);
    const { x, y } = await pointAt(page, 'gap');
    await page.mouse.click(x, y);
    const gap = async () => (await lab.readings())['Gap, nats'];
    assert.equal((await litOn(page)).tip, `gap, nats: ${await gap()}`);
    const one = await gap();
    await lab.step(2);
    assert.notEqual(await gap(), one);
    assert.equal((await litOn(page)).tip, `gap, nats: ${await gap()}`);
  }));

test('gmm: the notation changes equations, tables and the lesson, and a reload keeps it', () =>
  room.using('gmm', async (lab) => {
    const { page } = lab;
    await lab.step();
    // What is seen, without the MathML beside it.
    const letters = (part: string) =>
      page
        .locator(part)
        .evaluate((e) =>
          Array.from(e.querySelectorAll('.katex-html, th'), ({ textContent }) => textContent).join(' '),
        );
    const choose = async (value: string) => {
      await page.keyboard.press('?');
      await page.getByLabel('Notation').selectOption(value);
      await page.waitForFunction(
        (wanted) => document.querySelector('#why thead')?.textContent?.includes(wanted),
        value === 'cs229' ? 'φ' : 'π',
      );
      await page.keyboard.press('?'); // Escape would close the lesson, where the focus may be
    };
    assert.match(await letters('#why'), /γ.*π/su);
    await choose('cs229');
    assert.match(await letters('#why'), /Q.*[φϕ]/su);
    assert.doesNotMatch(await letters('#why'), /[πγ]/u);
    await page.reload();
    await lab.ready();
    assert.match(await letters('#why'), /Q.*[φϕ]/su);
    await page.locator('.open-lesson:visible').first().click();
    await page.locator('#lesson .katex-html').first().waitFor();
    assert.match(await letters('#lesson'), /Q/u);
    assert.doesNotMatch(await letters('#lesson'), /[πγ]/u);
    await choose('bishop');
    assert.match(await letters('#lesson'), /γ/u);
    assert.doesNotMatch(await letters('#why'), /[Qφϕ]/u);
  }));
