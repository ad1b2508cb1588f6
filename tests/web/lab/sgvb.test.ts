// A student's tasks in the lab of SGVB; numbers on the page against the same core headless.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import { axe, describeViolations } from '../support/browser.ts';
import { type Classroom, type LabPage, numberOf, openClassroom } from '../support/classroom.ts';

const { linearGaussian: lgm } = await load();

let room: Classroom;
before(async () => {
  room = await openClassroom();
});
after(() => room?.close());

const using = async (look: (lab: LabPage) => Promise<void>, fragment = '', options: object = {}) => {
  const lab = await room.open('sgvb', fragment, options);
  try {
    await look(lab);
    lab.assertClean();
  } finally {
    await lab.close();
  }
};

const PHONE = { width: 390, height: 844, touch: true };

/** As the page writes numbers. */
const written = (value: number, digits: number) => value.toFixed(digits).replace('-', '−');

const further = (lab: LabPage, label: string) =>
  lab.page.locator('#transport').getByRole('button', { name: label, exact: true });

async function steps(lab: LabPage, label: '10 steps' | '100 steps'): Promise<void> {
  const to = (await lab.index()) + Number(label.split(' ')[0]);
  await further(lab, label).click();
  await lab.at(to);
}

const handle = (lab: LabPage, name: string) =>
  lab.page.locator('#stage .handles').getByRole('button', { name });

/** Where a handle is, in pixels of the window. */
async function centre(lab: LabPage, name: string): Promise<{ x: number; y: number }> {
  const box = await handle(lab, name).boundingBox();
  assert.ok(box, name);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(lab: LabPage, name: string, dx: number, dy: number): Promise<void> {
  const sentence = await lab.page.locator('#transport .sentence').textContent();
  const { x, y } = await centre(lab, name);
  const { mouse } = lab.page;
  await mouse.move(x, y);
  await mouse.down();
  for (let i = 1; i <= 8; ++i) await mouse.move(x + (dx * i) / 8, y + (dy * i) / 8);
  await mouse.up();
  await lab.page.waitForFunction(
    (before) => document.querySelector('#transport .sentence')?.textContent !== before,
    sentence,
  );
  await lab.painted();
}

const chartWords = async (lab: LabPage) =>
  (await lab.page.locator('#bound canvas').getAttribute('aria-label')) ?? '';

describe('sgvb: steps', () => {
  test('one, ten and a hundred steps; the numbers are those of the headless fit', () =>
    using(async (lab) => {
      await lab.step();
      await steps(lab, '10 steps');
      await steps(lab, '100 steps');
      assert.equal(await lab.last(), 111);
      const seed = Number(await lab.control('seed').inputValue());
      const rows = await lab.numbers();
      for (const [k, { model, x }] of [lgm.experiment1(), lgm.experiment2()].entries()) {
        const fit = lgm.fit({
          model,
          x,
          seed,
          steps: 111,
          stepSize: 0.01,
          optimizer: 'robbins_monro',
          samples: 10,
        });
        assert.equal(rows.at(-1)?.[`exact ELBO (${k + 1})`], written(fit.elbo, 6));
        assert.equal(rows.at(-1)?.[`ln p(x) (${k + 1})`], written(fit.logEvidence, 6));
      }
      await lab.scrubTo(30);
      assert.match(await lab.sentenceText(), /^Step 30:/);
    }));

  test('both experiments converge: same evidence, different tightness, and the page says so', () =>
    using(async (lab) => {
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /converged.*same evidence, other tightness/);
      const readings = await lab.readings();
      const [one, two] = (readings['Gap, nats'] ?? '').split(' | ').map(numberOf) as [number, number];
      assert.ok(one < 0.005 && Math.abs(two - 1.05) < 0.01, readings['Gap, nats']);
      assert.deepEqual(new Set((readings['ln p(x)'] ?? '').split(' | ')).size, 1);
      assert.ok(
        (await lab.converge.getAttribute('aria-disabled')) === 'true' || (await lab.converge.isDisabled()),
      );
    }));

  test('the chart tells the estimate with its error beside the exact bound, for both', () =>
    using(async (lab) => {
      await steps(lab, '10 steps');
      const words = await chartWords(lab);
      assert.match(
        words,
        /Experiment 1: exact ELBO −\d+\.\d\d, estimate −?\d+\.\d\d ± [\d.]+, ln p\(x\) −2\.19, gap [\d.]+, best factorized q at −2\.19/,
      );
      assert.match(words, /Experiment 2: .*best factorized q at −3\.24/);
      const all = await lab.digests();
      for (const view of ['Recent', 'Log gap']) {
        await lab.page.getByRole('button', { name: view }).click();
        assert.notDeepEqual(await lab.digests(), all, view);
      }
    }));

  test('the estimate’s band is drawn: a hundred times the draws make another, calmer picture', () =>
    using(async (lab) => {
      await steps(lab, '100 steps');
      const inked = () =>
        lab.page.locator('#bound canvas').evaluate((canvas) => {
          const c = canvas as HTMLCanvasElement;
          const data = c.getContext('2d')?.getImageData(0, 0, c.width, c.height).data ?? [];
          let count = 0;
          for (let i = 3; i < data.length; i += 4) if ((data[i] as number) > 0) ++count;
          return count;
        });
      const noisy = await inked();
      await lab.visit('#1;preset=experiment1;samples=1000');
      await steps(lab, '100 steps');
      assert.ok((await inked()) < noisy, 'less of the chart is covered');
    }, '#1;preset=experiment1'));
});

