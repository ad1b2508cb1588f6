// A link brings back the whole run, in every lab: random walks through steps, controls, moves by hand and time, followed
// by another run that only has the address.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { follow } from '../../../web/src/shell/follow.ts';
import type { Control, Core, Lab, SnapshotBase, Value, Values } from '../../../web/src/shell/lab.ts';
import { fromFragment, type Journey, toFragment } from '../../../web/src/shell/link.ts';
import { Run } from '../../../web/src/shell/run.ts';
import { defaults, shownControls, withValue } from '../../../web/src/shell/values.ts';
import { lab as facade, repository } from '../support.ts';

type AnyLab = Lab<SnapshotBase>;
type Random = () => number;

const core = facade as unknown as Core;
const folder = join(repository, 'web/src/labs');
const labs = new Map<string, AnyLab>();
for (const id of readdirSync(folder).sort())
  labs.set(id, (await import(join(folder, id, 'index.ts'))).default as AnyLab);

/** Numbers in [0, 1), the same ones for the same seed (a linear congruential generator is random enough here). */
function random(seed: number): Random {
  let state = BigInt(seed) * 2862933555777941757n + 3037000493n;
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return Number(state >> 33n) / 2 ** 31;
  };
}

const pick = <T>(items: readonly T[], r: Random): T => items[Math.floor(r() * items.length)] as T;

function anyValue(control: Control, r: Random): Value {
  if (control.kind === 'choice') {
    return pick(
      control.options.map(({ value }) => value).filter((value) => value !== 'own'),
      r,
    );
  }
  if (control.widget === 'seed') return Math.floor(r() * 1000);
  if (control.widget === 'log') {
    const low = Math.log(control.smallest ?? control.step);
    const value = Math.exp(low + r() * (Math.log(control.max) - low));
    return control.whole ? Math.round(value) : value;
  }
  const steps = Math.round((control.max - control.min) / control.step);
  return Number((control.min + Math.floor(r() * (steps + 1)) * control.step).toFixed(6));
}

function pointEdit(s: SnapshotBase, r: Random): unknown {
  const { ids } = (s as unknown as { data: { ids: { unlabelled: number[] } } }).data;
  const [point, at] = [pick(ids.unlabelled, r), [4 * r() - 2, 4 * r() - 2]];
  return pick<unknown>(
    [
      { point, at },
      { point: 100_000 + Math.floor(1000 * r()), at },
      { point, erased: true },
      { point, label: r() < 0.3 ? undefined : 0 },
    ],
    r,
  );
}

/** Something the hand may do in a lab; the snapshot says what there is to move. */
const HANDS: Readonly<Record<string, (snapshot: SnapshotBase, r: Random) => unknown>> = {
  gmm: (s, r) => {
    const component = Math.floor(2 * r());
    const at = [4 * r() - 2, 4 * r() - 2];
    return pick<unknown>(
      [
        { component, mean: at },
        { component, covariance: [0.5 + r(), 0.4 * r(), 0.5 + r()] },
        { component, weight: 0.1 + 0.8 * r() },
        pointEdit(s, r),
        pointEdit(s, r),
      ],
      r,
    );
  },
  regressions: (s, r) =>
    pick<unknown>(
      [
        { line: 0, nudge: true },
        { line: Math.floor(2 * r()), intercept: r(), slope: r() - 0.5 },
        { line: Math.floor(2 * r()), intercept: r(), slope: r() - 0.5 },
        pointEdit(s, r),
      ],
      r,
    ),
  gradients: (s, r) => {
    const { q } = s as unknown as { q: { mean: Float64Array } | { logits: Float64Array } };
    if ('logits' in q) return { kind: 'share', state: 1, share: r() };
    if (r() < 0.5) return { kind: 'width', coordinate: 0, sigma: 0.2 + r() };
    return { kind: 'mean', mean: Array.from(q.mean, () => 2 * r() - 1) };
  },
  sgvb: (s, r) => {
    const { cases } = s as unknown as { cases: { state: { q: { mean: Float64Array } } }[] };
    const index = Math.floor(cases.length * r());
    const q = cases[index]?.state.q as { mean: Float64Array };
    return { index, q: { ...q, mean: q.mean.map((value) => value + r() - 0.5) }, what: 'Mean of q' };
  },
};

/** A run whose failures are remembered. */
function runOf(lab: AnyLab, values: Values): { run: Run<SnapshotBase>; errors: Error[] } {
  const errors: Error[] = [];
  const nothing = () => {};
  const listener = { changed: nothing, moved: nothing, told: nothing, working: nothing };
  const run = new Run(lab, () => core, values, { ...listener, failed: (error) => errors.push(error) });
  return { run, errors };
}

/** One thing that a student might do. */
async function act(id: string, lab: AnyLab, run: Run<SnapshotBase>, r: Random): Promise<void> {
  const { values, snapshot } = run;
  const kind = r();
  if (kind < 0.45) await run.forward(1 + Math.floor(3 * r()));
  else if (kind < 0.6) run.goTo(Math.floor(r() * run.history.length));
  else if (kind < 0.65) run.undo();
  else if (kind < 0.8 && lab.edit && snapshot) await run.edit(HANDS[id]?.(snapshot, r));
  else {
    const shown = shownControls(lab, values, new Set());
    const free = Object.keys(shown).filter((name) => !lab.disabled?.(name, values, snapshot));
    const name = pick(free, r);
    await run.change(withValue(lab.controls, values, name, anyValue(lab.controls[name] as Control, r)));
  }
}

