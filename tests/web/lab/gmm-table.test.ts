// The lab of Gaussian mixtures on a table of the student’s own, good ones and bad ones.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { classroom, type LabPage, written } from '../support/classroom.ts';
import { crashed } from '../support/crash.ts';
import { core } from '../support/gmm.ts';

const room = classroom();

/** Rows of two clouds, with labels in words. */
const CSV = [
  'length,depth,species,note',
  ...Array.from(
    { length: 40 },
    (_, i) =>
      `${(i % 2 ? 10 : 0) + ((i * 7) % 11) / 5},${(i % 3) + ((i * 5) % 13) / 6},${i % 2 ? 'gull' : 'tern'},${i}`,
  ),
].join('\n');

describe('gmm: a table of one’s own', () => {
  const file = (text: string | Buffer, name = 'mine.csv') => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  const bring = (lab: LabPage, text: string | Buffer, name?: string) =>
    lab.page.locator('#data input[type="file"]').setInputFiles(file(text, name));
  const paste = async (lab: LabPage, text: string) => {
    await lab.page.locator('#csv').fill(text);
    await lab.page.locator('#data form').getByRole('button').click();
  };
  const use = (lab: LabPage) =>
    lab.after(() => lab.page.locator('.chooser').getByRole('button', { name: 'Use this data' }).click());
  const problem = async (lab: LabPage) => {
    const box = lab.page.locator('#data .problem');
    await lab.page.locator('.problem, .notice').first().waitFor();
    assert.ok(await box.isVisible(), 'the message stands beside the form');
    assert.equal(await box.getAttribute('role'), 'alert');
    return box.innerText();
  };

  for (const [how, give] of [
    ['a file', bring],
    ['pasted text', paste],
  ] as const) {
    test(`${how}: columns and labels are proposed, can be chosen, and the fit is the headless one`, () =>
      room.using('gmm', async (lab) => {
        await give(lab, CSV);
        const chooser = lab.page.locator('.chooser');
        await chooser.waitFor();
        assert.match(await chooser.innerText(), /40 rows, 4 columns/);
        const [across, up, labels] = await chooser.locator('select').all();
        assert.deepEqual(
          [await across?.inputValue(), await up?.inputValue(), await labels?.inputValue()],
          ['length', 'depth', 'species'],
        );
        await use(lab);
        assert.match(lab.page.url(), /data=own/);
        assert.match(await lab.page.locator('#data .note').innerText(), /on the stage/i);
        await lab.set('k', '2');
        await lab.set('labels', '3');
        assert.ok(await lab.control('alpha').isEnabled());
        await lab.set('labels', '0');
        await lab.step(2);
        const rows = await lab.numbers();
        const X = CSV.split('\n')
          .slice(1)
          .map((line) => line.split(',').slice(0, 2).map(Number));
        const seed = Number(await lab.control('seed').inputValue());
        const fit = core.gmm.fit({ X, k: 2, init: 'random_split', seed, maxIterations: 1 });
        assert.equal(rows[2]?.['log-likelihood'], written(fit.trace[1]?.logLikelihood as number, 6));
      }));
  }

  test('other columns can be put on the axes', () =>
    room.using('gmm', async (lab) => {
      await bring(lab, CSV);
      await lab.page.getByLabel('Up').selectOption('note');
      await use(lab);
      await lab.set('k', '2');
      const { sentence, canvases } = await lab.shown();
      const first = canvases[0];
      await lab.page.getByLabel('Across').selectOption('depth');
      await lab.page.locator('.chooser').getByRole('button', { name: 'Use this data' }).click();
      await lab.page.waitForFunction(
        (before) => document.querySelector('#transport .sentence')?.textContent !== before,
        sentence,
      );
      assert.notEqual((await lab.shown()).canvases[0], first);
    }));

  test('rows with missing values are left out, and the page says how many', () =>
    room.using('gmm', async (lab) => {
      await paste(lab, `${CSV}\n,3,gull,1\nNA,2,tern,2\n5,,gull,3`);
      await lab.page.locator('.chooser').waitFor();
      await use(lab);
      assert.match(await lab.page.locator('#data .note').innerText(), /3 rows/);
    }));

  for (const [what, text, said] of [
    ['an empty text', '', /empty/],
    ['a ragged row', 'x_1,x_2\n1,2\n3\n5,6', /line 3/],
    ['no header', '1,2\n3,4\n5,6', /line 1.*name/],
    ['a header alone', 'x_1,x_2', /row/],
    ['text in a number column', 'x_1,x_2\n1,2\n3,4\nseven,6\n7,8\n9,1', /line 4|seven/],
    ['one numeric column', 'x_1,name\n1,a\n2,b\n3,a', /two columns of numbers/i],
    ['an open quotation mark', 'x_1,x_2\n1,"2\n3,4', /quotation/],
    [
      'numbers that overflow',
      `x_1,x_2\n${Array.from({ length: 12 }, (_, i) => `${i}e307,${i % 5}`).join('\n')}`,
      /range of double|rescale/,
    ],
    [
      'a constant column',
      `x_1,x_2\n${Array.from({ length: 12 }, (_, i) => `${i},3`).join('\n')}`,
      /variance|singular|constant|same|line/i,
    ],
    ['fewer rows than components', 'x_1,x_2\n1,2\n3,5', /rows|points|components|examples/],
  ] as const) {
    test(`${what} is refused beside the form, in words, and the run is kept`, () =>
      room.using('gmm', async (lab) => {
        await lab.step(2);
        const before = await lab.shown();
        await paste(lab, text);
        await lab.page.locator('.chooser, .problem').first().waitFor();
        if (await lab.page.locator('.chooser').isVisible()) {
          await lab.page.locator('.chooser').getByRole('button', { name: 'Use this data' }).click();
          await lab.page.locator('.problem, .notice, #data .note').first().waitFor();
        }
        const message = await problem(lab);
        assert.match(message, said);
        assert.ok(message.length < 300);
        assert.doesNotMatch(message, /undefined|NaN|\bX\b must|TypeError/);
        assert.equal(await lab.page.locator('#data .note').count(), 0, 'no word of success');
        assert.deepEqual({ ...(await lab.shown()), canvases: [] }, { ...before, canvases: [] });
        await paste(lab, CSV);
        await lab.page.locator('#data .problem').waitFor({ state: 'detached' });
        assert.match(await lab.page.locator('.chooser').innerText(), /40 rows/);
      }));
  }

  test('names with markup are text', () =>
    room.using('gmm', async (lab) => {
      const [a, b] = [
        '<script>document.title="hacked"</script>',
        '<img src=x onerror=document.title="hacked">',
      ];
      await bring(
        lab,
        `${a},${b}\n${Array.from({ length: 20 }, (_, i) => `${i % 7},${(i * i) % 11}`).join('\n')}`,
        '<b>bold</b>.csv',
      );
      await lab.page.locator('.chooser').waitFor();
      await use(lab);
      await lab.step();
      assert.equal(await lab.page.locator('#lab script, #lab img, #data b').count(), 0);
      assert.doesNotMatch(await lab.page.title(), /hacked/);
      assert.match(await lab.page.locator('.chooser').innerText(), /<b>bold<\/b>/);
    }));

  test('200 000 lines are read, and stepped', { timeout: 300_000 }, () =>
    room.using('gmm', async (lab) => {
      const lines = Array.from(
        { length: 200_000 },
        (_, i) => `${(i * 7919) % 1000},${((i * 104_729) % 997) + (i % 2) * 500}`,
      );
      await bring(lab, `x_1,x_2\n${lines.join('\n')}`, 'large.csv');
      await lab.page.locator('.chooser').waitFor();
      assert.match(await lab.page.locator('.chooser').innerText(), /200[, ]?000 rows/);
      await use(lab);
      await lab.step(2);
      assert.match(await lab.sentenceText(), /M:/);
    }),
  );

  test('a file too large to read is refused by its size', async (t) => {
    const { mkdtemp, open, rm } = await import('node:fs/promises');
    const { tmpdir } = await import('node:os');
    const { join } = await import('node:path');
    const folder = await mkdtemp(join(tmpdir(), 'elbo-lab-'));
    t.after(() => rm(folder, { recursive: true }));
    const path = join(folder, 'huge.csv');
    const handle = await open(path, 'w');
    await handle.truncate(65_000_000);
    await handle.close();
    await room.using('gmm', async (lab) => {
      await lab.page.locator('#data input[type="file"]').setInputFiles(path);
      assert.match(await problem(lab), /MB/);
    });
  });

  test('choosing “your own” before there is any leads to the form, and the menu keeps what is in force', () =>
    room.using('gmm', async (lab) => {
      await lab.step(2);
      const before = await lab.shown();
      await lab.control('data').selectOption('own');
      await lab.notice.waitFor();
      assert.ok(await lab.page.locator('#csv').evaluate((e) => e === document.activeElement));
      assert.deepEqual({ ...(await lab.shown()), canvases: [] }, { ...before, canvases: [] });
      assert.equal(await lab.control('data').inputValue(), 'four');
    }));

  test('a shared link says that it holds them, and brings them to another visitor', () =>
    room.using('gmm', async (lab) => {
      const note = lab.page.getByRole('group', { name: 'Link' }).getByRole('status');
      await lab.page.getByRole('button', { name: 'Share' }).click();
      assert.doesNotMatch(await note.innerText(), /own data/);
      await paste(lab, CSV);
      await lab.page.locator('.chooser').waitFor();
      await use(lab);
      assert.match(await note.innerText(), /own data are in it/);
      await lab.set('k', '2');
      await lab.step(3);
      await lab.rests();
      const [wanted, controls] = [await lab.shown(), await lab.controls()];
      const visitor = await room.open('gmm', await lab.link());
      try {
        await visitor.rests();
        assert.deepEqual([await visitor.shown(), await visitor.controls()], [wanted, controls]);
        visitor.assertClean();
      } finally {
        await visitor.close();
      }
    }));

  test('a table too long for a link stays in the tab, and the link says so: a reload and a crash of the page leave it', async () => {
    const lab = await room.open('gmm');
    try {
      const long = Array.from(
        { length: 3000 },
        (_, i) => `${Math.sin(i).toFixed(4)},${Math.cos(7 * i).toFixed(4)}`,
      );
      await bring(lab, ['x,y', ...long].join('\n'));
      await lab.page.locator('.chooser').waitFor();
      await use(lab);
      assert.ok((await lab.link()).length < 100);
      await lab.page.getByRole('button', { name: 'Share' }).click();
      const note = lab.page.getByRole('group', { name: 'Link' }).getByRole('status');
      assert.match(await note.innerText(), /not in it, for they are too many: they stay in this tab/);
      await lab.step(3);
      await lab.rests();
      const wanted = await lab.shown();
      await lab.page.reload();
      await lab.ready();
      await lab.at(wanted.index);
      await lab.rests();
      assert.deepEqual(await lab.shown(), wanted);
      const { said, hash } = await crashed(lab);
      assert.equal(said, wanted.sentence);
      assert.equal(hash, '#1;data=own;t=1.5');
    } finally {
      await lab.close();
    }
  });

  test('a damaged table in a link is reported, and the page works', () =>
    room.using(
      'gmm',
      async (lab) => {
        assert.match(await lab.noticeText(), /damaged|own data/);
        await lab.step();
      },
      '#1;data=own;d=x/y/z//0/AAA',
    ));

  test('what was brought can be chosen again after another set', () =>
    room.using('gmm', async (lab) => {
      await paste(lab, CSV);
      await lab.page.locator('.chooser').waitFor();
      await use(lab);
      const own = await lab.sentenceText();
      await lab.set('data', 'penguins');
      await lab.set('data', 'own');
      await lab.set('k', '4');
      await lab.set('seed', '7');
      assert.match(await lab.sentenceText(), /^Start/);
      assert.equal(await lab.sentenceText(), own);
    }));
});
