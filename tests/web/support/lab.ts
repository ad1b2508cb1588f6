import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { WatchedPage } from './browser.ts';
import { recordsOf, tabbableOn } from './elements.ts';
import { coloursOf, digestsOf } from './pictures.ts';

/** What a student can see of the run. Two of these are equal exactly if the page looks and reads the same. */
export interface Shown {
  readonly index: number;
  readonly time: string;
  readonly sentence: string;
  readonly primary: string;
  readonly readings: readonly string[];
  readonly why: string;
  /** A digest of the pixels of each canvas, with its text for those who do not see it. */
  readonly canvases: readonly string[];
}

/** A lab's page, as a student uses it. Waits for what the page shows, never for a clock. */
export class LabPage {
  readonly watched: WatchedPage;
  readonly page: Page;
  readonly url: string;
  readonly primary: Locator;
  readonly back: Locator;
  readonly first: Locator;
  readonly further: Locator;
  /** Play, or Pause while something runs. */
  readonly play: Locator;
  readonly converge: Locator;
  readonly scrubber: Locator;
  readonly sentence: Locator;
  readonly status: Locator;
  readonly notice: Locator;
  readonly canvases: Locator;

  constructor(watched: WatchedPage, url: string) {
    const { page } = watched;
    this.watched = watched;
    this.page = page;
    this.url = url;
    const button = (key: string) => page.locator(`#transport .buttons button[title*="${key}"]`);
    this.primary = page.locator('#transport .buttons button.primary');
    this.back = button('(←)');
    this.first = button('(Home)');
    this.further = button('(Shift →)');
    this.play = page.locator('#transport .play');
    this.converge = button('(End)');
    this.scrubber = page.locator('#scrub');
    this.sentence = page.locator('#transport .sentence');
    this.status = page.locator('body > [role="status"]');
    this.notice = page.locator('.notice');
    this.canvases = page.locator('#lab canvas');
  }

  /** Loads the lab afresh with a fragment (or none), and waits until it can be stepped. */
  async visit(fragment = ''): Promise<void> {
    if (this.page.url() !== 'about:blank') await this.page.goto('about:blank'); // else the fragment alone would change
    const response = await this.page.goto(this.url + fragment);
    assert.ok(response?.ok(), `${this.url} is served`);
    await this.ready();
  }

