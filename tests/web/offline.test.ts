// Without a connection: what was visited works, what was not says so, and a new build is taken as soon as there is one again.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { axe, describeViolations, launchBrowser, type WatchedBrowser } from './support/browser.ts';
import { LabPage } from './support/lab.ts';
import { DIST, LABS, type ServedSite, serveSite } from './support/site.ts';

const BASE = '/a/b/';
const [FIRST = '', ...OTHERS] = LABS;
const LAST = OTHERS.at(-1) ?? '';

let browser: WatchedBrowser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

/** The site as the next deploy has it: another text in every lab's page, and a style sheet of another name. */
function nextBuild(folder: string): void {
  cpSync(DIST, folder, { recursive: true });
  const sheet = /assets\/(main-[\w-]+)\.css/.exec(readFileSync(join(DIST, 'index.html'), 'utf8'))?.[1] ?? '';
  const edit = (name: string, change: (text: string) => string) =>
    writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
  const restyled = (text: string) => text.replaceAll(sheet, 'main-next');
  renameSync(join(folder, `assets/${sheet}.css`), join(folder, 'assets/main-next.css'));
  for (const page of ['index.html', 'offline.html', ...LABS.map((id) => `lab/${id}/index.html`)])
    edit(page, (text) => restyled(text).replace('</title>', ', next</title>'));
  edit('offline.json', (text) => restyled(text).replace(/"build":"\w+"/, '"build":"next"'));
}

describe('without a connection', () => {
  test('a visited lab works, a page that was not visited says so, and a deploy is taken at the next navigation', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'elbo-next-'));
    let site: ServedSite = await serveSite({ base: BASE });
    const port = Number(new URL(site.url).port);
    const watched = await browser.newPage({ serviceWorker: true });
    const { page } = watched;
    const of = (id: string) => new LabPage(watched, `${site.url}lab/${id}/`);
    const visited = async (id: string) => {
      const lab = of(id);
      await lab.visit();
      // The page is the last thing to be kept.
      await page.evaluate(async () => {
        while (!(await caches.match(location.pathname))) await new Promise(requestAnimationFrame);
      });
      return lab;
    };
    const works = async (id: string, path = `lab/${id}/`) => {
      await page.goto('about:blank');
      await page.goto(site.url + path);
      const lab = of(id);
      await lab.ready();
      await lab.step(2);
      return lab;
    };
    try {
      await visited(FIRST);
      watched.assertClean();
      await site.close();

      // All of it: what is fetched on demand, too.
      const lab = await works(FIRST);
      await page.reload();
      await lab.ready();
      await lab.step();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.locator('.sheet button').first().waitFor();
      await page.locator('.open-lesson').first().click();
      await page.locator('#lesson h3').waitFor();
      await works(FIRST, `lab/${FIRST}/?embed#1;t=1`);
      await works(FIRST, `lab/${FIRST}/index.html`);
      await works(FIRST, `lab/${FIRST}`);

      await page.goto(`${site.url}lab/${LAST}/`);
      assert.match(
        await page.locator('main').innerText(),
        /no connection[\s\S]*has not been opened on this device/,
      );
      assert.deepEqual(describeViolations(await axe(page)), []);
      const links = await page
        .locator('main a')
        .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
      assert.deepEqual(links, [site.url, `${site.url}lab/${FIRST}/`]);
      assert.ok(
        await page.evaluate(() => document.fonts.check("17px 'Source Sans 3'")),
        'with its styles and font',
      );
      await page.goto(site.url);
      assert.equal(await page.locator('.card').count(), LABS.length);

      // Each lab's list is complete.
      site = await serveSite({ base: BASE, port });
      for (const id of OTHERS) await visited(id);
      await site.close();
      for (const id of OTHERS) await works(id);

      nextBuild(folder);
      site = await serveSite({ root: folder, base: BASE, port });
      await page.goto(`${site.url}lab/${FIRST}/`);
      assert.match(await page.title(), /, next$/);
      await page.evaluate(async () => {
        let names = await caches.keys();
        while (names.length !== 1 || !names[0]?.endsWith(' next')) {
          await new Promise(requestAnimationFrame);
          names = await caches.keys();
        }
      });
      await site.close();
      await works(FIRST);
      assert.match(await page.title(), /, next$/);
      await works(LAST);
      assert.match(await page.title(), /, next$/, 'a lab that was kept is kept of the new build too');
    } finally {
      await watched.close();
      await site.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('where a browser keeps nothing, a lab works all the same', async () => {
    const site = await serveSite({ base: BASE });
    const watched = await browser.newPage();
    try {
      const lab = new LabPage(watched, `${site.url}lab/${FIRST}/`);
      await lab.visit();
      await lab.step();
      assert.deepEqual(await watched.page.evaluate(() => caches.keys()), []);
      watched.assertClean();
    } finally {
      await watched.close();
      await site.close();
    }
  });
});
