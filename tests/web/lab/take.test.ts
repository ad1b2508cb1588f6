// What a student takes away from a lab: pictures, tables, the run, code. Every file is fetched as a student does and read again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { load } from '../../../wasm/api/index.node.ts';
import type { Core, Lab, SnapshotBase } from '../../../web/src/shell/lab.ts';
import { csvOf } from '../../../web/src/shell/take/csv.ts';
import { jsonOf } from '../../../web/src/shell/take/json.ts';
import type { NumberTable, Position, Scripts } from '../../../web/src/shell/takeaway.ts';
import { defaults } from '../../../web/src/shell/values.ts';
import { axe, describeViolations, horizontalOverflow } from '../support/browser.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();
const core = (await load()) as unknown as Core;

/** Moves before anything is saved. */
const STEPS = 3;

const sheetOf = (lab: LabPage): Locator => lab.page.getByRole('group', { name: 'Save' });

async function openSheet(lab: LabPage): Promise<Locator> {
  await lab.page.getByRole('button', { name: 'Save', exact: true }).click();
  const sheet = sheetOf(lab);
  await sheet.getByRole('button', { name: 'as JSON' }).waitFor();
  await sheet.getByRole('button', { name: 'as CSV' }).first().waitFor();
  return sheet;
}

/** Presses a button and hands back the file that comes, with its name. */
async function taken(lab: LabPage, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([lab.page.waitForEvent('download'), button.click()]);
  const name = download.suggestedFilename();
  await lab.page.locator('.files [role="status"]', { hasText: name }).waitFor();
  return { name, bytes: readFileSync(await download.path()) };
}

interface Headless extends Position<SnapshotBase> {
  readonly tables: readonly NumberTable[];
  readonly scripts: Scripts | undefined;
}

/** The same run without a page. */
async function headless(id: string): Promise<Headless> {
  const { default: lab } = (await import(`../../../web/src/labs/${id}/index.ts`)) as {
    default: Lab<SnapshotBase>;
  };
  const values = defaults(lab.controls);
  const history = [await lab.start(values, core)];
  while (history.length <= STEPS)
    history.push(...(await lab.step(history.at(-1) as SnapshotBase, values, core, 1)));
  const position = { history, index: STEPS, values };
  const takeaway = await lab.takeaway?.();
  assert.ok(takeaway, `${id} has something to take away`);
  return { ...position, tables: takeaway.tables(position), scripts: takeaway.scripts?.(position) };
}

/** Curves that are drawn come from the browser's own exp, whose last bit is its own. */
const rounded = (run: unknown) =>
  JSON.parse(
    JSON.stringify(run, (_, part: unknown) =>
      typeof part === 'number' ? Number(part.toPrecision(12)) : part,
    ),
  );

/** Width, height and number of colours of a picture. */
const seen = (lab: LabPage, png: Buffer) =>
  lab.page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const colours = new Set(new Uint32Array(data.buffer)).size;
    return { width: picture.width, height: picture.height, colours, corner: [...data.slice(0, 4)] };
  }, png.toString('base64'));

