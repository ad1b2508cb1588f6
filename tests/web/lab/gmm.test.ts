// A student's tasks in the lab of Gaussian mixtures; numbers on the page against the same core headless.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type GmmParams, load, type Matrix } from '../../../wasm/api/index.node.ts';
import { controls } from '../../../web/src/labs/gmm/controls.ts';
import { load as dataOf } from '../../../web/src/labs/gmm/data.ts';
import { options } from '../../../web/src/labs/gmm/presets.ts';
import type { Core, Values } from '../../../web/src/shell/lab.ts';
import { defaults, withValue } from '../../../web/src/shell/values.ts';
import { type Classroom, type LabPage, numberOf, openClassroom } from '../support/lab.ts';

const core = await load();
const valuesOf = (data: string, more: Values = {}): Values => ({
  ...withValue(controls, defaults(controls), 'data', data),
  ...more,
});
const examples = (values: Values) => dataOf(values, core as unknown as Core);
/** As the page writes numbers. */
const written = (value: number, digits: number) => value.toFixed(digits).replace('-', '−');

let room: Classroom;
before(async () => {
  room = await openClassroom();
});
after(() => room?.close());

const using = async (look: (lab: LabPage) => Promise<void>, fragment = '', options_: object = {}) => {
  const lab = await room.open('gmm', fragment, options_);
  try {
    await look(lab);
    lab.assertClean();
  } finally {
    await lab.close();
  }
};

describe('gmm: the two half-steps', () => {
  test('E closes the gap and leaves the log-likelihood; M lifts both; to the digits of the headless fit', () =>
    using(async (lab) => {
      await lab.step();
      assert.equal((await lab.readings())['Gap, nats'], '0');
      await lab.step();
      const [start, e, m] = await lab.numbers();
      assert.deepEqual([start?.['made by'], e?.['made by'], m?.['made by']], ['start', 'E', 'M']);
      assert.equal(e?.['log-likelihood'], start?.['log-likelihood']);
      assert.equal(e?.['ELBO'], e?.['log-likelihood']);
      assert.ok(numberOf(e?.['gap']) <= 1e-9 * Math.abs(numberOf(e?.['log-likelihood'])));
      assert.ok(numberOf(m?.['log-likelihood']) > numberOf(e?.['log-likelihood']));
      assert.ok(numberOf(m?.['ELBO']) > numberOf(e?.['ELBO']));
      assert.ok(numberOf(m?.['gap']) > 0);

      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged/);
      const values = valuesOf('four');
      const { X } = await examples(values);
      const fit = core.gmm.fit({ X, k: 4, init: 'kmeans++', seed: Number(values['seed']) });
      const rows = (await lab.numbers()).slice(1);
      assert.equal(rows.length, fit.trace.length);
      fit.trace.forEach((point, i) => {
        assert.equal(rows[i]?.['made by'], point.phase);
        assert.equal(rows[i]?.['log-likelihood'], written(point.logLikelihood, 6), `row ${i}`);
        assert.equal(rows[i]?.['ELBO'], written(point.elbo, 6), `row ${i}`);
      });
      assert.equal((await lab.readings())['Log-likelihood'], written(fit.logLikelihood, 2));
      assert.equal((await lab.shown()).time, `t = ${fit.iterations}`);
    }));

  test('a rounding error of a gap is written as 0 wherever a gap is shown', () =>
    using(async (lab) => {
      await lab.step();
      const [, e] = await lab.numbers();
      assert.equal(e?.['gap'], '0');
      assert.match((await lab.page.locator('#bound canvas').getAttribute('aria-label')) ?? '', /gap 0$/);
    }));

  test('the panel after E shows the shares of one point; any point can be chosen', () =>
    using(async (lab) => {
      await lab.step();
      const values = valuesOf('four');
      const { X } = await examples(values);
      const start = core.gmm.init({ X, k: 4, init: 'kmeans++', seed: Number(values['seed']) });
      const { responsibilities: R } = core.gmm.eStep(start, X);
      const box = lab.page.locator('#why .pick input');
      for (const [typed, point] of [
        ['1', 0],
        ['57', 56],
        ['9999', X.rows - 1],
        ['0', 0],
      ] as const) {
        await box.fill(typed);
        await box.press('Enter');
        await lab.painted();
        assert.equal(await box.inputValue(), String(point + 1));
        const shares = await lab.page.locator('#why tbody tr td:nth-of-type(2)').allInnerTexts();
        assert.deepEqual(
          shares,
          Array.from(R.data.subarray(4 * point, 4 * point + 4), (share) => written(share, 3)),
        );
      }
      await box.fill('2.5');
      await box.press('Enter');
      await lab.painted();
      assert.match(await box.inputValue(), /^\d+$/, 'a point is a whole number');
    }));

  test('a point is chosen on the stage too, with the pointer', () =>
    using(async (lab) => {
      await lab.step();
      const box = lab.page.locator('#why .pick input');
      const before = await box.inputValue();
      const stage = await lab.page.locator('#stage canvas').boundingBox();
      assert.ok(stage);
      const chosen = new Set([before]);
      for (let i = 1; i < 10; ++i) {
        await lab.page.mouse.move(stage.x + (stage.width * i) / 10, stage.y + (stage.height * i) / 10);
        await lab.painted();
        chosen.add(await box.inputValue());
      }
      assert.ok(chosen.size >= 3, `points ${[...chosen]}`);
    }));

  test('the panel after M shows the parameters of one component; any component can be chosen', () =>
    using(async (lab) => {
      await lab.step(2);
      const values = valuesOf('four');
      const { X } = await examples(values);
      const [params] = iterate(
        core.gmm.init({ X, k: 4, init: 'kmeans++', seed: Number(values['seed']) }),
        X,
        1,
      );
      for (const [k, letter] of ['A', 'B', 'C', 'D'].entries()) {
        const tab = lab.page.locator('#why .tabs').getByRole('button', { name: letter });
        await tab.click();
        await lab.painted();
        assert.equal(await tab.getAttribute('aria-pressed'), 'true');
        const slot = (name: string) => lab.page.locator(`#why [data-slot="${name}"]`).first().innerText();
        assert.equal(await slot('pi'), written(params.weights[k] as number, 3));
        const [x, y] = params.means.data.subarray(2 * k, 2 * k + 2);
        assert.equal(await slot('mu'), `(${written(x as number, 2)}, ${written(y as number, 2)})`);
      }
      assert.equal(await lab.page.locator('#why .tabs [aria-pressed="true"]').count(), 1);
    }));
});

