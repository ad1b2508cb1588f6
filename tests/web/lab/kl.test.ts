// A student's tasks in the lab of KL divergence: the four parts, moved by mouse, by keyboard and by typing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { load } from '../../../wasm/api/index.node.ts';
import { axe, describeViolations, horizontalOverflow } from '../support/browser.ts';
import { classroom, type LabPage, numberOf } from '../support/classroom.ts';
import { dragBy } from '../support/hand.ts';

const room = classroom();
const core = await load();
const PARTS = ['codes', 'convex', 'likelihood', 'fit'] as const;
const bits = (nats: number) => (nats / Math.LN2).toFixed(3);

/** The button of a handle; its name begins so. */
const handle = (lab: LabPage, name: string) => lab.page.locator(`.handles button[aria-label^="${name},"]`);

const drag = (lab: LabPage, name: string, dx: number, dy: number) =>
  lab.after(() => dragBy(lab, handle(lab, name), dx, dy));

const typed = (lab: LabPage, name: string, value: string) =>
  lab.after(async () => {
    const box = lab.page.getByRole('spinbutton', { name, exact: true });
    await box.fill(value);
    await box.press('Enter');
  });

const shares = (lab: LabPage, letter: string) =>
  lab.page
    .locator('#why input')
    .evaluateAll(
      (boxes, start) =>
        boxes
          .filter((box) => box.getAttribute('aria-label')?.startsWith(`${start}(`))
          .map((box) => Number((box as HTMLInputElement).value)),
      letter,
    );

describe('kl: every part', () => {
  for (const part of PARTS) {
    test(`${part}: steps, goes back to the same pixels, and axe finds nothing wrong`, () =>
      room.using(
        'kl',
        async (lab) => {
          const pressed = lab.page.locator('.kl-parts button[aria-pressed="true"]');
          assert.equal(await pressed.count(), 1);
          const start = await lab.shown();
          await lab.step(2);
          const there = await lab.shown();
          assert.notDeepEqual(there, start);
          await lab.stepBack();
          await lab.step();
          assert.deepEqual(await lab.shown(), there);
          assert.deepEqual(describeViolations(await axe(lab.page)), []);
          await lab.runToEnd();
          for (const colours of await lab.colours()) assert.ok(colours > 4);
          assert.deepEqual(describeViolations(await axe(lab.page)), [], 'at the end');
        },
        part === 'codes' ? '' : `#1;pane=${part}`,
      ));

    for (const [width, height] of [
      [1366, 768],
      [1024, 768],
    ] as const) {
      test(`${part}: all of it is in sight at ${width} × ${height}`, () =>
        room.using(
          'kl',
          async (lab) => {
            await lab.step(2);
            const boxes = await lab.page.locator('#stage, #bound, #why, #transport').evaluateAll((sections) =>
              sections.map((e) => ({
                what: e.id,
                clips: e.scrollHeight > e.clientHeight + 1,
                bottom: e.getBoundingClientRect().bottom,
              })),
            );
            for (const { what, clips, bottom } of boxes) assert.ok(!clips && bottom <= height, what);
          },
          part === 'codes' ? '' : `#1;pane=${part}`,
          { width, height },
        ));
    }

    for (const width of [390, 320]) {
      test(`${part}: never scrolls sideways at ${width} px`, () =>
        room.using(
          'kl',
          async (lab) => {
            await lab.step(2);
            assert.deepEqual(await horizontalOverflow(lab.page), []);
          },
          part === 'codes' ? '' : `#1;pane=${part}`,
          { width, height: 800, touch: true },
        ));
    }
  }

  test('the switch leads to each part, and the link to the same part', () =>
    room.using('kl', async (lab) => {
      for (const [label, part] of [
        ['2 Mixing', 'convex'],
        ['3 Likelihood', 'likelihood'],
        ['4 Two fits', 'fit'],
      ] as const) {
        await lab.after(() => lab.page.getByRole('button', { name: label }).click());
        assert.ok(lab.page.url().includes(`pane=${part}`));
        assert.equal(await lab.page.locator(`[data-control="${part}"]`).count(), 1);
        assert.equal(await lab.page.locator('[data-control="codes"]').count(), 0);
        const readings = Object.keys(await lab.readings());
        await lab.visit(await lab.link());
        assert.deepEqual(Object.keys(await lab.readings()), readings);
      }
    }));
});

