// What every lab’s page does, whatever the lab: the address is the whole state, Back takes back, and a teacher’s link
// keeps what it took out of the student’s hands.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { change } from '../support/change.ts';
import { classroom, type LabPage } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

/** Moves the first handle of the stage by keyboard, if there is one. */
async function moveByHand(lab: LabPage): Promise<boolean> {
  const handle = lab.page.locator('.handles button').first();
  if ((await handle.count()) === 0) return false;
  await handle.focus();
  await lab.page.keyboard.press('Enter');
  await lab.after(async () => {
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowRight']) await lab.page.keyboard.press(key);
  });
  await lab.page.keyboard.press('Enter');
  await lab.rests();
  return true;
}

/** Changes a control that lets the run go on, if there is one that can be changed now. */
async function changeOnTheWay(lab: LabPage): Promise<string | undefined> {
  await lab.openMore();
  for (const name of Object.keys(await lab.controls())) {
    if (await lab.control(name).isDisabled()) continue;
    const before = await lab.index();
    await change(lab, name);
    if ((await lab.index()) > before) return name;
    await lab.page.goBack();
    await lab.rests();
  }
  return undefined;
}

for (const id of LABS) {
  describe(`lab ${id}: the address is the state`, () => {
    test('a run with controls changed and things moved on its way opens as it was, to the pixel', () =>
      room.using(id, async (lab) => {
        await lab.step(3);
        await changeOnTheWay(lab);
        await lab.step(2);
        await moveByHand(lab);
        await lab.step(1);
        await lab.rests();
        const wanted = { ...(await lab.shown()), controls: await lab.controls() };
        const visitor = await room.open(id, await lab.link());
        try {
          await visitor.rests();
          await visitor.openMore();
          assert.deepEqual(
            { ...(await visitor.shown()), controls: await visitor.controls() },
            wanted,
            await lab.link(),
          );
          assert.equal(await visitor.link(), await lab.link());
          visitor.assertClean();
        } finally {
          await visitor.close();
        }
      }));

    test('a position gone back to, and a reload, open as they were', () =>
      room.using(id, async (lab) => {
        await lab.step(4);
        await lab.stepBack();
        await lab.rests();
        const wanted = await lab.shown();
        await lab.link();
        await lab.page.reload();
        await lab.ready();
        await lab.at(wanted.index);
        await lab.rests();
        assert.deepEqual(await lab.shown(), wanted);
      }));

    test('Back takes a change back, Forward makes it again', () =>
      room.using(id, async (lab) => {
        await lab.step(2);
        const before = { link: await lab.link(), ...(await lab.shown()) };
        await lab.openMore();
        const names = Object.keys(await lab.controls());
        let changed = '';
        for (const name of names) {
          if (await lab.control(name).isDisabled()) continue;
          await change(lab, name);
          changed = name;
          break;
        }
        const after = { link: await lab.link(), controls: await lab.controls() };
        assert.notEqual(after.link, before.link, changed);
        await lab.page.goBack();
        await lab.at(before.index);
        await lab.rests();
        assert.deepEqual({ link: await lab.link(), ...(await lab.shown()) }, before, changed);
        await lab.page.goForward();
        await lab.rests();
        assert.deepEqual({ link: await lab.link(), controls: await lab.controls() }, after, changed);
      }));

    test('a teacher’s link hides a control and locks another, and keeps them so', () =>
      room.using(id, async (lab) => {
        const [hidden = '', locked = ''] = Object.keys(await lab.controls());
        await lab.visit(`#1;ui=-${hidden}!${locked}`);
        await lab.openMore();
        assert.equal(await lab.page.locator(`[data-control="${hidden}"]`).count(), 0);
        assert.ok(await lab.control(locked).isDisabled());
        assert.equal(await lab.notice.count(), 0);
        await lab.page.keyboard.press('n');
        await lab.step();
        assert.match(await lab.link(), new RegExp(`ui=-${hidden}!${locked}$`.replace('!', '(!|%21)')));
      }));
  });
}

test('what a damaged link says of the way is reported, and the rest is kept', () =>
  room.using(
    'gmm',
    async (lab) => {
      await lab.rests();
      assert.match(await lab.noticeText(), /@4:Z.*means nothing|@4:Z/);
      assert.equal((await lab.controls()).seed, '3');
      assert.equal(await lab.index(), 7, 'three iterations and one change');
      assert.match(await lab.sentenceText(), /^Step 3/);
    },
    '#1;seed=3;@1:alpha=0.5;@4:Z=1;t=3',
  ));

test('a name that is no control’s is reported', () =>
  room.using(
    'gmm',
    async (lab) => assert.match(await lab.noticeText(), /no control “nonsense”/),
    '#1;ui=-nonsense',
  ));

test('a position that takes a while to reach: the address stays, and a press of Home ends the way', () =>
  room.using(
    'sgvb',
    async (lab) => {
      await lab.page.keyboard.press('Home');
      await lab.rests();
      assert.ok((await lab.index()) < 9000);
    },
    '#1;t=9000',
  ));