/** `times` iterations of plain EM: parameters, and the responsibilities of a further E-step. */
function iterate(start: GmmParams, X: Matrix, times: number): [GmmParams, Matrix] {
  let params = start;
  for (let i = 0; i < times; ++i) params = core.gmm.mStep(X, core.gmm.eStep(params, X).responsibilities);
  return [params, core.gmm.eStep(params, X).responsibilities];
}

describe('gmm: labels', () => {
  test('labels per class put letters on the stage and wake α up', () =>
    using(async (lab) => {
      const without = (await lab.shown()).canvases[0];
      assert.ok(await lab.control('alpha').isDisabled());
      assert.match(await lab.page.locator('#control-alpha-help').innerText(), /labels per class/);
      await lab.set('labels', '5');
      assert.notEqual((await lab.shown()).canvases[0], without);
      assert.ok(await lab.control('alpha').isEnabled());
    }));

  test('where a data set has no classes, the reason given for a sleeping α is that one', () =>
    using(async (lab) => {
      await lab.set('labels', '5');
      assert.ok(await lab.control('alpha').isDisabled());
      assert.doesNotMatch(await lab.page.locator('#control-alpha-help').innerText(), /above 0/);
    }, '#1;data=collapse'));

  test('α changed in the middle goes on from the current parameters, and says so', () =>
    using(async (lab) => {
      await lab.step(5);
      await lab.set('alpha', '5');
      assert.equal(await lab.index(), 6);
      assert.match(await lab.sentenceText(), /α = 5.*current parameters/);
      await lab.told();
      await lab.step();
      const rows = await lab.numbers();
      assert.equal(rows[6]?.['log-likelihood'], rows[5]?.['log-likelihood'], 'the same parameters');
      assert.notEqual(rows[6]?.['objective'], rows[5]?.['objective'], 'another objective');

      const values = valuesOf('rescue');
      const { X, labelled } = await examples(values);
      const start = core.gmm.init({ X, k: 4, init: 'kmeans++', seed: Number(values['seed']) });
      const [, R] = iterate(start, X, 2);
      const known = { ...labelled, alpha: 5, weightsFrom: 'all' as const };
      const params = core.gmm.mStep(X, R, known);
      assert.equal(rows[7]?.['made by'], 'M');
      assert.equal(rows[7]?.['objective'], written(core.gmm.objective(params, X, known), 6));
      assert.match(await lab.page.locator('#why').innerText(), /α/, 'the equations have the labelled term');
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged/);
      assert.ok(
        numberOf((await lab.readings())['Agreement with the truth (ARI)']) > 0.7,
        'labels to the rescue',
      );
    }, '#1;data=rescue'));

  test('α drawn along its slider by key leaves one change in the history, the last', () =>
    using(async (lab) => {
      await lab.step(2);
      const slider = lab.page.locator('[data-control="alpha"] input[type="range"]');
      await slider.focus();
      for (let i = 0; i < 20; ++i) await lab.page.keyboard.press('ArrowRight');
      await lab.page.waitForFunction(() => {
        const box = document.querySelector<HTMLInputElement>('#control-alpha');
        return box && Number(box.value) > 0 && location.hash.includes(`alpha=${box.value}`);
      });
      await lab.painted();
      assert.equal(await lab.last(), 3);
      assert.ok(await slider.evaluate((e) => e === document.activeElement));
    }, '#1;data=rescue'));

  test('the convention for the weights stands under “More” and changes objective and equation', () =>
    using(async (lab) => {
      assert.ok(!(await lab.control('weightsFrom').isVisible()));
      await lab.step(2);
      const equation = await lab.page.locator('#why').innerText();
      await lab.openMore();
      await lab.set('weightsFrom', 'unlabelled');
      assert.match(await lab.sentenceText(), /weight|π/, 'the sentence names what was changed');
      await lab.step(2);
      assert.notEqual(
        (await lab.page.locator('#why').innerText()).replace(/[\d.−]/g, ''),
        equation.replace(/[\d.−]/g, ''),
      );
      const values = valuesOf('rescue', { alpha: 20 });
      const { X, labelled } = await examples(values);
      const all = { ...labelled, alpha: 20, weightsFrom: 'all' as const };
      const only = { ...labelled, alpha: 20, weightsFrom: 'unlabelled' as const };
      const start = core.gmm.init({ X, k: 4, init: 'kmeans++', seed: Number(values['seed']) });
      const first = core.gmm.mStep(X, core.gmm.eStep(start, X).responsibilities, all);
      const rows = await lab.numbers();
      assert.equal(rows[2]?.['objective'], written(core.gmm.objective(first, X, all), 6));
      assert.equal(rows[3]?.['objective'], written(core.gmm.objective(first, X, only), 6));
      const second = core.gmm.mStep(X, core.gmm.eStep(first, X).responsibilities, only);
      assert.equal(rows[5]?.['objective'], written(core.gmm.objective(second, X, only), 6));
    }, '#1;data=rescue;alpha=20'));

  test('changing floor or tolerance is told as what it is, not as a change of α', () =>
    using(async (lab) => {
      await lab.openMore();
      for (const [name, value, said] of [
        ['floor', '0.1', /floor/i],
        ['tolerance', '0.01', /converge/i],
      ] as const) {
        await lab.step();
        const before = await lab.sentenceText();
        await lab.set(name, value);
        const sentence = await lab.sentenceText();
        assert.doesNotMatch(sentence, /α = 0/);
        assert.ok(sentence === before || said.test(sentence), sentence);
      }
    }));

  test('labelled means without labels are refused in words, and the menu shows what is in force', () =>
    using(async (lab) => {
      await lab.step(2);
      const before = await lab.shown();
      await lab.set('init', 'labelled_means');
      const text = await lab.noticeText();
      assert.match(text, /label/);
      assert.doesNotMatch(text, /init '|labelled_means|got none/, 'in the words of the page, not of the API');
      assert.deepEqual(await lab.shown(), before);
      assert.equal(await lab.control('init').inputValue(), 'kmeans++');
    }));
});