describe('kl: codes', () => {
  test('a bar moved by mouse: table, readings and link follow, to the digits of the core', () =>
    room.using('kl', async (lab) => {
      await drag(lab, 'q A', 0, 150);
      const [p, q] = [await shares(lab, 'p'), await shares(lab, 'q')];
      assert.ok((q[0] ?? 1) < 0.9 && (q[0] ?? 0) > 0.3, `${q}`);
      assert.ok(Math.abs(q.reduce((a, b) => a + b, 0) - 1) < 0.002);
      const { readings } = { readings: await lab.readings() };
      const sum = q.reduce((a, b) => a + b, 0);
      const kl = core.divergence.kl(
        p,
        q.map((share) => share / sum),
      );
      assert.ok(Math.abs(numberOf(readings['KL(p ‖ q)']) - kl / Math.LN2) < 0.02);
      // What a handle with the focus stands for is said beside the equation; a visitor has no focus.
      await handle(lab, 'q A').blur();
      const wanted = await lab.shown();
      await lab.visit(await lab.link());
      assert.deepEqual(await lab.shown(), wanted);
    }));

  test('a bar moved by keyboard, and put back by Escape', () =>
    room.using('kl', async (lab) => {
      const before = await shares(lab, 'q');
      await handle(lab, 'p A').focus();
      for (let i = 0; i < 4; ++i) await lab.page.keyboard.press('ArrowRight');
      assert.match((await lab.page.locator(':focus').getAttribute('aria-label')) ?? '', /^q A/);
      await lab.page.keyboard.press('Enter');
      for (let i = 0; i < 3; ++i) await lab.after(() => lab.page.keyboard.press('ArrowDown'));
      const moved = await shares(lab, 'q');
      assert.ok((moved[0] ?? 1) < (before[0] ?? 0) - 0.05, `${moved}`);
      await lab.after(() => lab.page.keyboard.press('Escape'));
      assert.deepEqual(await shares(lab, 'q'), before);
      assert.equal(await lab.link(), '', 'no link is left');
    }));

  test('a share typed in the table; 0 for q where p is positive is infinite, and said so', () =>
    room.using('kl', async (lab) => {
      await lab.set('codes', 'uniform');
      await typed(lab, 'q(A)', '0.4');
      assert.deepEqual(await shares(lab, 'q'), [0.4, 0.2, 0.2, 0.2]);
      const kl = core.divergence.kl([0.5, 0.25, 0.125, 0.125], [0.4, 0.2, 0.2, 0.2]);
      assert.equal((await lab.readings())['KL(p ‖ q)'], bits(kl));
      await typed(lab, 'q(D)', '0');
      assert.equal((await lab.readings())['KL(p ‖ q)'], '∞');
      assert.match(await lab.sentenceText(), /infinite/);
      const box = lab.page.getByRole('spinbutton', { name: 'q(A)', exact: true });
      const last = await box.inputValue();
      await box.fill('');
      await box.press('Enter');
      await lab.painted();
      assert.equal(await box.inputValue(), last, 'nonsense gives way to what was there');
    }));

  test('bits and nats tell the same', () =>
    room.using('kl', async (lab) => {
      const inBits = numberOf((await lab.readings())['Entropy H(p)']);
      await lab.set('unit', 'nats');
      const inNats = numberOf((await lab.readings())['Entropy H(p)']);
      assert.ok(Math.abs(inBits * Math.LN2 - inNats) < 0.001);
      assert.match(await lab.sentenceText(), /nats/);
    }));
});