/** What a reader of XML finds in a picture; on a page of its own, since the lab's makes no markup of text. */
async function parsed(lab: LabPage, svg: string) {
  const blank = await lab.page.context().newPage();
  const found = await blank.evaluate((source) => {
    const { documentElement: root } = new DOMParser().parseFromString(source, 'image/svg+xml');
    return {
      name: root.nodeName,
      size: [root.getAttribute('width'), root.getAttribute('height')],
      texts: [...root.querySelectorAll('text')].map((text) => text.textContent ?? ''),
      lines: [...root.querySelectorAll('path[fill="none"]')].map((path) => path.getAttribute('d') ?? ''),
      broken: /.{0,60}(NaN|undefined|\[object).{0,60}/.exec(source)?.[0],
    };
  }, svg);
  await blank.close();
  return found;
}

for (const id of LABS) {
  describe(`lab ${id}: what can be taken away`, () => {
    test('pictures: PNG of twice the size on paper, SVG with shapes and text', () =>
      room.using(id, async (lab) => {
        await lab.step(STEPS);
        const sheet = await openSheet(lab);
        for (const [title, section, file] of [
          ['Stage', '#stage', 'stage'],
          ['Chart', '#bound', 'chart'],
        ] as const) {
          const box = await lab.page
            .locator(`${section} canvas`)
            .evaluate((canvas) => [canvas.clientWidth, canvas.clientHeight] as const);
          const png = await taken(lab, sheet.getByRole('button', { name: `${title} as PNG` }));
          assert.match(png.name, new RegExp(`^${id}-t[\\d.]+-${file}\\.png$`));
          const { width, height, colours, corner } = await seen(lab, png.bytes);
          assert.deepEqual([width, height], [2 * box[0], 2 * box[1]]);
          assert.ok(colours > 20, `${title}: ${colours} colours`);
          assert.deepEqual(corner, [0xfd, 0xfc, 0xf9, 255], 'on paper');

          const svg = await taken(lab, sheet.getByRole('button', { name: `${title} as SVG` }));
          const picture = await parsed(lab, svg.bytes.toString('utf8'));
          assert.equal(picture.name, 'svg');
          assert.deepEqual(picture.size, box.map(String));
          assert.equal(picture.broken, undefined, 'every number is one');
          assert.ok(picture.texts.filter((text) => /\d/.test(text)).length >= 4, `${picture.texts}`);
          if (title === 'Chart') {
            assert.ok(
              picture.texts.some((text) => /nats|bits/.test(text)),
              `${picture.texts}`,
            );
            // Chart.js has its lines in another form, which the picture could miss.
            assert.ok(picture.lines.some((d) => (d.match(/[LC]/g) ?? []).length >= STEPS - 1));
          }
        }
      }));

    test('tables and the run hold the core’s numbers, to the last bit', () =>
      room.using(id, async (lab) => {
        const here = await headless(id);
        await lab.step(STEPS);
        const sheet = await openSheet(lab);
        assert.ok(here.tables.length >= 2);
        for (const table of here.tables) {
          const csv = await taken(
            lab,
            sheet.getByRole('button', { name: `${table.title} as CSV`, exact: true }),
          );
          assert.equal(csv.bytes.toString('utf8'), csvOf(table), table.name);
          for (const row of table.rows()) assert.equal(row.length, table.head.length, table.name);
        }
        assert.equal(here.tables[0]?.name, 'trace');
        assert.deepEqual(
          here.tables[0]?.rows().map(([t]) => t),
          here.history.map(({ t }) => t),
        );

        await lab.link(); // the address has caught up with the run
        const json = await taken(lab, sheet.getByRole('button', { name: 'as JSON' }));
        const run = JSON.parse(json.bytes.toString('utf8'));
        const { format, version, index, t, history } = run;
        assert.deepEqual(
          [format, version, run.lab, index, t],
          ['elbo-lab run', 1, id, STEPS, here.history[STEPS]?.t],
        );
        assert.equal(history.length, STEPS + 1);
        assert.equal(run.link, lab.page.url());
        const { link } = run;
        assert.deepEqual(rounded(run), rounded(JSON.parse(jsonOf({ lab: id, link, ...here }).join(''))));
      }));

    test('code: as a file, or by the clipboard where there is one', () =>
      room.using(id, async (lab) => {
        const here = await headless(id);
        await lab.page.addInitScript(() => {
          Object.defineProperty(navigator, 'clipboard', { value: undefined });
        });
        await lab.visit();
        await lab.step(STEPS);
        const sheet = await openSheet(lab);
        const copy = sheet.getByRole('button', { name: 'Copy the NumPy script' });
        assert.equal(await copy.count(), here.scripts ? 1 : 0);
        if (!here.scripts) return;
        await copy.click();
        await sheet.getByText('There is no clipboard here: take the file.').waitFor();
        const numpy = await taken(lab, sheet.getByRole('button', { name: 'NumPy script as .py' }));
        assert.match(numpy.name, new RegExp(`^${id}-t[\\d.]+-code\\.py$`));
        assert.equal(numpy.bytes.toString('utf8'), here.scripts.numpy);
        const node = await taken(lab, sheet.getByRole('button', { name: 'Node script as .mjs' }));
        assert.match(node.name, /-code\.mjs$/);
        assert.equal(node.bytes.toString('utf8'), here.scripts.node);
      }));

    test('by keyboard alone, without trouble for axe, by day and by night', () =>
      room.using(id, async (lab) => {
        const { page } = lab;
        await lab.step();
        await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
        await sheetOf(lab).getByRole('button', { name: 'as CSV' }).first().waitFor();
        assert.deepEqual(describeViolations(await axe(page)), []);
        await page.keyboard.press('Tab');
        const first = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
        assert.equal(first, 'Stage as PNG');
        const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
        assert.match(download.suggestedFilename(), /stage\.png$/);
        await page.keyboard.press('Escape');
        await sheetOf(lab).waitFor({ state: 'detached' });
        assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Save');
        await page.emulateMedia({ colorScheme: 'dark' });
        await openSheet(lab);
        assert.deepEqual(describeViolations(await axe(page)), []);
        const png = await taken(lab, sheetOf(lab).getByRole('button', { name: 'Stage as PNG' }));
        assert.deepEqual((await seen(lab, png.bytes)).corner, [0x15, 0x17, 0x1b, 255], 'dark paper');
      }));

    for (const width of [390, 320]) {
      test(`at ${width} px the sheet fits, and can be touched`, () =>
        room.using(
          id,
          async (lab) => {
            const sheet = await openSheet(lab);
            assert.deepEqual(await horizontalOverflow(lab.page), []);
            const box = await sheet.evaluate((e) => e.getBoundingClientRect().toJSON() as DOMRect);
            assert.ok(box.left >= 0 && box.right <= width && box.bottom <= 700, JSON.stringify(box));
            for (const button of await sheet.getByRole('button').all()) {
              const { width: w = 0, height: h = 0 } = (await button.boundingBox()) ?? {};
              assert.ok(w >= 44 && h >= 44, `${await button.getAttribute('aria-label')}: ${w} × ${h}`);
            }
          },
          '',
          { width, height: 700, touch: true },
        ));
    }
  });
}