describe('gmm: data sets', () => {
  for (const { value, hint } of options.filter(({ value: name }) => name !== 'own')) {
    test(`${value} shows what it promises`, () =>
      using(async (lab) => {
        if ((await lab.control('data').inputValue()) !== value) await lab.control('data').selectOption(value);
        await lab.page.waitForFunction(
          (wanted) => document.querySelector('#control-data-help')?.textContent?.trim() === wanted,
          hint,
        );
        await lab.painted();
        assert.equal(await lab.index(), 0);
        await lab.runToEnd();
        if (value !== 'collapse') {
          assert.match(await lab.sentenceText(), /Converged/);
          assert.equal(await lab.notice.count(), 0);
        } else {
          assert.match(await lab.noticeText(), /collapsed/);
        }
        for (const colours of await lab.colours()) assert.ok(colours > 4);
      }));
  }

  test('a collapse names its component, and the way out leads to a run that converges', () =>
    using(async (lab) => {
      await lab.runToEnd();
      const stood = await lab.shown();
      const values = valuesOf('collapse');
      const { X } = await examples(values);
      let letter = '';
      try {
        core.gmm.fit({ X, k: 3, init: 'kmeans++', seed: Number(values['seed']) });
      } catch (error) {
        letter = String.fromCharCode(65 + Number((error as { component?: number }).component));
      }
      assert.match(await lab.noticeText(), new RegExp(`Component ${letter} has collapsed`));
      assert.ok(stood.index > 0, 'the run stands at its last good step');
      await lab.notice.getByRole('button', { name: /floor/ }).click();
      await lab.notice.waitFor({ state: 'detached' });
      await lab.page.waitForFunction(() => location.hash.includes('floor=0.01'));
      await lab.painted();
      assert.match(await lab.sentenceText(), /floor/i);
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /Converged/);
      await lab.openMore();
      assert.equal(await lab.control('floor').inputValue(), '0.01');
    }, '#1;data=collapse'));

  test('the core says in words what cannot start, and the old run stays', () =>
    using(async (lab) => {
      await lab.step(2);
      for (const k of ['1', '8']) {
        await lab.set('k', k);
        await lab.step(2);
        const tabs = lab.page.locator('#why .tabs button');
        assert.equal(await tabs.count(), Number(k));
      }
    }));

  test('every start kind works with labels, and the same seed gives the same run', () =>
    using(async (lab) => {
      for (const init of ['random_split', 'labelled_means', 'kmeans++']) {
        if ((await lab.control('init').inputValue()) !== init) await lab.set('init', init);
        await lab.step(2);
        const first = await lab.shown();
        await lab.page.keyboard.press('Escape');
        await lab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await lab.page.keyboard.press('r');
        await lab.at(0);
        await lab.step(2);
        assert.deepEqual(await lab.shown(), first, init);
      }
    }, '#1;data=rescue'));
});