  /** The first snapshot and both canvases are on the page. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(
      () =>
        document.querySelector('#transport .sentence')?.textContent?.trim() &&
        document.querySelector('#stage canvas') &&
        document.querySelector('#bound canvas')?.hasAttribute('data-drawn'),
    );
    await this.page.evaluate(() => document.fonts.ready);
    await this.painted();
  }

  /** Everything that was asked for has been drawn. */
  async painted(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  async index(): Promise<number> {
    return Number(await this.scrubber.inputValue());
  }

  /** Position of the last snapshot there is. */
  async last(): Promise<number> {
    return (await this.scrubber.isDisabled()) ? 0 : Number(await this.scrubber.getAttribute('max'));
  }

  async at(index: number): Promise<void> {
    const wait = this.page.waitForFunction((wanted) => {
      const scrubber = document.querySelector<HTMLInputElement>('#scrub');
      return scrubber && Number(scrubber.value) === wanted;
    }, index);
    await wait.catch(async (error: Error) => {
      const notice = (await this.notice.count()) > 0 ? await this.notice.first().innerText() : 'none';
      const where = `at ${await this.index()} of ${await this.last()}: ${await this.sentence.innerText()}`;
      throw new Error(`not at ${index} but ${where}; notice: ${notice}`, { cause: error });
    });
    await this.painted();
  }

  /** Half-steps forward with the primary button, one by one. */
  async step(times = 1): Promise<void> {
    for (let i = 0; i < times; ++i) {
      const next = (await this.index()) + 1;
      await this.primary.click();
      await this.at(next);
    }
  }

  async stepBack(): Promise<void> {
    const before = (await this.index()) - 1;
    await this.back.click();
    await this.at(before);
  }

  /** Moves the slider to a position, as dragging it does. */
  async scrubTo(index: number): Promise<void> {
    await this.scrubber.fill(String(index));
    await this.at(index);
  }

  /** Waits until nothing plays, converges or is being computed any more. */
  async rests(): Promise<void> {
    await this.painted(); // what was asked for just now is known to the page
    await this.page.waitForFunction(
      () =>
        !document.body.hasAttribute('data-working') &&
        !document.body.hasAttribute('data-late') &&
        document.querySelector('#transport .play:not(.busy)') !== null,
      undefined,
      { timeout: 120_000 },
    );
    await this.painted();
  }

  /** Runs to convergence, to the lab's longest run, or to an error. */
  async runToEnd(): Promise<void> {
    const from = await this.index();
    await this.converge.click();
    await this.page.waitForFunction(
      (before) =>
        Number(document.querySelector<HTMLInputElement>('#scrub')?.value) !== before ||
        document.querySelector('.notice'),
      from,
    );
    await this.rests();
  }

  async sentenceText(): Promise<string> {
    return (await this.sentence.innerText()).trim();
  }

  async noticeText(): Promise<string> {
    await this.notice.waitFor();
    return (await this.notice.innerText()).trim();
  }

  async readings(): Promise<Record<string, string>> {
    return this.page
      .locator('.readings')
      .evaluate((list) =>
        Object.fromEntries(
          [...list.querySelectorAll('dt')].map((dt) => [
            dt.textContent?.trim() ?? '',
            dt.nextElementSibling?.textContent?.trim() ?? '',
          ]),
        ),
      );
  }

  /** One digest a canvas, of its pixels and its text alternative. */
  async digests(): Promise<string[]> {
    await this.painted();
    return digestsOf(this.canvases);
  }

  /** shown, with the focus nowhere: a handle that has it lights its term. */
  async unfocused(): Promise<Shown> {
    await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    return this.rests().then(() => this.shown());
  }

  async shown(): Promise<Shown> {
    await this.page.mouse.move(1, 1);
    await this.page.mouse.move(0, 0); // what the pointer is over is not of the run
    await this.page.locator('#why .term-walk').waitFor({ state: 'attached' }); // which its first move has brought
    return {
      canvases: await this.digests(),
      index: await this.index(),
      time: await this.page
        .locator('.scrubber output')
        .evaluate((o) => (o.textContent ?? '').split(' of ')[0]?.trim() ?? ''),
      sentence: await this.sentenceText(),
      primary: await this.primary.innerText(),
      readings: Object.entries(await this.readings()).flat(),
      why: await this.page.locator('#why').innerText(),
    };
  }

  /** How many colours each canvas shows; a blank one shows one. */
  async colours(): Promise<number[]> {
    await this.painted();
    return coloursOf(this.canvases);
  }

  /** The value of every control, by name. */
  async controls(): Promise<Record<string, string>> {
    return this.page
      .locator('[data-control]')
      .evaluateAll((fields) =>
        Object.fromEntries(
          fields.map((field) => [
            (field as HTMLElement).dataset.control,
            field.querySelector<HTMLInputElement>('select, input[type="number"]')?.value,
          ]),
        ),
      );
  }

  /** Not every lab draws random numbers. */
  async hasSeed(): Promise<boolean> {
    return (await this.page.locator('[data-control="seed"]').count()) > 0;
  }

  control(name: string): Locator {
    return this.page.locator(`#control-${name}`);
  }

  async openMore(): Promise<void> {
    const more = this.page.locator('#controls details.more');
    if ((await more.count()) === 0 || (await more.getAttribute('open')) !== null) return;
    await more.locator('summary').click();
  }

  /** Sets a control as a student does, and waits until the link has it or a notice says why not. */
  async set(name: string, value: string): Promise<void> {
    await this.after(async () => {
      const control = this.control(name);
      if ((await control.evaluate((e) => e.tagName)) === 'SELECT') await control.selectOption(value);
      else {
        await control.fill(value);
        await control.press('Enter');
      }
    });
  }

  /** The fragment, once it says all that was done. */
  async link(): Promise<string> {
    await this.page.waitForFunction(() => !document.body.matches('[data-working], [data-late]'));
    return new URL(this.page.url()).hash;
  }

  /** Does something that changes the link, and waits until it has, or a notice says why not. */
  async after(change: () => Promise<void>): Promise<void> {
    if (await this.notice.isVisible()) await this.notice.getByRole('button', { name: 'Dismiss' }).click();
    await this.notice.waitFor({ state: 'detached' });
    const before = await this.link();
    await change();
    await this.page.waitForFunction(
      (hash) => location.hash !== hash || document.querySelector('.notice, .problem'),
      before,
    );
    await this.painted();
  }

  /** The live region has been given the sentence that is on the page. */
  async told(): Promise<void> {
    await this.page.waitForFunction(
      () =>
        document.querySelector('body > [role="status"]')?.textContent ===
        document.querySelector('#transport .sentence')?.textContent,
    );
  }

  /** "The run in numbers": one record a position, by the head of the column. */
  async numbers(): Promise<Record<string, string>[]> {
    const details = this.page.locator('#data details.trace');
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
    await details.locator('tbody tr').first().waitFor();
    return recordsOf(details.locator('table'));
  }

  /** What a keyboard must reach, in the order of the document, each by a short path. */
  async tabbable(): Promise<string[]> {
    return tabbableOn(this.page);
  }

  assertClean(): void {
    this.watched.assertClean();
  }

  close(): Promise<void> {
    return this.watched.close();
  }
}
