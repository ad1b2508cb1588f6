// Assignments without a page: from a link and back again, in every lab; the words that say what students can change; and
// the addresses of the page that makes them.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Lab, SnapshotBase } from '../../../web/src/shell/lab.ts';
import { fromFragment } from '../../../web/src/shell/link.ts';
import { maskOf } from '../../../web/src/shell/mask.ts';
import { pack } from '../../../web/src/shell/packed.ts';
import {
  type Assignment,
  assignmentOf,
  fragmentOf,
  type Hold,
  holdOf,
  isInView,
  undone,
  withHold,
  withPosition,
  withStart,
} from '../../../web/src/shell/teach/assignment.ts';
import { pastedPlace, placeOf, placeText } from '../../../web/src/shell/teach/place.ts';
import { notesOf, openingOf, summaryOf } from '../../../web/src/shell/teach/words.ts';
import { defaults } from '../../../web/src/shell/values.ts';
import { repository } from '../support.ts';

type AnyLab = Lab<SnapshotBase>;

const folder = join(repository, 'web/src/labs');
const labs = new Map<string, AnyLab>();
for (const id of readdirSync(folder).sort())
  labs.set(id, (await import(join(folder, id, 'index.ts'))).default as AnyLab);
const HOLDS: readonly Hold[] = ['free', 'locked', 'hidden'];
const TITLES = ['One', 'Two', 'Three'];

/** What the link says, which must be understood. */
async function read(lab: AnyLab, fragment: string): Promise<Assignment> {
  const { assignment, problems } = await assignmentOf(lab, fragment, TITLES.length);
  assert.deepEqual(problems, [], fragment);
  return assignment;
}

for (const [id, lab] of labs) {
  describe(`lab ${id}: an assignment`, () => {
    const names = Object.keys(lab.controls);

    test('that says nothing is the lab’s own address', async () => {
      const assignment = await read(lab, '');
      assert.equal(fragmentOf(lab, assignment), '');
      assert.equal(summaryOf(lab, assignment), 'Students can change every control.');
      assert.equal(openingOf(lab, assignment, TITLES), 'It opens at the start.');
      assert.deepEqual(notesOf(lab, assignment, TITLES), []);
    });

    test('holds any one of its controls, and the lab understands it', async () => {
      const blank = await read(lab, '');
      for (const name of names)
        for (const hold of HOLDS) {
          const fragment = fragmentOf(lab, withHold(blank, [name], hold));
          const { extras, problems } = fromFragment(lab, fragment);
          assert.deepEqual(problems, []);
          const { hidden, locked, strangers } = maskOf(lab.controls, extras.ui);
          assert.deepEqual([...hidden], hold === 'hidden' ? [name] : []);
          assert.deepEqual([...locked], hold === 'locked' ? [name] : []);
          assert.deepEqual(strangers, []);
          const again = await read(lab, fragment);
          assert.equal(holdOf(again, name), hold);
          assert.equal(fragmentOf(lab, again), fragment);
        }
    });

    test('of all controls at once, each in its turn, comes back, with page, position and start', async () => {
      let assignment = await read(lab, '');
      names.forEach((name, i) => {
        assignment = withHold(assignment, [name], HOLDS[i % 3] as Hold);
        const control = lab.controls[name];
        if (control?.kind === 'number') assignment = withStart(lab, assignment, name, control.max * 10);
      });
      assignment = withPosition({ ...assignment, lesson: 2 }, 3.4);
      const again = await read(lab, fragmentOf(lab, assignment));
      assert.deepEqual({ ...again, holds: {} }, { ...assignment, holds: {} });
      for (const name of names) assert.equal(holdOf(again, name), holdOf(assignment, name), name);
      assert.equal(again.journey.t, 3.5);
    });

    test('is told in words: what is free, what is seen with its value, and what is hidden', async () => {
      const blank = await read(lab, '');
      assert.match(summaryOf(lab, withHold(blank, names, 'locked')), /see every control and can change none/);
      const hidden = withHold(blank, names, 'hidden');
      const inView = names.filter((name) => isInView(lab, name, hidden));
      assert.match(summaryOf(lab, hidden), /are hidden/);
      assert.match(
        summaryOf(lab, hidden),
        inView.length > 0 ? /^Students see/ : /no control is left to change/,
      );
      for (const name of names) {
        const label = lab.controls[name]?.label ?? '';
        const locked = summaryOf(lab, withHold(blank, [name], 'locked'));
        assert.ok(locked.startsWith(`Students see ${label} (`), locked);
        assert.ok(locked.includes('but cannot change it. They can change '), locked);
        const away = summaryOf(lab, withHold(blank, [name], 'hidden'));
        if (inView.includes(name)) assert.equal(away, locked);
        else assert.ok(away.startsWith(`${label} is hidden from students. They can change `), away);
      }
    });

    test('warns of a free choice that sets a locked control along', async () => {
      const blank = await read(lab, '');
      for (const [name, control] of Object.entries(lab.controls)) {
        if (control.kind !== 'choice') continue;
        const along = control.options.flatMap(({ sets }) => Object.keys(sets ?? {}));
        for (const other of new Set(along)) {
          const warned = (holds: readonly string[]) =>
            notesOf(lab, withHold(blank, holds, 'locked'), []).some((note) =>
              note.startsWith(`Choosing another ${control.label} also sets`),
            );
          assert.ok(warned([other]), `${name} sets ${other}`);
          const labels = Object.entries(lab.controls).filter(([, { label }]) => label === control.label);
          assert.ok(!warned([other, ...labels.map(([n]) => n)]), `${name} is locked too`);
        }
      }
    });
  });
}

