// What every lab’s page does, whatever the lab: links and controls.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { change } from '../support/change.ts';
import { classroom } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

for (const id of LABS) {
  describe(`lab ${id}: links and controls`, () => {
    test('every control that can be changed is in the link, and the link brings it back', () =>
      room.using(id, async (lab) => {
        await lab.openMore();
        const names = Object.keys(await lab.controls());
        assert.ok(names.length >= 2);
        const visitor = await room.open(id);
        try {
          const changed: string[] = [];
          for (const name of names) {
            const control = lab.control(name);
            if (await control.isDisabled()) continue;
            await change(lab, name).catch((error: unknown) => {
              throw new Error(`changing ${name} at ${lab.page.url()} did nothing`, { cause: error });
            });
            changed.push(name);
            const wanted = await lab.controls();
            const fragment = await lab.link();
            await visitor.visit(fragment);
            await visitor.openMore();
            assert.deepEqual(await visitor.controls(), wanted, `${name}, by ${fragment}`);
            assert.equal(await visitor.notice.count(), 0);
          }
          assert.ok(changed.length >= names.length - 2, `changed ${changed} of ${names}`);
          visitor.assertClean();
        } finally {
          await visitor.close();
        }
      }));

    test('a link of defaults is none, and the first visit writes no link; a step is in it', () =>
      room.using(id, async (lab) => {
        assert.equal(await lab.link(), '');
        await lab.step(2);
        assert.match(await lab.link(), /^#1;t=[12]$/);
        await lab.first.click();
        await lab.at(0);
        assert.match(await lab.link(), /^#1;t=[12];back=2$/);
      }));

    test('a link that is wrong is reported, the page works, and everything else is as on a first visit', () =>
      room.using(id, async (lab) => {
        const fresh = await lab.controls();
        for (const [what, fragment] of [
          ['unknown version', '#99;k=2'],
          ['unknown control', '#1;nonsense=1'],
          ['damaged value', '#1;seed=abc'],
          ['stray percent sign', '#1;seed=%E0%A4%A'],
          ['prototype as a name', '#1;__proto__=1;constructor=2'],
          ['script as a value', '#1;data=<img src=x onerror=alert(1)>'],
        ] as const) {
          await lab.visit(fragment);
          assert.match(await lab.noticeText(), /link/, what);
          assert.match(await lab.noticeText(), /99|nonsense|seed|__proto__|data/, what);
          assert.equal(await lab.page.locator('.notice img').count(), 0, what);
          assert.deepEqual(await lab.controls(), fresh, what);
          await lab.step();
          await lab.notice.waitFor({ state: 'detached' });
        }
      }));

    test('what is out of range in a link is brought into range, and said', () =>
      room.using(
        id,
        async (lab) => {
          if (!(await lab.hasSeed())) return;
          assert.ok(Number(await lab.control('seed').inputValue()) < 1e10);
          await lab.step();
        },
        '#1;seed=1e300',
      ));

    test('the skip link leads to the step buttons and touches neither the run nor the link', () =>
      room.using(id, async (lab) => {
        await lab.set('seed', '3');
        await lab.step(3);
        const before = await lab.shown();
        const link = await lab.link();
        await lab.page.locator('a.skip').focus();
        await lab.page.keyboard.press('Enter');
        await lab.painted();
        assert.ok(await lab.page.locator('#transport').evaluate((t) => t.contains(document.activeElement)));
        assert.equal(await lab.notice.count(), 0);
        assert.deepEqual(await lab.shown(), before);
        assert.ok(['#transport', link].includes(await lab.link()));
      }));

    test('a chosen option sets other controls only where the link does not name them, whatever the order', () =>
      room.using(id, async (lab) => {
        if (!(await lab.hasSeed())) return;
        const all = await lab.controls();
        const choice = lab.page.locator('.field.choice').first();
        const name = (await choice.getAttribute('data-control')) ?? '';
        const options = await choice
          .locator('option')
          .evaluateAll((o) => o.map((e) => (e as HTMLOptionElement).value));
        const other = options.find((value) => value !== all[name] && value !== 'own') ?? '';
        await lab.visit(`#1;${name}=${other};seed=11`);
        const wanted = await lab.controls();
        await lab.visit(`#1;seed=11;${name}=${other}`);
        assert.deepEqual(await lab.controls(), wanted);
      }));

    test('an address edited by hand on the open page is followed', () =>
      room.using(id, async (lab) => {
        if (!(await lab.hasSeed())) return;
        await lab.step(2);
        await lab.page.evaluate(() => {
          location.hash = '#1;seed=5';
        });
        await lab.page.waitForFunction(
          () =>
            document.querySelector<HTMLInputElement>('#control-seed')?.value === '5' &&
            document.querySelector<HTMLInputElement>('#scrub')?.disabled,
        );
        assert.equal(await lab.index(), 0);
      }));

    test('a fresh seed is another one, shown and in the link', () =>
      room.using(id, async (lab) => {
        if (!(await lab.hasSeed())) return;
        const before = await lab.control('seed').inputValue();
        await lab.after(() => lab.page.locator('[data-control="seed"] button').click());
        const now = await lab.control('seed').inputValue();
        assert.notEqual(now, before);
        assert.ok(lab.page.url().includes(`seed=${now}`));
        await lab.after(() => lab.page.keyboard.press('n').then(() => {}));
      }));

    test('the first click counts, wherever the focus was before', () =>
      room.using(id, async (lab) => {
        if (!(await lab.hasSeed())) return;
        await lab.openMore();
        for (const [name, value] of Object.entries(await lab.controls())) {
          if (await lab.control(name).isDisabled()) continue;
          await lab.control(name).focus();
          await lab.painted();
          const dice = lab.page.locator('[data-control="seed"] button');
          const before = await dice.boundingBox();
          await dice.hover();
          await lab.page.mouse.down();
          await lab.painted();
          const after = await dice.boundingBox();
          await lab.page.mouse.up();
          assert.deepEqual(
            after,
            before,
            `nothing moves under the pointer when ${name} (${value}) loses the focus`,
          );
        }
      }));

    test('a number box gives nonsense back and keeps the run', () =>
      room.using(id, async (lab) => {
        if (!(await lab.hasSeed())) return;
        await lab.step(2);
        const box = lab.control('seed');
        const before = await box.inputValue();
        await box.fill('');
        await box.press('Enter');
        await lab.painted();
        assert.equal(await box.inputValue(), before);
        assert.equal(await lab.index(), 2);
      }));
  });
}
