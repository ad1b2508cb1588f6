// A page of another origin that shows labs of the site under test.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Frame } from 'playwright-core';
import type { WatchedPage } from './browser.ts';
import type { Classroom } from './classroom.ts';
import { LABS, type ServedSite, serveSite } from './site.ts';

const DOCS = readFileSync(new URL('../../../docs/embedding.md', import.meta.url), 'utf8');
const EXAMPLE = /```html\n([\s\S]*?)```/.exec(DOCS)?.[1] ?? '';

/** All that the element said, in order. */
export type Heard = { type: string; detail: { link: string; t: number; index: number; message: string } }[];

export const heardBy = ({ page }: WatchedPage): Promise<Heard> =>
  page.evaluate(() => (globalThis as unknown as { heard: Heard }).heard);

/** The element has told that the lab stands at a position. */
export const told = ({ page }: WatchedPage, index: number) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector<HTMLElement & { state?: { index: number } }>('elbo-lab')?.state?.index ===
      wanted,
    index,
  );

/** To be called where a file of tests begins. */
export function foreignPages(room: Classroom) {
  let served: Promise<ServedSite> | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'elbo-foreign-'));
  after(async () => {
    await (await served)?.close();
    rmSync(folder, { recursive: true });
  });

  /** The other site, once the address of ours is known. */
  function foreign(): Promise<ServedSite> {
    const write = (name: string, html: string) =>
      writeFileSync(join(folder, name), html.replaceAll('https://labs.example.edu/', room.site.url));
    const script = '<script src="https://labs.example.edu/embed.js"></script>';
    const all = LABS.map((id) => `<elbo-lab lab="${id}"></elbo-lab>`).join('\n');
    write('index.html', EXAMPLE);
    write('all.html', `<!doctype html><meta name="viewport" content="width=device-width">${script}${all}`);
    write('favicon.ico', ''); // which a browser asks for
    // Says hello to the first frame, which should not answer, and nothing to the second.
    write(
      'bare.html',
      `<!doctype html><script>said = []; addEventListener('message', ({ data }) => said.push(data))</script>
    <iframe src="https://labs.example.edu/lab/gmm/#1;t=1" onload="contentWindow.postMessage({ elbo: 1, command: 'hello' }, '*')"></iframe>
    <iframe src="https://labs.example.edu/lab/gmm/?embed#1;t=1"></iframe>`,
    );
    served ??= serveSite({ root: folder });
    return served;
  }

  async function visiting(
    path: string,
    look: (watched: WatchedPage, lab: Frame) => Promise<void>,
    options = {},
  ): Promise<void> {
    const watched = await room.browser.newPage(options);
    try {
      const { page } = watched;
      await page.addInitScript(() => {
        const heard: unknown[] = [];
        Object.assign(globalThis, { heard });
        for (const type of ['elbo-ready', 'elbo-change', 'elbo-error'])
          addEventListener(type, (event) => heard.push({ type, detail: (event as CustomEvent).detail }));
      });
      await page.goto((await foreign()).url + path);
      await page.waitForFunction(() =>
        (globalThis as unknown as { heard: Heard }).heard.some(({ type }) => type === 'elbo-ready'),
      );
      await look(watched, page.frames()[1] as Frame);
      // The lab is at another host than the page; nothing else may be.
      const away = `request to another host: ${room.site.url}`;
      assert.deepEqual(
        watched.troubles.filter((trouble) => !trouble.startsWith(away)),
        [],
      );
    } finally {
      await watched.close();
    }
  }

  return { foreign, visiting };
}