describe('sgvb: the angle', () => {
  test('w₂ is dragged, and control, link, sentence and gap follow; Back undoes it', () =>
    using(async (lab) => {
      const before = await lab.control('angle').inputValue();
      await drag(lab, 'Column w₂', 30, 25);
      const angle = Number(await lab.control('angle').inputValue());
      assert.ok(angle < Number(before) - 5, `${angle} degrees`);
      assert.ok(lab.page.url().includes(`angle=${angle}`));
      assert.equal(await lab.last(), 1, 'a drag is one change');
      const gap = lgm.irreducibleGap(lgm.angle((angle * Math.PI) / 180).model);
      assert.ok(Math.abs(numberOf((await lab.readings())['Best factorized gap']) - gap) < 0.005 * gap);
      assert.match(await lab.sentenceText(), new RegExp(`columns ${angle} degrees apart`));
    }, '#1;preset=angle'));

  test('w₂ is turned by keys too, and Escape turns it back', () =>
    using(async (lab) => {
      const column = handle(lab, 'Column w₂');
      await column.focus();
      await lab.page.keyboard.press('Enter');
      for (let i = 0; i < 3; ++i) {
        const was = await column.getAttribute('aria-label');
        await lab.page.keyboard.press('ArrowLeft');
        await lab.page.waitForFunction(
          (label) =>
            [...document.querySelectorAll('.handles button')].at(-1)?.getAttribute('aria-label') !== label,
          was,
        );
      }
      assert.ok(Number(await lab.control('angle').inputValue()) > 60);
      await lab.page.keyboard.press('Escape');
      await lab.page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('#control-angle')?.value === '60',
      );
    }, '#1;preset=angle'));

  test('typed as 34 degrees it leaves half a nat', () =>
    using(async (lab) => {
      await lab.set('angle', '34');
      assert.ok(Math.abs(numberOf((await lab.readings())['Best factorized gap']) - 0.5) <= 0.02);
      await lab.runToEnd();
      assert.ok(Math.abs(numberOf((await lab.readings())['Gap, nats']) - 0.5) <= 0.02);
    }, '#1;preset=angle'));

  test('without that model the control sleeps, and says what wakes it', () =>
    using(async (lab) => {
      assert.ok(await lab.control('angle').isDisabled());
      assert.match(await lab.page.locator('#control-angle-help').innerText(), /The angle/);
      assert.equal(await handle(lab, 'Column w₂').count(), 0);
    }));
});