const gmm = labs.get('gmm') as AnyLab;
const table = pack({
  name: 'birds.csv',
  columns: ['bill', 'depth'],
  X: Float64Array.of(1, 2, 3.5, 4, 5, 6.25),
  z: Int32Array.of(-1, -1, -1),
  classes: [],
});

test('everything that a pasted link says is kept: deeds, steps back, table, the run beside it, older locks', async () => {
  const link = `#1;data=own;k=3;@2.5:alpha=20;@4:B=1.25,-0.5;t=12.5;back=3;ui=-seed;d=${table};lesson=2;vs=1|k=2|t=4`;
  const assignment = await read(gmm, link);
  assert.equal(fragmentOf(gmm, assignment), link);
  const locked = fragmentOf(gmm, withHold(assignment, ['k'], 'locked'));
  assert.equal(locked, link.replace('ui=-seed', 'ui=-seed!k'));
  assert.equal(
    openingOf(gmm, assignment, TITLES),
    'It opens at iteration 12.5. From there it goes 3 snapshots back. Students begin on page 2 of the lesson, “Two”.',
  );
  const notes = notesOf(gmm, assignment, TITLES).join(' ');
  assert.match(notes, /table of your own is in the link/);
  assert.match(notes, /run kept beside this one/);
  assert.match(notes, /Changes on the way are in the link/);
  const left = fragmentOf(
    gmm,
    withStart(gmm, { ...assignment, kept: { d: table as string } }, 'data', 'four'),
  );
  assert.ok(!left.includes(';d='), 'a table that nothing is about stays behind');
});

test('a position before what is done on the way is not to be had, until that is left out', async () => {
  const assignment = await read(gmm, '#1;@2.5:alpha=20;t=12;back=2');
  const early = withPosition(assignment, 1);
  assert.equal(early.journey.t, 2.5);
  assert.equal(early.journey.back, 0);
  assert.equal(fragmentOf(gmm, withPosition(undone(early), 1)), '#1;t=1');
  assert.equal(withPosition(assignment, Number.NaN), assignment);
  assert.equal(withPosition(assignment, -3).journey.t, 2.5);
  assert.equal(withPosition(undone(assignment), 1e9).journey.t, 9999);
});