for (const [id, lab] of labs) {
  describe(`lab ${id}: the link`, () => {
    test('what can be moved by hand is written in a link, and this test moves it', () => {
      assert.equal(lab.edit !== undefined, lab.edits !== undefined);
      assert.equal(lab.edit !== undefined, HANDS[id] !== undefined);
      for (const own of ['t', 'back', 'ui', 'lesson'])
        assert.ok(!Object.hasOwn(lab.controls, own), `${own} is the page’s`);
    });

    for (let seed = 1; seed <= 25; ++seed) {
      test(`a random walk (${seed}) is followed to the same snapshot, controls and address`, async () => {
        const r = random(seed);
        const { run } = runOf(lab, defaults(lab.controls));
        await run.start();
        for (let i = 0; i < 14; ++i) await act(id, lab, run, r);
        const address = toFragment(lab, run.journey);
        const link = fromFragment(lab, address);
        assert.deepEqual(link.problems, [], address);
        const visitor = runOf(lab, defaults(lab.controls));
        await follow(visitor.run, link);
        assert.deepEqual(visitor.errors, [], address);
        assert.deepEqual(visitor.run.values, run.values, address);
        assert.deepEqual(visitor.run.snapshot, run.snapshot, address);
        assert.deepEqual(visitor.run.history, run.history, address);
        assert.equal(toFragment(lab, visitor.run.journey), address);
      });
    }

    test('controls of every value come back; defaults are left out', () => {
      assert.equal(toFragment(lab, { start: defaults(lab.controls), deeds: [], t: 0, back: 0 }), '');
      const r = random(99);
      for (let i = 0; i < 50; ++i) {
        let start = defaults(lab.controls);
        for (const [name, control] of Object.entries(lab.controls))
          if (r() < 0.5) start = withValue(lab.controls, start, name, anyValue(control, r));
        const link = fromFragment(lab, toFragment(lab, { start, deeds: [], t: 0, back: 0 }));
        assert.deepEqual(link.problems, []);
        assert.deepEqual(link.start, start);
      }
    });
  });
}

const gmm = labs.get('gmm') as AnyLab;
const start = defaults(gmm.controls);

test('a link can be read and written by hand', () => {
  const journey: Journey = {
    start: { ...start, seed: 3 },
    deeds: [
      { t: 2.5, values: { alpha: 20 } },
      { t: 4, edit: { component: 1, mean: [1.25, -0.5] } },
    ],
    t: 12.5,
    back: 3,
  };
  assert.equal(toFragment(gmm, journey), '#1;seed=3;@2.5:alpha=20;@4:B=1.25,-0.5;t=12.5;back=3');
  const { problems, extras, ...read } = fromFragment(
    gmm,
    '#1;back=3;t=12.5;@4:B=1.25,-0.5;seed=3;@2.5:alpha=20;ui=-k',
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(extras, { ui: '-k' });
  assert.deepEqual(read, journey);
});

test('the open page of the lesson and what a teacher hides are entries beside the run', () => {
  const journey: Journey = { start: { ...start, k: 3 }, deeds: [], t: 0, back: 0 };
  const address = toFragment(gmm, journey, { ui: '-seed!k', lesson: '2' });
  assert.equal(address, '#1;k=3;ui=-seed!k;lesson=2');
  assert.deepEqual(fromFragment(gmm, address).extras, { ui: '-seed!k', lesson: '2' });
  assert.equal(toFragment(gmm, { ...journey, start }, { lesson: '2' }), '#1;lesson=2');
});

test('of a drag only its end is told', () => {
  const moves = [0.1, 0.2, 0.3].map((x) => ({ t: 1, edit: { component: 0, mean: [x, 0] } }));
  const slide = [1, 2, 3].map((alpha) => ({ t: 1, values: { alpha } }));
  assert.equal(
    toFragment(gmm, { start, deeds: [...moves, ...slide], t: 1, back: 0 }),
    '#1;@1:A=0.3,0;@1:alpha=3;t=1',
  );
});

for (const [what, part] of [
  ['a time that is none', '@x:alpha=1'],
  ['a time before the start', '@-1:alpha=1'],
  ['nothing done', '@1:'],
  ['a control that does not exist', '@1:beta=1'],
  ['a value that is none', '@1:alpha=much'],
  ['half a place', '@1:A=1'],
  ['a place that is none', '@1:A=1,x'],
  ['a place at infinity', '@1:A=1,Infinity'],
  ['a component that is none', '@1:__proto__=1,1'],
  ['a position that is none', 't=later'],
  ['a position before the start', 't=-1'],
  ['a position that nobody reaches', 't=1e300'],
  ['a way back that is none', 'back=some'],
  ['a stray percent sign', '@1:A=%E0%A4%A'],
] as const) {
  test(`${what} in a link is reported, and the rest is kept`, () => {
    const link = fromFragment(
      gmm,
      `#1;seed=3;${part};@2:alpha=2;t=4`.replace(/;t=4$/, part.startsWith('t=') ? '' : ';t=4'),
    );
    assert.equal(link.problems.length, 1);
    assert.ok(link.problems[0]?.includes(part), link.problems[0]);
    assert.equal(link.start.seed, 3);
    assert.deepEqual(link.deeds, [{ t: 2, values: { alpha: 2 } }]);
  });
}

test('a link for more components than there are stops where it breaks, and says why', async () => {
  const { run, errors } = runOf(gmm, start);
  await follow(run, fromFragment(gmm, '#1;k=2;@1:D=0,0;t=3'));
  assert.equal(run.snapshot?.t, 1);
  assert.match(errors[0]?.message ?? '', /no component D/);
});