describe('sgvb: q by hand', () => {
  test('its mean is dragged: one change, the draws come along, and the run goes on from there', () =>
    using(async (lab) => {
      await steps(lab, '10 steps');
      const gap = numberOf((await lab.readings())['Gap, nats']);
      await drag(lab, 'Mean of q', -60, 60);
      assert.match(await lab.sentenceText(), /^Step 10: Mean of q moved by hand/);
      assert.equal(await lab.last(), 11);
      assert.ok(numberOf((await lab.readings())['Gap, nats']) > gap);
      await lab.step();
      assert.match(await lab.sentenceText(), /^Step 11:/);
    }, '#1;preset=experiment2'));

  test('its width is dragged, and with two models it is the right one', () =>
    using(async (lab) => {
      await steps(lab, '100 steps');
      await lab.page.locator('#why').getByRole('button', { name: '2', exact: true }).click();
      await lab.painted();
      const box = lab.page.locator('#why').getByRole('spinbutton', { name: 'σ₁' });
      const before = Number(await box.inputValue());
      await drag(lab, 'Width σ₁ of q, Experiment 2', 40, 0);
      assert.ok(Number(await box.inputValue()) > before + 0.1);
      assert.match(await lab.sentenceText(), /Width σ₁ of q of experiment 2 moved by hand/);
    }));

  test('numbers are typed; what is no width is given back; the same text again is no change', () =>
    using(async (lab) => {
      const box = (name: string) => lab.page.locator('#why').getByRole('spinbutton', { name });
      const type = async (name: string, value: string) => {
        await box(name).fill(value);
        await box(name).press('Enter');
        await lab.painted();
      };
      await type('μ₁', '0.7');
      await lab.at(1);
      await type('σ₂', '0.3');
      await lab.page.waitForFunction(() =>
        document.querySelector('#transport .sentence')?.textContent?.includes('σ₂'),
      );
      assert.equal(await lab.last(), 1, 'changes at one position are one');
      assert.equal(await box('μ₁').inputValue(), '0.7');
      const { model, x } = lgm.experiment2();
      const q = { mean: [0.7, 0], logSigma: [0, Math.log(0.3)] };
      assert.equal((await lab.readings())['Exact ELBO'], written(lgm.elbo(model, x, q), 2));
      for (const nonsense of ['-1', '', '1e9']) {
        await type('σ₂', nonsense);
        assert.equal(await box('σ₂').inputValue(), '0.3', `“${nonsense}”`);
      }
      const shown = await lab.shown();
      await type('σ₂', '0.3');
      assert.deepEqual(await lab.shown(), shown);
    }, '#1;preset=experiment2'));
});

describe('sgvb: the bound X-ray', () => {
  test('each form adds up to the bound, its last bar is the gap, and what needs the posterior says so', () =>
    using(async (lab) => {
      await steps(lab, '10 steps');
      await lab.page.getByRole('button', { name: 'Bound X-ray' }).click();
      const readings = await lab.readings();
      const elbo = numberOf(readings['Exact ELBO']);
      for (const [form, signs] of [
        ['fit − KL', 3],
        ['energy + entropy', 3],
        ['evidence − KL', 2],
      ] as const) {
        await lab.page.getByRole('button', { name: form }).click();
        await lab.painted();
        const rows = await lab.page.locator('#why .xray tbody tr').evaluateAll((all) =>
          all.map((row) => ({
            name: row.querySelector('th')?.textContent ?? '',
            value: row.querySelector('td:last-child')?.textContent ?? '',
            hatched: row.querySelector('.hatched') !== null,
          })),
        );
        assert.equal(rows.length, signs);
        const values = rows.map(({ value }) => numberOf(value));
        const bars = form === 'evidence − KL' ? values : values.slice(0, 2);
        assert.ok(Math.abs(bars.reduce((a, b) => a + b, 0) - elbo) < 0.011, `${form}: ${values}`);
        assert.match(rows.at(-1)?.name ?? '', /gap/);
        for (const { name, hatched } of rows) {
          assert.equal(hatched, /posterior|evidence/.test(name.replace('computable', '')), name);
          assert.match(name, hatched ? /needs the posterior/ : /computable/);
        }
      }
      assert.deepEqual(describeViolations(await axe(lab.page)), []);
      await lab.step();
      assert.equal(await lab.page.locator('#why .xray tbody').count(), 2, 'the chosen form stays');
    }, '#1;preset=experiment2'));

  test('with two models it has a bar for each', () =>
    using(async (lab) => {
      await lab.page.getByRole('button', { name: 'Bound X-ray' }).click();
      await lab.painted();
      assert.equal(await lab.page.locator('#why .xray tbody tr').count(), 6);
    }));
});