for (const [what, link, said, kept] of [
  ['a control that does not exist', '#1;beta=2;k=3', /beta=2/, '#1;k=3'],
  ['a lock of nothing', '#1;k=3;ui=-beta!k', /no control “beta”/, '#1;k=3;ui=!k'],
  ['a damaged table', '#1;data=own;d=x', /damaged/, '#1;data=own'],
  ['a table that is not there', '#1;data=own', /table of your own, which is not in it/, '#1;data=own'],
  ['a page that the lesson has not', '#1;k=3;lesson=9', /no page “9”/, '#1;k=3'],
  ['a page that is none', '#1;k=3;lesson=two', /no page “two”/, '#1;k=3'],
  ['a run beside it that means nothing', '#1;vs=1|x=1', /Of the run beside this one: .*x=1/, '#1;vs=1|x=1'],
  ['another version', '#7;k=3', /version 7/, ''],
] as const)
  test(`${what} in a pasted link is told, and the rest is kept`, async () => {
    const { assignment, problems } = await assignmentOf(gmm, link, TITLES.length);
    assert.match(problems.join(' '), said);
    assert.equal(fragmentOf(gmm, assignment), kept);
  });

test('a value out of range is the nearest one that is allowed, and an option sets what it sets', async () => {
  const blank = await read(gmm, '');
  assert.equal(fragmentOf(gmm, withStart(gmm, blank, 'k', 99)), '#1;k=8');
  assert.equal(withStart(gmm, blank, 'k', 'many'), blank);
  assert.equal(withStart(gmm, blank, 'nobody', 1), blank);
  const other = withStart(gmm, blank, 'data', 'penguins').journey.start;
  const { data } = gmm.controls;
  const sets = data?.kind === 'choice' ? data.options.find(({ value }) => value === 'penguins')?.sets : {};
  assert.deepEqual(other, { ...defaults(gmm.controls), data: 'penguins', ...sets });
});

test('a page of the lesson brings its settings only where nothing else is set, and a note says so', async () => {
  const brings = async (link: string) =>
    notesOf(gmm, await read(gmm, link), TITLES).some((note) => /brings its own settings/.test(note));
  assert.ok(await brings('#1;lesson=2'));
  for (const link of ['#1;k=3;lesson=2', '#1;t=2;lesson=2', '#1;k=3']) assert.ok(!(await brings(link)), link);
});

test('the address of the page holds lab, title and link, whatever the title', () => {
  for (const title of ['', 'Homework 2: a/b; “c” #1 & 50 %', 'Übung']) {
    const place = { lab: 'gmm', title, fragment: '#1;k=3;@2.5:alpha=20;d=a/b/c/1/x_-' };
    assert.deepEqual(placeOf(placeText(place)), place);
  }
  assert.equal(placeText({ lab: 'gmm', title: 'My sheet', fragment: '#1;k=3' }), '#gmm/My%20sheet/1;k=3');
  assert.deepEqual(placeOf('#gmm//'), { lab: 'gmm', title: '', fragment: '' });
  for (const other of ['', '#', '#assignment', '#1;k=3']) assert.equal(placeOf(other), undefined, other);
});

test('a link is pasted as it comes: whole, or what follows the lab, or an assignment to go on with', () => {
  const fragment = '#1;k=3';
  for (const base of ['https://a.example/courses/elbo/', 'file:///C:/site/', '../', ''])
    for (const path of ['lab/gmm/', 'lab/gmm', 'lab/gmm/index.html', 'lab/gmm/?x=1'])
      assert.deepEqual(pastedPlace(` ${base}${path}${fragment}\n`, 'kl'), {
        lab: 'gmm',
        title: '',
        fragment,
      });
  assert.deepEqual(pastedPlace(fragment, 'kl'), { lab: 'kl', title: '', fragment });
  assert.deepEqual(pastedPlace('1;k=3', 'kl'), { lab: 'kl', title: '', fragment });
  assert.deepEqual(pastedPlace('https://a.example/lab/sgvb/', 'kl'), {
    lab: 'sgvb',
    title: '',
    fragment: '',
  });
  assert.deepEqual(pastedPlace('https://a.example/teach/#gmm/T/1;k=3', 'kl'), {
    lab: 'gmm',
    title: 'T',
    fragment,
  });
  for (const nonsense of ['', 'hello', 'https://a.example/', 'https://a.example/#1;k=3', '#stage'])
    assert.equal(pastedPlace(nonsense, 'kl'), undefined, nonsense);
});
