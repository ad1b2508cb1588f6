// Every lab in the pseudo-language (web/build/pseudo.ts), in which all texts stand in brackets and are longer: what is plain
// English was forgotten, and what has no room here has none in some language.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { horizontalOverflow, type PageOptions } from '../support/browser.ts';
import { classroom, LabPage } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const PSEUDO = join(REPOSITORY, 'build/pseudo');
const SCRIPT = join(REPOSITORY, 'tests/web/support/pseudo_page.js');

const DESK: PageOptions = { width: 1366, height: 768 };
const PHONE: PageOptions = { width: 390, height: 844, touch: true };

before(() => {
  if (!existsSync(PSEUDO))
    throw new Error('build/pseudo holds no site: run "node scripts/build.mjs wasm pseudo" first');
});
const room = classroom(PSEUDO);

/** What was found, each once, with the state in which it was first met. */
class Findings {
  readonly #page: Page;
  readonly #found = new Map<string, string>();

  constructor(page: Page) {
    this.#page = page;
  }

  async look(state: string): Promise<void> {
    const found = await this.#page.evaluate(() => {
      const { pseudoPage } = globalThis as unknown as {
        pseudoPage: { english(): string[]; crowded(): string[] };
      };
      return [
        ...pseudoPage.english().map((text) => `English: ${text}`),
        ...pseudoPage.crowded().map((text) => `no room: ${text}`),
      ];
    });
    const wide = await horizontalOverflow(this.#page);
    for (const text of [...found, ...wide.map((what) => `too wide: ${what}`)])
      if (!this.#found.has(text)) this.#found.set(text, state);
  }

  none(): void {
    const lines = [...this.#found].map(([text, state]) => `${text} (${state})`);
    assert.ok(lines.length === 0, `\n${lines.join('\n')}`);
  }
}

async function inPseudo(
  path: string,
  options: PageOptions,
  look: (page: Page, findings: Findings, lab: LabPage) => Promise<void>,
): Promise<void> {
  const watched = await room.browser.newPage(options);
  try {
    await watched.page.addInitScript({ path: SCRIPT });
    const lab = new LabPage(watched, new URL(path, room.site.url).href);
    const findings = new Findings(watched.page);
    await watched.page.goto(lab.url);
    await look(watched.page, findings, lab);
    watched.assertClean();
    findings.none();
  } finally {
    await watched.close();
  }
}

/** Everything that can be unfolded on the page of a lab, at where its run is. */
async function unfolded(page: Page, findings: Findings, lab: LabPage): Promise<void> {
  for (const sheet of ['link', 'save', 'keys']) {
    await page.locator(`[data-sheet="${sheet}"]`).click();
    await page.locator('.sheet').waitFor();
    if (sheet === 'save') await page.locator('.sheet .open').waitFor();
    await findings.look(`${sheet} open`);
    await page.keyboard.press('Escape');
  }
  await page.locator('.compare button').first().click();
  await lab.painted();
  await findings.look('compare');
  for (const summary of await page.locator('#controls summary, #data summary').all()) await summary.click();
  await lab.rests();
  await findings.look('details open');
}

async function lessonPages(page: Page, findings: Findings, answer: boolean): Promise<void> {
  await page.locator('.open-lesson:visible').first().click();
  const next = page.locator('#lesson nav button').last();
  await next.waitFor();
  for (let number = 1; ; ++number) {
    if (answer)
      for (const question of await page.locator('#lesson form.question').all()) {
        for (const box of await question.locator('.boxes input').all()) await box.fill('12345');
        const choice = question.locator('input[type="radio"]').first();
        if ((await choice.count()) > 0) await choice.check();
        for (let hint = 0; hint < 2; ++hint) await question.locator('.answers button').last().click();
        await question.locator('.check').click();
        await question.locator('.verdict').waitFor();
      }
    await findings.look(`lesson page ${number}`);
    if ((await next.getAttribute('aria-disabled')) === 'true') break;
    await next.click();
  }
  await page.locator('#lesson .lesson-bar button').last().click();
}

for (const id of LABS)
  describe(`lab ${id} in the pseudo-language`, () => {
    test('has no plain English and no label without room, whatever is open (1366 wide)', () =>
      inPseudo(`lab/${id}/`, DESK, async (page, findings, lab) => {
        await lab.ready();
        await findings.look('start');
        for (let step = 1; step <= 3; ++step) {
          await lab.step();
          await findings.look(`step ${step}`);
        }
        await page.keyboard.press('End');
        await lab.rests();
        await findings.look('end of the run');
        await unfolded(page, findings, lab);
        const follow = page.locator('.restarts .buttons button');
        if ((await follow.count()) > 0) {
          await follow.click();
          await page.locator('.restarts .map [data-seed]').nth(2).waitFor();
          await follow.click();
          await findings.look('many starts');
        }
        await page.keyboard.press('p');
        await page.locator('.aside').waitFor();
        await findings.look('presenting');
        await page.keyboard.press('Escape');
        await lessonPages(page, findings, true);
        await lab.visit('#99;what');
        await lab.notice.waitFor();
        await findings.look('notice');
        // Each choice, and what it leads to.
        const { controls } = (await import(`../../../web/src/labs/${id}/index.ts`)).default;
        for (const [name, control] of Object.entries(
          controls as Record<string, { options?: { value: string }[] }>,
        ))
          for (const { value } of control.options ?? []) {
            if (value === 'own') continue;
            await page.evaluate((hash) => location.assign(hash), `#1;${name}=${value};t=1`);
            await lab.rests();
            await findings.look(`${name}=${value}`);
          }
      }));

    test('neither has it on a phone', () =>
      inPseudo(`lab/${id}/`, PHONE, async (page, findings, lab) => {
        await lab.ready();
        await findings.look('start');
        await lab.step(2);
        await findings.look('step 2');
        await unfolded(page, findings, lab);
        await lessonPages(page, findings, false);
      }));
  });

describe('the other pages in the pseudo-language', () => {
  for (const [name, options] of [
    ['1366 wide', DESK],
    ['on a phone', PHONE],
  ] as const)
    test(`have no plain English and no label without room (${name})`, async () => {
      for (const path of ['', 'offline.html'])
        await inPseudo(path, options, (_, findings) => findings.look('start'));
      await inPseudo(
        'teach/#gmm/x/1;k=3;@2:alpha=5;t=4;back=1;ui=-seed!k',
        options,
        async (page, findings) => {
          await page.locator('.handout').waitFor();
          for (const summary of await page.locator('.form summary').all()) await summary.click();
          await findings.look('start');
        },
      );
    });
});