describe('sgvb: models and settings', () => {
  test('side by side: two stages, three handles each, a switch for the panel', () =>
    using(async (lab) => {
      assert.equal(await lab.page.locator('#stage .handles button').count(), 6);
      await lab.step();
      const panel = lab.page.locator('#why .parameters');
      const one = await panel.innerText();
      await lab.page.locator('#why').getByRole('button', { name: '2', exact: true }).click();
      await lab.painted();
      assert.notEqual(await panel.innerText(), one);
      await lab.set('preset', 'experiment1');
      assert.equal(await lab.page.locator('#stage .handles button').count(), 3);
    }));

  test('a full covariance in the middle of a run has another equation, a tilt to type, and closes the gap', () =>
    using(async (lab) => {
      await steps(lab, '100 steps');
      await lab.set('family', 'full');
      assert.match(await lab.sentenceText(), /may tilt/);
      assert.equal(await lab.page.locator('#why').getByRole('spinbutton', { name: 'L₂₁' }).count(), 1);
      await lab.runToEnd();
      assert.match(await lab.sentenceText(), /converged\. q is the posterior/);
      assert.ok(numberOf((await lab.readings())['Gap, nats']) < 0.002);
    }, '#1;preset=experiment2'));

  test('a step too long: the last good step stays, and the way out leads on', () =>
    using(async (lab) => {
      await further(lab, '100 steps').click();
      assert.match(await lab.noticeText(), /step size of 0\.04 overshoots/);
      const there = await lab.index();
      assert.ok(there >= 2 && there < 20);
      await lab.notice.getByRole('button', { name: /Go on with a step of/ }).click();
      await lab.notice.waitFor({ state: 'detached' });
      assert.equal(await lab.control('stepSize').inputValue(), '0.008');
      const gap = numberOf((await lab.readings())['Gap, nats']);
      await lab.step(3);
      assert.ok(numberOf((await lab.readings())['Gap, nats']) < gap);
    }, '#1;preset=overshoot'));

  test('a dropped term is drawn beside the bound, and never called one', () =>
    using(async (lab) => {
      await steps(lab, '10 steps');
      assert.match(await lab.sentenceText(), /energy alone .* no bound/);
    }, '#1;preset=point'));

  test('of four causes any two can be looked at, on the stage and in the panel', () =>
    using(async (lab) => {
      await lab.step();
      const shown = await lab.shown();
      await lab.page.locator('#stage select').selectOption('2,3');
      await lab.painted();
      assert.notEqual((await lab.shown()).canvases[0], shown.canvases[0]);
      assert.match(await lab.page.locator('#why thead').innerText(), /μ₃/);
      assert.deepEqual(describeViolations(await axe(lab.page)), []);
    }, '#1;preset=four'));

  test('draws are whole numbers from 1 to 1000, and of a single one no error is known', () =>
    using(async (lab) => {
      for (const [typed, kept] of [
        ['2.6', '3'],
        ['5000', '1000'],
        ['0', '1'],
      ] as const) {
        await lab.set('samples', typed);
        assert.equal(await lab.control('samples').inputValue(), kept);
      }
      assert.equal((await lab.readings())['± standard error'], 'unknown | unknown');
      const slider = lab.page.locator('[data-control="stepSize"] input[type="range"]');
      await slider.focus();
      await lab.page.keyboard.press('Home');
      await lab.page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('#control-stepSize')?.value === '0.0001',
      );
    }));
});

describe('sgvb: on a phone and in the dark', () => {
  for (const [name, options] of [
    ['phone', PHONE],
    ['dark', { colorScheme: 'dark' }],
    ['dark phone', { ...PHONE, colorScheme: 'dark' }],
  ] as const) {
    test(`every model, the X-ray too, shows itself and passes axe (${name})`, () =>
      using(
        async (lab) => {
          for (const preset of ['pair', 'experiment2', 'angle', 'tilt', 'point', 'four']) {
            await lab.visit(preset === 'pair' ? '' : `#1;preset=${preset}`);
            await steps(lab, '10 steps');
            for (const colours of await lab.colours()) assert.ok(colours > 4, preset);
            assert.deepEqual(describeViolations(await axe(lab.page)), [], preset);
            await lab.page.getByRole('button', { name: 'Bound X-ray' }).click();
            assert.deepEqual(describeViolations(await axe(lab.page)), [], `${preset}, X-ray`);
            const wide = await lab.page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            assert.equal(wide, 0, preset);
          }
        },
        '',
        options,
      ));
  }

  test('by touch a handle is taken with a tap and set down with another', () =>
    using(
      async (lab) => {
        await steps(lab, '10 steps');
        await handle(lab, 'Mean of q').tap();
        const stage = await lab.page.locator('#stage canvas').boundingBox();
        assert.ok(stage);
        await lab.page.touchscreen.tap(stage.x + 90, stage.y + 60);
        await lab.page.waitForFunction(() =>
          document.querySelector('#transport .sentence')?.textContent?.includes('by hand'),
        );
      },
      '#1;preset=experiment1',
      PHONE,
    ));
});
