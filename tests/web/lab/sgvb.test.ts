// A student's tasks in the lab of SGVB: steps, the X-ray, other screens; numbers against the same core headless.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axe, describeViolations } from '../support/browser.ts';
import { classroom, type LabPage, numberOf, written } from '../support/classroom.ts';
import { chartWords, handle, lgm, PHONE, steps } from '../support/sgvb.ts';

const room = classroom();

const using = (look: (lab: LabPage) => Promise<void>, fragment = '', options: object = {}) =>
  room.using('sgvb', look, fragment, options);

/** It is loaded when first asked for. */
async function openXray(lab: LabPage): Promise<void> {
  await lab.page.getByRole('button', { name: 'Bound X-ray' }).click();
  await lab.page.locator('#why .xray').waitFor();
}

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

  for (const [where, options] of [
    ['at a desk', {}],
    ['on a phone', PHONE],
  ] as const)
    test(`the numbers below an equation are not cut, however long (${where})`, () =>
      using(
        async (lab) => {
          for (let step = 0; step < 8; ++step) {
            await lab.step();
            const cut = await lab.page.locator('#why .equation').evaluateAll((equations) =>
              equations.flatMap((equation) => {
                const [box, text] = [equation.getBoundingClientRect(), document.createRange()];
                return [...equation.querySelectorAll('[data-slot]')].flatMap((slot) => {
                  text.selectNodeContents(slot);
                  const { left, right } = text.getBoundingClientRect();
                  return left < box.left || right > box.right ? [slot.textContent] : [];
                });
              }),
            );
            assert.deepEqual(cut, [], `step ${step + 1}`);
          }
        },
        '',
        options,
      ));

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

describe('sgvb: the bound X-ray', () => {
  test('each form adds up to the bound, its last bar is the gap, and what needs the posterior says so', () =>
    using(async (lab) => {
      await steps(lab, '10 steps');
      await openXray(lab);
      const readings = await lab.readings();
      const elbo = numberOf(readings['Exact ELBO']);
      for (const [form, signs] of [
        ['fit − KL', 3],
        ['energy + entropy', 3],
        ['evidence − KL', 2],
      ] as const) {
        await lab.page.getByRole('button', { name: form }).click();
        await lab.painted();
        const rows = await lab.page.locator('#why .xray tbody').evaluateAll((all) =>
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
      await openXray(lab);
      assert.equal(await lab.page.locator('#why .xray tbody svg').count(), 6);
    }));
});

describe('sgvb: on a phone and in the dark', () => {
  for (const [name, options, schemes] of [
    ['phone, by day and by night', PHONE, ['light', 'dark']],
    ['dark', { colorScheme: 'dark' }, ['dark']],
  ] as const) {
    test(`every model, the X-ray too, shows itself and passes axe (${name})`, () =>
      using(
        async (lab) => {
          const inEachScheme = async (what: string) => {
            for (const colorScheme of schemes) {
              await lab.page.emulateMedia({ colorScheme });
              for (const colours of await lab.colours()) assert.ok(colours > 4, `${what}, ${colorScheme}`);
              const found = describeViolations(await axe(lab.page));
              assert.deepEqual(found, [], `${what}, ${colorScheme}`);
            }
          };
          for (const preset of ['pair', 'experiment2', 'angle', 'tilt', 'point', 'four']) {
            await lab.visit(preset === 'pair' ? '' : `#1;preset=${preset}`);
            await steps(lab, '10 steps');
            await inEachScheme(preset);
            await openXray(lab);
            await inEachScheme(`${preset}, X-ray`);
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