describe('kl: mixing and likelihood', () => {
  test('λ is moved on the stage, typed, and clicked on the chart', () =>
    room.using(
      'kl',
      async (lab) => {
        await drag(lab, 'λ', 150, 0);
        assert.ok(numberOf((await lab.readings()).λ) > 0.1);
        await lab.set('lambda', '0.5');
        assert.equal((await lab.readings())['KL of the mixtures'], '0');
        const chart = await lab.page.locator('#bound canvas').boundingBox();
        assert.ok(chart);
        await lab.after(() => lab.page.mouse.click(chart.x + 0.85 * chart.width, chart.y + chart.height / 2));
        assert.ok(numberOf((await lab.readings()).λ) > 0.7);
      },
      '#1;pane=convex',
    ));

  test('the data are moved and typed; without any there is a message, and the last state stays', () =>
    room.using(
      'kl',
      async (lab) => {
        await drag(lab, 'share of 3', 0, -60);
        const counts = await lab.page
          .locator('#why input')
          .evaluateAll((boxes) => boxes.map((box) => Number((box as HTMLInputElement).value)));
        assert.ok((counts[3] ?? 0) > 2, `${counts}`);
        for (const outcome of [0, 1, 2]) await typed(lab, `How often ${outcome}`, '0');
        await lab.runToEnd();
        assert.equal((await lab.readings()).θ, '1.000');
        await typed(lab, 'How often 3', '0');
        assert.match(await lab.noticeText(), /no data/);
        assert.equal((await lab.readings()).θ, '1.000');
      },
      '#1;pane=likelihood',
    ));
});

describe('kl: two fits', () => {
  test('mixture and start are moved; the fit that follows is the core’s', () =>
    room.using(
      'kl',
      async (lab) => {
        await drag(lab, 'Component 1, mean and weight', 40, 0);
        await drag(lab, 'Component 2, width', 12, 0);
        await drag(lab, 'Start of q', -40, -10);
        const value = async (name: string) =>
          Number(await lab.page.getByRole('spinbutton', { name, exact: true }).inputValue());
        assert.ok((await value('Mean 1')) > -2);
        assert.ok((await value('Width 2')) > 0.7);
        assert.ok((await value('Mean of the start')) < 1);
        for (const [name, wanted] of [
          ['Mean 1', '-2'],
          ['Width 2', '0.7'],
          ['Weight 1', '0.7'],
          ['Mean of the start', '2.5'],
          ['Logarithm of the width of the start', '-0.5'],
        ] as const)
          await typed(lab, name, wanted);
        await lab.step(3);
        const p = { weights: [0.7, 0.3], means: [-2, 2], sigmas: [0.7, 0.7] };
        const start = { mean: 2.5, logSigma: -0.5 };
        for (const [direction, name] of [
          ['inclusive', 'KL(p ‖ q), nats'],
          ['exclusive', 'KL(q ‖ p), nats'],
        ] as const) {
          const { value } = core.divergence.fit({ direction, p, start, stepSize: 0.1, maxSteps: 3 });
          assert.ok(Math.abs(numberOf((await lab.readings())[name]) - value) < 0.005 * Math.max(1, value));
        }
      },
      '#1;pane=fit',
    ));

  test('small steps stick and large ones leap, as the lesson says', () =>
    room.using(
      'kl',
      async (lab) => {
        await lab.runToEnd();
        assert.match(await lab.sentenceText(), /Exclusive: mean 1\.50, σ 0\.15, 1\.61 nats \(settled\)/);
        await lab.set('fit', 'leap');
        await lab.runToEnd();
        assert.match(await lab.sentenceText(), /Exclusive: mean −1\.49, σ 0\.82, 0\.219 nats \(settled\)/);
      },
      '#1;pane=fit;fit=stuck',
    ));

  test('along α the controls of descent are off and say why; the path ends at 0', () =>
    room.using(
      'kl',
      async (lab) => {
        assert.ok(await lab.control('stepSize').isDisabled());
        await lab.runToEnd();
        assert.match(await lab.sentenceText(), /α = 0\.00 \(exclusive\)/);
        assert.equal(await lab.last(), 20);
      },
      '#1;pane=fit;fit=alpha',
    ));
});