describe('gmm: the chart', () => {
  test('a click goes to that half-step', () =>
    using(async (lab) => {
      await lab.step(12);
      const canvas = lab.page.locator('#bound canvas');
      const box = await canvas.boundingBox();
      assert.ok(box);
      const click = async (x: number) => {
        await canvas.click({ position: { x, y: box.height / 2 } });
        await lab.painted();
        return lab.index();
      };
      assert.equal(await click(box.width - 14), 12);
      const middle = await click(box.width * 0.55);
      assert.ok(middle >= 4 && middle <= 8, `${middle}`);
      assert.ok((await click(box.width * 0.2)) <= 2);
      assert.equal(await lab.last(), 12);
    }));

  test('the scales draw differently, say which is on, and lead back to the same picture', () =>
    using(async (lab) => {
      await lab.step(16);
      const chart = async () => (await lab.shown()).canvases[1];
      const scale = (name: string) => lab.page.locator('#bound').getByRole('button', { name });
      const all = await chart();
      await scale('Recent').click();
      const recent = await chart();
      await scale('Log gap').click();
      const gap = await chart();
      assert.equal(await scale('Log gap').getAttribute('aria-pressed'), 'true');
      assert.equal(await scale('All').getAttribute('aria-pressed'), 'false');
      assert.equal(new Set([all, recent, gap]).size, 3);
      await scale('All').click();
      assert.equal(await chart(), all);
    }));
});

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
      using(async (lab) => {
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
    using(async (lab) => {
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
    using(async (lab) => {
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
    ['one numeric column', 'x_1,name\n1,a\n2,b\n3,a', /two.*numeric/],
    ['an open quotation mark', 'x_1,x_2\n1,"2\n3,4', /quotation/],
    [
      'numbers that overflow',
      `x_1,x_2\n${Array.from({ length: 12 }, (_, i) => `${i}e307,${i % 5}`).join('\n')}`,
      /large|overflow|finite|range/i,
    ],
    [
      'a constant column',
      `x_1,x_2\n${Array.from({ length: 12 }, (_, i) => `${i},3`).join('\n')}`,
      /variance|singular|constant|same|line/i,
    ],
    ['fewer rows than components', 'x_1,x_2\n1,2\n3,5', /rows|points|components|examples/],
  ] as const) {
    test(`${what} is refused beside the form, in words, and the run is kept`, () =>
      using(async (lab) => {
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
        await lab.page.locator('.chooser').waitFor();
        assert.equal(await lab.page.locator('#data .problem').count(), 0);
      }));
  }

  test('names with markup are text', () =>
    using(async (lab) => {
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
    using(async (lab) => {
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
    await using(async (lab) => {
      await lab.page.locator('#data input[type="file"]').setInputFiles(path);
      assert.match(await problem(lab), /MB/);
    });
  });

  test('choosing “your own” before there is any leads to the form, and the menu keeps what is in force', () =>
    using(async (lab) => {
      await lab.step(2);
      const before = await lab.shown();
      await lab.control('data').selectOption('own');
      await lab.notice.waitFor();
      assert.ok(await lab.page.locator('#csv').evaluate((e) => e === document.activeElement));
      assert.deepEqual({ ...(await lab.shown()), canvases: [] }, { ...before, canvases: [] });
      assert.equal(await lab.control('data').inputValue(), 'four');
    }));

  test('what was brought can be chosen again after another set', () =>
    using(async (lab) => {
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

describe('gmm: means moved by hand', () => {
  const handles = (lab: LabPage) => lab.page.locator('#stage .handles button');
  const told = (lab: LabPage, what: RegExp) =>
    lab.page.waitForFunction(
      (pattern) =>
        new RegExp(pattern).test(document.querySelector('#transport .sentence')?.textContent ?? ''),
      what.source,
    );

  test('by keyboard: grab, move, let go; one change in the history, and E comes next', () =>
    using(async (lab) => {
      await lab.step(2);
      await handles(lab).nth(1).focus();
      const place = await handles(lab).nth(1).getAttribute('aria-label');
      const { keyboard } = lab.page;
      await keyboard.press('Enter');
      assert.equal(await handles(lab).nth(1).getAttribute('aria-pressed'), 'true');
      for (let i = 0; i < 5; ++i) await keyboard.press('ArrowRight');
      await told(lab, /mean B moved by hand/);
      await keyboard.press('Enter');
      assert.equal(await handles(lab).nth(1).getAttribute('aria-pressed'), 'false');
      await lab.painted();
      assert.equal(await lab.last(), 3);
      assert.notEqual(await handles(lab).nth(1).getAttribute('aria-label'), place);
      assert.match(await lab.primary.innerText(), /^E/);
      await lab.told();
      await lab.step();
      assert.equal(await lab.last(), 4);
    }));

  test('Escape puts the mean back, and the run is as if nothing had been', () =>
    using(async (lab) => {
      await lab.step(2);
      const before = { ...(await lab.shown()), canvases: [] };
      await handles(lab).nth(0).focus();
      await lab.page.keyboard.press('Enter');
      await lab.page.keyboard.press('ArrowUp');
      await told(lab, /moved by hand/);
      await lab.page.keyboard.press('Escape');
      await lab.at(2);
      assert.deepEqual({ ...(await lab.shown()), canvases: [] }, before);
      assert.equal(await lab.last(), 2);
    }));

  test('by dragging, and by two clicks', () =>
    using(async (lab) => {
      await lab.step(2);
      const box = await handles(lab).nth(2).boundingBox();
      assert.ok(box);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await lab.page.mouse.move(x, y);
      await lab.page.mouse.down();
      await lab.page.mouse.move(x + 30, y - 20, { steps: 6 });
      await lab.page.mouse.up();
      await told(lab, /mean C moved by hand/);
      await lab.painted();
      assert.equal(await lab.last(), 3);
      const dragged = await lab.sentenceText();
      await handles(lab).nth(2).click();
      const stage = await lab.page.locator('#stage canvas').boundingBox();
      assert.ok(stage);
      await lab.page.mouse.click(stage.x + stage.width - 40, stage.y + stage.height - 80);
      await lab.page.waitForFunction(
        (sentence) => document.querySelector('#transport .sentence')?.textContent !== sentence,
        dragged,
      );
      await told(lab, /mean C moved by hand/);
      assert.equal(await lab.last(), 3);
    }));

  test('the arrows walk from mean to mean where nothing is grabbed, and the group is one stop for Tab', () =>
    using(async (lab) => {
      await handles(lab).nth(0).focus();
      await lab.page.keyboard.press('ArrowRight');
      assert.ok(
        await handles(lab)
          .nth(1)
          .evaluate((e) => e === document.activeElement),
      );
      assert.equal(await lab.index(), 0, 'the arrow did not step');
      await lab.page.keyboard.press('Tab');
      assert.ok(!(await lab.page.evaluate(() => document.activeElement?.closest('.handles'))));
    }));
});
